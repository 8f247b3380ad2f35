"""How far an optimiser goes where the slope never changes: what one learning rate is worth."""

import numpy as np

from optim_core.jit import uncompiled
from optim_core.optimizers import OPTIMIZERS


def steady_steps(optimizer, knobs, steps, slope=1.0):
    """The length of each of `steps` updates on a slope that stays as it is, (steps,), in learning
    rates. The point itself is taken to stay at 0, where weight decay moves nothing."""
    spec = OPTIMIZERS[optimizer]
    names, update = list(spec.knobs), uncompiled(spec.step)
    hyper = (1.0, *(knobs[name] for name in names[1:]))
    memory, lengths = spec.first_memory(0.0, slope), np.empty(steps)
    for t in range(steps):
        powers = tuple(hyper[names.index(name)] ** (t + 1) for name in spec.powers)
        dx, memory, _ = update(0.0, slope, memory, hyper, powers)
        lengths[t] = abs(dx)
    return lengths


def gain(optimizer, knobs, steps):
    """How many learning rates a slope of 1 that never changes moves it a step: in the long run
    where that is a number, else on the average over `steps` steps."""
    spec = OPTIMIZERS[optimizer]
    if spec.gain:
        return spec.gain(knobs)
    return float(steady_steps(optimizer, knobs, steps).mean())
