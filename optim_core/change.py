"""What an update of training changes, all of it in one block, and how an optimiser changes it."""

from functools import cache
from typing import NamedTuple

import numpy as np
from numba import boolean, int64, types, void

from optim_core.jit import part, specialise, uncompiled
from optim_core.network import VECTOR
from optim_core.optimizers import OPTIMIZERS
from optim_core.stepping import bindings, put, take


class State(NamedTuple):
    """What an update changes: all of it is in `block`, where the other two are parts.

    First the knobs as `step` takes them, the learning rate being that of the update under way, and
    their powers; then a row each for the parameters, their gradient, and every memory.
    """

    theta: VECTOR
    grad: VECTOR
    block: VECTOR


LINE = 8  # floats of a line of the processor's cache: where rows begin at one, products are faster


@part
def room(count):
    """Floats that a row of `count` takes, so that the next begins at a line."""
    return (count + LINE - 1) // LINE * LINE


def _theta_at(spec):
    return uncompiled(room)(len(spec.knobs) + len(spec.powers))


def state(spec, knobs, theta):
    """The State in which an optimiser with these knobs begins, at these parameters."""
    at, row = _theta_at(spec), uncompiled(room)(len(theta))
    floats = at + (2 + len(spec.memory)) * row
    block = np.zeros(floats + LINE)
    block = block[-block.ctypes.data % (8 * LINE) // 8 :][:floats]
    head = [*knobs.values(), *(1.0 for _ in spec.powers)]
    block[: len(head)] = head
    block[at : at + len(theta)] = theta
    return State(block[at : at + len(theta)], block[at + row : at + row + len(theta)], block)


# What an optimiser is to training, by pointer:
# change(block, parameters, first) puts the step of each parameter in the place of its gradient
CHANGE = types.FunctionType(void(VECTOR, int64, boolean))


@cache
def change(optimizer):
    """The compiled `_change` of an optimiser."""
    spec = OPTIMIZERS[optimizer]
    bound = bindings(spec) | {"shorten": _shorten if spec.radius else _leave}
    return specialise(
        _change,
        CHANGE.signature,
        optimizer,
        by_pointer=True,
        THETA=_theta_at(spec),
        take_knobs=take(len(spec.knobs)),
        take_powers=take(len(spec.powers)),
        put_powers=put(len(spec.powers)),
        take_memory=take(len(spec.memory)),
        put_memory=put(len(spec.memory), _normal),
        **bound,
    )


# What `specialise` binds, one optimiser at a time.
step = first_memory = raise_powers = shorten = None
take_knobs = take_powers = put_powers = take_memory = put_memory = None
POWERS = ()
RADIUS, THETA, BEGINS = 0, 0, False


def _change(block, size, first):
    """One update of every parameter; `first` is true of the first one of all."""
    knobs = take_knobs(block, 0, 1)
    powers = raise_powers(take_powers(block, len(knobs), 1), knobs, POWERS)
    put_powers(block, len(knobs), 1, powers)
    row = room(size)
    theta, grad = block[THETA : THETA + size], block[THETA + row : THETA + row + size]
    memory = block[THETA + 2 * row :]
    if BEGINS and first:
        for i in range(size):
            put_memory(memory, i, row, first_memory(theta[i], grad[i]))
    for i in range(size):
        remembered = take_memory(memory, i, row)
        grad[i], remembered, _ = step(theta[i], grad[i], remembered, knobs, powers)
        put_memory(memory, i, row, remembered)
    shorten(grad, knobs, RADIUS)


@part
def _leave(change, hyper, which):
    pass


@part
def _shorten(change, hyper, which):
    """The whole change, turned nowhere, but no longer than the knob at `which`."""
    length = np.sqrt(np.sum(change * change))
    if length > hyper[which]:
        change *= hyper[which] / length


@part
def _normal(value):
    """The same number, but zero instead of a denormal, on which every later step would crawl."""
    return (value + 1e-290) - 1e-290
