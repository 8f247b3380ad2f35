"""The table of a race: every figure of it can be read off the run."""

import math

import numpy as np
import pytest

from optim_core import OPTIMIZERS, Run, Scenario
from optim_core.results import first_within, lowest, resting_places, results, verdict


def race(*runs, **others):
    return Scenario(runs=runs, **others)


def test_each_figure_is_the_runs_own(surface):
    scenario = race(*(Run(name) for name in ("sgd", "adam")), surface=surface, steps=60)
    floor = scenario.ground.lowest(**scenario.surface_knobs)
    minima = scenario.ground.minima(**scenario.surface_knobs)
    for run, result in zip(scenario.run(), results(scenario), strict=True):
        assert (result.status, result.stopped_at) == (run.status, run.stopped_at)
        assert result.loss == run.loss[-1]
        steps = [t for t, loss in enumerate(run.loss) if floor is not None and loss - floor <= 1e-3]
        assert result.reached == (steps[0] if steps else -1)
        away = [math.dist(minimum, run.path[-1]) for minimum in minima]
        assert result.distance == pytest.approx(min(away)) if away else math.isnan(result.distance)


def test_first_within_counts_from_the_minimum():
    assert first_within(np.array([5.0, 2.1, 2.0]), 2.0, 0.2) == 1
    assert first_within(np.array([5.0, 4.0]), 2.0, 0.2) == -1
    assert first_within(np.array([5.0, 4.0]), None, 0.2) == -1


def typed(formula, **others):
    return race(Run("adam", {"lr": 0.3}), surface="formula", formula=formula, **others)


def test_the_minima_of_a_typed_formula_are_found():
    scenario = typed("(x - 1)^2 + 3*(y + 2)^2 - 7", steps=400)
    np.testing.assert_allclose(resting_places(scenario), [(1.0, -2.0)], atol=1e-8)
    assert lowest(scenario) == pytest.approx(-7.0)
    [result] = results(scenario)
    assert result.reached > 0
    assert result.distance < 0.1


def test_a_minimum_may_be_too_flat_for_curvatures_to_tell():
    np.testing.assert_allclose(resting_places(typed("(x-1)^2 + 2*(y+1)^4")), [(1, -1)], atol=1e-2)
    assert len(resting_places(typed("x^3 + y^2"))) == 0


@pytest.mark.parametrize("formula", ["x^2 - y^2", "x + y", "x^3 - 3*x + y^2", "log(x^2 + y^2)"])
def test_a_formula_that_goes_lower_elsewhere_has_no_lowest_loss(formula):
    scenario = typed(formula, steps=5)
    assert lowest(scenario) is None
    assert results(scenario)[0].reached == -1


def outcome(*reached):
    scenario = race(*(Run("sgd"),) * len(reached))
    found = results(scenario)
    return verdict([r._replace(reached=at) for r, at in zip(found, reached, strict=True)])


def test_the_verdict_names_who_came_first_and_by_how_much():
    assert outcome(40, 12, -1) == ("first", (1,), 12, 28)
    assert outcome(12, 40, 12)[:3] == ("together", (0, 2), 12)
    assert outcome(-1, 0)[:3] == ("alone", (1,), 0)
    assert outcome(-1, -1)[0] == "nobody"


def test_a_race_of_all_is_judged(surface):
    """Whoever the verdict names reached the target no later than anybody else."""
    names = list(OPTIMIZERS)[:8]
    scenario = race(*map(Run, names), surface=surface, steps=150)
    found = results(scenario)
    judged = verdict(found)
    arrived = [r.reached for r in found if r.reached >= 0]
    assert (judged.kind == "nobody") == (not arrived)
    assert all(found[place].reached == min(arrived) for place in judged.runs)
