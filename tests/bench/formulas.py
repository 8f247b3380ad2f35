"""Typed surfaces against built-in ones, a step at a time, and against compiling each formula."""

import statistics
import time
from dataclasses import replace
from types import FunctionType

import numpy as np
from numba import float64, njit, types

from optim_core import OPTIMIZERS, SURFACES, Formula, descend
from optim_core.descend import _walk, bindings, walk
from tests.bench.table import Table
from tests.bench.timing import round_robin

STEPS = 10_000
MOST_TIMES_BUILT_IN = 1.8
LEAST_TIMES_COMPILED = 200
TYPED = {
    "rosenbrock": "(1 - x)^2 + 100*(y - x^2)^2",
    "beale": "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2",
    "himmelblau": "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    "rastrigin": "20 + x^2 + y^2 - 10*cos(2*pi*x) - 10*cos(2*pi*y)",
}
SIGNATURE = types.UniTuple(float64, 3)(float64, float64, float64[::1])
FIRST_STEPS = 200


def tables():
    return [steps(), first_paths()]


def steps():
    """The compiled loop alone, so that what differs is the surface."""
    rows, ratios = [], []
    for name, text in TYPED.items():
        ground, typed = SURFACES[name], Formula(text).as_surface()
        seconds = round_robin(
            {"built in": _run(ground, ground.start), "typed": _run(typed, ground.start)}
        )
        ratios.append(seconds["typed"] / seconds["built in"])
        shown = [f"{seconds[who] / STEPS * 1e9:.1f}" for who in ("built in", "typed")]
        rows.append([ground.title.en, *shown, f"{ratios[-1]:.2f}"])
    return Table(
        "A typed surface against the built-in one",
        ("Adam, 10,000 steps, ns a step", "built in", "typed", "typed / built in"),
        rows,
        aim=f"at most {MOST_TIMES_BUILT_IN} x",
        met=max(ratios) <= MOST_TIMES_BUILT_IN,
    )


def _run(ground, start, steps=STEPS, driver=None):
    memory, points = len(OPTIMIZERS["adam"].memory), steps + 1
    rates, quiet, knobs = np.full(steps, 0.01), np.zeros((1, 2)), (0.9, 0.999, 1e-8, 1.0, 1.0)
    path, loss, grad = np.empty((points, 2)), np.empty(points), np.empty((points, 2))
    kept = path, loss, grad, np.empty((points, memory, 2)), np.empty((0, 6, 2))
    driver, parameters = driver or walk("adam"), ground.parameters()
    return lambda: driver(
        ground.value_and_grad, parameters, start, rates, quiet, knobs, 1e12, (), (), *kept
    )


def first_paths(rounds=20):
    """From a text that nobody has typed before to its first path, everything else being warm."""
    driver = njit(nogil=True, error_model="numpy")(_template())
    seconds = {name: [] for name in ("ours", "surface", "both")}
    for number in range(rounds):
        text = f"{TYPED['rosenbrock']} + {number}"
        seconds["ours"].append(_seconds(_interpreted, text))
        seconds["surface"].append(_seconds(_compiled, _plain(text), walk("adam"), SIGNATURE))
        seconds["both"].append(_seconds(_compiled, _plain(text), driver))
    ours, surface, both = (statistics.median(times) for times in seconds.values())
    return Table(
        "From a formula typed to its first path",
        (f"Rosenbrock and a number, Adam, {FIRST_STEPS} steps", "ms", "x ours"),
        [
            ["ours: tape and interpreter", f"{ours * 1e3:.2f}", "1"],
            ["njit of surface and driver", f"{both * 1e3:.1f}", f"{both / ours:.0f}"],
            ["njit of the surface only", f"{surface * 1e3:.1f}", f"{surface / ours:.0f}"],
        ],
        aim=f"at least {LEAST_TIMES_COMPILED} x faster than compiling surface and driver",
        met=both / ours >= LEAST_TIMES_COMPILED,
        note="The rivals are handed their gradient for nothing, as a Python function. The second"
        " compiles only that, and uses our driver, which takes any surface by pointer. Our time"
        " includes the probe of the whole map for a learning rate.",
    )


def _interpreted(text):
    return descend("adam", Formula(text), start=(-1.5, 2.0), steps=FIRST_STEPS)


def _compiled(gradient, driver, *signature):
    surface = njit(*signature, nogil=True, error_model="numpy")(gradient)
    ground = replace(SURFACES["rosenbrock"], value_and_grad=surface)
    return _run(ground, (-1.5, 2.0), FIRST_STEPS, driver)()


def _template():
    """The driver as Python text, Adam bound in it, for a compiler that takes surfaces as types."""
    bound = {**_walk.__globals__, **bindings(OPTIMIZERS["adam"])}
    return FunctionType(_walk.__code__, bound, "walk")


def _plain(text):
    """value_and_grad as a Python function."""
    namespace = {"np": np}
    exec(Formula(text).as_source(), namespace)
    return namespace["value_and_grad"]


def _seconds(run, *arguments):
    begin = time.perf_counter()
    run(*arguments)
    return time.perf_counter() - begin
