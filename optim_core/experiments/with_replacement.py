"""Experiment 2: the notes' line from batches drawn with replacement, the larger the worse?

100 samples in batches of 1, 10, 20, 50, against all 100 at once; the learning rate is 0.01. The
notes hold the number of epochs fixed and find that larger batches do worse. What else differs
then is the number of updates; so three other things can be held fixed instead.
"""

from dataclasses import dataclass

import numpy as np

from optim_core.experiments.batch_sizes import LR, fit

BATCH_SIZES = (1, 10, 20, 50, 100)
SAMPLES = 100
EPOCHS = 20

# How a batch of B differs from a batch of 1: (learning rate, epochs) as multiples.
RULES = {
    "same_epochs": lambda size: (1.0, 1),
    "same_updates": lambda size: (1.0, size),
    "rate_with_size": lambda size: (float(size), 1),
    "rate_with_root": lambda size: (size**0.5, 1),
}


@dataclass(frozen=True)
class Result:
    """What a batch size came to: the loss on the test data, (seeds,), and what it took."""

    batch_size: int
    lr: float
    updates: int
    test_loss: np.ndarray


def results(rule="same_epochs", *, epochs=EPOCHS, lr=LR, seeds=range(5)):
    """A Result for each batch size, under one of RULES."""
    return [_result(size, *RULES[rule](size), epochs, lr, seeds) for size in BATCH_SIZES]


def _result(size, times_lr, times_epochs, epochs, lr, seeds):
    # All samples at once are the notes' full batch, without replacement.
    sampling = "replacement" if size < SAMPLES else "shuffle"
    runs = [
        fit(
            size,
            sampling,
            lr=lr * times_lr,
            epochs=epochs * times_epochs,
            samples=SAMPLES,
            seed=seed,
        )
        for seed in seeds
    ]
    test_loss = np.array([_last(run) for run in runs])
    return Result(size, lr * times_lr, max(len(run.loss) for run in runs), test_loss)


def _last(run):
    return run.test_loss[-1] if run.status == "finished" else np.nan
