"""The learning rates of a run, as its schedule plans them."""

import numpy as np

from optim_core.arguments import complete, entry, whole_number
from optim_core.schedules import SCHEDULES

MOST_STEPS = 1_000_000  # of a run


def learning_rates(schedule, lr, steps, schedule_knobs=None, updates_per_epoch=1):
    """The learning rate of each of `steps` updates, (steps,), the same throughout an epoch."""
    epoch = whole_number("updates_per_epoch", updates_per_epoch, MOST_STEPS, least=1)
    spec = entry(SCHEDULES, "schedule", schedule)
    knobs = complete(schedule, spec.knobs, schedule_knobs)
    with np.errstate(over="ignore"):  # a rate beyond all numbers ends the run in a status
        epochs = np.arange(float(steps)) // epoch
        rates = spec.rate(epochs, -(-steps // epoch), lr, *knobs.values())
    return np.ascontiguousarray(rates)
