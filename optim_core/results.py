"""What became of each run of a scenario, as a table, and who arrived first."""

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from optim_core.formula import Formula
from optim_core.grid import heights
from optim_core.stationary import stationary_points

TARGET = 1e-3  # in loss, above the minimum, that counts as arrived
NEARBY = 1e-2  # map widths around a flat point where its neighbours are compared with it
CHECKED = 61  # places along each side of the map where a formula is looked at for lower ones


class Result(NamedTuple):
    """`reached` is the first step within the target of the lowest loss (-1 = never), `loss` the
    last one, `distance` how far the last point is from the nearest minimum (nan where none is
    known), `left` the first step off the map (-1 = never)."""

    reached: int
    loss: float
    distance: float
    status: str
    stopped_at: int
    left: int


class Verdict(NamedTuple):
    """Who arrived first: `kind` is first | together | alone | nobody, `runs` the places of those
    who did, `step` when, `behind` how many steps later the next one came (of `first`)."""

    kind: str
    runs: tuple[int, ...] = ()
    step: int = -1
    behind: int = 0


def results(scenario, trajectories=None, target=TARGET):
    """A Result for each run of the scenario, whose trajectories may be at hand already."""
    floor, minima = lowest(scenario), resting_places(scenario)
    return tuple(
        Result(
            first_within(run.loss, floor, target),
            float(run.loss[-1]),
            _nearest(run.path[-1], minima),
            run.status,
            run.stopped_at,
            first_off_map(run, scenario.ground.domain),
        )
        for run in trajectories or scenario.run()
    )


def first_within(loss, floor, target):
    """First step whose loss is within `target` of `floor`; -1 if there is none."""
    if floor is None:
        return -1
    within = loss - floor <= target
    return int(np.argmax(within)) if within.any() else -1


def steps_needed(scenario, target=TARGET):
    """Of each run the first step within `target` of the lowest loss; -1 = never."""
    floor = lowest(scenario)
    return [first_within(run.loss, floor, target) for run in scenario.run()]


def first_off_map(run, domain):
    """First step outside the domain, widened by half as screens show it; the step that could not
    be kept where it diverged in one leap; -1 if it stayed."""
    x_low, x_high, y_low, y_high = domain
    x, y = run.path.T
    wide, high = (x_high - x_low) / 2, (y_high - y_low) / 2
    outside = (abs(x - (x_low + x_high) / 2) > 1.5 * wide) | (
        abs(y - (y_low + y_high) / 2) > 1.5 * high
    )
    if outside.any():
        return int(np.argmax(outside))
    return run.stopped_at + 1 if run.status == "diverged" else -1


def lowest(scenario):
    """The loss at the global minimum; None where there is none.

    Of a typed formula, at the lowest minimum found, unless the map goes lower elsewhere.
    """
    if not scenario.formula:
        return scenario.ground.lowest(**scenario.surface_knobs)
    return _of_formula(scenario.formula).lowest


def resting_places(scenario):
    """The minima, (count, 2): the declared ones, or those that are found of a typed formula."""
    if scenario.formula:
        return _of_formula(scenario.formula).minima
    minima = scenario.ground.minima(**scenario.surface_knobs)
    return np.array(minima, dtype=float).reshape(-1, 2)


class _Found(NamedTuple):
    minima: np.ndarray
    lowest: float | None


@lru_cache(maxsize=64)
def _of_formula(source):
    """The minima of a typed formula: 30 ms of searching, and asked for at each move of a slider."""
    formula = Formula(source)
    minima = [point for point in stationary_points(formula) if _is_low(formula, point)]
    places = np.array([(point.x, point.y) for point in minima]).reshape(-1, 2)
    return _Found(places, _lowest(formula, minima))


def _is_low(formula, point):
    """Whether a stationary point is a minimum; where curvature does not tell, what is around it."""
    if point.kind != "degenerate":
        return point.kind == "minimum"
    angles = np.arange(12) * np.pi / 6.0
    near = NEARBY * formula.as_surface().span()
    values = formula.value(point.x + near * np.cos(angles), point.y + near * np.sin(angles))
    return bool((values > point.value).all())


def _lowest(formula, minima):
    x_low, x_high, y_low, y_high = formula.as_surface().domain
    x, y = np.linspace(x_low, x_high, CHECKED), np.linspace(y_low, y_high, CHECKED)
    everywhere = heights(formula, x, y, {})
    lowest = min((point.value for point in minima), default=None)
    if lowest is None or (everywhere < lowest - 1e-9 * max(abs(lowest), 1.0)).any():
        return None
    return lowest


def _nearest(point, minima):
    """Distance to the nearest minimum; nan where none is known."""
    if not len(minima):
        return math.nan
    return float(np.hypot(*(minima - point).T).min())


def verdict(found):
    """Of a race's results, who arrived first; no names and no words."""
    arrived = sorted(
        (result.reached, place) for place, result in enumerate(found) if result.reached >= 0
    )
    if not arrived:
        return Verdict("nobody")
    step = arrived[0][0]
    first = tuple(place for reached, place in arrived if reached == step)
    if len(arrived) == 1:
        return Verdict("alone", first, step)
    if len(first) > 1:
        return Verdict("together", first, step)
    return Verdict("first", first, step, arrived[1][0] - step)
