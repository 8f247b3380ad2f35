"""Inverse time: fast at first, then ever slower.

    lr_t = lr / (1 + rate t)

Robbins & Monro, 1951, https://doi.org/10.1214/aoms/1177729586: steps whose sum diverges and
whose squares' sum converges still arrive under noise.
"""

from optim_core.entries import Schedule
from optim_core.settings import Knob
from optim_core.text import Text


def rate(t, total, lr, decay_rate):
    return lr / (1.0 + decay_rate * t)


SPEC = Schedule(
    title=Text(en="Inverse time", zh="逆时衰减"),
    idea=Text(en="Fast at first, then ever slower.", zh="先快后慢，越来越慢。"),
    rate=rate,
    formula=r"\alpha_t = \frac{\alpha_0}{1 + r\,t}",
    knobs={
        "rate": Knob(
            0.1, 1e-4, 10.0, Text(en="decay rate", zh="衰减率"), "r", scale="log", below=1e6
        )
    },
    family="notes",
)
