"""The notes' table of inverse-time decay, computed, and their formula, without alpha_0, run."""

import numpy as np

from optim_core import descend
from optim_core.rates import learning_rates
from optim_core.settings import Knob, learning_rate
from optim_core.text import Text
from optim_core.theory import largest_stable_rate
from pages.shared.site.numbers import write
from pages.shared.site.plots import (
    Axis,
    Figure,
    Plot,
    held,
    level,
    line,
)

EPOCHS, UPDATES = 12, 5
SHOWN = 5  # epochs in the table
NOTES = {"rates": ("–", "0.1", "0.067", "0.05", "0.04"), "lr": 0.2, "rate": 1.0}
SETTINGS = {
    "lr": learning_rate(0.2, low=0.01, high=1.0),
    "rate": Knob(1.0, 0.01, 10.0, Text(en="decay rate", zh="衰减率"), "r", "log", below=1e6),
    "condition": Knob(
        8.0, 1.0, 30.0, Text(en="steepest curvature", zh="最大曲率"), "λₙ", least=1.0, below=1e6
    ),
}


def draw(settings, t):
    firsts = settings["lr"], 1.0  # the formula without alpha_0 begins at 1
    whole, without = (_run(settings, first) for first in firsts)
    knobs = {"rate": settings["rate"]}
    rates = [learning_rates("inverse_time", first, EPOCHS, knobs) for first in firsts]
    limit = largest_stable_rate((1.0, settings["condition"]))
    facts = {
        "rates": rates[0][:SHOWN],
        "without": rates[1][:SHOWN],
        "limit": limit,
        "end": whole.loss[-1],
        "end_without": without.loss[-1],
        "start": whole.loss[0],
        "highest": without.loss.max(),
        "diverged": without.status == "diverged",
        "steps": without.stopped_at,
        "own_diverged": whole.status == "diverged",
        "own_steps": whole.stopped_at,
    }
    return Figure(
        _plots(rates, (whole, without), limit, t),
        sentence=_sentence(facts, settings, t),
        table=_table(rates, settings, t),
        facts=facts,
    )


def _run(settings, first):
    return descend(
        "sgd",
        "quadratic",
        start=(-3.0, 2.0),
        steps=EPOCHS * UPDATES,
        knobs={"lr": first},
        schedule="inverse_time",
        schedule_knobs={"rate": settings["rate"]},
        surface_knobs={"condition": settings["condition"]},
        updates_per_epoch=UPDATES,
    )


def _plots(rates, runs, limit, t):
    names = t("notes_table.ours"), t("notes_table.without")
    epochs = np.arange(EPOCHS + 1.0)
    drawn = [
        held(epochs, each, name, look=look)
        for look, (each, name) in enumerate(zip(rates, names, strict=True))
    ]
    losses = [
        line(np.arange(len(run.loss)) / UPDATES, run.loss, name, look=look, showlegend=False)
        for look, (run, name) in enumerate(zip(runs, names, strict=True))
    ]
    axis = Axis(t("notes_table.epoch"), range=(0.0, float(EPOCHS)))
    limit = level(epochs, limit, t("notes_table.limit"), role="faint")
    return (
        Plot((*drawn, limit), axis, Axis(t("notes_table.rate_axis"), range=(0.0, 1.05))),
        Plot(tuple(losses), axis, Axis(t("notes_table.loss_axis"), "log")),
    )


def _sentence(facts, settings, t):
    numbers = "limit", "end", "end_without", "start", "highest", "steps", "own_steps"
    words = {name: write(float(facts[name])) for name in numbers}
    above = int((facts["without"] > facts["limit"]).sum())
    harm = "diverges" if facts["diverged"] else "climbs"
    harm = "both" if facts["own_diverged"] and facts["diverged"] else harm
    key = harm if facts["highest"] > facts["start"] else "harmless"
    rates = t("notes_table.comma").join(write(float(rate)) for rate in facts["rates"][1:])
    return t(f"notes_table.say_{key}", rates=rates, lr=write(settings["lr"]), above=above, **words)


def _table(rates, settings, t):
    """Epoch by epoch; the printed numbers stand beside ours where they are about the same."""
    same = all(settings[name] == NOTES[name] for name in ("lr", "rate"))
    header = [t(f"notes_table.column.{name}") for name in ("epoch", "ours", "without")]
    rows = [[epoch, *map(float, pair)] for epoch, pair in enumerate(zip(*rates, strict=False))]
    if same:
        header.append(t("notes_table.column.notes"))
        rows = [[*row, printed] for row, printed in zip(rows, NOTES["rates"], strict=False)]
    return header, rows[:SHOWN]
