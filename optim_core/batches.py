"""Real batches on a surface that is the mean loss of a data set.

Such a surface stays what it is when only some of the samples are looked at: its kernel is handed
the parameters that these samples make. So a batch's loss is a surface too, and its gradient is
that surface's, exactly. Which samples an update sees is `sampling`'s to say, and depends on the
seed alone: whoever races sees the same shuffles.
"""

import numpy as np
from numba import float64, int64, types, uint64

from optim_core.jit import kernel
from optim_core.sampling import (
    FULL,
    ORDER,
    SAMPLINGS,
    epoch_order,
    fill_order,
    key,
    updates_per_epoch,
    word,
)

MOST_BATCH = 100_000
BATCH = 32  # samples an update sees where nobody says how many

# pick(samples, order, begin, size, parameters) -> how many parameters of the surface it filled, for
# the rows order[begin : begin + size] of `samples`.
PICK = types.FunctionType(int64(float64[:, ::1], int64[::1], int64, int64, float64[::1]))
# What a driver is handed: pick, samples, sampling, batch size, key of the shuffles, and room for an
# epoch's order and for a batch's parameters.
BATCHES = (PICK, float64[:, ::1], int64, int64, uint64, int64[::1], float64[::1])


def known_sampling(name):
    """`name`; ValueError where no sampling is called that."""
    if name not in SAMPLINGS:
        raise ValueError(f"sampling={name!r} is unknown; there are {', '.join(SAMPLINGS)}")
    return name


@kernel
def _pick_nothing(samples, order, begin, size, parameters):
    return 0


def no_batches():
    """What a driver is handed where every update sees the whole surface."""
    nobody = np.empty((0, 0)), FULL, 1, np.uint64(0), np.empty(0, np.int64), np.empty(0)
    return _pick_nothing, *nobody


def batches(ground, knobs, sampling, batch, seed):
    """What a driver is handed, for the Surface `ground` with these knobs."""
    if sampling == "full":
        return no_batches()
    table = ground.data.samples(**knobs)
    size = min(batch, len(table))
    room = np.empty(max(table.size, len(ground.parameters(**knobs))))
    kind = SAMPLINGS.index(sampling)
    order = np.empty(len(table), np.int64)
    return ground.data.pick, table, kind, size, key(seed, ORDER), order, room


@kernel
def draw(t, pick, samples, sampling, size, order_key, order, room):
    """The surface's parameters for the batch of update t; updates come one after the other."""
    per_epoch = (len(samples) + size - 1) // size
    place = t % per_epoch
    if place == 0:
        fill_order(sampling, word(order_key, t // per_epoch), order)
    begin = place * size
    return room[: pick(samples, order, begin, min(size, len(samples) - begin), room)]


def members(sampling, batch, samples, seed, update):
    """The numbers of the samples that one update sees, in order."""
    epoch, place = divmod(update, updates_per_epoch(sampling, samples, batch))
    order = epoch_order(sampling, samples, seed, epoch)
    return order if sampling == "full" else order[place * batch : (place + 1) * batch]


def parameters_of(ground, knobs, chosen):
    """The parameters with which the Surface `ground` is the mean loss of the chosen samples."""
    table = ground.data.samples(**knobs)
    room = np.empty(max(table.size, len(ground.parameters(**knobs))))
    return room[: ground.data.pick(table, chosen, 0, len(chosen), room)]
