"""Where a surface has no slope, and what it is like there: minimum, maximum or saddle.

Newton's method on the gradient, from every place of a grid at once, with exact second
derivatives where a formula gives them and differences of the exact gradient elsewhere.
"""

from typing import NamedTuple

import numpy as np

from optim_core.arguments import complete, whole_number
from optim_core.formula import Formula
from optim_core.ground import ground_of
from optim_core.points import NEAR, at, second_derivatives

MOST_STARTS = 100  # along each side of the map
MOST_UPDATES = 60
SETTLED = 1e-9  # last update, in map widths, of a search that found something
APART = 1e-5  # map widths between two points that are not one
NEIGHBOURS = 1e-2  # map widths to the ring that a point is compared with
FLAT = 1e-6  # slope, relative to that on the ring, that counts as none
LEVEL = 1e-7  # curvature, relative to that on the ring, that counts as none
ROUNDING = 1e-12  # height or slope, relative to those on the ring, that rounding may leave
KINDS = ("minimum", "maximum", "saddle", "degenerate")


class StationaryPoint(NamedTuple):
    """`curvatures` are the eigenvalues of the Hessian, the smaller first.

    `kind` is minimum (both up), maximum (both down), saddle (one each), or degenerate, where a
    curvature is zero and second derivatives alone don't tell.
    """

    x: float
    y: float
    value: float
    kind: str
    curvatures: tuple[float, float]


def stationary_points(surface, *, surface_knobs=None, starts=48):
    """The StationaryPoints on the map of a surface (an id or a Formula), lowest first, a tuple.

    The searches set out from `starts` places along each side of the map, and from the minima
    that the surface declares; on one rougher than that some points can be missed. Of a valley
    floor, or any other line of such points, there are those that the starts lead to; a plain,
    flat all around, has none. Kinks are not looked for; where a declared minimum is one, as
    Ackley's, its curvatures are as large as the differences are fine.

    What the search can't tell from 0, a coordinate, a height or a curvature, is 0.
    """
    ground = ground_of(surface)
    knobs = complete(surface, ground.knobs, surface_knobs)
    parameters = ground.parameters(**knobs)
    starts = whole_number("starts", starts, MOST_STARTS, least=2)
    place = _Place(ground, parameters, surface if isinstance(surface, Formula) else None)
    with np.errstate(all="ignore"):
        settled = place.settled(
            *place.starts(starts, ground.minima(**knobs)), place.span / (starts - 1)
        )
        found = place.described(*place.distinct(*settled))
        return tuple(sorted(found, key=lambda point: point.value))


def assign(points, minima, reach):
    """The number of the nearest minimum of each point, -1 where none is within `reach`.

    points (..., 2), such as the last points of many runs, nan where a run was lost; minima
    (count, 2); returns whole numbers (...). With starts on a grid this is a map of basins.
    """
    points, minima = np.asarray(points, dtype=float), np.reshape(minima, (-1, 2))
    owner = np.full(points.shape[:-1], -1)
    nearest = np.full(points.shape[:-1], float(reach))
    for number, minimum in enumerate(minima):
        distance = np.hypot(*np.moveaxis(points - minimum, -1, 0))
        closer = distance <= nearest
        owner[closer], nearest[closer] = number, distance[closer]
    return owner


class _Place:
    """A surface with its parameters filled in, and the scale of its map."""

    def __init__(self, ground, parameters, formula):
        self.ground, self.parameters, self.formula = ground, parameters, formula
        self.span = ground.span()

    def at(self, x, y):
        return at(self.ground.value_and_grad, self.parameters, x, y)

    def hessian(self, x, y):
        if self.formula:
            return self.formula.hessian(x, y)
        near = NEAR * self.span / 10.0
        return second_derivatives(self.ground.value_and_grad, self.parameters, x, y, near)

    def starts(self, count, declared):
        x_low, x_high, y_low, y_high = self.ground.domain
        x, y = np.meshgrid(np.linspace(x_low, x_high, count), np.linspace(y_low, y_high, count))
        known_x, known_y = np.reshape(declared, (-1, 2)).T
        return np.append(x, known_x), np.append(y, known_y)

    def settled(self, x, y, longest):
        """Where the searches end that come to rest on the map; `longest` bounds an update."""
        at_rest = []
        for _ in range(MOST_UPDATES):
            dx, dy = self.update(x, y)
            length = np.hypot(dx, dy)
            shorten = np.minimum(1.0, longest / np.maximum(length, 1e-300))
            x, y = x + shorten * dx, y + shorten * dy
            rests, on_the_map = length <= SETTLED * self.span, self.on_the_map(x, y)
            at_rest.append((x[rests & on_the_map], y[rests & on_the_map]))
            going = on_the_map & (length > SETTLED * self.span) & np.isfinite(length)
            x, y = x[going], y[going]
        return np.concatenate(at_rest, axis=1)

    def update(self, x, y):
        """Newton's: minus the inverse Hessian times the gradient.

        Along a valley, where the Hessian has none, the shortest update that reaches the floor.
        """
        _, slope_x, slope_y = self.at(x, y)
        fxx, fxy, fyy = self.hessian(x, y)
        determinant, trace = fxx * fyy - fxy * fxy, fxx + fyy
        valley = np.abs(determinant) <= 1e-14 * trace * trace
        dx = np.where(valley, fxx * slope_x + fxy * slope_y, fyy * slope_x - fxy * slope_y)
        dy = np.where(valley, fxy * slope_x + fyy * slope_y, fxx * slope_y - fxy * slope_x)
        by = -1.0 / np.where(valley, trace * trace, determinant)
        level = (slope_x == 0.0) & (slope_y == 0.0)
        return np.where(level, 0.0, by * dx), np.where(level, 0.0, by * dy)

    def on_the_map(self, x, y):
        x_low, x_high, y_low, y_high = self.ground.domain
        margin = SETTLED * self.span
        inside_x = (x >= x_low - margin) & (x <= x_high + margin)
        return inside_x & (y >= y_low - margin) & (y <= y_high + margin)

    def ring(self, x, y):
        """Eight points around each point: x and y, each (8, points)."""
        angles = np.arange(8)[:, None] * np.pi / 4.0
        reach = NEIGHBOURS * self.span
        return x + reach * np.cos(angles), y + reach * np.sin(angles)

    def distinct(self, x, y):
        """One of each group of points that are closer than APART; flat here, but not all around.

        Along a valley a search also rests where only the way to the floor is flat.
        """
        slopes = np.hypot(*self.at(*map(np.ravel, self.ring(x, y)))[1:]).reshape(8, len(x))
        flat = np.hypot(*self.at(x, y)[1:]) < FLAT * np.nanmax(slopes, axis=0, initial=0.0)
        x, y = self.rounded(x[flat], y[flat], ROUNDING * np.nanmax(slopes[:, flat], axis=0))
        first = []
        left = np.arange(len(x))
        while len(left):
            first.append(left[0])
            distance = np.hypot(x[left] - x[left[0]], y[left] - y[left[0]])
            left = left[distance > APART * self.span]
        return x[first], y[first]

    def rounded(self, x, y, slack):
        """The points, moved onto an axis that is nearer than APART, where that is as flat."""
        near = APART * self.span
        on_x, on_y = (np.where(np.abs(place) < near, 0.0, place) for place in (x, y))
        slope, slope_there = (np.hypot(*self.at(*place)[1:]) for place in ((x, y), (on_x, on_y)))
        as_flat = slope_there <= slope + slack
        return np.where(as_flat, on_x, x), np.where(as_flat, on_y, y)

    def described(self, x, y):
        """The StationaryPoint of each point."""
        around = tuple(map(np.ravel, self.ring(x, y)))
        low, high = _eigenvalues(*self.hessian(x, y))
        nearby = _eigenvalues(*self.hessian(*around))
        level = LEVEL * np.nanmax(np.abs(nearby).reshape(16, len(x)), axis=0, initial=0.0)
        heights = np.nanmax(np.abs(self.at(*around)[0]).reshape(8, len(x)), axis=0, initial=0.0)
        value = _or_zero(self.at(x, y)[0], ROUNDING * heights)
        low, high = _or_zero(low, level), _or_zero(high, level)
        columns = x, y, value, low, high
        for *place, value, low, high in zip(*(c.tolist() for c in columns), strict=True):
            yield StationaryPoint(*place, value, _kind(low, high), (low, high))


def _eigenvalues(fxx, fxy, fyy):
    """Of the Hessian, the smaller first."""
    middle, half = 0.5 * (fxx + fyy), np.hypot(0.5 * (fxx - fyy), fxy)
    return middle - half, middle + half


def _or_zero(number, least):
    return np.where(np.abs(number) <= least, 0.0, number)


def _kind(low, high):
    if low == 0.0 or high == 0.0:
        return "degenerate"
    if low > 0.0:
        return "minimum"
    return "maximum" if high < 0.0 else "saddle"
