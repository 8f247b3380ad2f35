"""What an optimiser steps along, what it divides by, and the step that this makes, all along."""

import numpy as np

from optim_core import OPTIMIZERS
from pages.shared.site.numbers import as_rates, write
from pages.shared.site.plots import Axis, Figure, Plot, line
from pages.shared.site.run_names import default_names

DECADES = 4
ROLES = {"x": "accent", "y": "warn"}


def draw(scenario, run, t, called=()):
    chosen = scenario.runs[run]
    done = scenario.run_one(chosen, explain=True)
    name = (called or default_names(scenario.runs, t.language))[run]
    spec = OPTIMIZERS[chosen.optimizer]
    if not spec.square or not done.stopped_at:
        return Figure((), sentence=t("panels.moments_none", name=name))
    steps = np.abs(in_rates(done))
    above = [part for k, axis in enumerate("xy") for part in _pair(done, spec, k, axis)]
    below = [
        line(np.arange(len(steps)), steps[:, k], role=ROLES[axis]) for k, axis in enumerate("xy")
    ]
    return Figure(
        (
            Plot(tuple(above), Axis(""), Axis("", "log", range=_worth_seeing(above)), share=1.2),
            Plot(tuple(below), Axis(t("panels.step")), Axis(t("panels.moments_step"))),
        ),
        sentence=t(
            "panels.moments_sentence",
            name=name,
            x=as_rates(steps[0, 0], t),
            y=as_rates(steps[0, 1], t),
            most=as_rates(steps.max(), t),
            at=int(steps.max(axis=1).argmax()) + 1,
            gradients=_ratio(done.grad[0]),
            scaled=_scaled(_ratio(steps[0]), t),
        ),
        cursor=True,
        facts={"first": steps[0], "longest": steps.max()},
    )


def _pair(done, spec, k, axis):
    """The size of the mean and the root that it is divided by, of one coordinate. On a logarithmic
    axis the step is the gap between the two."""
    mean, root = quantity(done, spec.along), quantity(done, spec.divisor)
    places = np.arange(len(root))
    role = ROLES[axis]
    yield line(places, _above_zero(root[:, k]), f"√{symbol(spec.square)} {axis}", role=role)
    dashes = {"dash": "4px,3px", "width": 1.6}
    along = f"|{symbol(spec.along)}| {axis}"
    yield line(places, _above_zero(mean[:, k]), along, role=role, line=dashes)


def _worth_seeing(traces):
    """From the largest value down to the smallest, but no farther than DECADES: a gradient that
    vanishes would flatten all else."""
    drawn = np.concatenate([trace["y"] for trace in traces])
    drawn = drawn[np.isfinite(drawn)]
    if not len(drawn):
        return None
    return max(drawn.min(), drawn.max() / 10.0**DECADES) / 2.0, drawn.max() * 2.0


def _above_zero(values):
    """A logarithmic axis has no place for zero."""
    return np.where(values == 0.0, np.nan, np.abs(values))


def quantity(done, name):
    """The gradient, a memory or a detail of each update, (updates, 2)."""
    after = {name: rows[1:] for name, rows in done.memory.items()} | done.details
    return done.grad[:-1] if name == "g" else after[name]


def symbol(name):
    """What a quantity is called in a picture: v_hat is v̂."""
    return name.replace("_hat", "\N{COMBINING CIRCUMFLEX ACCENT}")


def in_rates(done):
    """Each step as a multiple of its learning rate, (updates, 2)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.diff(done.path, axis=0) / done.lr[:, None]


def _scaled(ratio, t):
    said = "panels.moments_alike" if ratio == "1" else "panels.moments_scaled"
    return t(said, ratio=ratio)


def _ratio(pair):
    """How many times larger y's part is than x's, as text."""
    return write(abs(pair[1] / pair[0]), 2) if pair[0] else "∞"
