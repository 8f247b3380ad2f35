"""The plots beside the map say what the runs did."""

from dataclasses import replace

import numpy as np
import pytest

from optim_core import OPTIMIZERS, SURFACES, Run, Scenario
from optim_core.results import first_within
from optim_core.tuning import settled
from pages.shared.site import plots
from pages.shared.site.words import LANGUAGES, translator
from pages.shared.stage.panels import (
    PANELS,
    fair,
    first_steps,
    moments,
    rotations,
)

EN = translator("en")


def ravine(*runs, **changes):
    knobs = {"condition": 30.0, "rotation": changes.pop("rotation", 0.0)}
    return Scenario(surface="quadratic", surface_knobs=knobs, runs=runs, **changes)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("panel", PANELS)
def test_every_panel_draws_every_optimizer(panel, language):
    for optimizer in OPTIMIZERS:
        figure = PANELS[panel].draw(ravine(Run(optimizer), steps=30), 0, translator(language))
        assert figure.sentence
        assert "{" not in figure.sentence
        plots.unpack(figure)


@pytest.mark.parametrize("panel", ["moments", "first_steps", "rotations", "fair"])
def test_a_panel_survives_a_run_that_makes_no_step(panel):
    """At the start the surface is flat, or the first update leaves for good."""
    for run in (Run("adam", {"lr": 0.0}), Run("adam", {"lr": 1e308}), Run("sgd", {"lr": 1e300})):
        assert PANELS[panel].draw(ravine(run, steps=5), 0, EN).sentence
    on_the_ridge = Scenario(surface="saddle", start=(0.0, 0.0), runs=[Run("adam")], steps=5)
    assert PANELS[panel].draw(on_the_ridge, 0, EN).sentence


@pytest.mark.parametrize("lr", [1e6, 1e100, 1.7e308])
@pytest.mark.parametrize("panel", PANELS)
def test_a_run_that_leaves_every_map_draws_nothing_infinite(panel, lr):
    """Nor what would be, in the numbers of a picture; nor an axis that ends nowhere."""
    for optimizer in ("sgd", "adam", "rmsprop"):
        far = Scenario(surface="beale", start=(1e3, -1e3), runs=[Run(optimizer, {"lr": lr})])
        header, arrays = plots.unpack(PANELS[panel].draw(far, 0, EN))
        assert not any(np.isinf(array).any() for array in arrays)
        ranges = [plot[axis]["range"] or () for plot in header["plots"] for axis in "xy"]
        assert np.isfinite([end for ends in ranges for end in ends]).all()


@pytest.mark.parametrize("beta1", [0.5, 0.9])
@pytest.mark.parametrize("beta2", [0.99, 0.999])
@pytest.mark.parametrize("surface", ["quadratic", "rosenbrock", "booth"])
def test_the_first_step_is_as_long_as_predicted(surface, beta1, beta2):
    """Without corrections (1 - beta1) / sqrt(1 - beta2), whatever the slope."""
    run = Run("adam", {"lr": 0.01, "beta1": beta1, "beta2": beta2})
    scenario = Scenario(surface=surface, runs=[run])
    found = first_steps.draw(scenario, 0, EN).facts
    assert found["predicted"][0] == 1.0
    assert found["predicted"][3] == pytest.approx((1 - beta1) / (1 - beta2) ** 0.5)
    np.testing.assert_allclose(found["first"], found["predicted"], rtol=1e-5)


def test_the_uncorrected_first_step_is_three_times_too_long():
    sentence = first_steps.draw(ravine(Run("adam")), 0, EN).sentence
    assert "uncorrected 3.16 α" in sentence and "both corrected 1 α" in sentence


def test_the_step_is_the_mean_over_the_root():
    done = ravine(Run("adam", {"lr": 0.2})).run(explain=True)[0]
    quotient = np.abs(moments.quantity(done, "m_hat") / done.details["root"])
    np.testing.assert_allclose(quotient, np.abs(moments.in_rates(done)), rtol=1e-5, atol=1e-12)


def test_what_does_not_divide_has_no_moments():
    figure = moments.draw(ravine(Run("heavy_ball")), 0, EN)
    assert figure.plots == ()
    assert "divides by no root" in figure.sentence


def test_plain_descent_does_not_notice_a_turn_and_rmsprop_does():
    race = Run("sgd", {"lr": 0.06}), Run("rmsprop", {"lr": 0.1, "beta": 0.99})
    figure = rotations.draw(ravine(*race, steps=300), 0, EN)
    plain, rooted = figure.facts["steps"]
    assert set(plain) == {plain[0]}
    half = rooted[: len(rooted) // 2 + 1]
    assert (np.diff(half) >= 0).all()
    assert rooted[0] < plain[0] < half[-1]
    assert f"RMSprop: {rooted[0]} steps along the axes, {half[-1]} steps at 45°" in figure.sentence


def test_the_present_angle_is_the_run_on_the_stage():
    scenario = ravine(Run("rmsprop", {"lr": 0.1, "beta": 0.99}), rotation=20.0, steps=200)
    [done] = scenario.run()
    assert rotations.steps_at(scenario, 20.0) == [first_within(done.loss, 0.0, 1e-3)]


def test_only_what_can_be_turned_is_turned():
    assert "can't be turned" in rotations.draw(Scenario(surface="beale"), 0, EN).sentence


@pytest.mark.parametrize("fairness", ["same", "effective", "tuned"])
def test_the_table_of_a_race_is_what_its_runs_did(fairness):
    runs = [Run("adam", {"lr": 0.3}), Run("adagrad", {"lr": 0.3})]
    scenario = Scenario(surface="beale", runs=runs, steps=150, fairness=fairness)
    figure = fair.draw(scenario, 0, EN)
    floor = SURFACES["beale"].lowest()
    for k, done in enumerate(scenario.run()):
        assert figure.facts["rates"][k] == done.lr[0]
        assert figure.facts["steps"][k] == settled(done.loss, floor, 1e-3)


def test_tuning_never_loses_to_the_same_rate_on_its_own_grid():
    """The best of what was tried is at least as good as any of it, so as the run it came from."""
    tuned = Scenario(surface="beale", runs=[Run("nadam")], steps=150, fairness="tuned")
    for trial in tuned.tuned(tuned.runs[0]).trials:
        run = Run("nadam", {"lr": trial.lr})
        [(_, steps, _)] = fair.outcomes(replace(tuned, runs=(run,), fairness="same"))
        best = fair.outcomes(tuned)[0][1]
        assert best >= 0 and (steps < 0 or best <= steps)


def test_the_sentence_of_a_race_names_budget_and_winner():
    runs = [Run(name) for name in ("adam", "nadam", "lion")]
    scenario = Scenario(surface="beale", runs=runs, steps=150, fairness="tuned", trials=24)
    figure = fair.draw(scenario, 0, EN)
    steps = dict(zip(("Adam", "NAdam", "Lion"), figure.facts["steps"], strict=True))
    arrived = {name: count for name, count in steps.items() if count >= 0}
    first = min(arrived, key=arrived.get)
    assert figure.sentence.startswith(f"The best of 24 α for each. {first} is first")
    assert f"{len(arrived)} of 3 get there" in figure.sentence
