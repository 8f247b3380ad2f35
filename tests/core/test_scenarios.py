"""A scenario is a value: immutable, comparable, hashable, and carried out the same every time."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from optim_core import OPTIMIZERS, SURFACES, Run, Scenario, descend
from optim_core.descend import STATUSES
from optim_core.steady import gain


def test_equal_scenarios_are_equal_and_hash_alike():
    assert Scenario() == Scenario()
    assert hash(Scenario()) == hash(Scenario())
    assert len({Scenario(), Scenario(), Scenario(seed=1)}) == 2


@pytest.mark.parametrize(
    "other",
    [
        Scenario(surface="beale"),
        Scenario(surface_knobs={"condition": 31.0}),
        Scenario(start=(1.0, 1.0)),
        Scenario(steps=121),
        Scenario(runs=[Run("sgd")]),
        Scenario(noise=0.1),
        Scenario(seed=1),
        Scenario(fairness="effective"),
        Scenario(fairness="tuned"),
    ],
)
def test_scenarios_that_differ_anywhere_are_different(other):
    assert other != Scenario()
    assert hash(other) != hash(Scenario())


def test_what_is_left_out_is_the_default():
    spelled_out = Scenario(
        surface_knobs={"condition": 30.0, "rotation": 0.0}, start=SURFACES["quadratic"].start
    )
    assert spelled_out == Scenario()
    assert Run("adam") == Run("adam", {"beta1": 0.9}) == Run("adam", schedule="constant")


def test_a_scenario_does_not_change():
    with pytest.raises(FrozenInstanceError):
        Scenario().steps = 5
    with pytest.raises(FrozenInstanceError):
        Run("sgd").optimizer = "adam"


def test_a_scenario_is_carried_out_by_descend():
    scenario = Scenario(
        surface="beale",
        start=(2.0, 1.0),
        steps=30,
        noise=0.2,
        seed=9,
        runs=[Run("rmsprop", {"lr": 0.02}, "exponential", {"factor": 0.9})],
    )
    (run,) = scenario.run(explain=True)
    by_hand = descend(
        "rmsprop",
        "beale",
        start=(2.0, 1.0),
        steps=30,
        knobs={"lr": 0.02},
        schedule="exponential",
        schedule_knobs={"factor": 0.9},
        noise=0.2,
        seed=9,
        explain=True,
    )
    np.testing.assert_array_equal(run.path, by_hand.path)
    np.testing.assert_array_equal(run.details["root"], by_hand.details["root"])


def test_a_scenario_carries_out_each_of_its_runs_in_order():
    scenario = Scenario(surface="rastrigin", steps=5, runs=[Run(name) for name in OPTIMIZERS][:8])
    for run, trajectory in zip(scenario.runs, scenario.run(), strict=True):
        by_hand = descend(run.optimizer, "rastrigin", steps=5)
        np.testing.assert_array_equal(trajectory.path, by_hand.path)


def test_an_effective_learning_rate_makes_the_two_momentums_one():
    """The notes write momentum as an average, the libraries as a sum: the same path."""
    knobs = {"lr": 0.02, "beta": 0.8}
    runs = [Run("momentum", knobs), Run("heavy_ball", knobs)]
    average, total = Scenario(runs=runs, fairness="effective").run()
    np.testing.assert_allclose(total.path, average.path, rtol=1e-9, atol=1e-12)
    average, total = Scenario(runs=runs, fairness="same").run()
    assert not np.allclose(total.path, average.path)


def test_an_equal_effective_learning_rate_moves_equally_far_on_a_steady_slope(optimizer):
    run = Run(optimizer)
    fair = Scenario(runs=[run], fairness="effective")
    worth = gain(optimizer, run.knobs, fair.steps)
    assert fair.learning_rate(run) * worth == pytest.approx(run.knobs["lr"])
    assert Scenario(runs=[run]).learning_rate(run) == run.knobs["lr"]


@pytest.mark.parametrize("optimizer_id", ["adagrad", "adadelta", "adam", "rmsprop", "lion"])
def test_an_equal_effective_learning_rate_goes_equally_far_on_a_plane(optimizer_id):
    """As far as the learning rate times the steps, on a slope of 1; what is left are the few steps
    in which a mean fills up."""
    runs = [Run(optimizer_id, {"lr": 0.004})]
    plane = Scenario(
        surface="formula",
        formula="x",
        start=(0.0, 0.0),
        steps=1000,
        runs=runs,
        fairness="effective",
    )
    (run,) = plane.run()
    assert run.path[-1, 0] == pytest.approx(-4.0, rel=0.02)


def test_an_effective_learning_rate_is_always_a_number():
    knobs = {"lr": 1e308, "beta": 0.0, "gamma": 1e-3}
    scenario = Scenario(runs=[Run("anchored_momentum", knobs)], fairness="effective")
    (run,) = scenario.run()
    assert run.status in STATUSES
