"""Knob settings at which a registered entry is tried."""

from optim_core.settings import Points

BY_HAND = (((0.0, 0.05),), ((0.0, 0.02), (7.0, 0.2), (7.5, 0.0), (30.0, 0.1)))


def defaults(spec):
    return {name: knob.default for name, knob in spec.knobs.items()}


def settings(spec):
    """The default knobs, then each knob at both ends of its slider and somewhere between."""
    yield defaults(spec)
    for name, knob in spec.knobs.items():
        for value in tries(knob):
            yield defaults(spec) | {name: value}


def tries(knob):
    if isinstance(knob, Points):
        return BY_HAND
    between = 0.7 * knob.low + 0.3 * knob.high
    return knob.low, round(between) if knob.whole else between, knob.high
