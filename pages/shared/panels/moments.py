"""The mean, the root of the mean square, and the step that they make, over the whole run."""

import numpy as np

from optim_core import OPTIMIZERS
from pages.shared.plots import Axis, Figure, Plot, line

MEANS = ("m_hat", "m", "v")  # the first that an optimiser has is what it steps along
AXES = ("x", "y")
ROLES = ("accent", "warn")


def draw(scenario, run, t):
    chosen = scenario.runs[run]
    done = scenario.run_one(chosen, explain=True)
    name = getattr(OPTIMIZERS[chosen.optimizer].title, t.language)
    if "root" not in done.details or not done.stopped_at:
        return Figure((), sentence=t("panels.moments_none", name=name))
    mean, root, steps = mean_of(done), done.details["root"], in_rates(done)
    series = {"mean": mean, "root": root, "steps": np.abs(steps)}
    last = done.stopped_at - 1
    return Figure(
        tuple(_plot(kind, values, t, last=kind == "steps") for kind, values in series.items()),
        sentence=t(
            "panels.moments_sentence",
            name=name,
            x=f"{np.abs(steps[0, 0]):.3g}",
            y=f"{np.abs(steps[0, 1]):.3g}",
            most=f"{np.abs(steps).max():.3g}",
            at=int(np.abs(steps).max(axis=1).argmax()),
            gradients=_ratio(done.grad[0]),
            scaled=_ratio(steps[0]),
        ),
        cursor=True,
        facts={"first": np.abs(steps[0]), "last": np.abs(steps[last])},
    )


def mean_of(done):
    """What the run steps along, (updates, 2): the corrected mean, the mean, or the gradient."""
    after = {name: rows[1:] for name, rows in done.memory.items()} | done.details
    return next((after[name] for name in MEANS if name in after), done.grad[:-1])


def in_rates(done):
    """Each step as a multiple of its learning rate, (updates, 2)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.diff(done.path, axis=0) / done.lr[:, None]


def _ratio(pair):
    """How many times larger y's part is than x's, as text."""
    return f"{abs(pair[1] / pair[0]):.2g}" if pair[0] else "∞"


def _plot(kind, values, t, last):
    steps = np.arange(len(values))
    traces = [
        line(
            steps,
            values[:, k],
            axis if kind == "mean" else "",
            role=role,
            showlegend=kind == "mean",
        )
        for k, (axis, role) in enumerate(zip(AXES, ROLES, strict=True))
    ]
    scale = "log" if kind == "root" else "linear"
    return Plot(
        tuple(traces),
        Axis(t("panels.step") if last else ""),
        Axis("", scale),
        title=t(f"panels.moments_{kind}"),
    )
