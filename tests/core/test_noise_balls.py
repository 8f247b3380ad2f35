"""Under noise a fixed rate ends in a ball as wide as its root; a falling one comes closer."""

import numpy as np
import pytest

from optim_core import SURFACES, descend, noise_ball
from optim_core.theory import measured_radius, noise_radius
from tests.core.compiler import COMPILED

STEPS = 4_000 if COMPILED else 1_000
SEEDS = range(6) if COMPILED else range(3)
RATES = np.geomspace(0.01, 0.3, 5)


def measured(rates=RATES, **settings):
    return noise_ball.radii(rates, steps=STEPS, seeds=SEEDS, **settings)


def test_the_radius_is_the_one_that_is_proved():
    radius = np.sqrt((measured() ** 2).mean(axis=1))
    predicted = [noise_radius((1.0, 1.0), rate, 1.0) for rate in RATES]
    np.testing.assert_allclose(radius, predicted, rtol=0.08 if COMPILED else 0.3)


def test_for_small_rates_the_radius_is_as_the_root_of_the_rate():
    radius = np.sqrt((measured(RATES[:4]) ** 2).mean(axis=1))
    assert noise_ball.slope(RATES[:4], radius) == pytest.approx(0.5, abs=0.05)


def test_twice_the_noise_twice_the_ball():
    np.testing.assert_allclose(measured(noise=2.0), 2.0 * measured(noise=1.0), rtol=1e-9)
    assert np.all(measured([0.1], noise=0.0) == 0.0)


def test_the_slope_of_a_power_is_its_exponent():
    assert noise_ball.slope(RATES, 3.0 * RATES**0.5) == pytest.approx(0.5)
    assert noise_ball.slope(RATES, 2.0 * RATES**1.5) == pytest.approx(1.5)


def test_decay_shrinks_the_ball_on_the_same_noise():
    constant, falling = end_distances("constant"), end_distances("linear")
    assert np.median(falling) < 0.5 * np.median(constant)
    np.testing.assert_array_equal(constant, end_distances("constant"))


def end_distances(schedule):
    """Each seed's root mean square distance from the minimum over the last points."""
    how = {"steps": 400, "knobs": {"lr": 0.2}, "noise": SURFACES[noise_ball.BOWL].noise}
    runs = [descend("sgd", noise_ball.BOWL, schedule=schedule, seed=s, **how) for s in range(20)]
    return [measured_radius(run.path[-20:], noise_ball.MINIMUM, share=1.0) for run in runs]
