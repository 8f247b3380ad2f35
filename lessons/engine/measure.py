"""What the live blocks of a lesson do, and the numbers that answers, claims and goals speak of."""

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from lessons.engine.files import Unreadable, read_bytes
from lessons.engine.problems import suggestion
from lessons.engine.schema import WITHIN_STEPS, Averages, Experiment, Training
from optim_core import Run, Scenario, Text, ewa, train
from optim_core.ewa import lag, window
from optim_core.series import SERIES
from optim_core.tables import MOST_BYTES, TableError, read_table

TYPED = "formula"
TARGET = 1e-3
SETTINGS = ("l2", "weight_decay", "dropout")  # of a training, which a run may have for itself


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
    return math.isfinite(places) and abs(places - round(places)) < 1e-6


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
    """A Run of optim_core."""
    knobs, rates = knobs_of(run, values)
    return Run(run.optimizer, knobs, run.schedule, rates)


def knobs_of(run, values):
    """(its own knobs, those of its schedule): the latter are written schedule_…"""
    knobs = {name: filled(value, values) for name, value in run.knobs.items()}
    rates = {name: knobs.pop(name) for name in list(knobs) if name.startswith("schedule_")}
    return knobs, {name.removeprefix("schedule_"): value for name, value in rates.items()}


def _ground(options, values):
    if options.formula:
        return TYPED, {}
    knobs = {name: filled(value, values) for name, value in options.surface.knobs.items()}
    return options.surface.id, knobs


def series(name, assets):
    """A built-in series, or the first column of a CSV file in the assets."""
    if not name.startswith("assets/"):
        return SERIES[name]()
    table = read_table(table_bytes(name, assets))
    return table.series(table.names[0])


def table_bytes(name, assets):
    """Those of a CSV file in the assets; TableError where there is none to read."""
    path = Path(assets or "", name.removeprefix("assets/"))
    if not assets or path.parent != assets:
        raise TableError(f"{name} is not a file in assets.", f"{name} 不是 assets 中的文件。")
    try:
        return read_bytes(path, MOST_BYTES)
    except Unreadable as reason:
        en, zh = reason.text
        raise TableError(f"{name} can't be read: {en}.", f"无法读取 {name}：{zh}。") from None


@dataclass
class Measured:
    """One setting of a live block, carried out when it is first asked about."""

    options: object
    changes: dict
    assets: object = None  # the folder of its files

    def value(self, metric, run="", target=None):
        """A number; Unmeasurable where there is none."""
        kinds = {Experiment: OF_RUNS, Training: OF_TRAININGS, Averages: OF_AVERAGES}
        known = kinds.get(type(self.options), {})
        if metric not in known:
            fix = suggestion(metric, known)
            raise Unmeasurable(f"no metric {metric!r}: {fix.en}", f"没有指标 {metric!r}：{fix.zh}")
        return self._computed(lambda: known[metric](self, self.number(run), target))

    def best(self, metric, run, steps):
        """The lowest loss of the first steps: what a goal with within_steps bounds."""
        if metric not in WITHIN_STEPS or not isinstance(self.options, Experiment):
            raise Unmeasurable(
                "within_steps goes with the loss of an experiment",
                "within_steps 只用于实验的损失",
            )
        return self._computed(lambda: self.trajectory(self.number(run)).loss[: steps + 1].min())

    def _computed(self, compute):
        try:
            value = float(compute())
        except Unmeasurable:
            raise
        except (ValueError, OverflowError, OSError) as error:  # a knob out of its range, a bad file
            text = getattr(error, "text", Text(str(error), str(error)))
            raise Unmeasurable(*text) from None
        except IndexError:
            raise Unmeasurable("the run ends before there is one", "运行在此之前就结束了") from None
        if math.isnan(value):
            raise Unmeasurable("it is not a number", "结果不是数")
        return value

    def number(self, run):
        """The place of a run among the runs, from 0."""
        labels = [each.label for each in getattr(self.options, "runs", ())]
        if not run and len(labels) <= 1:
            return 0
        if run not in labels:
            fix = suggestion(run, labels)
            raise Unmeasurable(f"no run {run!r}: {fix.en}", f"没有运行 {run!r}：{fix.zh}")
        return labels.index(run)

    @cached_property
    def scenario(self):
        return experiment(self.options, self.changes)

    @cached_property
    def _trajectories(self):
        return {}

    def trajectory(self, number):
        if number not in self._trajectories:
            self._trajectories[number] = self.scenario.run_one(self.scenario.runs[number])
        return self._trajectories[number]

    def histories(self, number):
        """Of one run, the trainings with all seeds."""
        return trainings(self.options, self.options.runs[number], self.changes)

    @cached_property
    def average(self):
        """(beta, the average after each value)."""
        beta = slider_values(self.options, self.changes).get("beta", self.options.betas[0])
        values = series(self.options.series, self.assets)
        return beta, ewa(values, beta, bias_correction=self.options.corrected)


def measured(item, changes=None):
    """The Measured of a live block with its sliders as they are, but for `changes`."""
    return Measured(item.options, dict(changes or {}), item.assets)


def trainings(options, run, changes=None):
    """The Histories of one run of a training block, a seed each."""
    knobs, rates = knobs_of(run, slider_values(options, changes))
    own = {name: knobs.pop(name) for name in SETTINGS if name in knobs}
    settings = own | {
        "epochs": options.epochs,
        "batch_size": whole(knobs.pop("batch", options.batch)),
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


def whole(value):
    if value != int(value):
        raise ValueError(f"batch={value:g} is not a whole number")
    return int(value)


@lru_cache(maxsize=64)
def _trained(model, dataset, optimizer, settings):
    """Claims, answers and sentences mostly speak of the same few trainings."""
    given = dict(settings)
    given |= {name: dict(given[name]) for name in ("knobs", "schedule_knobs")}
    return train(model, dataset, optimizer, **given)


def _steps_to_loss(measured, number, target):
    loss = measured.trajectory(number).loss
    below = loss < (TARGET if target is None else target)
    if not below.any():
        raise Unmeasurable("the loss never gets there", "损失从未降到那里")
    return np.argmax(below)


def _loss(measured, number, target):
    return measured.trajectory(number).loss[-1]


def _lowest(measured, number, target):
    return measured.trajectory(number).loss.min()


def _rises(measured, number, target):
    """How many steps end higher than they began."""
    return np.sum(np.diff(measured.trajectory(number).loss) > 0)


def _distance(measured, number, target):
    scenario = measured.scenario
    minima = scenario.ground.minima(**scenario.surface_knobs)
    if not minima:
        raise Unmeasurable("this surface has no minimum", "这个曲面没有极小点")
    end = measured.trajectory(number).path[-1]
    return min(math.dist(end, minimum) for minimum in minima)


def _diverged(measured, number, target):
    return measured.trajectory(number).status == "diverged"


def _gradient(measured, number, target):
    return np.hypot(*measured.trajectory(number).grad[-1])


def _length(measured, number, target):
    return np.hypot(*np.diff(measured.trajectory(number).path, axis=0).T).sum()


def _first_step(measured, number, target):
    """How far the first update moves."""
    path = measured.trajectory(number).path
    return math.dist(path[0], path[1])


def _turns(measured, number, target):
    """How often the gradient's second coordinate changes its sign."""
    slope = measured.trajectory(number).grad[:, 1]
    return np.sum(slope[1:] * slope[:-1] < 0)


def _coordinate(axis):
    return lambda measured, number, target: measured.trajectory(number).path[-1][axis]


def _mean(what):
    return lambda measured, number, target: np.mean(
        [what(history) for history in measured.histories(number)]
    )


def _on_day(measured, number, target):
    """The average on the day of the block, on that of `target`, or on the last."""
    average = measured.average[1]
    asked = target if target is not None else measured.options.day
    day = len(average) if asked is None else asked
    if day != int(day) or not 1 <= day <= len(average):
        days = len(average)
        raise Unmeasurable(f"there is no day {day:g} of {days}", f"共 {days} 天，没有第 {day:g} 天")
    return average[int(day) - 1]


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
    "value": _on_day,
    "window": lambda measured, number, target: window(measured.average[0]),
    "lag": lambda measured, number, target: lag(measured.average[0]),
}


def meets(bound, value):
    """Whether a number is above and below what a claim or a goal says."""
    above = bound.above is None or value > bound.above
    return above and (bound.below is None or value < bound.below)


def goal_value(options, goal, run, changes, assets=None):
    """The number that a goal bounds: of its run, in the steps that it allows."""
    measured = Measured(options, dict(changes), assets)
    if goal.within_steps:
        return measured.best(goal.metric, run, goal.within_steps)
    return measured.value(goal.metric, run, goal.target)


def wins(options, goal, run, changes, assets=None):
    try:
        return meets(goal, goal_value(options, goal, run, changes, assets))
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
    last = math.floor((slider.max - slider.min) / slider.step + 1e-9)
    place = min(round((value - slider.min) / slider.step), last)
    return min(slider.min + slider.step * place, slider.max)  # 19 x 0.05 is above 0.95
