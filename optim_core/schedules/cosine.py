"""Cosine: high for long, down quickly in the middle, and gently into its end.

    lr_t = lr (end + (1 - end) (1 + cos(pi t / total)) / 2)

Loshchilov & Hutter, 2017, https://arxiv.org/abs/1608.03983, equation (5), without restarts.
"""

import numpy as np

from optim_core.entries import Schedule
from optim_core.settings import share_at_the_end
from optim_core.text import Text


def rate(t, total, lr, end):
    done = np.minimum(t / max(total, 1), 1.0)
    return lr * (end + (1.0 - end) * 0.5 * (1.0 + np.cos(np.pi * done)))


SPEC = Schedule(
    title=Text(en="Cosine", zh="余弦衰减"),
    idea=Text(
        en="High for long, down quickly in the middle, and gently into its end.",
        zh="前段久居高位，中段快速下降，末段平缓收尾。",
    ),
    rate=rate,
    formula=(
        r"\alpha_t = \alpha_0 \left(s + \tfrac{1-s}{2}\left(1+\cos\tfrac{\pi t}{T}\right)\right)"
    ),
    knobs={"end": share_at_the_end()},
    planned=True,
    paper="https://arxiv.org/abs/1608.03983",
)
