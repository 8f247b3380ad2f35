"""What every driver binds of an optimiser: its step, and kernels that fit its memories and powers.

The length of a tuple is a part of its type, so no loop runs through one whose floats a driver still
has to gather: a kernel for n of them is made of one for the first and the kernel for the others.
"""

from functools import cache

import numpy as np

from optim_core.jit import part


def bindings(spec):
    """{name in a driver's template: what it is for this Optimizer}."""
    names = list(spec.knobs)
    return {
        "step": spec.step,
        "first_memory": first_memory(spec.origins),
        "raise_powers": raise_powers(len(spec.powers)),
        "POWERS": tuple(names.index(name) for name in spec.powers),
        "NO_POWERS": (1.0,) * len(spec.powers),
        "NO_MEMORY": (0.0,) * len(spec.memory),
        "BEGINS": bool(spec.begins),
        "shorten": _shorten if spec.radius else _leave,
        "RADIUS": names.index(spec.radius) if spec.radius else 0,
    }


@part
def _zero(x, g):
    return 0.0


@part
def _place(x, g):
    return x


@part
def _slope(x, g):
    return g


_ORIGINS = {"": _zero, "x": _place, "g": _slope}


@cache
def first_memory(origins):
    """(x, g) -> what a coordinate remembers before its first update, at x, with the gradient g."""
    if not origins:
        return part(lambda x, g: ())
    first, rest = _ORIGINS[origins[0]], first_memory(origins[1:])
    return part(lambda x, g: (first(x, g),) + rest(x, g))


@part
def _times(power, base):
    # Left to itself a product of betas ends as a denormal, and each later step pays for it.
    return power * base if power > 1e-290 else 0.0


@cache
def raise_powers(count):
    """(powers, hyper, places) -> each power times its knob, which stands at its place in hyper."""
    if count == 0:
        return part(lambda powers, hyper, places: ())
    rest = raise_powers(count - 1)

    @part
    def raised(powers, hyper, places):
        first = _times(powers[0], hyper[places[0]])
        return (first,) + rest(powers[1:], hyper, places[1:])

    return raised


@part
def _leave(dx, dy, hyper, which):
    return dx, dy


@part
def _shorten(dx, dy, hyper, which):
    """The update (dx, dy), turned nowhere, but no longer than the knob at `which`."""
    length, radius = np.hypot(dx, dy), hyper[which]
    if length > radius:
        return dx * (radius / length), dy * (radius / length)
    return dx, dy


@cache
def take(count):
    """(numbers, at, stride) -> a tuple of `count` floats: the one at `at`, one at each stride."""
    if count == 0:
        return part(lambda numbers, at, stride: ())
    rest = take(count - 1)
    return part(lambda numbers, at, stride: (numbers[at],) + rest(numbers, at + stride, stride))


@part
def unchanged(value):
    return value


@cache
def put(count, as_kept=unchanged):
    """(numbers, at, stride, values): writes such a tuple, each float as `as_kept` makes it."""
    if count == 0:
        return part(lambda numbers, at, stride, values: None)
    rest = put(count - 1, as_kept)

    @part
    def write(numbers, at, stride, values):
        numbers[at] = as_kept(values[0])
        rest(numbers, at + stride, stride, values[1:])

    return write
