"""Optimisers walk down a surface, and the reader turns the sliders."""

import math
from functools import cached_property
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, model_validator

from lessons.engine import checks
from lessons.engine.kind import Live, MovedOptions
from lessons.engine.measure import (
    TARGET,
    Measured,
    Metric,
    Unmeasurable,
    filled,
    knobs_of,
    slider_values,
)
from lessons.engine.records import MOVED, Count, Part, Settings
from lessons.engine.schema import MOST_STEPS, Number, Point, Runs, Short, Surface, refusal
from optim_core import Formula, FormulaError, Run, Scenario

TYPED = "formula"
BOUNDED = ("loss", "lowest_loss")  # by a goal that says within_steps


def _steps_to_loss(walks, number, target):
    loss = walks.trajectory(number).loss
    below = loss < (TARGET if target is None else target)
    if not below.any():
        raise Unmeasurable("the loss never gets there", "损失从未降到那里")
    return np.argmax(below)


def _distance(walks, number, target):
    minima = walks.scenario.ground.minima(**walks.scenario.surface_knobs)
    if not minima:
        raise Unmeasurable("this surface has no minimum", "这个曲面没有极小值点")
    end = walks.trajectory(number).path[-1]
    return min(math.dist(end, minimum) for minimum in minima)


def _of_run(what, says):
    """A Metric of a trajectory alone."""
    return Metric(lambda walks, number, target: what(walks.trajectory(number)), says)


METRICS = {
    "loss": _of_run(lambda run: run.loss[-1], "the loss at the end of the run"),
    "lowest_loss": _of_run(lambda run: run.loss.min(), "the lowest loss on the way"),
    "steps_to_loss": Metric(
        _steps_to_loss, f"the first step with a loss below `target` (else below {TARGET:g})"
    ),
    "loss_rises": _of_run(
        lambda run: np.sum(np.diff(run.loss) > 0), "how many steps end higher than they began"
    ),
    "distance": Metric(_distance, "from the end to the nearest minimum"),
    "diverged": _of_run(
        lambda run: run.status == "diverged", "1 where the run leaves for infinity, else 0"
    ),
    "gradient": _of_run(
        lambda run: np.hypot(*run.grad[-1]), "the length of the gradient at the end"
    ),
    "path_length": _of_run(
        lambda run: np.hypot(*np.diff(run.path, axis=0).T).sum(), "the length of the path"
    ),
    "first_step": _of_run(
        lambda run: math.dist(run.path[0], run.path[1]), "how far the first update moves"
    ),
    "turns": _of_run(
        lambda run: np.sum(run.grad[1:, 1] * run.grad[:-1, 1] < 0),
        "how often the gradient's second coordinate changes its sign",
    ),
    "x": _of_run(lambda run: run.path[-1][0], "the first coordinate at the end"),
    "y": _of_run(lambda run: run.path[-1][1], "the second coordinate at the end"),
}


class Walks(Measured):
    """The runs of one setting, each carried out when it is first asked about."""

    metrics = METRICS

    @cached_property
    def scenario(self):
        return scenario(self.options, self.changes)

    @cached_property
    def _trajectories(self):
        return {}

    def trajectory(self, number):
        if number not in self._trajectories:
            self._trajectories[number] = self.scenario.run_one(self.scenario.runs[number])
        return self._trajectories[number]

    def best(self, metric, run, steps):
        if metric not in BOUNDED:
            return super().best(metric, run, steps)
        return self.computed(lambda: self.trajectory(self.number(run)).loss[: steps + 1].min())


class Experiment(MovedOptions):
    measures: ClassVar = Walks

    surface: Surface | None = Field(None, description="where; an id alone has its own knobs")
    formula: Short | None = Field(None, description="instead of a surface: `x**2 + 10*y**2`")
    start: Point | None = Field(None, description="where all runs begin")
    steps: int = Field(100, ge=1, le=MOST_STEPS, description="how many a run makes")
    runs: Runs = Field(description="who walks, each with its own label")
    show: list[Literal["contour", "surface3d", "loss", "anatomy", "table"]] = Field(
        ["contour", "loss"], description="the map or the hill, and what may stand beside it"
    )
    noise: Annotated[Number, Field(ge=0)] | None = Field(
        None, description="the standard deviation of what is added to each gradient"
    )
    seed: int = Field(0, ge=0, description="of the noise")
    fairness: Literal["same", "effective"] = Field(
        "same",
        description="`effective`: an equal learning rate then means an equal movement",
    )
    describe: Short = Field("", description="a sentence for those who can't see the picture")

    @model_validator(mode="after")
    def _one_ground(self):
        if (self.surface is None) == (self.formula is None):
            raise refusal("ground")
        return self

    @property
    def words(self):
        runs = {run.label: run.label for run in self.runs}
        return super().words | runs | ({"describe": self.describe} if self.describe else {})

    @property
    def moved(self):
        runs = [run.moved_by("runs", number) for number, run in enumerate(self.runs)]
        ground = self.surface.moved_by("surface") if self.surface else {}
        return {name: path for part in (*runs, ground) for name, path in part.items()}


def scenario(options, changes=None):
    """The Scenario of an experiment; ValueError for what has no meaning."""
    values = slider_values(options, changes)
    surface, knobs = _ground(options, values)
    own = {"start": tuple(options.start)} if options.start else {}
    if options.noise is not None:
        own["noise"] = options.noise
    return Scenario(
        surface=surface,
        surface_knobs=knobs,
        formula=options.formula or "",
        steps=options.steps,
        runs=tuple(run_of(run, values) for run in options.runs),
        seed=options.seed,
        fairness=options.fairness,
        **own,
    )


def run_of(run, values):
    """A Run of optim_core."""
    knobs, rates = knobs_of(run, values)
    return Run(run.optimizer, knobs, run.schedule, rates)


def _ground(options, values):
    if options.formula:
        return TYPED, {}
    knobs = {name: filled(value, values) for name, value in options.surface.knobs.items()}
    return options.surface.id, knobs


def known(item, notes, assets):
    before = len(notes.errors)
    if item.options.formula:
        _check_formula(item, notes)
    else:
        checks.check_surface(item, item.options.surface, notes)
    checks.check_runs(item, notes)
    checks.check_sliders(item, notes)
    if len(notes.errors) == before:
        _check_scenario(item, notes)


def _check_formula(item, notes):
    try:
        Formula(item.options.formula)
    except FormulaError as error:
        line, column = item.places.value_place(["formula"])
        notes.add("formula", line, column + error.column - 1, why=error.text)


def _check_scenario(item, notes):
    try:
        scenario(item.options)
    except ValueError as error:
        notes.add("cannot-run", item.line, id=item.id, why=str(error))


class Pin(Part):
    """A run that stays while its sliders move on: which of the lesson's, and where they stood."""

    run: Count
    settings: Settings


class Kept(Part):
    """Pinned runs; as setting A of a comparison, its layout and what shaped its ground."""

    pins: Annotated[list[Pin], Field(max_length=19)]
    layout: Literal["", "overlaid", "split"]
    ground: Settings


SPEC = Live(
    options=Experiment,
    order=10,
    purpose="optimisers walk down a surface, and the reader turns the sliders",
    example="""\
:::{experiment} valley
---
surface: {id: quadratic, condition: 30}
start: [-4, 2]
steps: 100
sliders:
  lr:   {label: Learning rate α, min: 0.001, max: 0.1, value: 0.02, scale: log}
  beta: {label: Momentum β, min: 0, max: 0.95, step: 0.05, value: 0.8}
runs:
  - {label: Gradient descent, optimizer: sgd, lr: $lr}
  - {label: Momentum, optimizer: heavy_ball, lr: $lr, beta: $beta}
show: [contour, loss]
claims:
  - {run: Momentum, metric: loss, below: 1e-4}
---
:::

Momentum ends at a loss of {value}`valley.Momentum.loss`.
""",
    remarks="""\
`$lr` is the slider of that name. It may also move a knob of the surface.

`` {value}`block.run.metric` `` in a sentence is a number that is computed while the reader reads.
""",
    known=known,
    draws=400,
    record=MOVED | {"kept": Kept},
)
