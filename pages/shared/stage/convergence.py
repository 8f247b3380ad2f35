"""How fast heavy ball converges on a quadratic, foreseen and measured, in either of its two
conventions: the course's mean of gradients and the classical sum write other learning rates."""

import numpy as np

from optim_core import OPTIMIZERS, sweep
from optim_core.theory import best_heavy_ball, heavy_ball_rate

BALLS = ("heavy_ball", "momentum")
STEPS = 160  # long enough to average over, too short to underflow


def curvatures_of(scenario):
    """Those of a quadratic; None where nothing is proved."""
    ground = scenario.ground
    return ground.curvatures(**scenario.surface_knobs)[0] if ground.curvatures else None


def convention_of(scenario):
    """In which of the two conventions the sliders speak: that of the last of these runs."""
    balls = [run.optimizer for run in scenario.runs if run.optimizer in BALLS]
    effective = scenario.fairness == "effective"
    return "momentum" if balls[-1:] == ["momentum"] or effective else "heavy_ball"


def strength(convention, beta):
    """The learning rate of the equal heavy ball, as a multiple of that of `convention`."""
    return OPTIMIZERS[convention].gain({"beta": beta}) * (1.0 - beta)


def best_pair(convention, curvatures):
    """The fastest (lr, beta) of heavy ball, as `convention` writes it."""
    lr, beta, _ = best_heavy_ball(curvatures)
    return lr / strength(convention, beta), beta


def predicted(convention, curvatures, lrs, betas):
    """(betas, lrs)."""
    strengths = np.array([strength(convention, beta) for beta in betas])
    return heavy_ball_rate(curvatures, np.outer(strengths, lrs), betas[:, None])


def measured(scenario, convention, lrs, betas):
    """A Sweep, (betas, lrs)."""
    return sweep(
        convention,
        scenario.terrain,
        ("lr", lrs),
        ("beta", betas),
        start=scenario.start,
        steps=STEPS,
        surface_knobs=scenario.surface_knobs,
    )
