"""Linear: down in a straight line, to be at its end when the run is.

lr_t = lr (1 - (1 - end) t / total)
"""

import numpy as np

from optim_core.entries import Schedule
from optim_core.settings import share_at_the_end
from optim_core.text import Text


def rate(t, total, lr, end):
    done = np.minimum(t / max(total, 1), 1.0)
    return lr * (1.0 - (1.0 - end) * done)


SPEC = Schedule(
    title=Text(en="Linear", zh="线性衰减"),
    idea=Text(
        en="Down in a straight line, which ends when the run does.",
        zh="沿直线下降，训练结束时正好降到底。",
    ),
    rate=rate,
    formula=r"\alpha_t = \alpha_0 \left(1 - (1 - s)\,\tfrac{t}{T}\right)",
    knobs={"end": share_at_the_end()},
    planned=True,
)
