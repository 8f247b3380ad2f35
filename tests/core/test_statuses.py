"""How runs end: five words, and arrays that stop at the last finite point."""

import numpy as np
import pytest

from optim_core import SURFACES, Formula, descend
from optim_core.descend import STATUSES


def arrays(run):
    return [run.path, run.loss, run.grad, run.lr, *run.memory.values(), *run.details.values()]


def assert_ends_at_its_last_finite_point(run):
    points = run.stopped_at + 1
    assert run.path.shape == run.grad.shape == (points, 2)
    assert run.loss.shape == (points,)
    assert run.lr.shape == (points - 1,)
    assert all(kept.shape == (points, 2) for kept in run.memory.values())
    assert all(kept.shape == (points - 1, 2) for kept in run.details.values())
    assert all(np.isfinite(kept).all() for kept in arrays(run))


def test_finished_when_the_steps_are_used_up():
    run = descend("sgd", "quadratic", steps=10)
    assert (run.status, run.stopped_at) == ("finished", 10)
    assert_ends_at_its_last_finite_point(run)


def test_finished_without_a_single_step():
    run = descend("adam", "quadratic", steps=0, explain=True)
    assert (run.status, run.stopped_at) == ("finished", 0)
    assert_ends_at_its_last_finite_point(run)


def test_converged_when_there_is_no_slope_at_a_minimum():
    run = descend("heavy_ball", "quadratic", steps=2_000)
    assert run.status == "converged"
    assert run.path[-1] == pytest.approx((0.0, 0.0), abs=1e-6)


def test_converged_in_a_dent_that_is_not_the_deepest():
    run = descend("sgd", "rastrigin", steps=500, knobs={"lr": 0.002})
    assert run.status == "converged"
    assert run.loss[-1] > 1.0


def test_stalled_where_there_is_no_slope_and_no_minimum():
    run = descend("momentum", "saddle", start=(0.0, 0.0))
    assert (run.status, run.stopped_at) == ("stalled", 200)


def test_stalled_on_the_ridge_of_a_saddle():
    run = descend("sgd", "saddle", start=(1.0, 0.0), steps=500)
    assert run.status == "stalled"
    assert run.path[-1] == pytest.approx((0.0, 0.0), abs=1e-6)


def test_stalled_on_a_plateau():
    """No slope, and nowhere higher: it is no minimum either."""
    run = descend("momentum", Formula("max(x^2 + y^2, 4)"), start=(0.0, 1.0), steps=20)
    assert (run.status, run.stopped_at) == ("stalled", 20)


def test_no_slope_is_a_hundred_millionth_of_the_first():
    """On a steep ground; on a gentle one, a hundred millionth of 1."""
    for steep, steps in ((1e6, 28), (1e-6, 8)):
        how = {"start": (1.0, 0.0), "knobs": {"lr": 0.25 / steep}}
        bowl = Formula(f"{steep:f}*(x^2 + y^2)")
        before, after = (descend("sgd", bowl, steps=n, **how).status for n in (steps - 2, steps))
        assert before == "finished" != after


def test_stalled_when_nothing_moves():
    run = descend("adam", "beale", knobs={"lr": 0.0})
    assert (run.status, run.stopped_at) == ("stalled", 200)


def test_diverged_at_the_first_point_that_is_off_every_map():
    run = descend("sgd", "quadratic", knobs={"lr": 0.1})
    far = 1e6 * SURFACES["quadratic"].span()
    assert run.status == "diverged"
    assert np.abs(run.path[-1]).max() > far >= np.abs(run.path[:-1]).max()
    assert_ends_at_its_last_finite_point(run)


@pytest.mark.parametrize("lr", [1e200, 1e308])
@pytest.mark.parametrize("start", [(2.0, 0.0), (0.0, 2.0)])
def test_diverged_along_one_axis_only(start, lr):
    """Where the next point, or the loss there, is beyond all numbers."""
    run = descend("sgd", "quadratic", start=start, knobs={"lr": lr})
    assert (run.status, run.stopped_at) == ("diverged", 0)


@pytest.mark.parametrize("seed", range(4))
def test_diverged_whichever_ways_the_coordinates_go(surface, seed):
    """Infinity less infinity is no number, but nothing was divided by nothing."""
    run = descend("sgd", surface, steps=1, knobs={"lr": 1e308}, noise=1e9, seed=seed)
    assert (run.status, run.stopped_at) == ("diverged", 0)


def test_domain_when_the_next_update_is_nothing_over_nothing():
    run = descend("adam", "quadratic", start=(0.0, 2.0), knobs={"eps": 0.0})
    assert (run.status, run.stopped_at) == ("domain", 0)
    assert run.path.tolist() == [[0.0, 2.0]]
    assert_ends_at_its_last_finite_point(run)


@pytest.mark.parametrize("optimizer_id", ["adam", "rmsprop", "adagrad"])
def test_diverged_when_a_square_vanishes_and_nothing_is_added_to_its_root(optimizer_id):
    """1e-170 squared is 0: the step is 1e-170 over nothing."""
    run = descend(optimizer_id, "quadratic", start=(1e-170, 1.0), knobs={"eps": 0.0})
    assert (run.status, run.stopped_at) == ("diverged", 0)
    assert_ends_at_its_last_finite_point(run)


def test_stops_at_the_last_finite_point_however_long_the_step(optimizer, surface):
    for lr in (1e1, 1e5, 1e20, 1e100, 1e308):
        run = descend(optimizer, surface, steps=40, knobs={"lr": lr}, explain=True)
        assert run.status in STATUSES, lr
        assert_ends_at_its_last_finite_point(run)


def test_the_last_gradient_is_that_of_the_last_point(optimizer):
    """Also where the run broke off: no row is left over from an update that failed."""
    for lr in (1e-3, 1e20):
        run = descend(optimizer, "quadratic", steps=15, knobs={"lr": lr}, noise=0.1)
        parameters = SURFACES["quadratic"].parameters(30.0, 0.0)
        slope = SURFACES["quadratic"].value_and_grad(*run.path[-1], parameters)[1:]
        assert run.grad[-1] == pytest.approx(slope, rel=1e-12)
