"""The first ten steps of Adam under a magnifying glass, with and without its corrections."""

from dataclasses import replace
from itertools import product

import numpy as np

from optim_core import Run
from pages.shared.site.numbers import as_rates
from pages.shared.site.plots import (
    Axis,
    Figure,
    Plot,
    dots,
    line,
)
from pages.shared.stage.panels.moments import in_rates

COUNT = 10
FLOOR = 1e-9  # a logarithmic axis has no place for a step of 0
SWITCHES = ("correct_m", "correct_v")
COMBINATIONS = tuple(product((1.0, 0.0), repeat=2))  # both, only m, only v, neither
NAMES = ("both", "only_m", "only_v", "neither")


def draw(scenario, run, t, called=()):
    chosen = switchable(scenario.runs, run)
    if chosen is None:
        return Figure((), sentence=t("panels.first_steps_none"))
    names = [t(f"panels.first_steps_{name}") for name in NAMES]
    looks = looks_of(scenario.runs)
    lengths = [first_steps(scenario, variant(chosen, switches)) for switches in COMBINATIONS]
    foreseen = [predicted(variant(chosen, switches).knobs) for switches in COMBINATIONS]
    first = [measured[0].max() if len(measured) else np.nan for measured in lengths]
    return Figure(
        tuple(
            _plot(axis, k, lengths, foreseen, zip(looks, names, strict=True), t)
            for k, axis in enumerate("xy")
        ),
        sentence=t(
            "panels.first_steps_sentence",
            predicted=t("panels.first_steps_comma").join(as_rates(each, t) for each in foreseen),
            **{name: as_rates(each, t) for name, each in zip(NAMES, first, strict=True)},
        ),
        facts={"predicted": foreseen, "first": first},
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
    return np.abs(in_rates(done))


def predicted(knobs):
    """Length of the first step in learning rates, where eps is small: m is (1 - beta1) g and v is
    (1 - beta2) g^2, or, corrected, g and g^2."""
    mean = 1.0 if knobs["correct_m"] else 1.0 - knobs["beta1"]
    square = 1.0 if knobs["correct_v"] else 1.0 - knobs["beta2"]
    return mean / square**0.5


def looks_of(runs):
    """The looks of the four: those that they have on the map, or some that nobody has there."""
    on_the_map = [tuple(run.knobs.get(switch) for switch in SWITCHES) for run in runs]
    first = 0 if on_the_map == list(COMBINATIONS) else len(runs)
    return range(first, first + len(COMBINATIONS))


def _plot(axis, k, lengths, foreseen, named, t):
    traces = [
        line(
            np.arange(1, len(measured) + 1),
            np.maximum(measured[:, k], FLOOR),
            name,
            look=look,
            mode="lines+markers",
            showlegend=k == 0,
        )
        for (look, name), measured in zip(named, lengths, strict=True)
    ]
    ring = {"symbol": "circle-open", "size": 15, "line": {"width": 2}}
    rings = dots(np.ones(len(foreseen)), np.array(foreseen), role="ink", marker=ring)
    across = Axis(t("panels.step") if k else "", range=(0.5, COUNT + 0.5))
    up = Axis(t("panels.first_steps_length", axis=axis), "log", range=(0.02, 200.0))
    return Plot((*traces, rings), across, up)
