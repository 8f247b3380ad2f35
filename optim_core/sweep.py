"""Maps: one optimiser run with many settings or from many starts, and what became of each run."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

import numpy as np
from numba import boolean, float64, int64, types, void

from optim_core.descend import (
    FAR,
    MOST_STEPS,
    OPTIMIZERS,
    bindings,
    complete,
    entry,
    ground_of,
    point,
    whole_number,
)
from optim_core.jit import SURFACE, kernel, specialise

MOST_WORK = 2_000_000_000  # points times steps
STARTS = ("x0", "y0")
PIECES = 32  # of a run, each summed
ROUNDING = 1e-26  # square of what rounding leaves of a gradient, for its distance from the origin


@dataclass(frozen=True)
class Sweep:
    """What became of each run; arrays are (len(down), len(across)).

    final_loss (nan where the run diverged), steps_to_target (-1 = never), diverged; rate, the
    factor by which the gradient, and so on a quadratic the distance to the minimum, shrank a
    step: measured on sums of a few steps, because single gradients oscillate, and only as long
    as they are above rounding. nan where the run diverged or was over too soon to tell.
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
    ground = ground_of(surface)
    steps = whole_number("steps", steps, MOST_STEPS)
    start = point(ground.start if start is None else start)
    shape = (len(down[1]), len(across[1]))
    if shape[0] * shape[1] * steps > MOST_WORK:
        raise ValueError(f"{shape} runs of {steps} steps are more than {MOST_WORK:,} updates")
    values = _grid(optimizer, spec, start, knobs, across, down)
    parameters = ground.parameters(**complete(surface, ground.knobs, surface_knobs))
    result = Sweep(np.empty(shape), np.empty(shape, int), np.empty(shape, bool), np.empty(shape))
    run = _kernel(optimizer)
    _in_threads(
        shape[0],
        lambda rows: run(
            ground.value_and_grad,
            parameters,
            values[rows],
            steps,
            target,
            FAR * ground.span(),
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
    if across[0] == down[0]:
        raise ValueError(f"both axes are {across[0]!r}; a map needs two different ones")
    for (name, axis), shape in ((across, (1, -1)), (down, (-1, 1))):
        if name not in names:
            raise ValueError(f"{optimizer} has no axis {name!r}; there are {', '.join(names)}")
        if name in spec.knobs:
            axis = [complete(optimizer, spec.knobs, {name: value})[name] for value in axis]
        elif not np.all(np.isfinite(axis)):
            raise ValueError(f"{name} holds values that are not finite")
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
        float64[:, ::1],
        int64[:, ::1],
        types.Array(boolean, 2, "C"),
        float64[:, ::1],
    )
    bound = {name: value for name, value in bindings(spec).items() if not name.startswith("keep")}
    return specialise(_sweep, signature, optimizer, SIZE=size, **bound)


@kernel
def shrinking(sums, whole, piece):
    """The shrinking a step of what was squared and summed over `whole` pieces of a run.

    The first quarter still has other things in it than the slowest, and is left out.
    """
    if whole < 2:
        return np.nan
    first = whole // 4
    return (sums[whole - 1] / sums[first]) ** (0.5 / ((whole - 1 - first) * piece))


# What `specialise` binds, one optimiser at a time.
step = begin = raise_powers = shorten = None
BEGINS = NO_POWERS = POWERS = ()
RADIUS = SIZE = 0


def _sweep(
    surface, parameters, values, steps, target, far, final_loss, steps_to_target, diverged, rate
):
    piece = max(steps // PIECES, 1)
    sums = np.empty(PIECES)
    for row in range(values.shape[0]):
        for column in range(values.shape[1]):
            hyper = values[row, column, :SIZE]
            x, y = values[row, column, SIZE], values[row, column, SIZE + 1]
            memory_x, memory_y = begin(x, BEGINS), begin(y, BEGINS)
            powers = NO_POWERS
            f, slope_x, slope_y = surface(x, y, parameters)
            arrived = 0 if f <= target else -1
            lost = not np.isfinite(f + slope_x + slope_y)
            rounding = ROUNDING * (slope_x**2 + slope_y**2) / max(x * x + y * y, 1e-300)
            whole, sum_now = 0, 0.0
            for t in range(steps):
                if lost:
                    break
                powers = raise_powers(powers, hyper, POWERS)
                dx, memory_x, _ = step(x, slope_x, memory_x, hyper, powers)
                dy, memory_y, _ = step(y, slope_y, memory_y, hyper, powers)
                dx, dy = shorten(dx, dy, hyper, RADIUS)
                x += dx
                y += dy
                f, slope_x, slope_y = surface(x, y, parameters)
                lost = not (abs(x) <= far and abs(y) <= far and abs(f) < np.inf)
                if arrived < 0 and f <= target:
                    arrived = t + 1
                sum_now += slope_x**2 + slope_y**2
                if (t + 1) % piece == 0 and whole == t // piece and whole < PIECES:
                    if sum_now > piece * rounding * (x * x + y * y):
                        sums[whole] = sum_now
                        whole += 1
                    sum_now = 0.0
            final_loss[row, column] = np.nan if lost else f
            steps_to_target[row, column] = arrived
            diverged[row, column] = lost
            rate[row, column] = np.nan if lost else shrinking(sums, whole, piece)
