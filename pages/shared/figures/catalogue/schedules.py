"""Every schedule, drawn and run, all under the same noise."""

from typing import NamedTuple

import numpy as np

from optim_core import SCHEDULES, descend, noise_ball
from optim_core.patience import reduce_on_plateau
from optim_core.settings import Choice, Knob, learning_rate
from optim_core.text import Text
from pages.shared.site.numbers import write
from pages.shared.site.plots import (
    Axis,
    Figure,
    Plot,
    held,
    line,
)

UPDATES = 10  # to an epoch
SEEDS = 25
START = (-2.5, 1.5)
PLATEAU = "on_plateau"


def _of_family(family):
    return tuple(name for name, spec in SCHEDULES.items() if spec.family == family)


FAMILIES = {"notes": _of_family("notes"), "later": ("constant", *_of_family("later"), PLATEAU)}
ALL = tuple(dict.fromkeys(FAMILIES["notes"] + FAMILIES["later"]))
SETTINGS = {
    "family": Choice("notes", tuple(FAMILIES), Text(en="schedules", zh="学习率调度")),
    "over": Choice("one", ("one", "many"), Text(en="seeds", zh="噪声")),
    "lr": learning_rate(0.3, low=0.01, high=1.0),
    "noise": Knob(1.0, 0.0, 2.0, Text(en="noise of a gradient", zh="梯度噪声"), "σ", below=1e3),
    "epochs": Knob(60, 20, 200, Text(en="epochs", zh="轮数"), "E", least=8, below=501, whole=True),
    "seed": Knob(
        0, 0, 99, Text(en="seed", zh="随机种子"), "", below=2**31, whole=True, idle=("noise", 0.0)
    ),
}


class Ran(NamedTuple):
    """rates (epochs,); distances (seeds, epochs + 1), from the minimum at the end of each epoch,
    first of all at the start."""

    rates: np.ndarray
    distances: np.ndarray


def draw(settings, t):
    seeds = range(int(settings["seed"]), int(settings["seed"]) + SEEDS)
    ran = {name: carried_out(name, settings, seeds) for name in ALL}
    family = FAMILIES[settings["family"]]
    ends = {name: float(np.median(each.distances[:, -1])) for name, each in ran.items()}
    others = [name for name in family if name != "constant"]
    best = min(others, key=ends.get)
    facts = {"constant": ends["constant"], "best": ends[best], "best_name": best, "ends": ends}
    closer = sum(ends[name] < ends["constant"] for name in others)
    which = "schedules.closer_all" if closer == len(others) else "schedules.closer_some"
    sentence = t(
        "schedules.sentence" if facts["best"] < facts["constant"] else "schedules.sentence_worse",
        under=_under(settings, t),
        constant=write(facts["constant"]),
        best=write(facts["best"]),
        name=title(best, t),
        closer=t(which, some=closer, count=len(others)),
        count=len(others),
    )
    return Figure(
        _plots({name: ran[name] for name in family}, settings, t),
        sentence=sentence,
        table=_table(ran, t),
        facts=facts,
    )


def _under(settings, t):
    """Under which noise all ran, and how long; without any, some settings mean nothing."""
    key = "schedules.under_noise" if settings["noise"] else "schedules.under_none"
    return t(key, seeds=SEEDS, epochs=int(settings["epochs"]))


def title(name, t):
    """What a schedule is called, in the viewer's language."""
    if name == PLATEAU:
        return t("schedules.on_plateau")
    return getattr(SCHEDULES[name].title, t.language)


def knobs_of(name, epochs):
    """As in the notes where they have it; periods and stairs by the length of the run."""
    return {
        "inverse_time": {"rate": 1.0},
        "exponential": {"factor": 0.95},
        "staircase": {"every": max(epochs // 6, 1)},
        "warm_restarts": {"period": max(epochs / 7.0, 1.0), "growth": 2.0},
    }.get(name)


def carried_out(name, settings, seeds):
    """Run a schedule once for each seed, the same ones for every schedule."""
    epochs = int(settings["epochs"])
    runs = []
    for seed in seeds:
        how = _how(settings, epochs, seed)
        if name == PLATEAU:
            runs.append(_patient(how, settings["lr"]))
        else:
            runs.append(descend(schedule=name, schedule_knobs=knobs_of(name, epochs), **how))
    distances = [np.hypot(*run.path[::UPDATES].T) for run in runs]
    return Ran(runs[0].lr[::UPDATES], np.array(distances))


def _how(settings, epochs, seed):
    return {
        "optimizer": "sgd",
        "surface": noise_ball.BOWL,
        "start": START,
        "steps": UPDATES * epochs,
        "knobs": {"lr": settings["lr"]},
        "noise": settings["noise"],
        "seed": seed,
        "updates_per_epoch": UPDATES,
    }


def _patient(how, lr):
    """The run in which the rate is lowered whenever the loss has stopped falling."""

    def under(points):
        return descend(schedule="manual", schedule_knobs={"points": points}, **how)

    return under(reduce_on_plateau(lambda points: under(points).loss[UPDATES::UPDATES], lr))


def _plots(ran, settings, t):
    epochs = np.arange(int(settings["epochs"]) + 1.0)
    one = settings["over"] == "one"
    rates, distances = [], []
    for look, (name, each) in enumerate(ran.items()):
        shown = each.distances[0] if one else np.median(each.distances, axis=0)
        rates.append(held(epochs, each.rates, title(name, t), look=look))
        distances.append(line(epochs, shown, title(name, t), look=look, showlegend=False))
    axis = Axis(t("schedules.epoch"), range=(0.0, float(settings["epochs"])))
    return (
        Plot(tuple(rates), axis, Axis(t("schedules.rate_axis"))),
        Plot(tuple(distances), axis, Axis(t(f"schedules.distance.{settings['over']}"), "log"),
             share=1.35),
    )  # fmt: skip


def _table(ran, t):
    header = [t(f"schedules.column.{name}") for name in ("name", "rate", "median", "middle")]
    rows = []
    for name, each in sorted(ran.items(), key=lambda entry: np.median(entry[1].distances[:, -1])):
        low, median, high = np.quantile(each.distances[:, -1], (0.25, 0.5, 0.75)).tolist()
        middle = f"{write(low)} … {write(high)}"
        rows.append([title(name, t), float(each.rates[-1]), median, middle])
    return header, rows
