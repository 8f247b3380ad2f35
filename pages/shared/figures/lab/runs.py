"""One experiment with several seeds: trained side by side, a moment at a time."""

import time
from typing import NamedTuple

import numpy as np

from pages.shared.site.recent import Recent

QUICK = 0.02  # seconds: an epoch that takes no longer is carried out in one go
MOST_CURVES = 64
MEASURES = ("train_loss", "train_accuracy", "test_loss", "test_accuracy")

# Of trainings that are over, so that comparing with one does not train it again: the same settings
# give the same curves to everybody.
CURVES = Recent(MOST_CURVES)


class Curve(NamedTuple):
    """A measure at the end of each epoch, over seeds: mean, and mean ± standard deviation."""

    epochs: np.ndarray
    mean: np.ndarray
    low: np.ndarray
    high: np.ndarray


class Change(NamedTuple):
    """The learning rate that somebody set while it ran, and when, in epochs."""

    epoch: float
    rate: float


class Runs:
    """Trainers of one experiment; the first, whose pictures are drawn, is never behind."""

    def __init__(self, trainers):
        self.trainers = trainers
        self.before = [_evaluated(trainer) for trainer in trainers]
        self.changes = []
        self.seconds = 0.0  # spent in training
        self._per_update = np.inf

    @property
    def first(self):
        return self.trainers[0]

    @property
    def running(self):
        return any(trainer.running for trainer in self.trainers)

    @property
    def share(self):
        """How much of the work is done, 0 to 1."""
        done = sum(trainer.updates / trainer.total for trainer in self.trainers if trainer.running)
        over = sum(not trainer.running for trainer in self.trainers)
        return (done + over) / len(self.trainers)

    def advance(self, seconds):
        """Train for about so long, the seeds in turn."""
        began = time.perf_counter()
        while self.running and time.perf_counter() - began < seconds:
            self._one_more()
        self.seconds += time.perf_counter() - began

    def _one_more(self):
        """An epoch, or an update where an epoch takes long, of whoever is furthest behind."""
        behind = min((t for t in self.trainers if t.running), key=lambda t: t.updates)
        began, first = time.perf_counter(), behind.updates
        if behind.per_epoch * self._per_update < QUICK:
            behind.epoch()
        else:
            behind.update()
        done = max(behind.updates - first, 1)
        self._per_update = (time.perf_counter() - began) / done

    def update(self, updates=1):
        """So many updates of every seed, one by one."""
        began = time.perf_counter()
        for trainer in self.trainers:
            for _ in range(updates):
                trainer.update()
        self.seconds += time.perf_counter() - began

    def stop(self):
        for trainer in self.trainers:
            trainer.stop()

    def turn(self, factor):
        """Multiply the learning rate of all seeds from here on."""
        for trainer in self.trainers:
            trainer.rate_factor *= factor
        self.changes.append(Change(self.epoch, self.rate))

    @property
    def epoch(self):
        """Where the first seed is, in epochs."""
        return self.first.updates / self.first.per_epoch

    @property
    def rate(self):
        """The learning rate of the first seed's next update."""
        first = self.first
        by_epoch = first.settings.schedule_by == "epoch"
        place = first.updates // first.per_epoch if by_epoch else first.updates
        return float(first.rate_factor * first.rates[min(place, len(first.rates) - 1)])

    def diverged(self):
        """How many seeds did."""
        return sum(trainer.status == "diverged" for trainer in self.trainers)

    def sound(self):
        """How many seeds did not; all, where all did."""
        return len(self.trainers) - self.diverged() or len(self.trainers)

    def curves(self):
        """{measure: Curve} over the seeds that did not diverge; over all, where all did."""
        rows = [self._rows(k) for k, trainer in enumerate(self.trainers) if _is_sound(trainer)]
        rows = rows or [self._rows(k) for k in range(len(self.trainers))]
        return dict(zip(MEASURES, (_curve([r[:, k] for r in rows]) for k in range(4)), strict=True))

    def _rows(self, seed):
        """Measures of one seed, those before the first update included, (epochs + 1, 4)."""
        trainer = self.trainers[seed]
        return np.vstack([self.before[seed], trainer.rows[: trainer.epochs, :4]])

    def batch_loss(self, most):
        """(epoch, loss) of the first seed's batches, at most so many, evenly chosen."""
        loss = self.first.loss[: self.first.updates]
        chosen = np.unique(np.linspace(0, len(loss) - 1, min(most, len(loss))).astype(int))
        return chosen / self.first.per_epoch, loss[chosen]


def _is_sound(trainer):
    return trainer.status != "diverged"


def _evaluated(trainer):
    """The measures of a model that has learnt nothing yet."""
    data = trainer.data
    return np.array(
        [*trainer.evaluate(data.x, data.y), *trainer.evaluate(data.x_test, data.y_test)]
    )


def _curve(seeds):
    """Up to the last epoch that all seeds have reached."""
    epochs = min(map(len, seeds))
    values = np.array([seed[:epochs] for seed in seeds])
    mean = values.mean(axis=0)
    with np.errstate(over="ignore", invalid="ignore"):  # on its way to divergence
        spread = values.std(axis=0, ddof=1) if len(seeds) > 1 else np.zeros(epochs)
    return Curve(np.arange(epochs), mean, mean - spread, mean + spread)
