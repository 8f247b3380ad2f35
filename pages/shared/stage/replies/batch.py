"""One update's batch: its loss over the map, and who is in it."""

import numpy as np

from optim_core.batches import members, parameters_of
from optim_core.grid import heights
from pages.shared.stage.replies.surface import window_of
from pages.shared.stage.requests import run_in_focus, shape, whole

LIGHT = True
TOP, NOWHERE = 65_534, 65_535


def reply(scenario, request):
    """The arrays: heights in 16 bits, numbers of the samples."""
    step = whole(request.get("step"), 0, scenario.steps - 1, 0)
    run, data, knobs = run_in_focus(scenario, request), scenario.ground.data, scenario.surface_knobs
    if data is None:
        return {"step": step, "size": 0}, []
    chosen = members(run.sampling, run.batch, len(data.samples(**knobs)), scenario.seed, step)
    columns, rows = shape(request)
    window = window_of(scenario.ground.domain, columns, rows)
    x, y = np.linspace(*window[:2], columns), np.linspace(*window[2:], rows)
    parameters = parameters_of(scenario.ground, knobs, chosen)
    grid, ends = marks(heights(scenario.terrain, x, y, knobs, parameters))
    header = {"step": step, "size": len(chosen), "columns": columns, "window": window}
    header |= {"whole": run.sampling == "full", "ends": ends}
    return header, [grid, chosen.astype(np.uint16)]


def marks(grid):
    """(16 bits a height, [lowest, highest]): 0 … TOP between these, NOWHERE where there is none.

    Level lines need no more, and while a stage plays there is a grid for every update.
    """
    defined = np.isfinite(grid)
    low, high = (grid[defined].min(), grid[defined].max()) if defined.any() else (0.0, 0.0)
    shares = (np.where(defined, grid, low) - low) / (high - low or 1.0)
    rounded = np.where(defined, np.rint(TOP * shares), NOWHERE)
    return rounded.astype(np.uint16).ravel(), [float(low), float(high)]
