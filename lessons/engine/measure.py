"""What the live blocks of a lesson do, and the numbers that answers, claims and goals speak of."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lessons.engine.problems import suggestion
from lessons.engine.schema import Averages, Experiment, Training
from optim_core import OPTIMIZERS, Run, Scenario, Text, ewa, train
from optim_core.ewa import lag, window

TYPED = "formula"
TARGET = 1e-3


class Unmeasurable(ValueError):
    """Nothing can be measured: `text` says why, in every language."""

    def __init__(self, en, zh):
        super().__init__(en)
        self.text = Text(en, zh)


def slider_values(options, changes=None):
    """{slider: value}: its own, but for `changes`."""
    return {name: slider.value for name, slider in options.sliders.items()} | dict(changes or {})


def filled(value, values):
    """A number, or what the slider of that name says."""
    if isinstance(value, str) and value.startswith("$"):
        return values[value[1:]]
    return value


def reachable(slider, value):
    """Whether the slider can be set to `value`: on its grid, to three digits where it has none."""
    if not slider.min <= value <= slider.max:
        return False
    if slider.step is None:
        return math.isclose(float(f"{value:.3g}"), value, rel_tol=1e-12)
    places = (value - slider.min) / slider.step
    return abs(places - round(places)) < 1e-6


def experiment(options, changes=None):
    """The Scenario of an experiment block; ValueError for what has no meaning."""
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
    """A Run of optim_core; knobs named schedule_… are the schedule's."""
    knobs = {name: filled(value, values) for name, value in run.knobs.items()}
    rates = {
        name.removeprefix("schedule_"): knobs.pop(name)
        for name in list(knobs)
        if name.startswith("schedule_")
    }
    return Run(run.optimizer, knobs, run.schedule, rates)


def _ground(options, values):
    if options.formula:
        return TYPED, {}
    if isinstance(options.surface, str):
        return options.surface, {}
    knobs = {name: filled(value, values) for name, value in options.surface.knobs.items()}
    return options.surface.id, knobs


@dataclass
class Measured:
    """One setting of a live block, carried out when it is first asked about."""

    options: object
    changes: dict

    def value(self, metric, run="", target=None):
        """A number; Unmeasurable where there is none."""
        kinds = {Experiment: OF_RUNS, Training: OF_TRAININGS, Averages: OF_AVERAGES}
        known = kinds.get(type(self.options), {})
        if metric not in known:
            fix = suggestion(metric, known)
            raise Unmeasurable(f"no metric {metric!r}: {fix.en}", f"没有指标 {metric!r}：{fix.zh}")
        return float(known[metric](self, self._number(run), target))

    def _number(self, run):
        runs = getattr(self.options, "runs", None)
        if runs is None:
            return 0
        labels = [each.label for each in runs]
        if not run and len(labels) == 1:
            return 0
        if run not in labels:
            fix = suggestion(run, labels)
            raise Unmeasurable(f"no run {run!r}: {fix.en}", f"没有运行 {run!r}：{fix.zh}")
        return labels.index(run)

    @cached_property
    def scenario(self):
        return experiment(self.options, self.changes)

    @cached_property
    def trajectories(self):
        return self.scenario.run()

    @cached_property
    def histories(self):
        """For each run, the trainings with all seeds."""
        return [trainings(self.options, run, self.changes) for run in self.options.runs]

    @cached_property
    def series(self):
        return self.options.values

    @cached_property
    def average(self):
        beta = slider_values(self.options, self.changes).get("beta", self.options.betas[0])
        return beta, ewa(self.series, beta, bias_correction=self.options.corrected)


def trainings(options, run, changes=None):
    """The Histories of one run of a training block, a seed each."""
    values = slider_values(options, changes)
    own = {name: filled(value, values) for name, value in run.knobs.items()}
    settings = {
        name: own.pop(name) for name in list(own) if name not in OPTIMIZERS[run.optimizer].knobs
    }
    return [
        train(
            options.model,
            options.dataset,
            run.optimizer,
            **{
                "epochs": options.epochs,
                "batch_size": int(settings.pop("batch", options.batch)),
                "sampling": settings.pop("sampling", options.sampling),
                "knobs": own,
                "schedule": run.schedule,
                "seed": seed,
                **settings,
            },
        )
        for seed in range(options.seeds)
        for settings in [dict(settings)]
    ]


def _steps_to_loss(measured, number, target):
    loss = measured.trajectories[number].loss
    below = loss < (TARGET if target is None else target)
    if not below.any():
        raise Unmeasurable("the loss never gets there", "损失从未降到那里")
    return np.argmax(below)


def _loss(measured, number, target):
    return measured.trajectories[number].loss[-1]


def _lowest(measured, number, target):
    return measured.trajectories[number].loss.min()


def _rises(measured, number, target):
    """How many steps end higher than they began."""
    return np.sum(np.diff(measured.trajectories[number].loss) > 0)


def _distance(measured, number, target):
    scenario = measured.scenario
    minima = scenario.ground.minima(**scenario.surface_knobs)
    if not minima:
        raise Unmeasurable("this surface has no minimum", "这个曲面没有极小点")
    end = measured.trajectories[number].path[-1]
    return min(math.dist(end, minimum) for minimum in minima)


def _diverged(measured, number, target):
    return measured.trajectories[number].status == "diverged"


def _gradient(measured, number, target):
    return np.hypot(*measured.trajectories[number].grad[-1])


def _length(measured, number, target):
    return np.hypot(*np.diff(measured.trajectories[number].path, axis=0).T).sum()


def _first_step(measured, number, target):
    """How far the first update moves."""
    path = measured.trajectories[number].path
    return math.dist(path[0], path[1])


def _turns(measured, number, target):
    """How often the gradient's second coordinate changes its sign."""
    slope = measured.trajectories[number].grad[:, 1]
    return np.sum(slope[1:] * slope[:-1] < 0)


def _coordinate(axis):
    return lambda measured, number, target: measured.trajectories[number].path[-1][axis]


def _mean(what):
    return lambda measured, number, target: np.mean(
        [what(history) for history in measured.histories[number]]
    )


OF_RUNS = {
    "steps_to_loss": _steps_to_loss,
    "loss": _loss,
    "lowest_loss": _lowest,
    "loss_rises": _rises,
    "distance": _distance,
    "diverged": _diverged,
    "gradient": _gradient,
    "path_length": _length,
    "first_step": _first_step,
    "turns": _turns,
    "x": _coordinate(0),
    "y": _coordinate(1),
}
OF_TRAININGS = {
    "train_loss": _mean(lambda history: history.epoch_loss[-1]),
    "train_accuracy": _mean(lambda history: history.epoch_accuracy[-1]),
    "test_loss": _mean(lambda history: history.test_loss[-1]),
    "test_accuracy": _mean(lambda history: history.test_accuracy[-1]),
    "first_epoch_loss": _mean(lambda history: history.epoch_loss[0]),
    "updates": _mean(lambda history: len(history.loss)),
}
OF_AVERAGES = {
    "value": lambda measured, number, target: measured.average[1][
        int(target or measured.options.day or len(measured.average[1])) - 1
    ],
    "window": lambda measured, number, target: window(measured.average[0]),
    "lag": lambda measured, number, target: lag(measured.average[0]),
}


def meets(bound, value):
    """Whether a number is above and below what a claim or a goal says."""
    above = bound.above is None or value > bound.above
    return above and (bound.below is None or value < bound.below)


def goal_value(options, goal, run, changes):
    """The number that a goal bounds: of its run, in the steps that it allows."""
    measured = Measured(options, dict(changes))
    if goal.within_steps and goal.metric in ("loss", "lowest_loss"):
        loss = measured.trajectories[measured._number(run)].loss
        return float(loss[: goal.within_steps + 1].min())
    return measured.value(goal.metric, run, goal.target)


def wins(options, goal, run, changes):
    try:
        return meets(goal, goal_value(options, goal, run, changes))
    except Unmeasurable:
        return False


def settings(options, count, seed=0, fixed=None):
    """`count` settings drawn over all sliders, evenly by their scales, those of `fixed` set."""
    generator = np.random.default_rng(seed)
    for _ in range(count):
        yield {
            name: fixed[name] if fixed and name in fixed else _drawn(slider, generator.random())
            for name, slider in options.sliders.items()
        }


def _drawn(slider, share):
    if slider.scale == "log":
        value = slider.min * (slider.max / slider.min) ** share
    else:
        value = slider.min + share * (slider.max - slider.min)
    if slider.step is None:
        return min(max(float(f"{value:.3g}"), slider.min), slider.max)
    return slider.min + slider.step * round((value - slider.min) / slider.step)
