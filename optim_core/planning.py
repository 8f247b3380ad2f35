"""From a model's options to the shapes, the layout and the first values of its parameters."""

import itertools
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from optim_core import sampling
from optim_core.arguments import known
from optim_core.network import ACTIVATIONS, scratch_size
from optim_core.settings import Choice
from optim_core.text import Text

STARTS = ("fitting", "he", "xavier", "zero")
START_TITLE = Text(en="initial weights", zh="初始权重")
START = {name: Choice(name, STARTS, START_TITLE) for name in STARTS}


@dataclass(frozen=True)
class Plan:
    """A model made to measure: names and shapes of its parameters, in the order they stand in
    the vector; `layout` for the kernels; `scratch(batch)`, the floats they need; `starts`, the
    spread of each parameter's first values (0 for biases); `head`, a loss of optim_core.network.
    """

    shapes: Mapping[str, tuple[int, ...]]
    layout: np.ndarray
    scratch: Callable
    starts: Mapping[str, float]
    head: int

    @property
    def is_weight(self):
        """1 for each entry of a weight, 0 for each of a bias."""
        parts = [np.full(math.prod(s), float(len(s) > 1)) for s in self.shapes.values()]
        return np.concatenate(parts)

    @property
    def outputs(self):
        """How many numbers come out for a sample: as many as the last bias has."""
        return next(reversed(self.shapes.values()))[0]


def dense_plan(sizes, activation, head, start, numbered=False):
    """A chain of dense layers; parameters W, b, or W1, b1, W2, b2, … if `numbered`."""
    layers = itertools.pairwise(sizes)
    shapes, starts = {}, {}
    for number, (inputs, outputs) in enumerate(layers, 1):
        suffix = str(number) if numbered else ""
        shapes |= {f"W{suffix}": (inputs, outputs), f"b{suffix}": (outputs,)}
        starts |= {f"W{suffix}": spread(start, activation, inputs, outputs), f"b{suffix}": 0.0}
    layout = np.array([ACTIVATIONS[activation], head, *sizes])
    return Plan(shapes, layout, lambda batch: scratch_size(layout, batch), starts, head)


def spread(start, activation, inputs, outputs):
    """Standard deviation of a layer's first weights.

    he: sqrt(2 / inputs), He et al., 2015, https://arxiv.org/abs/1502.01852; xavier:
    sqrt(2 / (inputs + outputs)), Glorot & Bengio, 2010; fitting: he before a ReLU, else xavier;
    zero: none, and then all units of a layer stay the same for ever.
    """
    if start == "zero":
        return 0.0
    if start == "he" or (start == "fitting" and activation == "relu"):
        return math.sqrt(2.0 / inputs)
    return math.sqrt(2.0 / (inputs + outputs))


def require_classes(model, data, classes):
    if data.classes != classes:
        raise ValueError(f"{model} tells {classes} classes apart; the data have {data.classes}")


def options(model, spec, given):
    """{name: value} of a model's options, defaults filled in; ValueError for anything else."""
    given = known(model, spec.options, given)
    return {
        name: option.read(name, given.get(name, option.default))
        for name, option in spec.options.items()
    }


def first_values(plan, init, seed):
    """All parameters in one vector: as `init` {name: array} gives them, else drawn."""
    rng = np.random.default_rng([seed, sampling.START])
    unknown = sorted(map(str, set(init) - set(plan.shapes)))
    if unknown:
        raise ValueError(f"init names {', '.join(unknown)}; there are {', '.join(plan.shapes)}")
    drawn = {name: plan.starts[name] * rng.standard_normal(s) for name, s in plan.shapes.items()}
    given = {name: _given(name, plan.shapes[name], value) for name, value in init.items()}
    return np.concatenate([(drawn | given)[name].ravel() for name in plan.shapes])


def _given(name, shape, value):
    try:
        value = np.asarray(value, np.float64)
    except (TypeError, ValueError):
        raise ValueError(f"init {name} is not an array of numbers") from None
    if value.shape != shape or not np.isfinite(value).all():
        raise ValueError(f"init {name} has shape {value.shape}; finite numbers {shape} are needed")
    return value


def split(plan, theta):
    """{name: array} of all parameters in one vector, views of it."""
    ends = np.cumsum([math.prod(shape) for shape in plan.shapes.values()])
    parts = np.split(theta, ends[:-1])
    return {
        name: part.reshape(shape)
        for (name, shape), part in zip(plan.shapes.items(), parts, strict=True)
    }
