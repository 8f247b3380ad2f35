"""Gradient and memory of one run, projected on the directions across and along the ravine."""

import math

import numpy as np

from optim_core import OPTIMIZERS
from pages.shared.site.packet import single
from pages.shared.stage.requests import run_in_focus

LIGHT = True


def reply(scenario, request):
    run = run_in_focus(scenario, request)
    trajectory = scenario.run_one(run)
    velocity = OPTIMIZERS[run.optimizer].velocity
    parts, arrays = [], []
    for title, direction in directions(scenario):
        gradient = trajectory.grad[:-1] @ np.array(direction)
        memory = trajectory.memory[velocity][1:] @ np.array(direction) if velocity else gradient[:0]
        parts.append(
            {"title": title, "cancelled": cancelled(gradient), "remembers": bool(velocity)}
        )
        arrays += [single(gradient), single(memory)]
    return {"parts": parts}, arrays


def directions(scenario):
    """((title, direction), …): across and along a ravine, of other surfaces x and y."""
    ground = scenario.ground
    if ground.curvatures is None:
        return ("part_y", (0.0, 1.0)), ("part_x", (1.0, 0.0))
    _, (along, across) = ground.curvatures(**scenario.surface_knobs)
    return ("part_across", across), ("part_along", along)


def cancelled(series):
    """The share of a series that its signs cancel: 0 all of one sign, 1 the sum is zero."""
    whole = float(np.sum(np.abs(series)))
    if not 0.0 < whole < math.inf:
        return 0.0
    return 1.0 - abs(float(np.sum(series))) / whole
