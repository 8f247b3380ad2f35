"""What every surface promises: its gradient is its slope, its minima are minima."""

import numpy as np
import pytest

from optim_core import SURFACES, descend
from optim_core.jit import uncompiled
from optim_core.surfaces import diabetes_bmi, line, logistic_cancer
from tests import naive
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


@pytest.mark.uncompiled
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


# The loss at the global minima and how many there are, as the papers and textbooks have them.
LOWEST = {
    **dict.fromkeys(("ackley", "beale", "booth", "long_valley", "matyas", "noisy_bowl"), (0.0, 1)),
    **dict.fromkeys(("plateau", "quadratic", "rastrigin", "rosenbrock"), (0.0, 1)),
    "three_hump_camel": (0.0, 1),
    "himmelblau": (0.0, 4),
    "goldstein_price": (np.log(3.0), 1),
    "ravine_saddle": (-0.25, 2),
    "six_hump_camel": (-1.031628453489877, 2),
    "styblinski_tang": (-78.33233140754282, 1),
}


@pytest.mark.parametrize("surface_id", LOWEST)
def test_the_lowest_loss_is_the_known_one_at_as_many_places(surface_id):
    for spec, knobs, _ in ground_of(surface_id):
        lowest, count = LOWEST[surface_id]
        assert spec.lowest(**knobs) == pytest.approx(lowest, rel=1e-12, abs=1e-12)
        assert len(set(spec.minima(**knobs))) == count


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
    # A tenth of the way to the bottom at least, though it may end in another valley.
    bottom = spec.lowest(**defaults(spec))
    assert run.loss[-1] < (0.0 if bottom is None else 0.9 * run.loss[0] + 0.1 * bottom)
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
            told = uncompiled(spec.value_and_grad)(x, y, parameters)
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
    assert len(set(spec.axes)) == 2 and spec.noise >= 0.0
    # A logarithm is taken of the height above the bottom.
    assert spec.contours == "linear" or (spec.contours == "log" and spec.minima(**defaults(spec)))
    assert all(knob.accepts(v) for knob in spec.knobs.values() for v in (knob.low, knob.high))


def test_the_tip_of_ackleys_funnel_pushes_nowhere_and_all_around_it_everywhere():
    """The one kink in the registry: 0 is a subgradient at the tip, and the slope is 2 sqrt(2)."""
    f = surface_at(SURFACES["ackley"], {})
    assert f(0.0, 0.0)[1:] == (0.0, 0.0)
    for distance in (1e-6, 1e-100, 1e-200, 5e-324):
        assert np.isfinite(f(distance, -distance)).all()
    assert np.hypot(*f(3e-9, 4e-9)[1:]) == pytest.approx(8**0.5, rel=1e-6)


def test_goldstein_price_is_the_logarithm_of_the_function_of_the_paper():
    """Its four minima are those that the paper lists, with their values."""
    f = surface_at(SURFACES["goldstein_price"], {})
    listed = {(0.0, -1.0): 3.0, (-0.6, -0.4): 30.0, (1.8, 0.2): 84.0, (1.2, 0.8): 840.0}
    for place, height in listed.items():
        value, *slope = f(*place)
        assert value == pytest.approx(np.log(height), rel=1e-12)
        assert slope == pytest.approx((0.0, 0.0), abs=1e-12)
    for x, y in points_on(SURFACES["goldstein_price"], POINTS):
        assert f(x, y)[0] == pytest.approx(np.log(naive.goldstein_price(x, y)), rel=1e-12)


def test_regressions_are_the_mean_squared_error_over_their_samples():
    bmi, target = diabetes_bmi.patients()
    cases = [("line", {}, *line.samples()), ("diabetes_bmi", {"shift": 2.0}, bmi + 2.0, target)]
    for surface, knobs, x, y in cases:
        f = surface_at(SURFACES[surface], knobs)
        for w, b in points_on(SURFACES[surface], POINTS):
            assert f(w, b)[0] == pytest.approx(np.mean((w * x + b - y) ** 2), rel=1e-12)
        assert SURFACES[surface].minima(**knobs)[0] == pytest.approx(np.polyfit(x, y, 1), rel=1e-9)


def test_the_line_is_drawn_as_the_notes_draw_it():
    """np.random.seed(42), all x first, then all noise; and 1,000 epochs at 0.01 nearly fit it."""
    x, y = line.samples()
    assert x.shape == y.shape == (1000,)
    assert x[:3] == pytest.approx([0.37454012, 0.95071431, 0.73199394], abs=1e-8)
    assert (y - 3 * x - 2).std() == pytest.approx(0.1, rel=0.05)
    run = descend("sgd", "line", start=(0.0, 0.0), steps=1_000, knobs={"lr": 0.01})
    assert run.loss[-1] < 0.06


def test_the_classifier_is_the_mean_cross_entropy_over_its_tumours():
    f = surface_at(SURFACES["logistic_cancer"], {})
    signed = logistic_cancer.tumours()
    assert signed.shape == (569, 2)
    assert (signed**2).mean(axis=0) == pytest.approx([1.0, 1.0])
    for w in points_on(SURFACES["logistic_cancer"], POINTS):
        assert f(*w)[0] == pytest.approx(np.logaddexp(0.0, -(signed @ w)).mean(), rel=1e-12)
    # Larger cells are malignant cells: two weights tell more than six in seven tumours right.
    assert (signed @ logistic_cancer.best_weights() > 0).mean() > 6 / 7
    assert np.isfinite(f(1e3, -1e3)).all()


def test_the_ravine_leads_to_the_saddle_and_only_noise_leaves_it():
    on_the_ridge = {"start": (3.0, 0.0), "steps": 2_000, "knobs": {"lr": 0.1}}
    stuck = descend("sgd", "ravine_saddle", **on_the_ridge)
    assert stuck.status == "stalled"
    assert stuck.path[-1] == pytest.approx((0.0, 0.0), abs=1e-6)
    free = descend("sgd", "ravine_saddle", **on_the_ridge, noise=1e-3)
    assert np.abs(free.path[-1]) == pytest.approx((0.0, 1.0), abs=0.01)


def test_on_the_plateau_the_slope_is_small_and_the_loss_is_not():
    _, _, f = next(ground_of("plateau"))
    for angle in np.linspace(0.0, 6.0, 13):
        value, *slope = f(5.0 * np.cos(angle), 5.0 * np.sin(angle))
        assert value > 0.95
        assert np.hypot(*slope) < 0.016


def test_an_idle_knob_has_no_effect(surface):
    """Where a control says that it does nothing at present, nothing depends on it."""
    for name, knob in SURFACES[surface].knobs.items():
        if knob.idle:
            losses = [
                descend("sgd", surface, surface_knobs=dict([knob.idle, (name, end)])).loss
                for end in (knob.low, knob.high)
            ]
            np.testing.assert_allclose(*losses, rtol=1e-9)
