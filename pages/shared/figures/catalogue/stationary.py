"""The stationary points of a formula that the viewer types, told apart by their curvatures."""

import math
from collections import Counter

import numpy as np

from optim_core import Formula
from optim_core.grid import heights
from optim_core.settings import Typed
from optim_core.stationary import KINDS, stationary_points
from optim_core.text import Text
from pages.shared.site.numbers import write
from pages.shared.site.plots import (
    Axis,
    Figure,
    Plot,
    dots,
    heat,
)

CELLS = 100  # along each side of the map
ROWS = 40  # of the table
MOST_NAMED = 4  # of minima that are equally low
MARKS = {  # symbol on the map, role
    "minimum": ("circle", "ink"),
    "maximum": ("triangle-up", "ink"),
    "saddle": ("x", "warn"),
    "degenerate": ("square", "warn"),
}
LINES = {  # of equal height
    "contours": {"coloring": "none", "start": 0.0, "end": 1.0, "size": 0.05},
    "line": {"width": 1, "color": "rgba(90, 110, 120, 0.5)"},
    "showscale": False,
    "hoverinfo": "skip",
}
SETTINGS = {
    "formula": Typed("x^4 - 2*x^2 + y^2", Text(en="f(x, y) =", zh="f(x, y) ="), Formula),
}


def draw(settings, t):
    formula = Formula(settings["formula"])
    points = stationary_points(formula)
    counts = Counter(point.kind for point in points)
    facts = {kind: counts[kind] for kind in KINDS} | {"points": [list(point) for point in points]}
    return Figure(
        (_map(formula, points, t),),
        sentence=_sentence(formula, points, counts, t),
        table=_table(points, t),
        facts=facts,
    )


def _map(formula, points, t):
    x_low, x_high, y_low, y_high = formula.as_surface().domain
    x, y = np.linspace(x_low, x_high, CELLS), np.linspace(y_low, y_high, CELLS)
    ranks = _ranks(heights(formula, x, y, {}))
    ground = heat(x, y, ranks, showscale=False, hoverinfo="skip")
    lines = {"type": "contour", "x": x, "y": y, "z": ranks, **LINES}
    marks = [_marked(kind, points, t) for kind in KINDS]
    return Plot((ground, lines, *filter(None, marks)), Axis("x", range=(x_low, x_high)),
                Axis("y", range=(y_low, y_high)), square=True)  # fmt: skip


def _ranks(heights):
    """The share of the map that is lower: colours that no pole and no peak can spoil."""
    flat = heights.ravel()
    ranks = np.full(flat.shape, np.nan)
    known = np.isfinite(flat)
    _, place, count = np.unique(flat[known], return_inverse=True, return_counts=True)
    ranks[known] = (np.cumsum(count) - count / 2.0)[place] / max(known.sum(), 1)
    return ranks.reshape(heights.shape)


def _marked(kind, points, t):
    places = np.array([(point.x, point.y) for point in points if point.kind == kind])
    if not len(places):
        return None
    symbol, role = MARKS[kind]
    edge = {"color": "#ffffff", "width": 1.5}
    marker = {"symbol": symbol, "size": 13, "line": edge}
    return dots(*places.T, t(f"stationary.kind.{kind}"), role=role, marker=marker)


def _sentence(formula, points, counts, t):
    if not points:
        defined = np.isfinite(heights(formula, *2 * [np.linspace(-5.0, 5.0, 40)], {})).any()
        return t("stationary.none" if defined else "stationary.undefined")
    parts = [t(f"stationary.count.{kind}", count=counts[kind]) for kind in KINDS if counts[kind]]
    words = {"count": len(points), "parts": t("stationary.comma").join(parts)}
    said = t("stationary.sentence", **words)
    lowest = points[0]
    if lowest.kind == "minimum":
        said += _lowest(points, t)
    if counts["degenerate"]:
        said += t("stationary.flat")
    return said


def _lowest(points, t):
    """All minima that are as low as the lowest, as far as numbers tell."""
    value = points[0].value
    near = [each for each in points if math.isclose(each.value, value, abs_tol=1e-9)]
    places = [f"({write(each.x + 0.0)}, {write(each.y + 0.0)})" for each in near[:MOST_NAMED]]
    if len(near) > MOST_NAMED:
        places.append("…")
    said = t("stationary.and").join(places)
    return t("stationary.lowest", places=said, count=len(near), value=write(value + 0.0))


def _table(points, t):
    header = [t(f"stationary.column.{name}") for name in ("kind", "x", "y", "value", "curvatures")]
    rows = [
        [
            t(f"stationary.kind.{point.kind}"),
            *(float(f"{value:.4g}") for value in (point.x, point.y, point.value)),
            ", ".join(write(curvature) for curvature in point.curvatures),
        ]
        for point in points[:ROWS]
    ]
    return header, rows
