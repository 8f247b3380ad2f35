"""Constant: the learning rate never changes.

lr_t = lr
"""

from optim_core.entries import Schedule
from optim_core.text import Text


def rate(t, total, lr):
    return lr + 0.0 * t


SPEC = Schedule(
    title=Text(en="Constant", zh="恒定"),
    idea=Text(en="The learning rate never changes.", zh="学习率始终不变。"),
    rate=rate,
    formula=r"\alpha_t = \alpha_0",
    family="notes",
)
