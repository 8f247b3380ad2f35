"""How long an epoch of training takes, measured: many epochs in one go, several times over."""

import numpy as np

from optim_core.train import train

SHORTEST = 0.002  # seconds in one go: what is shorter, the clock and the calls around it blur
MOST_EPOCHS = 1_000


def epoch_seconds(model, dataset, optimizer, *, times=5, shortest=SHORTEST, **settings):
    """Seconds of training that an epoch takes, (times,); settings as `train` but for the epochs.

    A learning rate of 0 keeps a run from diverging under the clock.
    """
    epochs, best = 4, _seconds(model, dataset, optimizer, 4, settings)
    while best * epochs < shortest and epochs < MOST_EPOCHS:
        epochs *= 4
        best = min(best, _seconds(model, dataset, optimizer, epochs, settings))
    return np.array([_seconds(model, dataset, optimizer, epochs, settings) for _ in range(times)])


def _seconds(model, dataset, optimizer, epochs, settings):
    """An epoch's mean over those that were done in one go, after a first one."""
    seconds = train(model, dataset, optimizer, epochs=epochs, **settings).seconds
    return max(seconds[-1], 1e-9)
