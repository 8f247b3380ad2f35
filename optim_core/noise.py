"""How much a batch's gradient strays from that of all samples: measured, and predicted.

    sd = sigma / sqrt(B)                                with replacement
    sd = sigma / sqrt(B) sqrt((m - B) / (m - 1))        without

sigma^2 is the mean over all m samples of |g_i - g|^2, g_i a sample's gradient and g their mean,
as vectors of all parameters. Bottou, Curtis & Nocedal, 2018, https://arxiv.org/abs/1606.04838,
section 5; the second factor is that of any mean of B out of m.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numba import void

from optim_core.arguments import whole_number
from optim_core.jit import named, specialise
from optim_core.loop import Batches, Network, Samples, gather
from optim_core.network import LEARN, VECTOR
from optim_core.sampling import fill_order, word
from optim_core.train import Trainer

MOST_BATCHES = 1_000_000


@dataclass(frozen=True)
class GradientNoise:
    """Standard deviations of batch gradients, for each batch size, (sizes,).

    `error` is the standard error of `measured`: what chance may do to it.
    """

    batch_size: np.ndarray
    measured: np.ndarray
    predicted: np.ndarray
    error: np.ndarray


def gradient_noise(
    model, dataset, batch_sizes, *, sampling="shuffle", batches=2_000, params=None, **settings
):
    """Draw `batches` batches of each size as training draws them, and compare their gradients.

    `params` {name: array} is where, the model's first values if nothing is said; a size above the
    number of samples is that number; other settings as `train`. Returns a GradientNoise; raises
    ValueError as `train` does.
    """
    batches = whole_number("batches", batches, MOST_BATCHES, least=2)

    def trainer(sampling, batch_size):
        arguments = {"sampling": sampling, "batch_size": batch_size, "init": params, **settings}
        return Trainer(model, dataset, "sgd", **arguments)

    whole = trainer("full", 1)
    mean = _gradient(whole)
    sigma = np.sqrt(_strays(trainer("shuffle", 1), len(whole.training.y), mean).mean())
    sized = [trainer(sampling, size) for size in batch_sizes]
    squares = np.array([_strays(one, batches, mean) for one in sized])
    return GradientNoise(
        batch_size=np.array([one.batch_size for one in sized]),
        measured=np.sqrt(squares.mean(axis=1)),
        predicted=np.array(
            [sigma * factor(one.batch_size, len(one.training.y), sampling) for one in sized]
        ),
        error=_error_of_root(squares)
        * [together(one.batch_size, len(one.training.y), sampling) for one in sized],
    )


def factor(batch_size, samples, sampling):
    """Standard deviation of a batch's mean gradient, as a multiple of that of one sample's."""
    if sampling == "full":
        return 0.0
    left_out = (samples - batch_size) / max(samples - 1, 1) if sampling == "shuffle" else 1.0
    return (left_out / batch_size) ** 0.5


def together(batch_size, samples, sampling):
    """How many times as large the error of `measured` is as if its batches were independent.

    Two batches of an epoch share no sample, so their means are correlated, by -B / (m - B); what
    one says of the spread, the other partly says again. Two halves say the same.
    """
    of_an_epoch = samples // batch_size
    if sampling != "shuffle" or of_an_epoch < 2:
        return 1.0
    correlation = batch_size / (samples - batch_size)
    return (1.0 + (of_an_epoch - 1) * correlation**2) ** 0.5


def _error_of_root(squares):
    """Of sqrt(mean of squares), the error of a mean carried through the root."""
    root = np.sqrt(squares.mean(axis=1))
    spread = squares.std(axis=1, ddof=1) / np.sqrt(squares.shape[1])
    return np.divide(spread, 2.0 * root, out=np.zeros_like(root), where=root > 0.0)


def _gradient(trainer):
    """The gradient of the mean loss of all samples."""
    x, y = trainer.training
    plan, grad = trainer.plan, np.empty_like(trainer.theta)
    trainer.spec.learn(trainer.theta, plan.layout, x, y, 1.0, np.uint64(0), grad, trainer.scratch)
    return grad


def _strays(trainer, batches, mean):
    """|g_batch - mean|^2 of as many batches, (batches,)."""
    squares = np.empty(batches)
    _kernel()(
        trainer.spec.learn,
        trainer.network,
        trainer.training,
        trainer.batches,
        trainer.theta,
        mean,
        squares,
    )
    return squares


@cache
def _kernel():
    parts = map(named, (Network, Samples, Batches))
    return specialise(_measure, void(LEARN, *parts, VECTOR, VECTOR, VECTOR), "any")


def _measure(learn, network, samples, batches, theta, mean, squares):
    """Whole batches only, one epoch after the other."""
    (x, y), order, size = samples, batches.order, batches.size
    grad, batch_x, batch_y = np.empty_like(theta), np.empty((size, x.shape[1])), np.empty(size)
    per_epoch = len(y) // size
    for batch in range(len(squares)):
        if batch % per_epoch == 0:
            fill_order(batches.sampling, word(batches.key, batch // per_epoch), order)
        begin = batch % per_epoch * size
        gather(x, y, order, begin, size, batch_x, batch_y)
        learn(theta, network.layout, batch_x, batch_y, 1.0, np.uint64(0), grad, network.scratch)
        squares[batch] = np.sum((grad - mean) ** 2)
