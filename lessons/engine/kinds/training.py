"""A model learns a data set."""

from functools import lru_cache
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from lessons.engine import checks
from lessons.engine.kind import Live, MovedOptions
from lessons.engine.measure import Measured, Metric, knobs_of, slider_values
from lessons.engine.records import MOVED
from lessons.engine.schema import MOST_RUNS, Named, Run
from optim_core import DATASETS, MODELS, train
from optim_core.evidence import CONFIDENCE, FEWEST, interval

SETTINGS = ("l2", "weight_decay", "dropout")  # which a run may have for itself


NUMBERS = {  # of one History, and what the guide says of them
    "train_loss": (
        lambda history: history.epoch_loss[-1],
        "the loss on the training data after the last epoch",
    ),
    "train_accuracy": (
        lambda history: history.epoch_accuracy[-1],
        "the share that is told right, there",
    ),
    "test_loss": (
        lambda history: history.test_loss[-1],
        "the loss on the test data after the last epoch",
    ),
    "test_accuracy": (
        lambda history: history.test_accuracy[-1],
        "the share that is told right, there",
    ),
    "first_epoch_loss": (
        lambda history: history.epoch_loss[0],
        "the loss on the training data after the first epoch",
    ),
    "updates": (lambda history: len(history.loss), "how many updates were made"),
}


def _mean(name):
    """A Metric of trainings alone: its mean over their seeds."""
    return Metric(
        lambda trainings, number, target: np.mean(each_of(name, trainings.histories(number))),
        NUMBERS[name][1],
    )


def each_of(name, histories):
    """One of NUMBERS of each."""
    return [NUMBERS[name][0](history) for history in histories]


METRICS = {name: _mean(name) for name in NUMBERS}


def difference(name, mine, others):
    """(mean, low, high) of what one of NUMBERS is larger in `mine` than in `others`, Histories of
    the same seeds: the pairs' Student interval, with 95 % confidence."""
    pairs = np.subtract(each_of(name, mine), each_of(name, others))
    return interval(pairs, CONFIDENCE)


class Trainings(Measured):
    metrics = METRICS

    def histories(self, number):
        """Of one run, the trainings with all seeds."""
        return trainings(self.options, self.options.runs[number], self.changes)

    def interval(self, metric, run, versus):
        if self.options.seeds < FEWEST:
            return super().interval(metric, run, versus)
        both = (self.histories(self.number(each)) for each in (run, versus))
        return difference(metric, *both)[1:]


class TrainingRun(Run):
    sampling: Literal["full", "shuffle", "replacement"] | None = Field(
        None, description="where this run has its own"
    )


class Training(MovedOptions):
    measures: ClassVar = Trainings

    model: Named = Field(description="what learns")
    dataset: Named = Field(description="from which data")
    runs: Annotated[list[TrainingRun], Field(min_length=1, max_length=MOST_RUNS)] = Field(
        description="by which optimisers, each with its own label"
    )
    epochs: int = Field(10, ge=1, le=500, description="how often all data are seen")
    batch: int = Field(64, ge=1, le=10_000, description="how many data an update sees")
    sampling: Literal["full", "shuffle", "replacement"] = Field(
        "shuffle", description="how batches are drawn"
    )
    show: list[Literal["loss", "accuracy", "boundary", "weights"]] = Field(
        ["loss", "accuracy"], description="which pictures"
    )
    seeds: int = Field(1, ge=1, le=10, description="with more, numbers are means over them")

    @property
    def words(self):
        return super().words | {run.label: run.label for run in self.runs}

    @property
    def moved(self):
        runs = [run.moved_by("runs", number) for number, run in enumerate(self.runs)]
        return {name: path for part in runs for name, path in part.items()}


def trainings(options, run, changes=None):
    """The Histories of one run, a seed each."""
    knobs, rates = knobs_of(run, slider_values(options, changes))
    own = {name: knobs.pop(name) for name in SETTINGS if name in knobs}
    settings = own | {
        "epochs": options.epochs,
        "batch_size": _whole(knobs.pop("batch", options.batch)),
        "sampling": run.sampling or options.sampling,
        "schedule": run.schedule,
        "knobs": tuple(knobs.items()),
        "schedule_knobs": tuple(rates.items()),
    }
    task = options.model, options.dataset, run.optimizer
    return [
        _trained(*task, tuple(settings.items()) + (("seed", seed),))
        for seed in range(options.seeds)
    ]


def _whole(value):
    if value != int(value):
        raise ValueError(f"batch={value:g} is not a whole number")
    return int(value)


@lru_cache(maxsize=64)
def _trained(model, dataset, optimizer, settings):
    """Claims, answers and sentences mostly speak of the same few trainings."""
    given = dict(settings)
    given |= {name: dict(given[name]) for name in ("knobs", "schedule_knobs")}
    return train(model, dataset, optimizer, **given)


def known(item, notes, assets):
    options = item.options
    checks.is_one_of(item, notes, "model", options.model, MODELS, "model")
    checks.is_one_of(item, notes, "dataset", options.dataset, DATASETS, "dataset")
    checks.check_runs(item, notes, ("batch", *SETTINGS))
    checks.check_sliders(item, notes)


SPEC = Live(
    options=Training,
    order=20,
    purpose="a model learns a data set",
    example="""\
:::{training} line
---
model: linear
dataset: line
epochs: 5
batch: 50
sliders:
  lr: {label: Learning rate, min: 0.001, max: 1, value: 0.1, scale: log}
runs:
  - {label: Batches of 50, optimizer: sgd, lr: $lr}
  - {label: All at once, optimizer: sgd, lr: $lr, sampling: full}
show: [loss]
seeds: 1
---
:::
""",
    remarks="A run may have its own `batch`, `sampling`, `l2`, `weight_decay` and `dropout`.\n",
    known=known,
    draws=20,  # a training takes longer than a descent
    record=MOVED,
)
