"""How samples become Data: standardised, with some held out or drawn afresh for the test."""

import numpy as np

from optim_core.data import Data
from optim_core.settings import Knob
from optim_core.text import Text

HELD_OUT = 0.25  # of the samples, for the test


def how_many(default, high, below, least=1, title=None, symbol="m"):
    """A knob that counts samples."""
    title = title or Text(en="training samples", zh="训练样本数")
    low = min(max(least, 10), default)
    return Knob(default, low, high, title, symbol, "log", least=least, below=below, whole=True)


def spread(default, high=1.0):
    """The standard deviation of the noise that is added to every sample."""
    return Knob(default, 0.0, high, Text(en="noise", zh="噪声"), "σ", below=1e6)


def drawn_twice(draw, seed, **about):
    """Data of draw(generator) -> (x, y): once for training, once more for the test."""
    generator = np.random.default_rng(seed)
    return Data(*draw(generator), *draw(generator), **about)


def hold_out(y, share, seed, classes=0):
    """(rows to train on, rows to test with), shuffled by `seed`; classes keep their shares.

    The test gets `share` of the rows, at least one.
    """
    generator = np.random.default_rng(seed)
    order = generator.permutation(len(y))
    if classes:
        order = order[np.argsort(y[order], kind="stable")]
    test = np.diff(np.floor(share * np.arange(len(y) + 1))) > 0
    test[-1] |= not test.any()
    return generator.permutation(order[~test]), order[test]


def standardise(training, *others):
    """Each array minus the mean of `training`, over its standard deviation, column by column.

    A column that is the same in every row becomes zeros.
    """
    mean, deviation = training.mean(axis=0), training.std(axis=0)
    constant = np.ptp(training, axis=0) == 0
    deviation = np.where(constant | (deviation == 0), 1.0, deviation)
    return tuple(np.where(constant, 0.0, part - mean) / deviation for part in (training, *others))
