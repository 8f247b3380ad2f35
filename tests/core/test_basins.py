"""From each start, the minimum in which a run ends."""

import numpy as np
import pytest

from optim_core import SURFACES, basins, descend
from optim_core.basins import LOST, NOWHERE

HIMMELBLAU = [(3.0, 2.0), (-2.805118, 3.131312), (-3.779310, -3.283186), (3.584428, -1.848126)]


def starts(surface, count):
    x_low, x_high, y_low, y_high = SURFACES[surface].domain
    return np.linspace(x_low, x_high, count), np.linspace(y_low, y_high, count)


def found(optimizer, surface, count=12, **others):
    return basins(optimizer, surface, *starts(surface, count), **others)


def test_finds_the_four_minima_of_himmelblau():
    four = found("sgd", "himmelblau", knobs={"lr": 0.01})
    assert sorted(four.minima.tolist()) == [pytest.approx(m, abs=1e-6) for m in sorted(HIMMELBLAU)]
    assert set(four.labels.ravel()) == {0, 1, 2, 3}


def test_each_run_ends_at_the_minimum_of_its_label():
    """The slow twin: descend from each start, and look which minimum is nearest."""
    ours = found("heavy_ball", "himmelblau", knobs={"lr": 0.004, "beta": 0.9}, steps=400)
    for row, y in enumerate(ours.y0):
        for column, x in enumerate(ours.x0):
            knobs = {"lr": 0.004, "beta": 0.9}
            run = descend("heavy_ball", "himmelblau", start=(x, y), steps=400, knobs=knobs)
            distances = np.hypot(*(ours.minima - run.path[-1]).T)
            assert distances.argmin() == ours.labels[row, column]
            assert distances.min() < 1e-3


def test_every_dent_of_rastrigin_is_a_basin_and_the_lowest_comes_first():
    dents = found("sgd", "rastrigin", count=23, knobs={"lr": 0.002}, steps=60)
    assert len(dents.minima) == 121
    assert dents.minima[0] == pytest.approx([0.0, 0.0], abs=1e-9)
    assert set(dents.labels.ravel()) == set(range(121))


def test_a_run_that_circles_a_minimum_has_arrived():
    """RMSprop never comes to rest: its steps stay as long as its learning rate."""
    circling = found("rmsprop", "himmelblau", knobs={"lr": 0.05}, steps=500)
    assert len(circling.minima) == 4
    assert circling.labels.min() >= 0


def test_a_run_that_is_still_on_its_way_is_nowhere():
    short = found("sgd", "rosenbrock", knobs={"lr": 1e-6}, steps=5)
    inside = np.hypot(short.x0[None, :] - 1.0, short.y0[:, None] - 1.0) < 0.05
    assert (short.labels[~inside] == NOWHERE).all()


def test_runs_that_leave_are_lost_and_a_saddle_is_nowhere():
    split = basins("sgd", "saddle", [0.0, 1.0], [0.0, 1.0], knobs={"lr": 0.1}, steps=500)
    assert split.labels.tolist() == [[NOWHERE, NOWHERE], [LOST, LOST]]
    assert split.minima.shape == (0, 2)


@pytest.mark.parametrize("ground", ["ackley", "beale", "quadratic", "rosenbrock"])
def test_whoever_starts_beside_a_minimum_ends_in_it(ground):
    """Even beside Ackley's, which is sharp, so that gradient descent never comes to rest there."""
    spec = SURFACES[ground]
    for x, y in spec.minima(**{name: knob.default for name, knob in spec.knobs.items()}):
        near = 0.005 * spec.span()
        beside = basins("sgd", ground, [x, x + near], [y], knobs={"lr": 0.1 * spec.lr})
        (label,) = set(beside.labels.ravel())
        assert beside.minima[label] == pytest.approx([x, y], abs=1e-5)


def test_starts_are_all_over_the_domain_unless_said_otherwise():
    ours = basins("sgd", "quadratic", knobs={"lr": 0.05}, steps=3)
    assert ours.labels.shape == (len(ours.y0), len(ours.x0))
    assert (ours.x0[0], ours.x0[-1], ours.y0[0], ours.y0[-1]) == SURFACES["quadratic"].domain


def test_surface_knobs_move_the_minimum():
    shifted = {"shift": 3.0}
    ours = basins("sgd", "diabetes_bmi", [0.0], [0.0, 1.0], knobs={"lr": 0.05},
                  steps=4000, surface_knobs=shifted)  # fmt: skip
    assert ours.minima == pytest.approx(np.array(SURFACES["diabetes_bmi"].minima(**shifted)))
