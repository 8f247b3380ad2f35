"""The compiled loop of training: batch, gradient, update; any model and optimiser by pointer.

What it is handed comes in a few named parts, each a tuple whose fields Numba knows by type.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
from numba import boolean, float64, int64, uint64

from optim_core.change import CHANGE, State
from optim_core.jit import named, one_thread, part, specialise
from optim_core.network import INPUTS, LAYOUT, LEARN, MATRIX, TARGETS, VECTOR
from optim_core.sampling import FULL, fill_order, word


class Samples(NamedTuple):
    """All that is learnt from."""

    x: INPUTS
    y: TARGETS


class Batches(NamedTuple):
    """How many samples an update sees, and which: `order` is room for an epoch's."""

    sampling: int64
    size: int64
    key: uint64
    order: int64[::1]


class Network(NamedTuple):
    """A model made to measure; the share of its units that training keeps, and the key of which."""

    layout: LAYOUT
    keep: float64
    key: uint64
    scratch: VECTOR


class Rates(NamedTuple):
    """The learning rate of each epoch, or of each update, all times `factor`; `hyper` is all knobs
    as `step` takes them, the first the rate of the update that is under way."""

    planned: VECTOR
    by_epoch: boolean
    factor: float64


class Penalties(NamedTuple):
    """Of weights, and not of biases."""

    l2: float64
    decay: float64
    is_weight: VECTOR


class Kept(NamedTuple):
    """Losses of the updates; parameters after each, where there is room, and after each epoch."""

    losses: VECTOR
    places: MATRIX
    snapshots: MATRIX


@cache
def driver():
    """The compiled `_run`: one for every optimiser and model."""
    one_thread()
    parts = map(named, (Network, Samples, Batches, Rates, Penalties, State))
    return specialise(_run, int64(LEARN, CHANGE, *parts, int64, named(Kept)), "any")


def _run(learn, change, network, samples, batches, rates, penalties, state, first, kept):
    """One update for each loss; returns how many there were before something was not finite."""
    # By name once: each time that an array is taken out of a tuple, its users are counted.
    layout, keep, drop_key, scratch = network
    x, y = samples
    sampling, batch_size, order_key, order = batches
    planned, by_epoch, factor = rates
    l2, decay, is_weight = penalties
    theta, grad, block = state
    losses, places, snapshots = kept
    per_epoch = (len(y) + batch_size - 1) // batch_size
    epoch, place, ended = first // per_epoch, first % per_epoch, 0
    batch_x, batch_y = np.empty((batch_size, x.shape[1])), np.empty(batch_size)
    for u in range(len(losses)):
        draw = word(drop_key, first + u)
        if sampling == FULL:
            loss = learn(theta, layout, x, y, keep, draw, grad, scratch)
        else:
            if place == 0:
                fill_order(sampling, word(order_key, epoch), order)
            begin = place * batch_size
            size = min(batch_size, len(y) - begin)
            gather(x, y, order, begin, size, batch_x, batch_y)
            if size == batch_size:
                loss = learn(theta, layout, batch_x, batch_y, keep, draw, grad, scratch)
            else:
                short_x, short_y = batch_x[:size], batch_y[:size]
                loss = learn(theta, layout, short_x, short_y, keep, draw, grad, scratch)
        losses[u] = loss
        if not np.isfinite(loss):
            return u
        if l2 > 0.0:
            add_scaled(grad, l2, is_weight, theta)
        block[0] = factor * planned[epoch if by_epoch else first + u]
        change(block, theta.size, first + u == 0)
        if decay > 0.0:
            add_scaled(grad, -block[0] * decay, is_weight, theta)
        if not move(theta, grad):
            return u
        if len(places):
            copy(theta, places[u])
        place += 1
        if place == per_epoch:
            copy(theta, snapshots[ended])
            epoch, place, ended = epoch + 1, 0, ended + 1
    return len(losses)


@part
def gather(x, y, order, begin, size, batch_x, batch_y):
    """The samples of a batch, one after the other."""
    for row in range(size):
        sample = order[begin + row]
        batch_y[row] = y[sample]
        for column in range(x.shape[1]):
            batch_x[row, column] = x[sample, column]


@part
def add_scaled(vector, factor, is_weight, theta):
    """Add a share of every weight."""
    for i in range(theta.size):
        vector[i] += factor * is_weight[i] * theta[i]


@part
def move(theta, change):
    """Add the change where that is finite; returns whether it is."""
    finite = True
    for i in range(theta.size):
        finite &= abs(theta[i] + change[i]) < np.inf
    if finite:
        for i in range(theta.size):
            theta[i] += change[i]
    return finite


@part
def copy(source, to):
    for i in range(to.size):
        to[i] = source[i]
