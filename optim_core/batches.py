"""Real batches on a surface that is the mean loss of a data set.

Such a surface stays what it is when only some of the samples are looked at: its kernel is handed
the parameters that these samples make. So a batch's loss is a surface too, and its gradient is
that surface's, exactly. Which samples an update sees is `sampling`'s to say, and depends on the
seed alone: whoever races sees the same shuffles.
"""

import numpy as np
from numba import float64, int64, types, uint64

from optim_core.jit import part
from optim_core.sampling import (
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
# What a driver is handed: pick, and (samples, sampling, batch size, key of the shuffles, room for
# an epoch's order and for a batch's parameters); nothing, which costs nothing, for a full batch.
_HOW = types.Tuple((float64[:, ::1], int64, int64, uint64, int64[::1], float64[::1]))
BATCHES = PICK, _HOW
NO_BATCHES = types.Tuple(()), types.Tuple(())


def batches(ground, knobs, sampling, batch, seed):
    """What a driver is handed, for the Surface `ground` with these knobs."""
    if sampling == "full":
        return (), ()
    table = ground.data.samples(**knobs)
    order = np.empty(len(table), np.int64)
    room = np.empty(max(table.size, len(ground.parameters(**knobs))))
    how = SAMPLINGS.index(sampling), min(batch, len(table)), key(seed, ORDER)
    return ground.data.pick, (table, *how, order, room)


@part
def draw(t, pick, batches):
    """The surface's parameters for the batch of update t.

    Updates come one after the other: the order of an epoch is made at its first.
    """
    samples, sampling, size, order_key, order, room = batches
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
