"""A small live picture of each page: the real thing, a few steps of it, run when it is asked for.

A miniature is (header, arrays). Its kind says how it is drawn: "paths" on a small map, "lines"
that grow from left to right, or a "heat" map.
"""

import hashlib
from functools import cache

import numpy as np

from optim_core import Run, Scenario, ewa, sweep, train
from optim_core.grid import heights
from optim_core.series import temperature
from pages.shared.site.packet import pack, single

ACROSS, UP = 48, 27  # places of a small map
STEPS = 60


def lessons():
    """A challenge: within how few steps?"""
    return _paths("quadratic", Run("heavy_ball", {"lr": 0.06, "beta": 0.6}))


def averages():
    values = temperature()
    return _lines(values, ewa(values, 0.9), ewa(values, 0.98))


def momentum():
    return _paths("quadratic", Run("sgd", {"lr": 0.06}), Run("heavy_ball", {"lr": 0.06}))


def rmsprop():
    return _paths("quadratic", Run("sgd", {"lr": 0.062}), Run("rmsprop", {"lr": 0.15}))


def adam():
    return _paths("beale", Run("momentum", {"lr": 0.01}), Run("adam", {"lr": 0.3}))


def decay():
    rate = {"lr": 0.35}
    return _paths("noisy_bowl", Run("sgd", rate), Run("sgd", rate, "inverse_time", {"rate": 0.1}))


def saddles():
    runs = [Run(name, {"lr": 0.05}) for name in ("sgd", "heavy_ball", "rmsprop")]
    return _paths("saddle", *runs, start=(1.5, 1e-3))


def variants():
    """The same line fitted from all samples at each update, and from one."""
    rate = {"lr": 0.1}
    return _paths("diabetes_bmi", Run("sgd", rate), Run("sgd", rate, sampling="shuffle", batch=1))


def race():
    names = ("sgd", "nesterov", "adam", "lion")
    return _paths("himmelblau", *(Run(name) for name in names))


def maps():
    """Steps to arrive over learning rate and momentum: blank where it never does."""
    lrs, betas = np.geomspace(1e-3, 0.4, ACROSS), np.linspace(0.0, 0.98, UP)
    found = sweep("heavy_ball", "quadratic", ("lr", lrs), ("beta", betas), steps=120)
    steps = np.where(found.steps_to_target < 0, np.nan, found.steps_to_target)
    return {"kind": "heat", "columns": ACROSS}, [single(steps)]


def training():
    """Loss of the digits while a small network learns them, and on digits it has not seen."""
    history = train("mlp", "digits", "adam", epochs=6, knobs={"lr": 0.005})
    return _lines(history.loss[: 2 * STEPS])


def claims():
    """Final losses of the same two optimisers over many starts: which one is better?"""
    found = [
        sweep(name, "beale", ("x0", np.linspace(-2, 2, 6)), ("y0", np.linspace(-2, 2, 6)))
        for name in ("heavy_ball", "adam")
    ]
    return _lines(*(np.sort(np.log10(each.final_loss.ravel() + 1e-12)) for each in found))


def _paths(surface, *runs, **changes):
    scenario = Scenario(surface=surface, runs=runs, steps=STEPS, **changes)
    x_low, x_high, y_low, y_high = scenario.ground.domain
    x, y = np.linspace(x_low, x_high, ACROSS), np.linspace(y_low, y_high, UP)
    grid = heights(scenario.terrain, x, y, scenario.surface_knobs)
    if scenario.ground.contours == "log":
        grid = np.log10(grid - grid.min() + 1e-3 * (grid.max() - grid.min()))
    paths = [single(run.path) for run in scenario.run()]
    header = {"kind": "paths", "columns": ACROSS, "domain": list(scenario.ground.domain)}
    return header, [single(grid), *paths]


def _lines(*lines):
    return {"kind": "lines"}, [single(line) for line in lines]


MINIATURES = {
    each.__name__: each
    for each in (
        lessons, variants, averages, momentum, rmsprop, adam, decay, saddles, race, maps, training,
        claims,
    )
}  # fmt: skip


@cache
def packet():
    """All of them in one, for the browser."""
    found, arrays = [], []
    for page, picture in MINIATURES.items():
        header, own = picture()
        found.append(header | {"page": page, "first": len(arrays), "count": len(own)})
        arrays += own
    return pack({"miniatures": found}, arrays)


@cache
def place():
    """Where the packet is; its fingerprint is in the name, so it can be cached for ever."""
    return f"lab/miniatures/{hashlib.sha256(packet()).hexdigest()[:16]}"
