"""Points without slope are found, and told apart by how the surface curves there."""

from collections import Counter

import numpy as np
import pytest

from optim_core import SURFACES, Formula, descend
from optim_core.stationary import KINDS, assign, stationary_points
from tests.core.entries import settings
from tests.core.test_formulas import TYPED

FEW = 14  # starts along a side, enough for surfaces that are not rough


def kinds(surface, starts=FEW):
    return Counter(point.kind for point in stationary_points(surface, starts=starts))


def test_every_known_minimum_is_found(surface):
    spec = SURFACES[surface]
    x_low, x_high, y_low, y_high = spec.domain
    for knobs in settings(spec):
        found = stationary_points(surface, surface_knobs=knobs, starts=FEW)
        minima = np.array([(p.x, p.y) for p in found if p.kind == "minimum"]).reshape(-1, 2)
        for x, y in spec.minima(**knobs):
            if x_low <= x <= x_high and y_low <= y <= y_high:
                assert np.hypot(*(minima - (x, y)).T).min() < 1e-6, knobs
        assert {p.kind for p in found} <= set(KINDS)


def test_a_point_that_is_found_is_flat_and_on_the_map(surface):
    spec = SURFACES[surface]
    parameters = spec.parameters(**{name: knob.default for name, knob in spec.knobs.items()})
    x_low, x_high, y_low, y_high = spec.domain
    heights = []
    for point in stationary_points(surface, starts=FEW):
        f, slope_x, slope_y = spec.value_and_grad(point.x, point.y, parameters)
        assert x_low - 1e-6 <= point.x <= x_high + 1e-6
        assert y_low - 1e-6 <= point.y <= y_high + 1e-6
        assert np.hypot(slope_x, slope_y) < 1e-8 * (1.0 + max(map(abs, point.curvatures)))
        assert abs(f - point.value) < 1e-9
        heights.append(point.value)
    assert heights == sorted(heights)


@pytest.mark.parametrize(
    ("typed", "curvatures"),
    [
        ("x^3 - 3*x*y^2", (0.0, 0.0)),  # where the search comes to rest some 1e-9 beside the point
        ("x^4 + y^4", (0.0, 0.0)),
        ("x^3 + y^3 - 3*x*y", (-3.0, 3.0)),
        ("x^4 - 2*x^2 + y^2", (-4.0, 2.0)),
    ],
)
def test_what_is_zero_is_said_to_be_zero(typed, curvatures):
    points = stationary_points(Formula(typed), starts=FEW)
    assert (0.0, 0.0, 0.0, curvatures) in [(p.x, p.y, p.value, p.curvatures) for p in points]


def test_what_is_small_and_not_zero_is_not_rounded():
    [point] = stationary_points(Formula("(x - 1e-7)^2 + y^2 - 1e-6"), starts=FEW)
    assert abs(point.x - 1e-7) < 1e-12 and point.value == -1e-6


@pytest.mark.parametrize(
    ("surface", "count"),
    [
        ("rosenbrock", {"minimum": 1}),
        ("saddle", {"saddle": 1}),
        ("himmelblau", {"minimum": 4, "saddle": 4, "maximum": 1}),
        ("beale", {"minimum": 1, "saddle": 2}),
        ("rastrigin", {"minimum": 121, "saddle": 220, "maximum": 100}),
    ],
)
def test_counts_what_is_known_of_a_surface(surface, count):
    assert kinds(surface, 48 if surface == "rastrigin" else FEW) == count
    if surface in TYPED and surface != "rastrigin":  # whose map is a little wider than ours
        assert kinds(Formula(TYPED[surface]))["minimum"] == count["minimum"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("x^2 + y^2", {"minimum": 1}),
        ("-x^2 - 3*y^2 + x*y", {"maximum": 1}),
        ("x*y", {"saddle": 1}),
        ("sin(x)*sin(y)", {"minimum": 8, "maximum": 8, "saddle": 9}),
        ("exp(-x^2 - y^2)", {"maximum": 1}),
        ("x^3 - 3*x*y^2", {"degenerate": 1}),
        ("x^4 + y^4", {"degenerate": 1}),
        ("(x - 1)^2*(x + 1)^2 + y^2", {"minimum": 2, "saddle": 1}),
        ("x + y", {}),
        ("3", {}),
        ("max(0, x)", {}),
        ("log(-1)", {}),
        ("1/(x^2 + y^2)", {}),
    ],
)
def test_tells_minima_maxima_and_saddles_apart(text, count):
    assert kinds(Formula(text)) == count


def test_the_floor_of_a_level_valley_is_degenerate():
    found = stationary_points(Formula("(x - y)^2"))
    assert found and {point.kind for point in found} == {"degenerate"}
    assert max(abs(point.x - point.y) for point in found) < 1e-9


def test_a_minimum_that_is_a_kink_is_listed_where_it_is_declared():
    lowest = stationary_points("ackley")[0]
    assert lowest[:2] == (0.0, 0.0) and lowest.kind == "minimum"
    assert min(lowest.curvatures) > 1e4


def test_curvatures_are_the_eigenvalues_of_the_hessian():
    (point,) = stationary_points(Formula("x^2 + x*y + 2*y^2 - x"))
    assert (point.x, point.y) == pytest.approx((4 / 7, -1 / 7))
    assert point.curvatures == pytest.approx(np.linalg.eigvalsh([[2, 1], [1, 4]]))
    (point,) = stationary_points("quadratic", surface_knobs={"condition": 50.0, "rotation": 30.0})
    assert point.curvatures == pytest.approx((1.0, 50.0), rel=1e-6)


def test_meaningless_surfaces_are_refused():
    with pytest.raises(ValueError, match="surface 'hill' is unknown"):
        stationary_points("hill")
    with pytest.raises(ValueError, match="condition"):
        stationary_points("quadratic", surface_knobs={"condition": -1.0})
    with pytest.raises(ValueError, match="starts=1 is not a whole number from 2 to 100"):
        stationary_points("saddle", starts=1)


def test_runs_are_assigned_to_the_minimum_they_end_in():
    minima = SURFACES["himmelblau"].minima()
    starts = [(x, y) for x in (-4.0, -2.0, 2.0, 4.0) for y in (-3.0, 3.0)]
    how = {"steps": 400, "knobs": {"lr": 0.01}}
    ends = [descend("sgd", "himmelblau", start=start, **how).path[-1] for start in starts]
    owners = assign(np.reshape(ends, (4, 2, 2)), minima, reach=1e-3)
    assert owners.tolist() == [[2, 1], [2, 1], [3, 0], [3, 0]]


def test_who_is_near_no_minimum_is_assigned_to_none():
    points = np.array([[0.0, 0.0], [0.2, 0.0], [0.9, 0.0], [0.5, 0.5], [np.nan, 0.0]])
    minima = [(0.0, 0.0), (1.0, 0.0)]
    assert assign(points, minima, reach=0.3).tolist() == [0, 0, 1, -1, -1]
    assert assign(points, [], reach=0.3).tolist() == [-1] * 5
