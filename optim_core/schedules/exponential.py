"""Exponential: the learning rate loses the same share every step.

lr_t = lr factor^t
"""

from optim_core.entries import Schedule
from optim_core.settings import Knob
from optim_core.text import Text


def rate(t, total, lr, factor):
    return lr * factor**t


SPEC = Schedule(
    title=Text(en="Exponential", zh="指数衰减"),
    idea=Text(en="Loses the same share at every step.", zh="每一步按同样的比例减小。"),
    rate=rate,
    formula=r"\alpha_t = \alpha_0\, k^{\,t}",
    knobs={
        "factor": Knob(0.95, 0.8, 0.999, Text(en="factor per step", zh="每步系数"), "k", below=1.0)
    },
    family="notes",
)
