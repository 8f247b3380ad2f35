"""Knob settings at which a registered entry is tried."""


def defaults(spec):
    return {name: knob.default for name, knob in spec.knobs.items()}


def settings(spec):
    """The default knobs, then each knob at both ends of its slider."""
    yield defaults(spec)
    for name, knob in spec.knobs.items():
        yield defaults(spec) | {name: knob.low}
        yield defaults(spec) | {name: knob.high}
