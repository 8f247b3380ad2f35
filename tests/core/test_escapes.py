"""Who stays at a saddle and who leaves, and when."""

import numpy as np
import pytest

from optim_core import descend
from optim_core.escape import Escapes, escape_times

RIDGE = {"surface": "saddle", "level": -0.1, "start": (-1.5, 0.0), "knobs": {"lr": 0.01}}
SEEDS = range(11)


def test_nobody_leaves_the_ridge_without_noise(optimizer):
    """Along y the slope is exactly zero, and no update made of zeros is anything else."""
    assert escape_times(optimizer, seeds=[0], **RIDGE).escaped == 0


@pytest.mark.parametrize("optimizer", ["sgd", "heavy_ball", "rmsprop", "adam", "lion"])
def test_a_little_noise_and_they_leave(optimizer):
    found = escape_times(optimizer, seeds=SEEDS, noise=1e-6, **RIDGE)
    assert found.escaped == len(SEEDS)
    assert 0 < found.quantile(0.1) <= found.median <= found.quantile(0.9) <= found.steps


def test_momentum_leaves_before_plain_descent_and_adaptive_methods_before_both():
    plain, ball, adam = (
        escape_times(optimizer, seeds=SEEDS, noise=1e-6, **RIDGE)
        for optimizer in ("sgd", "heavy_ball", "adam")
    )
    assert adam.updates.max() < ball.updates.min() < ball.updates.max() < plain.updates.min()


def test_less_noise_costs_plain_descent_time_in_proportion_to_its_logarithm():
    """y grows by 1 + 2 lr an update, so a thousandth of the noise is ln(1000) / ln(1.02) later."""
    loud, soft = (
        escape_times("sgd", seeds=SEEDS, noise=noise, **RIDGE).median for noise in (1e-3, 1e-6)
    )
    assert soft - loud == pytest.approx(np.log(1_000) / np.log(1.02), abs=2)


def test_the_time_is_the_first_update_below_the_level():
    found = escape_times("sgd", seeds=[4], noise=0.1, **RIDGE)
    run = descend(
        "sgd", "saddle", start=(-1.5, 0.0), steps=1_000, knobs={"lr": 0.01}, noise=0.1, seed=4
    )
    first = int(found.updates[0])
    assert run.loss[first] < -0.1 <= run.loss[:first].min()


def test_runs_that_never_leave_are_counted_as_later_than_any():
    found = Escapes(np.array([5.0, np.inf, 3.0, np.inf]), 100)
    assert (found.escaped, found.quantile(0.5), found.quantile(0.75)) == (2, 5.0, np.inf)
    assert Escapes(np.array([7.0]), 10).quantile(0.0) == 7.0


def test_a_level_must_be_a_number():
    with pytest.raises(ValueError, match="level='low' is not a number"):
        escape_times("sgd", "saddle", "low", seeds=[0])
