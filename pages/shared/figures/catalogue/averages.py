"""A series and its exponentially weighted averages, with the weights on a day of one's choice."""

import math

import numpy as np

from optim_core import ewa
from optim_core.ewa import lag, moving_average, weights, window
from optim_core.settings import Choice, Knob, Typed, decay
from optim_core.text import Text
from pages.shared.figures import own_tables, series
from pages.shared.site.numbers import within, write
from pages.shared.site.plots import (
    Axis,
    Figure,
    Plot,
    dots,
    line,
    stems,
)

NAMED = (0.5, 0.9, 0.98)  # those of the course
CURVES = ("one", "three", "corrected", "mean")
MOST_ALSO = 3
BELOW_ONE = math.nextafter(1.0, 0.0)


def others(text):
    """Further memories, as 0.5,0.98; ValueError where they are none."""
    found = [float(part) for part in text.split(",") if part]
    if len(found) > MOST_ALSO or not all(0.0 <= beta < 1.0 for beta in found):
        raise ValueError(f"also={text[:40]!r} is not up to {MOST_ALSO} numbers from 0 to below 1")
    return found


SETTINGS = {
    "series": Choice("temperature", (*series.SERIES, series.OWN), Text(en="series", zh="序列")),
    "curves": Choice("one", CURVES, Text(en="show", zh="显示")),
    "beta": decay(0.9, Text(en="memory", zh="衰减率")),
    "also": Typed("", Text(en="further averages", zh="其他平均"), others),
    "day": Knob(200, 1, 365, Text(en="day", zh="日期"), "t", least=1, below=1e6, whole=True),
    "table": Typed("", Text(en="file", zh="文件"), own_tables.check),
    "column": Knob(0, 0, 49, Text(en="column", zh="列"), "c", below=50, whole=True),
}


def draw(settings, t):
    values = series.values(settings["series"], settings["table"], int(settings["column"]))
    day = min(int(settings["day"]), len(values))
    beta = settings["beta"]
    plots = (
        Plot(tuple(curves(values, settings, day, t)), _days(values, t), Axis(t("averages.value")),
             share=1.9, pick={"x": "day"}),
        Plot((memory(beta, day, t),), _days(values, t), Axis(t("averages.weight")),
             title=t("averages.weights_title", day=day), pick={"x": "day"}),
    )  # fmt: skip
    facts = measured(values, beta, day)
    return Figure(
        plots, sentence=t(f"averages.say_{settings['curves']}", **_written(facts)), facts=facts
    )


def _days(values, t):
    return Axis(t("averages.day"), range=(0.0, len(values) * 1.005))


def curves(values, settings, day, t):
    """The series, what is asked to be seen over it, and the day that is looked at."""
    days, beta = np.arange(1.0, len(values) + 1), settings["beta"]
    yield dots(days, values, t("averages.series_name"), role="faint", marker={"size": 4})
    uncorrected = ewa(values, beta)
    if settings["curves"] == "three":
        yield from _further(days, values, NAMED)
    yield from _further(days, values, others(settings["also"]))
    yield line(days, uncorrected, t("averages.plain_name", beta=within(beta, BELOW_ONE)), look=0)
    if settings["curves"] == "corrected":
        corrected = ewa(values, beta, bias_correction=True)
        yield line(days, corrected, t("averages.corrected_name"), look=1)
    if settings["curves"] == "mean":
        name = t("averages.mean_name", days=write(round(window(beta))))
        yield line(days, _mean(values, beta), name, look=2)
    yield dots([day], [uncorrected[day - 1]], role="accent", marker={"size": 13}, hoverinfo="skip")


def _further(days, values, betas):
    for number, beta in enumerate(betas, 1):
        yield line(days, ewa(values, beta), f"β = {within(beta, BELOW_ONE)}", look=number)


def _mean(values, beta):
    """The plain mean over the same window; one longer than the series is as long as the series."""
    return moving_average(values, min(round(window(beta)), len(values)))


def memory(beta, day, t):
    """The weight of each day up to this one, as stems."""
    days = np.arange(day, 0.0, -1.0)
    return stems(days, weights(beta, day), role="accent")


def measured(values, beta, day):
    """The numbers of the sentence: all of the series on screen, up to the day looked at."""
    uncorrected = ewa(values, beta)
    corrected = ewa(values, beta, bias_correction=True)
    days = round(window(beta))
    behind = _delay(values, uncorrected)
    return {
        "day": day,
        "beta": beta,
        "average": uncorrected[day - 1],
        "corrected": corrected[day - 1],
        "mean": _mean(values, beta)[day - 1],
        "first": uncorrected[0],
        "first_value": values[0],
        "window": days,
        "within": 1.0 - beta ** min(days, day),
        "total": 1.0 - beta**day,
        "lag": lag(beta),
        "behind": behind,
        "settled": _settled(beta),
        "series_moves": _roughness(values),
        "average_moves": _roughness(uncorrected),
    }


def _roughness(series):
    """Mean size of the change from one day to the next."""
    return float(np.abs(np.diff(series)).mean()) if len(series) > 1 else 0.0


def _delay(values, average):
    """By how many days the average has to be moved back to fit the series best."""
    most = len(values) // 3
    misfits = [
        np.mean((average[shift:] - values[: len(values) - shift]) ** 2) for shift in range(most)
    ]
    return int(np.argmin(misfits)) if misfits else 0


def _settled(beta):
    """The first day on which correcting changes less than a hundredth, in this series or after it:
    plain and corrected differ by the factor 1 - beta^t."""
    return 1 if beta <= 0.01 else math.ceil(math.log(0.01) / math.log(beta))


def _written(facts):
    shares = {"within", "total"}
    said = {
        name: f"{100 * value:.0f}" if name in shares else write(value)
        for name, value in facts.items()
    }
    return said | {"beta": within(facts["beta"], BELOW_ONE)}
