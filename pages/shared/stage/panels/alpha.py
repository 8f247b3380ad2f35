"""The learning rate of every run, update by update; that of a schedule by hand can be dragged."""

import numpy as np

from optim_core.rates import learning_rates
from pages.shared.site.numbers import write
from pages.shared.site.plots import (
    Axis,
    Figure,
    Plot,
    dots,
    held,
)


def draw(scenario, run, t, called=()):
    steps = np.arange(scenario.steps + 1.0)
    rates = [_rates(scenario, each) for each in scenario.runs]
    by_hand = _by_hand(scenario)
    traces = [held(steps, each, look=number) for number, each in enumerate(rates)]
    if by_hand is not None:
        points = scenario.runs[by_hand].schedule_knobs["points"]
        traces.append(dots(*np.reshape(points, (-1, 2)).T, look=by_hand, marker={"size": 13}))
    top = max(float(each.max()) for each in rates)
    plot = Plot(
        tuple(traces),
        Axis(t("panels.alpha_step"), range=(0.0, float(scenario.steps))),
        Axis(t("panels.alpha_rate"), range=(0.0, 1.15 * top or 1.0)),
        drag="" if by_hand is None else _key(by_hand),
    )
    return Figure((plot,), sentence=_sentence(scenario, rates, by_hand, t), cursor=True)


def _rates(scenario, run):
    lr = scenario.learning_rate(run)
    return learning_rates(run.schedule, lr, scenario.steps, run.schedule_knobs)


def _by_hand(scenario):
    """The number of the first run whose rate is set by hand; None where there is none."""
    hands = [number for number, run in enumerate(scenario.runs) if run.schedule == "manual"]
    return hands[0] if hands else None


def _key(run):
    return "schedule.points" if run == 0 else f"schedule.points.{run + 1}"


def _sentence(scenario, rates, by_hand, t):
    if by_hand is None:
        return t("panels.alpha_none")
    points = [
        (step, rate)
        for step, rate in scenario.runs[by_hand].schedule_knobs["points"]
        if step < scenario.steps
    ]
    if not points:
        return t("panels.alpha_untouched", rate=write(rates[by_hand][0]))
    changes = t("panels.alpha_comma").join(
        t("panels.alpha_change", step=write(step), rate=write(rate)) for step, rate in points
    )
    return t("panels.alpha_sentence", changes=changes)
