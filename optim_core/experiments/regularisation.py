"""Experiment 4: what regularisation does to a network that learns in random mini-batches.

The same training without any, with an L2 penalty, with decoupled weight decay, with both, and
with dropout; the accuracy on test data, over several seeds. A seed stands for the samples that
are held out, the first weights and the batches, and each treatment meets the same ones.

Loshchilov & Hutter, 2019, https://arxiv.org/abs/1711.05101: for plain gradient descent a penalty
and a decay of the same strength are the same update; for Adam they are not.
"""

from dataclasses import dataclass

import numpy as np

from optim_core import evidence
from optim_core.train import train

# Which of the three strengths a treatment uses.
TREATMENTS = {
    "none": (),
    "l2": ("l2",),
    "weight_decay": ("weight_decay",),
    "both": ("l2", "weight_decay"),
    "dropout": ("dropout",),
}
# Under Adam both shrink the weights alike: of the mlp's to 0.74 and 0.70, of the cnn's to 0.76 and
# 0.82 of what they are without (digits, seed 0). At equal numbers the decay would do nothing.
STRENGTHS = {"l2": 1e-3, "weight_decay": 0.3, "dropout": 0.2}
EPOCHS = {"cnn": 30}
OTHERWISE = 60  # epochs, of any other model
LR = {"sgd": 0.05, "adam": 0.003}  # else the optimiser's own
BATCH_SIZE = 64
SEEDS = range(5)

# The notes' test accuracies, of a network on MNIST; the rows of the other network are empty there.
NOTES = {
    "mlp": {"none": 0.9890, "l2": 0.9910, "weight_decay": 0.9900, "both": 0.9920, "dropout": 0.99},
    "cnn": {},
}
BEST = "both"  # which treatment the notes find best
MATTERS = evidence.ONE_TENTH  # of a percentage point: what the notes' own figures differ by


@dataclass(frozen=True)
class Row:
    """One treatment: test accuracies and norms of all weights at the end, (seeds,) each; nan where
    a training diverged."""

    treatment: str
    accuracies: np.ndarray
    norms: np.ndarray

    @property
    def mean(self):
        return self.accuracies.mean() if len(self.accuracies) else np.nan

    @property
    def sd(self):
        """Their standard deviation, as an estimate of that of all seeds; nan below two of them."""
        return self.accuracies.std(ddof=1) if len(self.accuracies) > 1 else np.nan


def table(
    model="mlp",
    optimizer="adam",
    *,
    dataset="digits",
    seeds=SEEDS,
    strengths=None,
    epochs=None,
    lr=None,
    batch_size=BATCH_SIZE,
    sampling="replacement",
    watch=None,
):
    """A Row for each treatment, in the order of TREATMENTS.

    `strengths` {name: number} replaces some of STRENGTHS. `watch(rows, share)` is called after
    each training with the rows so far and the share of the work that is done; when it returns
    False, the rest is left undone. Raises ValueError as `train` does.
    """
    strengths = {**STRENGTHS, **(strengths or {})}
    epochs = EPOCHS.get(model, OTHERWISE) if epochs is None else epochs
    lr = LR.get(optimizer) if lr is None else lr
    found = {treatment: [] for treatment in TREATMENTS}
    todo = [(seed, treatment) for seed in seeds for treatment in TREATMENTS]
    for done, (seed, treatment) in enumerate(todo, 1):
        run = train(
            model,
            dataset,
            optimizer,
            epochs=epochs,
            batch_size=batch_size,
            sampling=sampling,
            knobs={} if lr is None else {"lr": lr},
            seed=seed,
            **{name: strengths[name] for name in TREATMENTS[treatment]},
        )
        found[treatment].append(_measured(run))
        if watch and watch(_rows(found), done / len(todo)) is False:
            break
    return _rows(found)


def _measured(run):
    """(test accuracy, norm of the weights) at the end, where there is one."""
    if run.status != "finished":
        return np.nan, np.nan
    return run.test_accuracy[-1], run.weight_norm


def _rows(found):
    return [Row(name, *np.array(each).reshape(-1, 2).T) for name, each in found.items()]


def lead(rows, treatment, seeds):
    """A Verdict of optim_core.evidence on the claim that a treatment is better than each other,
    by what the pairs of the same seed say; so many seeds were planned."""
    mine = next(row for row in rows if row.treatment == treatment)
    pairs = [
        evidence.Row(other.treatment, seed, 100.0 * claimed, 100.0 * accuracy)
        for other in rows
        if other is not mine
        for seed, (claimed, accuracy) in enumerate(
            zip(mine.accuracies, other.accuracies, strict=False)
        )
    ]
    return evidence.verdict(pairs, "points", MATTERS, seeds)
