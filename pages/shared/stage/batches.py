"""What the stage shows of the samples under a surface: the fit, a batch and its loss, the pace."""

import numpy as np

from optim_core.batches import members, parameters_of
from optim_core.grid import heights
from optim_core.pace import epoch_seconds
from optim_core.sampling import updates_per_epoch
from pages.shared.site.packet import single

TOP, NOWHERE = 65_534, 65_535


def sizes(scenario):
    """(samples of the data set, [samples that an update of each run sees]); (0, []) without."""
    data = scenario.ground.data
    if data is None:
        return 0, []
    samples = len(data.samples(**scenario.surface_knobs))
    return samples, [min(run.batch or samples, samples) for run in scenario.runs]


def samples(scenario):
    """(header, arrays): every sample, a column after the other, the target last."""
    data = scenario.ground.data
    if data is None:
        return {"inputs": 0}, []
    table = data.samples(**scenario.surface_knobs)
    return {"inputs": table.shape[1] - 1, "model": data.model}, [single(table.T)]


def batch(scenario, run, step, window, shape):
    """(header, arrays): the loss of one update's batch over the map, and who is in it."""
    data, knobs = scenario.ground.data, scenario.surface_knobs
    if data is None:
        return {"step": step, "size": 0}, []
    count = len(data.samples(**knobs))
    chosen = members(run.sampling, run.batch, count, scenario.seed, step)
    columns, rows = shape
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


def pace(scenario):
    """(header, arrays): measured seconds of one update of each run."""
    if scenario.ground.data is None:
        return {"seconds": []}, []
    return {"seconds": [seconds_per_update(scenario, run) for run in scenario.runs]}, []


def seconds_per_update(scenario, run):
    """Measured here and now: training of the same model, on the same samples, in such batches. The
    shortest of a few measurements, which others on this machine disturbed least."""
    data = scenario.ground.data
    table = data.samples(**scenario.surface_knobs)
    target = (table[:, -1] > 0).astype(float) if data.model == "logistic" else table[:, -1]
    batch = max(run.batch, 1)
    seconds = epoch_seconds(
        data.model,
        (table[:, :-1], target),
        run.optimizer,
        sampling=run.sampling,
        batch_size=batch,
        knobs=run.knobs | {"lr": 0.0},
    )
    return float(seconds.min()) / updates_per_epoch(run.sampling, len(table), batch)
