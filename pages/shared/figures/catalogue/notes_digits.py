"""The notes' third experiment: their figures, and below them ours, over several seeds."""

import numpy as np

from optim_core.experiments.few_digits import CASES, EPOCHS, LR, NOTES, learn
from optim_core.settings import Knob, learning_rate
from optim_core.text import Text
from pages.shared.site.numbers import percent, write
from pages.shared.site.plots import (
    Axis,
    Figure,
    Plot,
    band,
    line,
)

SETTINGS = {
    "rate": learning_rate(LR),
    "seeds": Knob(5, 2, 20, Text(en="seeds", zh="随机种子数"), "k", least=2, below=41, whole=True),
}


def draw(settings, t):
    runs = {case: [] for case in CASES}
    seeds = int(settings["seeds"])
    for seed in range(seeds):
        for case, histories in runs.items():
            histories.append(learn(case, seed, lr=settings["rate"]))
        yield picture(runs, t, (seed + 1) / seeds if seed + 1 < seeds else None)


def picture(runs, t, progress):
    losses = {case: _rows([run.epoch_loss for run in found]) for case, found in runs.items()}
    right = {case: _rows([run.epoch_accuracy for run in found]) for case, found in runs.items()}
    facts = measured(losses, right)
    plots = _notes(t), _ours(losses, t)
    table = _table(losses, right, t)
    return Figure(plots, say(facts, t), table=table, progress=progress, facts=facts)


def _rows(series):
    """(seeds, epochs); nan from where a run diverged."""
    full = np.full((len(series), EPOCHS), np.nan)
    for row, values in zip(full, series, strict=True):
        row[: len(values)] = values
    return full


def measured(losses, right):
    """For how many seeds a is behind at every epoch; for how many c is ahead of b at the end."""
    a, b, c = (losses[case] for case in "abc")
    behind = ((a > b) & (a > c)).all(axis=1)
    return {
        "seeds": len(a),
        "behind": int(behind.sum()),
        "c_loss": int((c[:, -1] < b[:, -1]).sum()),
        "c_accuracy": int((right["c"][:, -1] > right["b"][:, -1]).sum()),
        "c_first": int((right["c"][:, 0] > right["b"][:, 0]).sum()),
        "times": float(np.mean(a[:, -1]) / np.mean(np.minimum(b, c)[:, -1])),
    }


def say(facts, t):
    numbers = facts | {"times": write(facts["times"], 2)}
    return t("notes_digits.say", **numbers)


def _notes(t):
    epochs = np.arange(1.0, EPOCHS + 1)
    traces = tuple(
        line(epochs, np.array(NOTES[case])[:, 0], t(f"notes_digits.case_{case}"),
             mode="lines+markers", look=k)
        for k, case in enumerate(CASES)
    )  # fmt: skip
    return _plot(traces, t("notes_digits.theirs"), t)


def _ours(losses, t):
    epochs, traces = np.arange(1.0, EPOCHS + 1), []
    for k, (case, rows) in enumerate(losses.items()):
        traces.append(band(epochs, rows.min(axis=0), rows.max(axis=0), look=k))
        traces.append(line(epochs, rows.mean(axis=0), t(f"notes_digits.case_{case}"),
                           mode="lines+markers", look=k))  # fmt: skip
    return _plot(tuple(traces), t("notes_digits.ours", seeds=len(rows)), t)


def _plot(traces, title, t):
    names = ("", *(str(epoch) for epoch in range(1, EPOCHS + 1)))
    return Plot(
        traces,
        Axis(t("notes_digits.epoch"), range=(0.8, EPOCHS + 0.2), names=names),
        Axis(t("notes_digits.loss"), range=(0.0, 2.9)),
        title=title,
    )


def _table(losses, right, t):
    """A row for each case and epoch: the notes' loss and accuracy, then ours with their spread."""
    header = [t(f"notes_digits.{name}") for name in
              ("case", "epoch", "their_loss", "our_loss", "their_right", "our_right")]  # fmt: skip
    rows = [
        [case, epoch + 1, f"{NOTES[case][epoch][0]:.3f}", _spread(losses[case][:, epoch], 1, 3),
         percent(f"{100 * NOTES[case][epoch][1]:g}", t),
         percent(_spread(right[case][:, epoch], 100, 1), t)]
        for case in CASES
        for epoch in range(EPOCHS)
    ]  # fmt: skip
    return header, rows


def _spread(values, times, digits):
    spread = values.std(ddof=1) if len(values) > 1 else 0.0
    return f"{times * values.mean():.{digits}f} ± {times * spread:.{digits}f}"
