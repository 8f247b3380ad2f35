"""Maps: one optimiser run with many settings or from many starts, and what became of each run."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

import numpy as np
from numba import boolean, float64, int64, types, void

from optim_core.descend import FAR, MOST_STEPS, OPTIMIZERS, SURFACES, bindings, complete, entry
from optim_core.jit import SURFACE, specialise

MOST_WORK = 2_000_000_000  # points times steps
STARTS = ("x0", "y0")


@dataclass(frozen=True)
class Sweep:
    """What became of each run; arrays are (len(down), len(across)).

    final_loss (nan where the run diverged), steps_to_target (-1 = never), diverged; rate, the
    factor by which the distance to the minimum shrank a step, measured between the second and
    the last quarter of the run (their mean losses, because a loss may oscillate; its root,
    because it is a square). nan where the run diverged or the surface has no minimum.
    """

    final_loss: np.ndarray
    steps_to_target: np.ndarray
    diverged: np.ndarray
    rate: np.ndarray


def sweep(
    optimizer,
    surface,
    across,
    down,
    *,
    start=None,
    steps=200,
    target=1e-3,
    knobs=None,
    surface_knobs=None,
):
    """Run every pair of the two axes; an axis is (knob id or "x0" or "y0", values).

    `target` is the loss that counts as arrived. Raises ValueError for what has no meaning and
    for more than MOST_WORK updates in all.
    """
    spec = entry(OPTIMIZERS, "optimizer", optimizer)
    ground = entry(SURFACES, "surface", surface)
    shape = (len(down[1]), len(across[1]))
    if not 0 <= steps <= MOST_STEPS or shape[0] * shape[1] * steps > MOST_WORK:
        raise ValueError(f"{shape} runs of {steps} steps are more than {MOST_WORK:,} updates")
    values = _grid(optimizer, spec, ground.start if start is None else start, knobs, across, down)
    ground_values = complete(surface, ground.knobs, surface_knobs)
    parameters = ground.parameters(**ground_values)
    floor = ground.lowest(**ground_values)
    result = Sweep(np.empty(shape), np.empty(shape, int), np.empty(shape, bool), np.empty(shape))
    kernel = _kernel(optimizer)
    _in_threads(
        shape[0],
        lambda rows: kernel(
            ground.value_and_grad,
            parameters,
            values[rows],
            steps,
            target,
            FAR * ground.span(),
            np.nan if floor is None else floor,
            result.final_loss[rows],
            result.steps_to_target[rows],
            result.diverged[rows],
            result.rate[rows],
        ),
    )
    return result


def _grid(optimizer, spec, start, knobs, across, down):
    """Knobs, then x0 and y0, of every run: (len(down), len(across), knobs + 2)."""
    names = [*spec.knobs, *STARTS]
    base = complete(optimizer, spec.knobs, knobs) | dict(zip(STARTS, start, strict=True))
    values = np.empty((len(down[1]), len(across[1]), len(names)))
    values[:] = list(base.values())
    for (name, axis), shape in ((across, (1, -1)), (down, (-1, 1))):
        if name not in names:
            raise ValueError(f"{optimizer} has no axis {name!r}; there are {', '.join(names)}")
        for value in axis if name in spec.knobs else ():
            complete(optimizer, spec.knobs, {name: value})
        values[:, :, names.index(name)] = np.reshape(axis, shape)
    return values


def _in_threads(count, work):
    """Call work(slice) over 0..count in a few slices at once; the kernels release the GIL."""
    if count == 1:
        return work(slice(0, 1))
    workers = os.cpu_count() or 1
    edges = np.linspace(0, count, min(count, 4 * workers) + 1).astype(int)
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(work, map(slice, edges[:-1], edges[1:])))


@cache
def _kernel(optimizer):
    spec = OPTIMIZERS[optimizer]
    size = len(spec.knobs)
    signature = void(
        SURFACE,
        float64[::1],
        float64[:, :, ::1],
        int64,
        float64,
        float64,
        float64,
        float64[:, ::1],
        int64[:, ::1],
        types.Array(boolean, 2, "C"),
        float64[:, ::1],
    )
    bound = {name: value for name, value in bindings(spec).items() if not name.startswith("keep")}
    return specialise(_sweep, signature, optimizer, SIZE=size, **bound)


# What `specialise` binds, one optimiser at a time.
step = raise_powers = None
NO_MEMORY = NO_POWERS = POWERS = ()
SIZE = 0


def _sweep(
    surface,
    parameters,
    values,
    steps,
    target,
    far,
    floor,
    final_loss,
    steps_to_target,
    diverged,
    rate,
):
    quarter = max(steps // 4, 1)
    for row in range(values.shape[0]):
        for column in range(values.shape[1]):
            hyper = values[row, column, :SIZE]
            x, y = values[row, column, SIZE], values[row, column, SIZE + 1]
            memory_x, memory_y = NO_MEMORY, NO_MEMORY
            powers = NO_POWERS
            f, slope_x, slope_y = surface(x, y, parameters)
            arrived = 0 if f <= target else -1
            lost = not np.isfinite(f + slope_x + slope_y)
            early, late = 0.0 * f, 0.0 * f  # also without a compiler, 0/0 is nan then
            for t in range(steps):
                if lost:
                    break
                powers = raise_powers(powers, hyper, POWERS)
                dx, memory_x, _ = step(x, slope_x, memory_x, hyper, powers)
                dy, memory_y, _ = step(y, slope_y, memory_y, hyper, powers)
                x += dx
                y += dy
                f, slope_x, slope_y = surface(x, y, parameters)
                lost = not (abs(x) <= far and abs(y) <= far and abs(f) < np.inf)
                if arrived < 0 and f <= target:
                    arrived = t + 1
                if t // quarter == 1:
                    early += f - floor
                if t // quarter == 3:
                    late += f - floor
            final_loss[row, column] = np.nan if lost else f
            steps_to_target[row, column] = arrived
            diverged[row, column] = lost
            rate[row, column] = np.nan if lost else (late / early) ** (0.25 / quarter)
