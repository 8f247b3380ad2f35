"""Noise is Gaussian, seeded, and the same for everybody who races."""

import numpy as np
import pytest

from optim_core import OPTIMIZERS, SURFACES, Run, Scenario, descend
from optim_core.theory import measured_radius, noise_radius
from tests.core.entries import defaults


def noise_of(run, surface):
    """What was added to the gradient of each update: (updates, 2)."""
    spec = SURFACES[surface]
    parameters = spec.parameters(**defaults(spec))
    slopes = [spec.value_and_grad(x, y, parameters)[1:] for x, y in run.path[:-1]]
    return run.grad[:-1] - np.array(slopes)


def test_the_same_seed_gives_the_same_run(optimizer):
    one, same, other = (
        descend(optimizer, "beale", steps=30, noise=0.5, seed=seed) for seed in (7, 7, 8)
    )
    np.testing.assert_array_equal(one.path, same.path)
    np.testing.assert_array_equal(one.grad, same.grad)
    # Not the path: Lion walks by signs, which a little noise need not turn.
    assert not np.array_equal(one.grad, other.grad)


@pytest.mark.uncompiled
def test_everybody_in_a_race_gets_the_same_noise():
    race = Scenario(
        surface="himmelblau",
        steps=40,
        noise=2.0,
        seed=11,
        runs=[Run(optimizer, {"lr": 1e-3}) for optimizer in list(OPTIMIZERS)[:8]],
    )
    noises = [noise_of(run, "himmelblau") for run in race.run()]
    for noise in noises[1:]:
        np.testing.assert_allclose(noise, noises[0], rtol=0, atol=1e-9)
    assert np.ptp(noises[0]) > 1.0


def test_noise_is_its_standard_deviation():
    count = 50_000
    run = descend("sgd", "quadratic", steps=count, noise=3.0, knobs={"lr": 1e-4})
    noise = noise_of(run, "quadratic")
    # Five times the error that samples of this size have.
    assert noise.std() == pytest.approx(3.0, rel=5 / np.sqrt(4 * count))
    assert noise.mean() == pytest.approx(0.0, abs=5 * 3.0 / np.sqrt(2 * count))


def test_no_noise_is_no_noise(optimizer):
    run = descend(optimizer, "rosenbrock", steps=10, noise=0.0, seed=1)
    other = descend(optimizer, "rosenbrock", steps=10, noise=0.0, seed=2)
    assert not noise_of(run, "rosenbrock").any()
    np.testing.assert_array_equal(run.path, other.path)


def test_the_last_gradient_is_without_noise():
    run = descend("sgd", "quadratic", steps=5, noise=10.0)
    slope = SURFACES["quadratic"].value_and_grad(*run.path[-1], np.array([30.0, 1.0, 0.0]))[1:]
    assert run.grad[-1].tolist() == list(slope)


def test_a_constant_rate_ends_in_a_ball_of_the_radius_that_theory_has():
    """On the bowl each coordinate ends with the variance lr noise^2 / (2 - lr)."""
    spec = SURFACES["noisy_bowl"]
    for lr in (0.02, 0.1, 0.5):
        run = descend("sgd", "noisy_bowl", steps=200_000, noise=spec.noise, knobs={"lr": lr})
        settled = run.path[5_000:]
        assert (settled**2).mean() == pytest.approx(lr * spec.noise**2 / (2 - lr), rel=0.05)


def test_decay_shrinks_the_ball_on_the_same_noise():
    spec = SURFACES["noisy_bowl"]
    constant, decaying = (
        descend(
            "sgd", "noisy_bowl", steps=5_000, noise=spec.noise, knobs={"lr": 0.2}, schedule=schedule
        )
        for schedule in ("constant", "inverse_time")
    )
    last = slice(-1_000, None)
    assert decaying.loss[last].mean() < 0.05 * constant.loss[last].mean()


def ball(lr, noise=2.0):
    """The measured radius of the ball in which gradient descent ends on the ravine."""
    run = descend(
        "sgd", "quadratic", start=(0.0, 0.0), steps=100_000, knobs={"lr": lr}, noise=noise, seed=3
    )
    return measured_radius(run.path, (0.0, 0.0), share=0.9)


def test_noise_ends_in_a_ball_of_the_predicted_radius():
    for lr in (0.004, 0.016, 0.06):
        assert ball(lr) == pytest.approx(noise_radius((1.0, 30.0), lr, 2.0), rel=0.1)


def test_the_ball_grows_as_the_root_of_the_learning_rate_and_as_the_noise():
    assert ball(0.016) / ball(0.004) == pytest.approx(2.0, rel=0.15)
    assert ball(0.01, noise=4.0) / ball(0.01, noise=1.0) == pytest.approx(4.0, rel=1e-9)
