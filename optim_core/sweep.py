"""Maps: one optimiser run with many settings or from many starts, and what became of each run."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise, product
from typing import NamedTuple

import numpy as np

from optim_core import lanes
from optim_core.arguments import complete, entry, meaningful, number, point, whole_number
from optim_core.descend import FAR
from optim_core.ground import ground_of
from optim_core.optimizers import OPTIMIZERS
from optim_core.rates import MOST_STEPS

MOST_WORK = 2_000_000_000  # runs times steps
VISIT = 2_000_000  # updates between two pictures: some 2 ms, and 30 on a surface of sines
STARTS = ("x0", "y0")
OF_SURFACE = "surface."  # how the name of an axis begins that is a knob of the surface
WORKERS = os.cpu_count() or 1


@dataclass(frozen=True)
class Sweep:
    """What became of each run; arrays are (len(down), len(across)).

    final_loss (nan where the run diverged), steps_to_target (-1 = never), diverged; rate, the
    factor by which the gradient, and so on a quadratic the distance to the minimum, shrank a
    step: measured on sums of a few steps, because single gradients oscillate, and only as long
    as they are above rounding. nan where the run diverged or was over too soon to tell. `end`,
    (len(down), len(across), 2), is each run's last point, nan where it diverged.

    `done` is False where a run is still to come; such a cell shows what became of a neighbour.
    """

    final_loss: np.ndarray
    steps_to_target: np.ndarray
    diverged: np.ndarray
    rate: np.ndarray
    end: np.ndarray
    done: np.ndarray


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
    watch=None,
):
    """Run every pair of the two axes; an axis is (name, values).

    The name is the id of a knob, "x0" or "y0" for the start, or "surface.condition" for a knob of
    the surface. `target` is the loss that counts as arrived.

    `watch(sweep)` is called with the map as far as it is, as `sweeping` yields it. When `watch`
    returns True, the rest is left undone.

    Raises ValueError for what has no meaning, and for more than MOST_WORK updates in all.
    """
    pictures = sweeping(
        optimizer,
        surface,
        across,
        down,
        start=start,
        steps=steps,
        target=target,
        knobs=knobs,
        surface_knobs=surface_knobs,
        coarse_first=watch is not None,
    )
    for found in pictures:
        if watch and watch(found):
            break
    return found


def sweeping(
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
    coarse_first=True,
):
    """Yields the map that `sweep` makes as far as it is, finer every few milliseconds.

    It is the same object each time, and at rest while it is looked at. Whoever stops asking leaves
    the rest undone. Takes and raises what `sweep` does; unless `coarse_first`, it yields once.
    """
    spec = entry(OPTIMIZERS, "optimizer", optimizer)
    ground = ground_of(surface)
    steps = whole_number("steps", steps, MOST_STEPS)
    start = point(ground.start if start is None else start)
    across, down = _axes(optimizer, spec, ground, across, down)
    found = _nothing_yet(_shape(across, down, steps))
    values = dict(zip(STARTS, start, strict=True)) | complete(optimizer, spec.knobs, knobs)
    run = partial(
        lanes.driver(),
        lanes.look(ground.value_and_grad),
        lanes.update(optimizer),
        lanes.first_values(spec, values.values()),
        lanes.begins(spec),
        _in_block(across, values, reach=1),
        _in_block(down, values, reach=len(_settings(across))),
        _grounds(ground, across, down, complete(surface, ground.knobs, surface_knobs)),
        steps,
        number("target", target),
        FAR * ground.span(),
        _flat(found),
    )
    for cells, square in _visits(found.done, steps, coarse_first):
        _in_threads(run, _by_ground(cells, across))
        found.done.reshape(-1)[cells] = True
        _spread(found, square)
        yield found


class _Axis(NamedTuple):
    name: str
    values: np.ndarray

    @property
    def of_surface(self):
        return self.name.startswith(OF_SURFACE)


def _axes(optimizer, spec, ground, *axes):
    """Both axes, each with its values as finite floats."""
    of_surface = {OF_SURFACE + name: knob for name, knob in ground.knobs.items()}
    specs = {**spec.knobs, **dict.fromkeys(STARTS), **of_surface}
    for name, values in axes:
        if name not in specs:
            raise ValueError(f"{optimizer} has no axis {name!r}; there are {', '.join(specs)}")
        if len(values) == 0:
            raise ValueError(f"{name} holds no values")
    if axes[0][0] == axes[1][0]:
        raise ValueError(f"both axes are {axes[0][0]!r}; a map needs two different ones")
    return [_Axis(name, _values(optimizer, name, specs[name], values)) for name, values in axes]


def _values(optimizer, name, knob, values):
    if knob:
        return np.array([meaningful(optimizer, name, knob, value) for value in values])
    places = np.array([number(name, value) for value in values])
    if not np.all(np.isfinite(places)):
        raise ValueError(f"{name} holds values that are not finite")
    return places


def _shape(across, down, steps):
    shape = len(down.values), len(across.values)
    if shape[0] * shape[1] * steps > MOST_WORK:
        raise ValueError(
            f"{shape} runs of {steps} steps are more than {MOST_WORK:,} updates; "
            "take fewer steps, or fewer values on an axis"
        )
    return shape


def _nothing_yet(shape):
    return Sweep(
        final_loss=np.empty(shape),
        steps_to_target=np.empty(shape, np.int64),
        diverged=np.empty(shape, bool),
        rate=np.empty(shape),
        end=np.empty((*shape, 2)),
        done=np.zeros(shape, bool),
    )


def _flat(found):
    """The arrays that the driver fills, with one place for each cell."""
    return *(shown.reshape(-1) for shown in _maps(found)), found.end.reshape(-1, 2)


def _maps(found):
    return found.final_loss, found.steps_to_target, found.diverged, found.rate


def _in_block(axis, values, reach):
    """The axis as the driver reads it; `reach` is how many grounds lie between two values."""
    if axis.of_surface:
        return lanes.F, axis.values, reach  # written where it does no harm
    return lanes.X + lanes.LANES * list(values).index(axis.name), axis.values, 0


def _grounds(ground, across, down, knobs):
    """The surface's parameters, (1, …), or for each value of the axes that are its knobs."""
    settings = product(_settings(down), _settings(across))
    return np.array([ground.parameters(**{**knobs, **down, **across}) for down, across in settings])


def _settings(axis):
    if not axis.of_surface:
        return [{}]
    return [{axis.name.removeprefix(OF_SURFACE): value} for value in axis.values]


def _visits(done, steps, coarse_first):
    """Yields (cells to run next, side of the squares of which a cell each is known then)."""
    if not coarse_first:
        return [(np.arange(done.size), 1)]
    return _coarse_to_fine(done, max(steps, 1))


def _coarse_to_fine(done, steps):
    most = max(VISIT // steps, WORKERS * lanes.LANES)
    stride = 1
    while done[::stride, ::stride].size * steps > VISIT and stride < max(done.shape):
        stride *= 2
    while stride:
        wanted = np.zeros_like(done)
        wanted[::stride, ::stride] = True
        cells = np.flatnonzero(wanted & ~done)
        *visits, last = np.array_split(cells, -(-len(cells) // most))
        yield from ((visit, 1) for visit in visits)
        yield last, stride
        stride //= 2


def _by_ground(cells, across):
    """The same cells; those on the same ground together, because a block stands on one."""
    if not across.of_surface:
        return cells
    return cells[np.argsort(cells % len(across.values), kind="stable")]


def _in_threads(run, cells):
    """run(cells) in a few parts at once, each of whole blocks; the kernels release the GIL."""
    blocks = -(-len(cells) // lanes.LANES)
    edges = lanes.LANES * np.linspace(0, blocks, min(blocks, 4 * WORKERS) + 1).astype(int)
    parts = [cells[begin:end] for begin, end in pairwise(edges)]
    if len(parts) == 1:
        return run(cells)
    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(run, parts))


def _spread(found, square):
    """Show each known cell in the whole square that it is the first corner of."""
    if square == 1:
        return
    rows, columns = found.done.shape
    for shown in (*_maps(found), found.end):
        known = shown[::square, ::square]
        shown[:] = known.repeat(square, 0).repeat(square, 1)[:rows, :columns]
