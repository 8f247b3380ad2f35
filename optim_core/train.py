"""Train a model on a data set, in real mini-batches, with any optimiser."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from optim_core import change, evaluation, loop, planning, sampling
from optim_core.arguments import complete, entry, mapping, number_below, one_of, whole_number
from optim_core.data import Data
from optim_core.datasets import DATASETS
from optim_core.models import MODELS
from optim_core.optimizers import OPTIMIZERS
from optim_core.rates import learning_rates

MOST_EPOCHS = 100_000
MOST_UPDATES = 10_000_000
MOST_ROOM = 2**27  # floats that a batch may need, 1 GB
AT_ONCE = 2**17  # floats of room for an evaluation, part by part: 1 MB, which a processor has near
MOST_SNAPSHOTS = 2**20  # floats of parameters kept for evaluation
MOST_CLASSES = 1_000
PAUSE = 0.1  # seconds between two looks at the world, where nobody watches


@dataclass(frozen=True)
class History:
    """What a training did.

    loss (updates,) of each batch before its update, the data's part only, so that runs with
    different penalties compare; epoch_loss, epoch_accuracy over all training data and
    test_loss, test_accuracy over all test data at the end of each epoch, (epochs,), accuracy
    nan where there are no classes; seconds (epochs,) of training alone, wall time: where nobody
    watched, the mean of the epochs that were done in one go; params {name: array} at the end;
    path (epochs + 1, 2) of a two-parameter model, else (0, 2); update_path (updates + 1, 2) where
    the run was asked for every update.

    status: finished | stopped (by whoever watched) | diverged (the loss, or the next update, was
    no longer finite: everything ends with the update before).
    """

    loss: np.ndarray
    epoch_loss: np.ndarray
    epoch_accuracy: np.ndarray
    test_loss: np.ndarray
    test_accuracy: np.ndarray
    seconds: np.ndarray
    params: dict
    path: np.ndarray
    update_path: np.ndarray
    status: str = "finished"

    @property
    def weight_norm(self):
        """Of all weights at the end; what is added, and not multiplied, doesn't decay."""
        weights = [values.ravel() for values in self.params.values() if values.ndim > 1]
        return float(np.linalg.norm(np.concatenate(weights)))


@dataclass(frozen=True)
class Settings:
    """How to train; see `train`. Raises ValueError for what has no meaning."""

    epochs: int = 10
    batch_size: int = 64
    sampling: str = "shuffle"
    knobs: Mapping | None = None
    schedule: str = "constant"
    schedule_knobs: Mapping | None = None
    schedule_by: str = "epoch"
    l2: float = 0.0
    weight_decay: float = 0.0
    dropout: float = 0.0
    seed: int = 0
    init: Mapping | None = None
    model_knobs: Mapping | None = None
    dataset_knobs: Mapping | None = None
    every_update: bool = False

    def __post_init__(self):
        checked = {
            "epochs": whole_number("epochs", self.epochs, MOST_EPOCHS, least=1),
            "batch_size": whole_number("batch_size", self.batch_size, 2**31, least=1),
            "seed": whole_number("seed", self.seed, 2**63),
            "l2": number_below("l2", self.l2, 1e6),
            "weight_decay": number_below("weight_decay", self.weight_decay, 1e6),
            "dropout": number_below("dropout", self.dropout, 1.0),
        }
        for name in ("knobs", "schedule_knobs", "init", "model_knobs", "dataset_knobs"):
            checked[name] = mapping(name, getattr(self, name))
        for name, value in checked.items():
            object.__setattr__(self, name, value)
        one_of("sampling", self.sampling, sampling.SAMPLINGS)
        one_of("schedule_by", self.schedule_by, ("epoch", "update"))


def train(model, dataset, optimizer, *, watch=None, **settings):
    """Train `model` on `dataset` with `optimizer`; returns a History.

    `dataset` is an id of DATASETS, a Data, or a pair (X, y): X (m, inputs), or (m, rows, columns)
    or (m, rows, columns, channels) of pictures; y (m,), of which whole numbers from 0 are classes
    for models that tell classes apart. A pair has no test data: it is tested on what it learnt.

    Settings, with their defaults in `Settings`: epochs; batch_size, in samples; sampling, full |
    shuffle | replacement; knobs {name: number} of the optimiser; schedule and schedule_knobs,
    counted by schedule_by, epoch | update; l2, which adds l2 W to the gradient of every weight;
    weight_decay, which takes the share lr * weight_decay off every weight at each update
    (decoupled: Loshchilov & Hutter, 2019, https://arxiv.org/abs/1711.05101; both leave biases
    alone); dropout, the share of hidden units left out in training; seed, of first values,
    batches and dropout; init {name: array}, which replaces first values, by the model's own
    names and shapes; model_knobs, dataset_knobs; every_update, whether a two-parameter model's path
    is kept update by update.

    `watch(history)` is called after each epoch and ends the training by returning False.
    Raises ValueError, naming the value and its range, for anything that has no meaning.
    """
    trainer = Trainer(model, dataset, optimizer, **settings)
    while trainer.running:
        if watch is None:
            trainer.go_on()
        else:
            trainer.epoch()
            if watch(trainer.history()) is False:
                trainer.stop()
    return trainer.history()


class Trainer:
    """A training that can be carried out an epoch or an update at a time, and changed between.

    Arguments as `train`. `rate_factor` multiplies the scheduled learning rate from the next
    update on: what a viewer does who turns the knob while it runs.
    """

    def __init__(self, model, dataset, optimizer, **settings):
        self.settings = Settings(**settings)
        self.model, self.spec = model, entry(MODELS, "model", model)
        self.optimizer = entry(OPTIMIZERS, "optimizer", optimizer)
        self.knobs = complete(optimizer, self.optimizer.knobs, self.settings.knobs)
        self.data = _data(self.spec, model, dataset, self.settings)
        self.training = loop.Samples(*_vectors(self.data.x, self.data.y))
        # Looked at once only, where both are the same.
        self.test = _vectors(self.data.x_test, self.data.y_test) if _has_test(dataset) else None
        options = planning.options(model, self.spec, self.settings.model_knobs)
        self.plan = self.spec.plan(self.data, **options)
        self.theta = planning.first_values(self.plan, self.settings.init, self.settings.seed)
        if self.settings.every_update and len(self.theta) != 2:
            raise ValueError(
                f"every_update is for two parameters; {model} has {len(self.theta):,} here"
            )
        self.status, self.updates, self.epochs = "finished", 0, 0
        self.rate_factor = 1.0
        self._count()
        self._make_room()
        self._name_the_parts()
        self._run, self._change = loop.driver(), change.change(optimizer)

    def _count(self):
        """Samples an update, updates an epoch, learning rates."""
        settings, samples = self.settings, len(self.data.y)
        full = settings.sampling == "full"
        self.batch_size = samples if full else min(settings.batch_size, samples)
        self.per_epoch = sampling.updates_per_epoch(settings.sampling, samples, self.batch_size)
        self.total = self.per_epoch * settings.epochs
        if self.total > MOST_UPDATES:
            raise ValueError(
                f"epochs={settings.epochs} of {self.per_epoch:,} updates are more than"
                f" {MOST_UPDATES:,} updates; a larger batch_size makes fewer"
            )
        self.rates = learning_rates(
            settings.schedule,
            self.knobs["lr"],
            settings.epochs if settings.schedule_by == "epoch" else self.total,
            settings.schedule_knobs,
        )

    def _make_room(self):
        """The arrays that the kernels write into."""
        size, room = len(self.theta), self.plan.scratch(self.batch_size)
        if room > MOST_ROOM:
            raise ValueError(
                f"batch_size={self.batch_size} needs {8e-9 * room:.1f} GB in this model; at most"
                f" {MOST_ROOM // self.plan.scratch(1):,} samples fit"
            )
        self.at_once = max(1, min(AT_ONCE // self.plan.scratch(1), len(self.data.y)))
        self.scratch = np.empty(max(room, self.plan.scratch(self.at_once)))
        self.loss = np.empty(self.total)
        self.rows = np.empty((self.settings.epochs, 5))  # as in History, loss to seconds
        self.seconds = 0.0
        self.path = np.empty((self.settings.epochs + 1 if size == 2 else 0, 2))
        self.update_path = np.empty((self.total + 1 if self.settings.every_update else 0, 2))
        if size == 2:
            self.path[:1] = self.update_path[:1] = self.theta

    def _name_the_parts(self):
        """What stays the same in all calls of the compiled loop."""
        settings = self.settings
        order_key, drop_key = (
            sampling.key(settings.seed, purpose) for purpose in (sampling.ORDER, sampling.DROPOUT)
        )
        self.network = loop.Network(
            self.plan.layout, 1.0 - settings.dropout, drop_key, self.scratch
        )
        self.batches = loop.Batches(
            sampling.SAMPLINGS.index(settings.sampling),
            self.batch_size,
            order_key,
            np.empty(len(self.data.y), np.int64),
        )
        self.penalties = loop.Penalties(settings.l2, settings.weight_decay, self.plan.is_weight)
        self.state = change.state(self.optimizer, self.knobs, self.theta)
        self.theta = self.state.theta

    @property
    def running(self):
        return self.status == "finished" and self.updates < self.total

    def stop(self):
        if self.running:
            self.status = "stopped"

    def update(self):
        """Carry out a single update."""
        self._advance(1)

    def epoch(self):
        """Carry out what is left of the current epoch."""
        self._advance(self.per_epoch - self.updates % self.per_epoch)

    def go_on(self):
        """Carry out as many epochs as take a moment, judged by the last one."""
        if self.epochs == 0:
            return self.epoch()
        last = max(self.rows[self.epochs - 1, 4], 1e-9)
        epochs = max(1, min(int(PAUSE / last), MOST_SNAPSHOTS // len(self.theta)))
        self._advance(epochs * self.per_epoch - self.updates % self.per_epoch)

    def _advance(self, most):
        """Carry out at most so many updates, and evaluate the parameters at each epoch's end."""
        count = min(most, self.total - self.updates) if self.running else 0
        first, epochs = self.updates, (self.updates + count) // self.per_epoch - self.epochs
        snapshots = np.empty((epochs, len(self.theta)))
        began = time.perf_counter()
        self.updates += self._carry_out(first, count, snapshots)
        self.seconds += time.perf_counter() - began
        if self.updates < first + count:
            self.status = "diverged"
        self._keep(snapshots[: self.updates // self.per_epoch - self.epochs])

    def _carry_out(self, first, count, snapshots):
        factor = number_below("rate_factor", self.rate_factor, 1e6)
        return self._run(
            self.spec.learn,
            self._change,
            self.network,
            self.training,
            self.batches,
            loop.Rates(self.rates, self.settings.schedule_by == "epoch", factor),
            self.penalties,
            self.state,
            first,
            loop.Kept(
                self.loss[first : first + count],
                self.update_path[first + 1 : first + count + 1],
                snapshots,
            ),
        )

    def _keep(self, snapshots):
        """What became of the epochs that have just ended."""
        if not len(snapshots):
            return
        rows = self.rows[self.epochs : self.epochs + len(snapshots)]
        rows[:, :2] = self._judge(snapshots, *self.training)
        rows[:, 2:4] = self._judge(snapshots, *self.test) if self.test else rows[:, :2]
        rows[:, 4] = self.seconds / len(snapshots)
        self.seconds = 0.0
        self.epochs += len(snapshots)
        if len(self.path):
            self.path[self.epochs + 1 - len(snapshots) : self.epochs + 1] = snapshots

    def _judge(self, snapshots, x, y):
        return evaluation.judge(self.spec, self.plan, snapshots, x, y, self.at_once, self.scratch)

    def evaluate(self, x, y):
        """(mean loss, accuracy) of the parameters as they stand, nothing dropped."""
        return tuple(self._judge(self.theta.reshape(1, -1), *_vectors(x, y))[0].tolist())

    def predict(self, x):
        """What comes out before the head, (len(x), outputs), of x (samples, inputs)."""
        return evaluation.predict(self.spec, self.plan, self.theta, np.ascontiguousarray(x, float))

    def history(self):
        """The History so far."""
        rows = self.rows[: self.epochs].T
        return History(
            loss=self.loss[: self.updates],
            epoch_loss=rows[0],
            epoch_accuracy=rows[1],
            test_loss=rows[2],
            test_accuracy=rows[3],
            seconds=rows[4],
            params=self.params(),
            path=self.path[: self.epochs + 1],
            update_path=self.update_path[: self.updates + 1],
            status=self.status,
        )

    def samples_of(self, update):
        """The numbers of the samples that update 0, 1, … is made from, in order of use."""
        update = whole_number("update", update, self.total - 1)
        epoch, place = divmod(update, self.per_epoch)
        order = sampling.epoch_order(
            self.settings.sampling, len(self.data.y), self.settings.seed, epoch
        )
        return order[place * self.batch_size : (place + 1) * self.batch_size]

    def params(self):
        """{name: array}, copies of the parameters as they stand."""
        return planning.split(self.plan, self.theta.copy())


def _data(spec, model, dataset, settings):
    """The Data to train on, of a task that the model is for."""
    if isinstance(dataset, str):
        source = entry(DATASETS, "data set", dataset)
        data = source.load(
            **complete(dataset, source.knobs, settings.dataset_knobs), seed=settings.seed
        )
    else:
        data = dataset if isinstance(dataset, Data) else _from_pair(spec, dataset)
    task = "classification" if data.classes else "regression"
    if task not in spec.tasks:
        raise ValueError(f"{model} is for {' or '.join(spec.tasks)}; the data are for {task}")
    return data


def _has_test(dataset):
    return isinstance(dataset, str | Data)


def _vectors(x, y):
    """Inputs and targets as the kernels read them: floats, one row after the other."""
    vectors = [np.ascontiguousarray(part, np.float64).view() for part in (x, y)]
    for vector in vectors:
        vector.flags.writeable = False
    return vectors


def _from_pair(spec, pair):
    """Data of (X, y): whole numbers are classes where the model tells them apart."""
    try:
        x, y = (np.asarray(part, np.float64) for part in pair)
    except (TypeError, ValueError):
        raise ValueError("the data are neither an id nor a pair (X, y) of numbers") from None
    y = y.reshape(-1)
    if x.ndim == 0 or len(x) != len(y) or not x.size or not np.isfinite(np.append(x, y)).all():
        raise ValueError(f"X {x.shape} and y {y.shape} must be as long, not empty, and finite")
    image = (*x.shape[1:], 1)[:3] if x.ndim in (3, 4) else None
    x = x.reshape(len(x), -1)
    labels = bool(np.all(y == np.floor(y)) and y.min() >= 0 and y.max() < MOST_CLASSES)
    classes = max(int(y.max()) + 1, 2) if labels and "classification" in spec.tasks else 0
    return Data(x=x, y=y, x_test=x, y_test=y, classes=classes, image=image)
