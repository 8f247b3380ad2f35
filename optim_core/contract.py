"""What an optimiser's file gets wrong, in words, as soon as it is imported."""

import inspect
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

import numpy as np

ARGUMENTS = ("x", "g", "memory", "hyper", "powers")
RESULT = ("dx", "memory", "details")
ORIGINS = ("x", "g")
AVERAGED = ("g", "g²")
OF_EVERY_RUN = ("x", "g", "lr", "t", "loss", "dx", "x_next")  # what every film can show


def check_optimizer(spec):
    """ValueError, with the file's name, for the first mistake in an Optimizer."""
    step = getattr(spec.step, "py_func", spec.step)
    if not inspect.isfunction(step):
        raise ValueError(f"step={step!r} of {spec.title.en} is no function")
    for mistake in chain(_of_names(spec), _of_means(spec), _of_step(spec, step), _of_parts(spec)):
        raise ValueError(f"{Path(inspect.getsourcefile(step)).name}: {mistake}")


def _of_names(spec):
    if next(iter(spec.knobs), "") != "lr":
        yield f"knobs are {_listed(spec.knobs)}; the first must be lr"
    if not isinstance(spec.begins, Mapping):
        yield f"begins={spec.begins!r} is no mapping of memories to x or g"
    yield from _unknown("powers", spec.powers, spec.knobs)
    yield from _unknown("radius", filter(None, [spec.radius]), spec.knobs)
    yield from _unknown("velocity", filter(None, [spec.velocity]), spec.memory)
    yield from _unknown("begins", spec.begins, spec.memory)
    yield from _unknown("begins", spec.begins.values(), ORIGINS)
    yield from _repeated("powers", spec.powers)
    yield from _repeated("knobs, memory and details", (*spec.knobs, *spec.memory, *spec.details))
    for name in (*spec.memory, *spec.details):
        if name in OF_EVERY_RUN:
            yield f"{name!r} can't be remembered or explained: every run has one already"


def _of_parts(spec):
    quantities = ("g", *spec.memory, *spec.details)
    for part in ("along", "divisor", "square"):
        yield from _unknown(part, filter(None, [getattr(spec, part)]), quantities)


def _of_means(spec):
    for mean in spec.means:
        yield from _unknown("means", [mean.memory], spec.memory)
        yield from _unknown("means", filter(None, [mean.decay, mean.correction]), spec.knobs)
        yield from _unknown("means", [mean.of], AVERAGED)


def _unknown(field, names, possible):
    for name in names:
        if name not in possible:
            yield f"{field} names {name!r}; there are {_listed(possible)}"


def _repeated(where, names):
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield f"{name!r} is {names.count(name)} times in {where}"


def _of_step(spec, step):
    """One update is carried out, without the compiler."""
    takes = tuple(inspect.signature(step).parameters)
    if takes != ARGUMENTS:
        yield f"step takes {_listed(takes)}; it is called with {_listed(ARGUMENTS)}"
        return
    hyper = tuple(np.float64(knob.default) for knob in spec.knobs.values())
    powers = tuple(np.float64(spec.knobs[name].default) for name in spec.powers)
    memory = tuple(map(np.float64, spec.first_memory(0.5, 1.0)))
    try:
        with np.errstate(all="ignore"):
            result = step(np.float64(0.5), np.float64(1.0), memory, hyper, powers)
    except Exception as error:  # whatever it is, it is the file's
        handed = f"{len(memory)} memories, {len(hyper)} knobs and {len(powers)} powers"
        yield f"step is handed {handed}, and ends with {type(error).__name__}: {error}"
        return
    yield from _of_result(spec, result)


def _of_result(spec, result):
    if not _is_tuple_of(result, len(RESULT)):
        yield f"step returns {_told(result)}; it must be ({', '.join(RESULT)})"
        return
    for field, names, values in zip(
        RESULT[1:], (spec.memory, spec.details), result[1:], strict=True
    ):
        if not _is_tuple_of(values, len(names)):
            yield f"step returns {_told(values)} as {field}; {field} names {_listed(names)}"


def _is_tuple_of(value, count):
    return isinstance(value, tuple) and len(value) == count


def _told(value):
    return f"a tuple of {len(value)}" if isinstance(value, tuple) else f"no tuple, but {value!r}"


def _listed(names):
    return ", ".join(names) or "nothing"
