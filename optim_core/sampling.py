"""Which samples each update sees: the order of an epoch, the same for every optimiser of a race.

full          all samples, in their own order, one update an epoch
shuffle       a new permutation each epoch, cut into batches; the last may be short
replacement   as many draws as samples, each from all of them: an epoch repeats some and
              misses others, each with probability (1 - 1/m)^m, about 1/e

Random numbers are counted, not drawn from a generator that remembers: number i of a key is a hash
of both (SplitMix64, Steele, Lea & Flood, 2014, https://doi.org/10.1145/2660193.2660195). So an
epoch's order depends on the seed and the epoch alone, whatever was done before.
"""

import numpy as np

from optim_core.jit import kernel

SAMPLINGS = ("full", "shuffle", "replacement")
FULL, SHUFFLE, REPLACEMENT = range(3)
ORDER, DROPOUT, START = range(3)  # purposes, whose random numbers have nothing to do with another's


def key(seed, purpose):
    """The key of a run's random numbers for one purpose."""
    return np.random.SeedSequence([seed, purpose]).generate_state(1, np.uint64)[0]


@kernel
def word(key, i):
    """Number i of a key: 64 random bits."""
    z = key + (np.uint64(i) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@kernel
def whole_below(bound, bits):
    """A whole number from 0 to bound - 1; all as likely, to one part in 2^32 / bound."""
    return np.int64(((bits >> np.uint64(32)) * np.uint64(bound)) >> np.uint64(32))


@kernel
def share(bits):
    """A number from [0, 1)."""
    return (bits >> np.uint64(11)) * 2.0**-53


@kernel
def fill_order(sampling, key, order):
    """Fill `order` (samples,) with the numbers of an epoch's samples, in order of use."""
    for i in range(len(order)):
        if sampling == SHUFFLE:  # Fisher & Yates, inside out
            j = whole_below(i + 1, word(key, i))
            order[i] = order[j]
            order[j] = i
        elif sampling == REPLACEMENT:
            order[i] = whole_below(len(order), word(key, i))
        else:
            order[i] = i


def epoch_order(sampling, samples, seed, epoch):
    """The numbers of the samples that epoch 0, 1, … of a run uses, in order, (samples,)."""
    order = np.empty(samples, np.int64)
    of_epoch = np.uint64(word(key(seed, ORDER), epoch))
    fill_order(SAMPLINGS.index(sampling), of_epoch, order)
    return order


def updates_per_epoch(sampling, samples, batch_size):
    return 1 if sampling == "full" else -(-samples // batch_size)


def samples_seen(updates, per_epoch, samples, batch_size):
    """How many samples that many updates look at: an epoch's last batch may be short."""
    epochs, begun = divmod(updates, per_epoch)
    return epochs * samples + begun * batch_size
