"""Knob settings at which a registered entry is tried."""


def defaults(spec):
    return {name: knob.default for name, knob in spec.knobs.items()}


def settings(spec):
    """The default knobs, then each knob at both ends of its slider and somewhere between."""
    yield defaults(spec)
    for name, knob in spec.knobs.items():
        for value in (knob.low, 0.7 * knob.low + 0.3 * knob.high, knob.high):
            yield defaults(spec) | {name: value}
