"""Numbers that answers, claims and goals speak of: of a live block, with its sliders set."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np

from lessons.engine.problems import suggestion
from optim_core import Text

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
    return math.isfinite(places) and abs(places - round(places)) < 1e-6


def knobs_of(run, values):
    """(its own knobs, those of its schedule): the latter are written schedule_…"""
    knobs = {name: filled(value, values) for name, value in run.knobs.items()}
    rates = {name: knobs.pop(name) for name in list(knobs) if name.startswith("schedule_")}
    return knobs, {name.removeprefix("schedule_"): value for name, value in rates.items()}


class Metric(NamedTuple):
    """What can be measured: compute(measured, place of the run, target) is the number."""

    compute: Callable
    says: str  # in the guide


@dataclass
class Measured:
    """One setting of a live block, carried out when it is first asked about; each kind that can be
    measured has one of its own."""

    options: object
    changes: dict
    assets: object = None  # the folder of its files

    metrics: ClassVar = {}

    def value(self, metric, run="", target=None):
        """A number; Unmeasurable where there is none."""
        if metric not in self.metrics:
            fix = suggestion(metric, self.metrics)
            raise Unmeasurable(f"no metric {metric!r}: {fix.en}", f"没有指标 {metric!r}：{fix.zh}")
        compute = self.metrics[metric].compute
        return self.computed(lambda: compute(self, self.number(run), target))

    def interval(self, metric, run, versus):
        """(low, high) of the mean difference of two runs, seed by seed, with 95 % confidence."""
        raise Unmeasurable(
            "only trainings with several seeds have an interval", "只有多个种子的训练才有置信区间"
        )

    def best(self, metric, run, steps):
        """The lowest loss of the first steps: what a goal with within_steps bounds."""
        raise Unmeasurable(
            "within_steps goes with the loss of an experiment",
            "within_steps 只用于实验的损失",
        )

    def computed(self, compute):
        """The number, or Unmeasurable for whatever keeps it from being one."""
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


def measured(item, changes=None):
    """The Measured of a live block with its sliders as they are, but for `changes`."""
    return item.options.at(changes, item.assets)


def meets(bound, value):
    """Whether a number is above and below what a claim or a goal says."""
    above = bound.above is None or value > bound.above
    return above and (bound.below is None or value < bound.below)


def goal_value(options, goal, run, changes, assets=None):
    """The number that a goal bounds: of its run, in the steps that it allows."""
    setting = options.at(changes, assets)
    if goal.within_steps:
        return setting.best(goal.metric, run, goal.within_steps)
    return setting.value(goal.metric, run, goal.target)


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
