"""The same decay counted by update, by epoch and by interval: who freezes before arriving."""

from typing import NamedTuple

import numpy as np

from optim_core import descend
from optim_core.settings import LEARNING_RATE, Choice, Knob
from optim_core.text import Text
from pages.shared.site.numbers import percent, write
from pages.shared.site.plots import (
    Axis,
    Figure,
    Plot,
    held,
    line,
)

UPDATES = 10  # to an epoch
START = (-4.0, 2.0)
CONDITION = 10.0
NEAREST = 1e-4
DECAYS = {"inverse_time": {"rate": 1.0}, "exponential": {"factor": 0.95}}
CLOCKS = ("update", "epoch", "interval", "never")
SETTINGS = {
    "decay": Choice("inverse_time", tuple(DECAYS), Text(en="decay", zh="衰减方式")),
    "lr": Knob(0.01, 0.002, 0.1, LEARNING_RATE, "α", "log", below=0.2),
    "every": Knob(
        20, 2, 60, Text(en="epochs per interval", zh="每个间隔的轮数"), "n",
        least=1, below=1001, whole=True,
    ),
    "epochs": Knob(
        100, 20, 400, Text(en="epochs", zh="轮数"), "E", least=2, below=1001, whole=True
    ),
}  # fmt: skip


class Walk(NamedTuple):
    """rates (updates,); left (updates + 1,), the distance from the minimum; `late` is the share
    of what was left at half-time that the second half walked."""

    rates: np.ndarray
    left: np.ndarray

    @property
    def late(self):
        half = self.left[len(self.left) // 2]
        return float(1.0 - self.left[-1] / half) if half > 0.0 else 0.0


def draw(settings, t):
    walks = {clock: _walk(clock, settings) for clock in CLOCKS}
    ends = {clock: float(walk.left[-1]) for clock, walk in walks.items()}
    facts = {"ends": ends, "late": {clock: walk.late for clock, walk in walks.items()}}
    return Figure(
        _plots(walks, settings, t),
        sentence=_sentence(walks, ends, settings, t),
        table=_table(walks, settings, t),
        facts=facts,
    )


def _walk(clock, settings):
    """Plain descent in a ravine, without noise: whoever stops, stops because of the rate."""
    decay = "constant" if clock == "never" else settings["decay"]
    counted = {"epoch": UPDATES, "interval": UPDATES * int(settings["every"])}.get(clock, 1)
    run = descend(
        "sgd",
        "quadratic",
        start=START,
        steps=UPDATES * int(settings["epochs"]),
        knobs={"lr": settings["lr"]},
        schedule=decay,
        schedule_knobs=DECAYS.get(decay),
        surface_knobs={"condition": CONDITION},
        updates_per_epoch=counted,
    )
    return Walk(run.lr, np.hypot(*run.path.T))


def _plots(walks, settings, t):
    axis = Axis(t("freeze.epoch"), range=(0.0, float(settings["epochs"])))
    rates, left = [], []
    for look, (clock, walk) in enumerate(walks.items()):
        epochs = np.arange(len(walk.left)) / UPDATES
        name = t(f"freeze.by.{clock}", every=int(settings["every"]))
        rates.append(held(epochs, walk.rates, name, look=look))
        left.append(line(epochs, walk.left, name, look=look, showlegend=False))
    return (
        Plot(tuple(rates), axis, Axis(t("freeze.rate_axis"), "log")),
        Plot(tuple(left), axis, Axis(t("freeze.left_axis"), "log", range=_seen(walks)), share=1.3),
    )


def _percent(share, t):
    return percent(write(100.0 * share, 2), t)


def _seen(walks):
    """From the start down to the nearest end, but no further than to where nobody would look."""
    lowest = min(float(walk.left[-1]) for walk in walks.values())
    return max(lowest, NEAREST) / 1.5, 1.5 * float(walks["never"].left[0])


def _sentence(walks, ends, settings, t):
    left = {clock: write(end) for clock, end in ends.items()}
    late = {f"late_{clock}": _percent(walk.late, t) for clock, walk in walks.items()}
    return t(
        "freeze.sentence",
        start=write(walks["never"].left[0]),
        epochs=int(settings["epochs"]),
        every=int(settings["every"]),
        **left,
        **late,
    )


def _table(walks, settings, t):
    header = [t(f"freeze.column.{name}") for name in ("clock", "sum", "left", "late")]
    rows = [
        [t(f"freeze.by.{clock}", every=int(settings["every"])), float(walk.rates.sum()),
         float(walk.left[-1]), _percent(walk.late, t)]
        for clock, walk in walks.items()
    ]  # fmt: skip
    return header, rows
