"""The kernels that pages call, loaded or compiled before anybody waits for one."""

import threading

import numpy as np

from optim_core import OPTIMIZERS, SURFACES, Run, Scenario, ewa, sweep
from optim_core.grid import heights
from optim_core.jit import ready
from optim_core.lanes import look, update

FIRST = ("sgd", "heavy_ball")  # what one sees on arrival

all_loaded = threading.Event()


def loading():
    """Load, or compile, every kernel that a page may call, a few at each turn.

    After the first turn the first pages can be shown.
    """
    scenario = Scenario(steps=2)
    heights(scenario.surface, np.zeros(1), np.zeros(1), scenario.surface_knobs)
    for name in FIRST:
        scenario.run_one(Run(name))
    yield ewa(np.zeros(1), 0.5)
    for name in OPTIMIZERS:
        yield scenario.run_one(Run(name))
    for ground in SURFACES.values():
        yield ready(ground.value_and_grad)
    for convention in ("heavy_ball", "momentum"):
        yield sweep(convention, "quadratic", ("lr", [0.1]), ("beta", [0.5]), steps=2)
    for ground in SURFACES.values():
        yield look(ground.value_and_grad)
    for name in OPTIMIZERS:
        yield update(name)
    yield Scenario(surface="formula", formula="x^2 + y^2", steps=2).run()
    all_loaded.set()
