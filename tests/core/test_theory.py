"""What is proved about quadratics is what the core measures."""

import numpy as np
import pytest

from optim_core import SURFACES, descend, sweep, theory

CONDITIONS = [2.0, 10.0, 30.0, 100.0]
START = (-1.0, 1.0)


@pytest.fixture(params=CONDITIONS)
def condition(request):
    return request.param


def curvatures(condition):
    return SURFACES["quadratic"].curvatures(condition, 0.0)[0]


def descended(optimizer, condition, steps, **knobs):
    tilted = {"condition": condition, "rotation": 25.0}
    return descend(
        optimizer, "quadratic", start=START, steps=steps, knobs=knobs, surface_knobs=tilted
    )


def rate(losses, early, late):
    """Shrinking of the distance a step; the loss is its square."""
    return (losses[late] / losses[early]) ** (0.5 / (late - early))


def measured_rates(optimizer, condition, lrs, betas):
    tilted = {"condition": condition, "rotation": 25.0}
    return sweep(
        optimizer,
        "quadratic",
        ("lr", lrs),
        ("beta", betas),
        start=START,
        steps=200,
        surface_knobs=tilted,
    ).rate


def test_heavy_ball_shrinks_at_the_predicted_rate(condition):
    """The whole map of learning rate and beta where it converges.

    The rate is measured as a root of how much smaller the gradient became in three quarters of
    the run. Oscillation, and a second root of nearly the same size, make that a ratio of other
    things too: a factor of 20 among them, in 150 steps, is 2 % of rate. Where the roots are real
    and apart, as in most of the map, hardly anything is left of this.
    """
    lrs = np.linspace(0.05, 0.95, 24) * theory.largest_stable_rate(curvatures(condition))
    betas = np.linspace(0.0, 0.9, 24)
    predicted = theory.heavy_ball_rate(curvatures(condition), lrs, betas[:, None])
    measured = measured_rates("heavy_ball", condition, lrs, betas)
    error = np.abs(measured / predicted - 1.0)
    assert measured.shape == predicted.shape == (24, 24)
    assert error.max() < 0.03
    assert np.median(error) < 0.001


def test_momentum_shrinks_at_the_rate_of_heavy_ball_with_its_effective_learning_rate():
    beta, lrs = 0.7, np.linspace(0.05, 0.95, 24) * theory.largest_stable_rate(curvatures(30.0))
    predicted = theory.heavy_ball_rate(curvatures(30.0), (1.0 - beta) * lrs, beta)
    (measured,) = measured_rates("momentum", 30.0, lrs, [beta])
    np.testing.assert_allclose(measured, predicted, rtol=0.03)


def test_the_measured_map_has_no_number_where_the_run_diverged():
    lrs = np.array([0.5, 10.0]) * theory.largest_stable_rate(curvatures(30.0))
    (measured,) = measured_rates("heavy_ball", 30.0, lrs, [0.0])
    assert measured[0] < 1.0
    assert np.isnan(measured[1])


def test_the_best_heavy_ball_is_the_lowest_point_of_the_predicted_map(condition):
    lr, beta, best = theory.best_heavy_ball(curvatures(condition))
    assert theory.heavy_ball_rate(curvatures(condition), lr, beta) == pytest.approx(best)
    lrs = lr * np.linspace(0.5, 1.5, 101)
    betas = np.linspace(0.0, 0.999, 101)[:, None]
    everywhere = theory.heavy_ball_rate(curvatures(condition), lrs, betas)
    assert everywhere.min() >= best * (1.0 - 1e-9)


def test_heavy_ball_converges_exactly_below_its_border(condition):
    """lr < 2 (1 + beta) / lambda_max: momentum also widens what is stable."""
    for beta in (0.0, 0.5, 0.9):
        border = 2.0 * (1.0 + beta) / condition
        below, above = theory.heavy_ball_rate(
            curvatures(condition), border * np.array([0.999, 1.001]), beta
        )
        assert below < 1.0 < above


def test_gradient_descent_converges_below_the_border_and_diverges_above(condition):
    border = theory.largest_stable_rate(curvatures(condition))
    assert border == 2.0 / condition
    below = descended("sgd", condition, steps=400, lr=0.99 * border)
    above = descended("sgd", condition, steps=400, lr=1.01 * border)
    assert below.loss[-1] < below.loss[200] < below.loss[0]
    assert above.loss[-1] > above.loss[200] > above.loss[100]


def test_gradient_descent_shrinks_at_the_proved_rate(condition):
    lr, best = theory.best_gradient_descent(curvatures(condition))
    run = descended("sgd", condition, steps=80, lr=lr)
    # At the best rate both directions shrink alike, from the first step on.
    assert rate(run.loss, 10, 60) == pytest.approx(best, rel=1e-9)
    for other in (0.9 * lr, 1.1 * lr):
        slower = max(abs(1.0 - other * c) for c in curvatures(condition))
        assert theory.heavy_ball_rate(curvatures(condition), other, 0.0) == pytest.approx(slower)
        assert slower > best


def test_the_best_heavy_ball_beats_the_best_gradient_descent(condition):
    """By the square root of the condition number, which is the whole point of momentum."""
    _, slow = theory.best_gradient_descent(curvatures(condition))
    lr, beta, fast = theory.best_heavy_ball(curvatures(condition))
    assert fast < slow
    assert (1 + fast) / (1 - fast) == pytest.approx(np.sqrt((1 + slow) / (1 - slow)))
    run = descended("heavy_ball", condition, steps=60, lr=lr, beta=beta)
    # A double root: the error is t rate^t, so the measured rate is above by about 1 / t.
    assert rate(run.loss, 30, 60) == pytest.approx(fast, rel=0.05)


def test_the_rate_of_a_real_regression_is_predicted_too():
    """Body-mass index, left two standard deviations off centre: the bowl is a ravine."""
    spec = SURFACES["diabetes_bmi"]
    values, _ = spec.curvatures(2.0)
    lrs = np.array([0.2, 0.5, 0.8]) * theory.largest_stable_rate(values)
    betas = np.array([0.0, 0.4])
    predicted = theory.heavy_ball_rate(values, lrs, betas[:, None])
    knobs = {"shift": 2.0}
    (w, b) = spec.minima(2.0)[0]
    floor = descend("sgd", "diabetes_bmi", start=(w, b), steps=0, surface_knobs=knobs).loss[0]
    for row, beta in enumerate(betas):
        for column, lr in enumerate(lrs):
            run = descend(
                "heavy_ball",
                "diabetes_bmi",
                steps=80,
                knobs={"lr": lr, "beta": beta},
                surface_knobs=knobs,
            )
            measured = rate(run.loss - floor, 30, 70)
            assert measured == pytest.approx(predicted[row, column], rel=0.02)


def test_twice_the_noise_is_twice_the_radius():
    once, twice = (theory.noise_radius((1.0, 4.0), 0.1, noise) for noise in (0.3, 0.6))
    assert twice == pytest.approx(2.0 * once, rel=1e-12)
