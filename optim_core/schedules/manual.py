"""By hand: the learning rate that somebody set while watching, and when they set it.

lr_t = the rate of the last point (epoch, rate) with epoch <= t;  lr before the first point
"""

import numpy as np

from optim_core.entries import Schedule
from optim_core.settings import Points
from optim_core.text import Text


def rate(t, total, lr, points):
    epochs = [epoch for epoch, _ in points]
    rates = np.array([lr, *(rate for _, rate in points)])
    return rates[np.searchsorted(epochs, t, side="right")]


SPEC = Schedule(
    title=Text(en="By hand", zh="手动"),
    idea=Text(
        en="Whatever was set by hand while the run was watched.",
        zh="边看边手动设定，并记下是在何时设定的。",
    ),
    rate=rate,
    formula=r"\alpha_t = a_i \quad\text{for}\quad e_i \le t < e_{i+1}",
    knobs={"points": Points(Text(en="changes by hand", zh="手动改动"), "(e, a)")},
    climbs=True,
    highest=lambda lr, knobs: max([lr, *(rate for _, rate in knobs["points"])]),
    family="",
)
