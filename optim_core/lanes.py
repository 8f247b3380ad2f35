"""Many runs side by side, at the speed of vector instructions, from the one scalar `step`.

A block holds up to LANES runs as rows of one flat array: every x, then every y, every slope,
every value of each knob and each memory. `look` (one for each surface) and `update` (one for each
optimiser) are plain loops over its lanes, with the scalar kernels inlined. All rows lie at constant
distances, so the compiler can see that lanes never meet, and takes four or eight of them at once.
(Of separate arrays it would have to ask that at run time, pair by pair, and it gives up at eight
pairs: half the speed.) The driver gets both as typed pointers: a new pair compiles nothing.

Every operation is that of `descend`, in the same order, so that a map agrees with it to the bit.
"""

from functools import cache

import numpy as np
from numba import boolean, float64, int64, types, void

from optim_core.jit import LOOK, UPDATE, part, specialise
from optim_core.optimizers import OPTIMIZERS
from optim_core.stepping import bindings, put, take

LANES = 192  # rows at powers of two get into each other's way in the processor's cache
PIECES = 32  # of a run, in each of which squared gradients are summed
ROUNDING = 1e-26  # square of what rounding leaves of a gradient, for its distance from the origin

# Where the rows of a block begin. The knobs are followed by their powers, then the memory.
F, SLOPE_X, SLOPE_Y, ARRIVED, SUM, LEAST_SUM, WHOLE, X, Y, KNOBS = range(0, 10 * LANES, LANES)
NEVER = np.inf  # when a run arrived that did not
ORIGINS = {"x": (X, Y), "g": (SLOPE_X, SLOPE_Y)}


@cache
def look(value_and_grad):
    """The compiled `_look` of a surface, which is given by its scalar kernel."""
    name = f"{value_and_grad.__module__.rpartition('.')[2]}_{value_and_grad.__name__}"
    return specialise(_look, LOOK.signature, name, by_pointer=True, value_and_grad=value_and_grad)


@cache
def update(optimizer):
    """The compiled `_update` of an optimiser."""
    spec = OPTIMIZERS[optimizer]
    knobs, powers, memory = len(spec.knobs), len(spec.powers), len(spec.memory)
    powers_at, memory_x, memory_y = _places(spec)
    return specialise(
        _update,
        UPDATE.signature,
        optimizer,
        by_pointer=True,
        POWERS_AT=powers_at,
        MEMORY_X=memory_x,
        MEMORY_Y=memory_y,
        take_knobs=take(knobs),
        take_powers=take(powers),
        take_memory=take(memory),
        put_powers=put(powers),
        put_memory=put(memory),
        **bindings(spec),
    )


def first_values(spec, values):
    """What each row of a block holds at first, (rows,); `values` are x, y and the knobs."""
    waiting = [np.nan, np.nan, np.nan, NEVER, 0.0, 0.0, 0.0]
    ones, zeros = [1.0] * len(spec.powers), [0.0] * 2 * len(spec.memory)
    return np.array([*waiting, *values, *ones, *zeros])


def begins(spec):
    """The memories that do not begin at 0: (count, 2), the row of each, and the row of what it
    begins at."""
    pairs = [
        (first + LANES * k, ORIGINS[origin][coordinate])
        for coordinate, first in enumerate(_places(spec)[1:])
        for k, origin in enumerate(spec.origins)
        if origin
    ]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _places(spec):
    """Where the powers, the memory of x and the memory of y begin in a block."""
    powers_at = KNOBS + len(spec.knobs) * LANES
    memory_x = powers_at + len(spec.powers) * LANES
    return powers_at, memory_x, memory_x + len(spec.memory) * LANES


# What `specialise` binds.
value_and_grad = step = raise_powers = shorten = None
take_knobs = take_powers = take_memory = put_powers = put_memory = None
POWERS = ()
POWERS_AT = MEMORY_X = MEMORY_Y = RADIUS = 0


def _look(block, count, parameters, t, target, far):
    """See where every lane stands after t updates. One that is lost goes on with x = nan.

    The conditions are joined by & because `and` would skip some, and lanes can't part ways.
    """
    for lane in range(count):
        x, y = block[X + lane], block[Y + lane]
        f, slope_x, slope_y = value_and_grad(x, y, parameters)
        square = slope_x * slope_x + slope_y * slope_y
        finite = abs(f + square) + abs(x + y) < np.inf
        arrived = t if finite & (f <= target) else NEVER
        near = finite & (abs(x) <= far) & (abs(y) <= far)
        block[X + lane] = x if near else np.nan
        block[F + lane] = f
        block[SLOPE_X + lane] = slope_x
        block[SLOPE_Y + lane] = slope_y
        block[ARRIVED + lane] = min(block[ARRIVED + lane], arrived)
        block[SUM + lane] += square


def _update(block, count):
    """Take one step with every lane."""
    for lane in range(count):
        knobs = take_knobs(block, KNOBS + lane, LANES)
        powers = raise_powers(take_powers(block, POWERS_AT + lane, LANES), knobs, POWERS)
        memory_x = take_memory(block, MEMORY_X + lane, LANES)
        memory_y = take_memory(block, MEMORY_Y + lane, LANES)
        dx, memory_x, _ = step(block[X + lane], block[SLOPE_X + lane], memory_x, knobs, powers)
        dy, memory_y, _ = step(block[Y + lane], block[SLOPE_Y + lane], memory_y, knobs, powers)
        dx, dy = shorten(dx, dy, knobs, RADIUS)
        put_powers(block, POWERS_AT + lane, LANES, powers)
        put_memory(block, MEMORY_X + lane, LANES, memory_x)
        put_memory(block, MEMORY_Y + lane, LANES, memory_y)
        block[X + lane] += dx
        block[Y + lane] += dy


@cache
def driver():
    """The compiled `_drive`: one for every optimiser and surface."""
    axis = types.Tuple((int64, float64[::1], int64))
    found = types.Tuple(
        (float64[::1], int64[::1], types.Array(boolean, 1, "C"), float64[::1], float64[:, ::1])
    )
    signature = void(
        LOOK,
        UPDATE,
        float64[::1],
        int64[:, ::1],
        axis,
        axis,
        float64[:, ::1],
        int64,
        float64,
        float64,
        found,
        int64[::1],
    )
    return specialise(_drive, signature, "any")


def _drive(
    look, update, first_values, begins, across, down, grounds, steps, target, far, found, cells
):
    """Run the cells of a map, a block at a time, and write what became of each into `found`.

    An axis is (row of the block, its values, how many grounds one value further); the parameters
    of the surface are the row of `grounds` at which both axes together arrive.
    """
    block = _new_block(len(first_values))
    sums = np.empty((PIECES, LANES))
    piece = max(steps // PIECES, 1)
    begin = 0
    while begin < len(cells):
        ground = _ground(cells[begin], across, down)
        end = min(begin + LANES, len(cells))
        while ground != _ground(cells[end - 1], across, down):
            end -= 1
        count = end - begin
        parameters = grounds[ground]
        _fill(block, first_values, across, down, cells[begin:end])
        look(block, count, parameters, 0.0, target, np.inf)
        _begin(block, begins, count)
        _expect(block, count, piece)
        for t in range(1, steps + 1):
            update(block, count)
            look(block, count, parameters, float(t), target, far)
            if t % piece == 0:
                _close_piece(block, count, sums, t // piece - 1)
                if _all_lost(block, count):
                    break
        _report(block, sums, piece, cells[begin:end], found)
        begin = end


@part
def _new_block(rows):
    """Room for a block that begins where a cache line does, as then every row does."""
    room = np.empty(rows * LANES + 8)
    skipped = -room.ctypes.data % 64 // 8
    return room[skipped : skipped + rows * LANES]


@part
def _ground(cell, across, down):
    row, column = divmod(cell, len(across[1]))
    return row * down[2] + column * across[2]


@part
def _fill(block, first_values, across, down, cells):
    for row in range(len(first_values)):
        block[row * LANES : row * LANES + len(cells)] = first_values[row]
    for lane in range(len(cells)):
        row, column = divmod(cells[lane], len(across[1]))
        block[across[0] + lane] = across[1][column]
        block[down[0] + lane] = down[1][row]


@part
def _begin(block, begins, count):
    """Memories that begin where the run does, or with its first slope."""
    for k in range(len(begins)):
        for lane in range(count):
            block[begins[k, 0] + lane] = block[begins[k, 1] + lane]


@part
def _expect(block, count, piece):
    """Note how small a sum may be, for its distance from the origin, before it is rounding."""
    for lane in range(count):
        x, y = block[X + lane], block[Y + lane]
        block[LEAST_SUM + lane] = piece * ROUNDING * block[SUM + lane] / max(x * x + y * y, 1e-300)
        block[SUM + lane] = 0.0


@part
def _close_piece(block, count, sums, number):
    """Keep the sum of each lane whose pieces up to this one are all above rounding."""
    if number >= PIECES:
        return
    for lane in range(count):
        x, y, now = block[X + lane], block[Y + lane], block[SUM + lane]
        loud = now > block[LEAST_SUM + lane] * (x * x + y * y)
        block[WHOLE + lane] += 1.0 if loud & (block[WHOLE + lane] == number) else 0.0
        block[SUM + lane] = 0.0
        sums[number, lane] = now


@part
def _all_lost(block, count):
    lane = 0
    while lane < count and np.isnan(block[X + lane]):
        lane += 1
    return lane == count


@part
def _report(block, sums, piece, cells, found):
    final_loss, steps_to_target, diverged, rate, end = found
    for lane in range(len(cells)):
        cell, x, arrived = cells[lane], block[X + lane], block[ARRIVED + lane]
        lost = np.isnan(x)
        final_loss[cell] = np.nan if lost else block[F + lane]
        steps_to_target[cell] = int(arrived) if arrived < NEVER else -1
        diverged[cell] = lost
        rate[cell] = np.nan if lost else _shrinking(sums[:, lane], int(block[WHOLE + lane]), piece)
        end[cell, 0] = x
        end[cell, 1] = np.nan if lost else block[Y + lane]


@part
def _shrinking(sums, whole, piece):
    """The shrinking a step of what was squared and summed over `whole` pieces of a run.

    The first quarter still has other things in it than the slowest, and is left out.
    """
    if whole < 2:
        return np.nan
    first = whole // 4
    return (sums[whole - 1] / sums[first]) ** (0.5 / ((whole - 1 - first) * piece))
