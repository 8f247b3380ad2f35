"""What a caller hands over, as it is kept; or a ValueError that says which argument has no meaning,
what was given, and what is possible."""

from collections.abc import Mapping

import numpy as np


def number(name, value):
    """`value` as a float."""
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name}={value!r} is not a number") from None


def number_below(name, value, below):
    """`value` as a float of [0, below)."""
    value = number(name, value)
    if not 0.0 <= value < below:
        raise ValueError(f"{name}={value!r} has no meaning outside [0, {below:g})")
    return value


def whole_number(name, value, most, least=0):
    """`value` as an int from `least` to `most`."""
    asked = number(name, value)
    if isinstance(value, bool) or not least <= asked <= most or asked != int(asked):
        raise ValueError(f"{name}={value!r} is not a whole number from {least} to {most:,}")
    return int(value)


def point(start):
    """`start` as a pair of finite floats."""
    try:
        x, y = (float(c) for c in start)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"start={start!r} is not a pair of numbers") from None
    if not np.isfinite(x + y):
        raise ValueError(f"start={start!r} is not finite")
    return x, y


def one_of(name, value, options):
    """`value`, which is one of a few words."""
    if value not in options:
        raise ValueError(f"{name}={value!r} is unknown; there are {', '.join(options)}")
    return value


def mapping(name, value):
    """`value`, a mapping of names to values, or empty where there is none."""
    if not isinstance(value or {}, Mapping):
        raise ValueError(f"{name}={value!r} is not a mapping of names to values")
    return value or {}


def entry(registry, kind, name):
    """The registered SPEC called `name`."""
    if name not in registry:
        raise ValueError(f"{kind} {name!r} is unknown; there are {', '.join(registry)}")
    return registry[name]


def complete(owner, specs, given):
    """{name: value} of all settings of `owner`, defaults filled in, each with a meaning."""
    given = known(owner, specs, given)
    return {
        name: meaningful(owner, name, setting, given.get(name, setting.default))
        for name, setting in specs.items()
    }


def known(owner, specs, given):
    """`given` as a dict, in which there is nothing but settings of `owner`."""
    given = dict(given or {})
    unknown = sorted(map(str, set(given) - set(specs)))
    if unknown:
        takes = ", ".join(specs) or "no knobs"
        raise ValueError(f"{owner} takes {takes}; got {', '.join(unknown)}")
    return given


def meaningful(owner, name, setting, value):
    """`value` as the setting keeps it."""
    value = setting.read(name, value)
    if not setting.accepts(value):
        possible = setting.range().en
        raise ValueError(f"{name}={value!r} of {owner} has no meaning outside {possible}")
    return value
