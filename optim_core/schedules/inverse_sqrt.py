"""Inverse square root: slower and slower, yet every distance can still be covered.

    lr_t = lr k / sqrt(e)      e = t + 1, counted from 1

The sum of the rates diverges, more slowly than that of a constant and faster than that of
inverse time. With k = 1 the steps of Zinkevich, Online convex programming and generalized
infinitesimal gradient ascent, 2003, section 2.1.
"""

import numpy as np

from optim_core.entries import Schedule
from optim_core.settings import Knob
from optim_core.text import Text


def rate(t, total, lr, k):
    return lr * k / np.sqrt(t + 1.0)


SPEC = Schedule(
    title=Text(en="Inverse square root", zh="平方根倒数衰减"),
    idea=Text(
        en="Slower and slower, yet every distance can still be covered.",
        zh="越来越慢，但再远也走得到。",
    ),
    rate=rate,
    formula=r"\alpha_t = \frac{k}{\sqrt{t + 1}}\,\alpha_0",
    knobs={"k": Knob(1.0, 0.1, 10.0, Text(en="factor", zh="系数"), "k", scale="log", below=1e6)},
    highest=lambda lr, knobs: lr * knobs["k"],
    family="notes",
)
