"""Tuned learning rates: a fixed budget, a stated criterion, and the best of what was tried."""

import math

import numpy as np
import pytest

from optim_core import OPTIMIZERS, Formula, Run, Scenario, descend
from optim_core.steady import gain, steady_steps
from optim_core.tuning import HIGH, LOW, leaves, settled, tune

RAVINE = {"surface_knobs": {"condition": 30.0}, "steps": 120}


def test_makes_as_many_trials_as_it_was_given(optimizer):
    for trials in (5, 12, 24):
        found = tune(optimizer, "quadratic", trials=trials, **RAVINE)
        rates = [trial.lr for trial in found.trials]
        assert len(rates) == trials
        assert rates == sorted(rates)
        assert (rates[0], rates[-1]) == (LOW, HIGH)


def test_the_best_is_the_best_of_what_was_tried(optimizer):
    found = tune(optimizer, "rosenbrock", steps=60)
    assert found.best in found.trials
    assert all(found.best.score <= trial.score for trial in found.trials)


def test_a_trial_is_what_the_run_does():
    found = tune("adam", "quadratic", **RAVINE)
    run = descend("adam", "quadratic", knobs={"lr": found.lr}, **RAVINE)
    assert found.best.loss == run.loss[-1]
    assert run.loss[found.best.steps :].max() <= 1e-3 < run.loss[found.best.steps - 1]


def test_closing_in_finds_what_the_grid_alone_misses():
    """A bound is known here: no learning rate makes gradient descent faster on a quadratic than
    2 / (largest + smallest curvature) does, in the long run."""
    found = tune("sgd", "quadratic", **RAVINE)
    assert found.lr == pytest.approx(2.0 / 31.0, rel=0.1)


def test_fewer_steps_count_before_a_lower_end_and_an_arrival_before_none():
    found = tune("sgd", "quadratic", **RAVINE)
    arrived = [trial for trial in found.trials if trial.steps >= 0]
    assert found.best.steps == min(trial.steps for trial in arrived) > 0
    assert len(arrived) < len(found.trials)


def test_without_a_minimum_the_lowest_end_on_the_map_is_best():
    found = tune("sgd", "saddle", start=(1.0, 1e-3), steps=30)
    assert {trial.steps for trial in found.trials} == {-1}
    assert found.best.loss == min(trial.loss for trial in found.trials)


def test_whoever_leaves_the_map_is_last():
    """At a weight decay of 1 a minimum at the origin is reached without looking at the loss."""
    found = tune("adamw", "quadratic", **RAVINE)
    wild = next(trial for trial in found.trials if trial.lr == HIGH)
    assert (wild.steps, wild.loss) == (-1, math.inf)


def test_a_run_may_begin_off_the_map_but_not_go_farther_out():
    domain = (-1.0, 1.0, -1.0, 1.0)
    assert not leaves(np.array([[4.0, 0.0], [0.0, 0.0]]), domain)
    assert leaves(np.array([[4.0, 0.0], [-5.0, 0.0]]), domain)
    assert leaves(np.array([[0.0, 0.0], [0.0, 1.6]]), domain)
    assert not leaves(np.array([[0.0, 0.0], [0.0, 1.4]]), domain)


def test_settled_is_for_good():
    loss = np.array([3.0, 0.0, 3.0, 0.1, 0.0])
    assert settled(loss, 0.0, 0.5) == 3
    assert settled(loss, 0.0, 5.0) == 0
    assert settled(loss[:3], 0.0, 0.5) == -1
    assert settled(loss, None, 0.5) == -1


def test_says_when_the_best_is_at_the_edge_of_the_search():
    assert tune("sgd", "quadratic", start=(0.01, 0.0), steps=2, target=1e-9).at_the_edge is False
    assert tune("adadelta", "plateau", steps=5).at_the_edge


@pytest.mark.parametrize(
    ("given", "message"), [({"trials": 4}, "trials=4"), ({"target": "near"}, "target='near'")]
)
def test_refuses_a_budget_or_a_criterion_without_meaning(given, message):
    with pytest.raises(ValueError, match=message):
        tune("sgd", "quadratic", **given)


def test_a_tuned_scenario_gives_each_optimizer_its_own_best_learning_rate():
    runs = [Run("sgd", {"lr": 0.5}), Run("adam", {"lr": 0.5})]
    scenario = Scenario(runs=runs, fairness="tuned", trials=12, target=0.01)
    for run in scenario.runs:
        found = tune(
            run.optimizer, "quadratic", start=scenario.start, steps=120, trials=12, target=0.01
        )
        assert scenario.tuned(run) == found
        assert scenario.learning_rate(run) == found.lr
        assert scenario.run_one(run).lr[0] == found.lr


def test_a_tuned_learning_rate_does_not_depend_on_the_number_in_the_link():
    rates = {
        Scenario(runs=[Run("adam", {"lr": lr})], fairness="tuned").learning_rate(Run("adam"))
        for lr in (0.01, 0.3)
    }
    assert len(rates) == 1


def test_a_link_holds_budget_and_criterion_only_where_rates_are_tuned():
    tuned = Scenario(fairness="tuned").to_query()
    assert (tuned["tuning.trials"], tuned["tuning.target"]) == ("24", "0.001")
    assert not [key for key in Scenario(trials=9).to_query() if key.startswith("tuning")]


def test_a_link_with_a_budget_beyond_reason_is_cut_to_the_default_and_says_so():
    scenario, problems = Scenario.from_query({"fairness": "tuned", "tuning.trials": "100000"})
    assert scenario.trials == 24
    assert "tuning.trials=100000: it takes 5 … 64" in problems[0].en


def test_a_scenario_refuses_a_target_without_meaning():
    with pytest.raises(ValueError, match="target=0"):
        Scenario(fairness="tuned", target=0)


def test_a_script_repeats_the_tuned_rates():
    scenario = Scenario(runs=[Run("adam")], steps=20, fairness="tuned")
    assert repr(scenario.learning_rate(scenario.runs[0])) in scenario.to_script()


def test_what_a_steady_slope_moves_is_what_descend_moves(optimizer):
    spec = OPTIMIZERS[optimizer]
    knobs = {name: knob.default for name, knob in spec.knobs.items()} | {"lr": 1.0}
    if "radius" in knobs:
        knobs["radius"] = 1e9
    if "pull" in knobs:
        knobs["pull"] = 0.0
    if "weight_decay" in knobs:
        knobs["weight_decay"] = 0.0
    run = descend(optimizer, Formula("x"), start=(0.0, 0.0), steps=30, knobs=knobs)
    lengths = steady_steps(optimizer, knobs, 30)
    np.testing.assert_allclose(lengths, -np.diff(run.path[:, 0]), rtol=1e-9)


def test_where_the_gain_settles_it_is_what_is_measured(optimizer):
    spec = OPTIMIZERS[optimizer]
    knobs = {name: knob.default for name, knob in spec.knobs.items()}
    if spec.gain and optimizer != "anchored_momentum":
        assert gain(optimizer, knobs, 1) == gain(optimizer, knobs, 5000) == spec.gain(knobs)
        assert steady_steps(optimizer, knobs, 400)[-1] == pytest.approx(spec.gain(knobs), rel=1e-3)


def test_the_steps_of_adagrad_shrink_like_one_over_the_root_of_time():
    lengths = steady_steps("adagrad", {"lr": 1.0, "eps": 0.0}, 100)
    np.testing.assert_allclose(lengths, 1.0 / np.sqrt(np.arange(1, 101)))
