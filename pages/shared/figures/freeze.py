"""The same decay counted by update, by epoch and by interval: who freezes before arriving."""

from typing import NamedTuple

import numpy as np

from optim_core import descend
from optim_core.spec import Choice, Knob, Text, learning_rate
from pages.shared.numerals import percent, written
from pages.shared.plots import Axis, Figure, Plot, line

UPDATES = 10  # to an epoch
START = (-4.0, 2.0)
CONDITION = 10.0
DECAYS = {"inverse_time": {"rate": 1.0}, "exponential": {"factor": 0.95}}
CLOCKS = ("update", "epoch", "interval", "never")
SETTINGS = {
    "decay": Choice("inverse_time", tuple(DECAYS), Text(en="decay", zh="衰减方式")),
    "lr": learning_rate(0.1, low=0.01, high=0.19),
    "every": Knob(
        20, 2, 60, Text(en="epochs of an interval", zh="每个间隔的轮数"), "n",
        least=1, below=1001, whole=True,
    ),
    "epochs": Knob(100, 20, 400, Text(en="epochs", zh="轮数"), "E", least=2, below=1001, whole=True),
}  # fmt: skip


class Walk(NamedTuple):
    """rates (updates,); left (updates + 1,), the distance from the minimum; `late` is the share
    of the whole way that was walked in the second half."""

    rates: np.ndarray
    left: np.ndarray

    @property
    def late(self):
        half = len(self.left) // 2
        walked = self.left[0] - self.left[-1]
        return float((self.left[half] - self.left[-1]) / walked) if walked > 0.0 else 0.0


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
        name = t(f"freeze.by_{clock}", every=int(settings["every"]))
        shape = {"line": {"shape": "hv"}}
        rates.append(line(epochs[:-1], walk.rates, name, look=look, **shape))
        left.append(line(epochs, walk.left, name, look=look, showlegend=False))
    return (
        Plot(tuple(rates), axis, Axis(t("freeze.rate_axis"), "log")),
        Plot(tuple(left), axis, Axis(t("freeze.left_axis"), "log"), share=1.3),
    )


def _sentence(walks, ends, settings, t):
    frozen, interval = walks["update"], walks["interval"]
    return t(
        "freeze.sentence",
        start=written(frozen.left[0]),
        epochs=int(settings["epochs"]),
        update=written(ends["update"]),
        epoch=written(ends["epoch"]),
        interval=written(ends["interval"]),
        never=written(ends["never"]),
        every=int(settings["every"]),
        late=percent(frozen.late, 2),
        tenth=_tenth(frozen.rates, settings, t),
        interval_tenth=_tenth(interval.rates, settings, t),
    )


def _tenth(rates, settings, t):
    """When the rate has fallen to a tenth, in words."""
    low = rates <= 0.1 * settings["lr"]
    if not low.any():
        return t("freeze.not_yet")
    return t("freeze.in_epoch", epoch=int(np.argmax(low)) // UPDATES)


def _table(walks, settings, t):
    header = [t(f"freeze.column_{name}") for name in ("clock", "sum", "left", "late")]
    rows = [
        [t(f"freeze.by_{clock}", every=int(settings["every"])), float(walk.rates.sum()),
         float(walk.left[-1]), percent(walk.late, 2)]
        for clock, walk in walks.items()
    ]  # fmt: skip
    return header, rows
