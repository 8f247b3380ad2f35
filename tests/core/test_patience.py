"""Reduce on plateau lowers the rate when the loss has stopped falling, and only then."""

import numpy as np
import pytest

from optim_core import SCHEDULES, descend
from optim_core.patience import reduce_on_plateau


def by_the_book(loss_under, lr, epochs, factor, patience, threshold):
    """PyTorch's rule, epoch by epoch: the loss of an epoch, then the rate of the next."""
    best, bad, rates = np.inf, 0, []
    for _ in range(epochs):
        rates.append(lr)
        loss = loss_under(rates)
        if loss < best * (1 - threshold):
            best, bad = loss, 0
        else:
            bad += 1
        if bad > patience:
            lr, bad = lr * factor, 0
    return rates


def on_the_bowl(points, epochs=60, updates=5):
    run = descend(
        "sgd",
        "noisy_bowl",
        steps=epochs * updates,
        knobs={"lr": 0.3},
        schedule="manual",
        schedule_knobs={"points": points},
        noise=1.0,
        seed=3,
        updates_per_epoch=updates,
    )
    return run.loss[updates::updates], run.lr[::updates]


@pytest.mark.parametrize("patience", [1, 2, 6])
def test_does_what_pytorch_does(patience):
    points = reduce_on_plateau(lambda p: on_the_bowl(p)[0], 0.3, factor=0.5, patience=patience)
    losses, rates = on_the_bowl(points)
    twin = by_the_book(lambda so_far: losses[len(so_far) - 1], 0.3, 60, 0.5, patience, 1e-4)
    np.testing.assert_allclose(rates, twin, rtol=1e-12)
    assert rates[-1] < 0.3


def test_never_lowers_the_rate_while_the_loss_falls():
    assert reduce_on_plateau(lambda points: 0.9 ** np.arange(50), 0.1) == ()


def test_on_a_level_stretch_it_lowers_the_rate_again_and_again():
    points = reduce_on_plateau(lambda points: np.ones(13), 0.8, patience=3)
    assert points == ((5.0, 0.4), (9.0, 0.2), (13.0, 0.1))


def test_sets_no_more_points_than_a_link_may_hold():
    points = reduce_on_plateau(lambda points: np.ones(400), 1.0, patience=0)
    knob = SCHEDULES["manual"].knobs["points"]
    assert len(points) == knob.most and knob.accepts(points)
