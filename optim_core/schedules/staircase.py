"""Staircase: the same rate for a while, then a drop to a fixed share of it, again and again.

lr_t = lr factor^floor(t / every)
"""

import numpy as np

from optim_core.entries import Schedule
from optim_core.settings import Knob
from optim_core.text import Text


def rate(t, total, lr, factor, every):
    return lr * factor ** np.floor(t / every)


SPEC = Schedule(
    title=Text(en="Staircase", zh="阶梯衰减"),
    idea=Text(
        en="Level for a while, then down a step, again and again.",
        zh="保持一段，降一级，再保持，再降。",
    ),
    rate=rate,
    formula=r"\alpha_t = \alpha_0\, k^{\lfloor t / n \rfloor}",
    knobs={
        "factor": Knob(0.5, 0.1, 0.9, Text(en="stair's factor", zh="每级系数"), "k", below=1.0),
        "every": Knob(
            30.0, 1.0, 200.0, Text(en="steps per stair", zh="每级步数"), "n", least=1.0, below=1e6
        ),
    },
    family="notes",
)
