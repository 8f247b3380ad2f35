"""Visitors work at the same time, in threads of one process; nobody's numbers change by that."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, is_dataclass
from functools import partial

import numpy as np

from optim_core import Formula, basins, descend, ewa, gradient_noise, sweep, train
from optim_core.grid import heights
from tests.core.compiler import COMPILED

THREADS = 8
LENGTH = 2_000 if COMPILED else 40  # updates of a run, and values of a series
TYPED = "sin(3*x) + x^2*y^2 + 0.1*exp(-y)"
WALL_TIME = "seconds"  # the one thing that two runs never share
PICTURES = np.random.default_rng(0).random((12, 6, 6)), np.arange(12) % 3


def work():
    """{what: call}: everything that the core does."""
    runs = {
        f"descend {name}": partial(descend, name, "rosenbrock", steps=LENGTH, noise=0.1, seed=3)
        for name in ("sgd", "adam", "lion", "anchored_momentum", "nadam")
    }
    trainings = {
        f"train {model}": partial(train, model, PICTURES, optimizer, **SETTINGS)
        for model, optimizer in (("softmax", "adam"), ("mlp", "rmsprop"), ("cnn", "momentum"))
    }
    return {
        **runs,
        **trainings,
        "train linear": partial(train, "linear", "line", "sgd", epochs=2, dataset_knobs={"m": 50}),
        "sweep": partial(sweep, "adam", "beale", ("lr", LRS), ("x0", LRS), steps=30),
        "basins": partial(basins, "heavy_ball", "himmelblau", 40 * LRS, 40 * LRS, steps=30),
        "typed, one run": lambda: descend("adamax", Formula(TYPED), steps=LENGTH),
        "typed, a map": lambda: sweep("sgd", Formula(TYPED), ("lr", LRS), ("y0", LRS), steps=20),
        "heights": partial(heights, "ackley", LRS, LRS, {}),
        "ewa": partial(ewa, np.sin(np.arange(LENGTH)), 0.9, bias_correction=True),
        "gradient noise": partial(gradient_noise, "mlp", PICTURES, (1, 4), batches=30),
    }


SETTINGS = {"epochs": 3, "batch_size": 5, "dropout": 0.2, "l2": 1e-3, "weight_decay": 1e-3}
LRS = np.linspace(0.001, 0.1, 9)


def test_8_threads_doing_everything_at_once_give_what_one_gives():
    """Each thread does all of it, in an order of its own, and all of them begin together."""
    alone = {name: numbers(call()) for name, call in work().items()}
    together = threading.Barrier(THREADS)

    def visitor(number):
        calls = list(work().items())
        random.Random(number).shuffle(calls)
        together.wait()
        return {name: numbers(call()) for name, call in calls}

    with ThreadPoolExecutor(THREADS) as pool:
        for found in pool.map(visitor, range(THREADS)):
            assert {name for name in alone if found[name] != alone[name]} == set()


def numbers(result):
    """Every bit of a result: arrays as their bytes, everything that holds arrays as a list."""
    if isinstance(result, np.ndarray):
        return result.shape, result.tobytes()
    if isinstance(result, dict):
        return [(name, numbers(part)) for name, part in result.items()]
    if is_dataclass(result):
        names = [field.name for field in fields(result) if field.name != WALL_TIME]
        return [(name, numbers(getattr(result, name))) for name in names]
    return result


def test_the_comparison_would_see_a_single_bit():
    """Without this the promise above could be kept by numbers() that leave something out."""
    run, other = (descend("sgd", "saddle", start=(1.0, y), steps=5) for y in (1.0, 1.0 + 2**-52))
    assert numbers(run) != numbers(other)
    assert numbers(run) == numbers(descend("sgd", "saddle", start=(1.0, 1.0), steps=5))
