"""Basins of attraction: from each start, the minimum in which an optimiser ends."""

from dataclasses import dataclass

import numpy as np

from optim_core.ground import ground_of
from optim_core.stationary import assign, stationary_points
from optim_core.sweep import sweep

STARTS = 96  # on each axis, unless said otherwise
CLOSE = 0.02  # map widths from a minimum within which a run has ended in it, even if it circles
NOWHERE, LOST = -1, -2


@dataclass(frozen=True)
class Basins:
    """labels (len(y0), len(x0)): row in `minima`, NOWHERE (no minimum is near) or LOST (diverged);
    minima (count, 2), lowest first, the same ones for every optimiser; x0 and y0, the starts."""

    labels: np.ndarray
    minima: np.ndarray
    x0: np.ndarray
    y0: np.ndarray


def basins(
    optimizer, surface, x0=None, y0=None, *, steps=500, knobs=None, surface_knobs=None, watch=None
):
    """Run `optimizer` from every pair of x0 and y0, by default all over the surface's domain.

    `watch` is handed to `sweep`, whose ValueErrors are raised here.
    """
    ground = ground_of(surface)
    x_low, x_high, y_low, y_high = ground.domain
    x0 = np.linspace(x_low, x_high, STARTS) if x0 is None else np.asarray(x0)
    y0 = np.linspace(y_low, y_high, STARTS) if y0 is None else np.asarray(y0)
    found = sweep(
        optimizer,
        surface,
        ("x0", x0),
        ("y0", y0),
        steps=steps,
        knobs=knobs,
        surface_knobs=surface_knobs,
        watch=watch,
    )
    minima = minima_of(surface, surface_knobs)
    return Basins(ended(found, minima, ground), minima, x0, y0)


def minima_of(surface, surface_knobs=None):
    """All minima on the map, (count, 2), lowest first: also those that are not the lowest."""
    points = stationary_points(surface, surface_knobs=surface_knobs)
    return np.array([(p.x, p.y) for p in points if p.kind == "minimum"]).reshape(-1, 2)


def ended(found, minima, ground):
    """The labels of the runs of a Sweep on this Surface: see Basins."""
    labels = assign(found.end, minima, CLOSE * ground.span())
    return np.where(found.diverged, LOST, labels)
