"""What every surface promises: its gradient is its slope, its minima are minima."""

import numpy as np
import pytest

from optim_core import SURFACES, descend
from optim_core.jit import plain
from tests.core.entries import defaults, settings

POINTS = 7


def ground_of(surface):
    """(SPEC, knobs, f), f(x, y) giving value and gradient, at each knob setting of a surface."""
    spec = SURFACES[surface]
    for knobs in settings(spec):
        yield spec, knobs, surface_at(spec, knobs)


def surface_at(spec, knobs):
    parameters = spec.parameters(**knobs)
    return lambda x, y: spec.value_and_grad(float(x), float(y), parameters)


def points_on(spec, count, seed=5):
    x_low, x_high, y_low, y_high = spec.domain
    return np.random.default_rng(seed).uniform((x_low, y_low), (x_high, y_high), (count, 2))


def slope(along, h):
    """f'(0) of along(distance), by the five-point rule: the error is of order h^4."""
    return (8 * (along(h) - along(-h)) - (along(2 * h) - along(-2 * h))) / (12 * h)


def measured_gradient(f, x, y, h):
    return slope(lambda d: f(x + d, y)[0], h), slope(lambda d: f(x, y + d)[0], h)


def test_the_gradient_is_the_slope(surface):
    for spec, knobs, f in ground_of(surface):
        h = 1e-4 * spec.span()
        for x, y in points_on(spec, POINTS):
            _, slope_x, slope_y = f(x, y)
            measured = measured_gradient(f, x, y, h)
            size = 1e-7 * (1.0 + np.hypot(slope_x, slope_y))
            assert (slope_x, slope_y) == pytest.approx(measured, abs=size), (knobs, x, y)


def test_minima_are_flat_and_lowest(surface):
    for spec, knobs, f in ground_of(surface):
        values = [f(x, y)[0] for x, y in points_on(spec, 5_000)]
        for x, y in spec.minima(**knobs):
            lowest, slope_x, slope_y = f(x, y)
            assert lowest <= min(values), knobs
            assert spec.lowest(**knobs) == pytest.approx(lowest, abs=1e-12)
            assert np.hypot(slope_x, slope_y) < 1e-13 * (1.0 + max(values)), knobs


def test_a_surface_without_minima_falls_for_ever(surface):
    """The other half of the promise: where minima exist, they are declared."""
    for spec, knobs, f in ground_of(surface):
        far = [min(f(*(10.0**k * p))[0] for p in points_on(spec, 200)) for k in range(4)]
        bottomless = far == sorted(far, reverse=True) and far[-1] < -1e3
        assert bottomless == (spec.minima(**knobs) == []) == (spec.lowest(**knobs) is None), knobs


def test_plain_gradient_descent_gets_somewhere_from_the_suggested_start(surface):
    spec = SURFACES[surface]
    run = descend("sgd", surface, steps=100, knobs={"lr": spec.lr})
    assert run.status in ("finished", "converged") and run.stopped_at == 100
    assert run.loss[-1] < run.loss[0]
    assert run.path[0].tolist() == list(spec.start)


def test_the_suggested_start_and_the_minima_are_on_the_map(surface):
    spec, knobs, _ = next(ground_of(surface))
    x_low, x_high, y_low, y_high = spec.domain
    for x, y in [spec.start, *spec.minima(**knobs)]:
        assert x_low <= x <= x_high and y_low <= y <= y_high


def test_curvatures_are_those_of_the_gradient(surface):
    """H e = lambda e, for surfaces that say they are exact quadratics."""
    spec = SURFACES[surface]
    for knobs in settings(spec) if spec.curvatures else ():
        f = surface_at(spec, knobs)
        values, vectors = spec.curvatures(**knobs)
        assert list(values) == sorted(values)
        for curvature, axis in zip(values, np.array(vectors), strict=True):
            there, origin = np.array(f(*axis)[1:]), np.array(f(0.0, 0.0)[1:])
            np.testing.assert_allclose(there - origin, curvature * axis, atol=1e-11 * values[-1])


def test_the_kernel_computes_what_its_text_says(surface):
    for spec, knobs, f in ground_of(surface):
        parameters = spec.parameters(**knobs)
        for x, y in points_on(spec, POINTS):
            told = plain(spec.value_and_grad)(x, y, parameters)
            np.testing.assert_allclose(f(x, y), told, rtol=1e-12, atol=1e-12)


def test_a_run_records_the_surface_it_walks_on(surface):
    spec = SURFACES[surface]
    run = descend("sgd", surface, steps=5, knobs={"lr": spec.lr})
    f = surface_at(spec, defaults(spec))
    for point, loss, grad in zip(run.path, run.loss, run.grad, strict=True):
        assert f(*point) == pytest.approx((loss, *grad), rel=1e-12)


def test_names_itself_in_both_languages(surface):
    spec = SURFACES[surface]
    texts = [spec.title, spec.idea, *(knob.title for knob in spec.knobs.values())]
    assert all(text.en and text.zh for text in texts)
    assert spec.formula.startswith("f(")
    assert spec.contours in ("log", "linear")
    assert all(knob.accepts(v) for knob in spec.knobs.values() for v in (knob.low, knob.high))
