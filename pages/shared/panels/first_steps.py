"""The first ten steps of Adam under a magnifying glass, with and without its corrections."""

from dataclasses import replace
from itertools import product

import numpy as np

from optim_core import Run
from pages.shared.plots import Axis, Figure, Plot, dots, line

COUNT = 10
SWITCHES = ("correct_m", "correct_v")
COMBINATIONS = tuple(product((1.0, 0.0), repeat=2))  # both, only m, only v, neither
NAMES = ("both", "only_m", "only_v", "neither")


def draw(scenario, run, t):
    chosen = switchable(scenario.runs, run)
    if chosen is None:
        return Figure((), sentence=t("panels.first_steps_none"))
    names = [t(f"panels.first_steps_{name}") for name in NAMES]
    lengths = [first_steps(scenario, variant(chosen, switches)) for switches in COMBINATIONS]
    foreseen = [predicted(variant(chosen, switches).knobs) for switches in COMBINATIONS]
    rows = [
        (name, _short(expected), *(_short(value) for value in measured[0]))
        for name, expected, measured in zip(names, foreseen, lengths, strict=True)
    ]
    return Figure(
        tuple(_plot(axis, k, lengths, foreseen, names, t) for k, axis in enumerate("xy")),
        sentence=t(
            "panels.first_steps_sentence",
            neither=_short(foreseen[3]),
            measured=_short(lengths[3][0].max()),
            both=_short(lengths[0][0].max()),
        ),
        table=(
            tuple(t(f"panels.first_steps_column.{c}") for c in ("run", "predicted", "x", "y")),
            rows,
        ),
        facts={"predicted": foreseen, "first": [measured[0] for measured in lengths]},
    )


def switchable(runs, first):
    """The run in focus, or else the first, that has both corrections to switch; None without."""
    able = [run for run in (runs[first], *runs) if set(SWITCHES) <= set(run.knobs)]
    return able[0] if able else None


def variant(run, switches):
    return Run(run.optimizer, run.knobs | dict(zip(SWITCHES, switches, strict=True)))


def first_steps(scenario, run):
    """Lengths of the first steps, (steps, 2), in learning rates; fewer where the run ended."""
    short = replace(scenario, runs=(run,), steps=COUNT)
    (done,) = short.run()
    return np.abs(np.diff(done.path, axis=0)) / done.lr[:, None]


def predicted(knobs):
    """Length of the first step in learning rates, where eps is small: m is (1 - beta1) g and v is
    (1 - beta2) g^2, or, corrected, g and g^2."""
    mean = 1.0 if knobs["correct_m"] else 1.0 - knobs["beta1"]
    square = 1.0 if knobs["correct_v"] else 1.0 - knobs["beta2"]
    return mean / square**0.5


def _plot(axis, k, lengths, foreseen, names, t):
    traces = [
        line(
            np.arange(1, len(measured) + 1),
            measured[:, k],
            name if k == 0 else "",
            look=place,
            mode="lines+markers",
            showlegend=k == 0,
        )
        for place, (name, measured) in enumerate(zip(names, lengths, strict=True))
    ]
    ring = {"symbol": "circle-open", "size": 15, "line": {"width": 2}}
    marks = dots(
        np.ones(len(foreseen)),
        np.array(foreseen),
        t("panels.first_steps_predicted") if k == 0 else "",
        role="ink",
        marker=ring,
        showlegend=k == 0,
    )
    title = t("panels.first_steps_title", axis=axis)
    return Plot(
        (*traces, marks),
        Axis(t("panels.step") if k else "", range=(0.5, 10.5)),
        Axis("", "log"),
        title=title,
    )


def _short(value):
    return f"{value:.3g}"
