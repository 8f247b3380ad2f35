"""Warm-up, then cosine: a climb in equal steps to the full rate, then gently down.

    lr_t = lr min((t + 1) / (W + 1), end + (1 - end) (1 + cos(pi (t - W) / (total - W))) / 2)

with W = warmup total, the updates that the climb takes; t - W counts from 0. The warm-up is that of
Goyal et al., 2017, https://arxiv.org/abs/1706.02677, section 2.2, begun at the first step of the
climb instead of at its foot, so that no update is lost; the cosine is Loshchilov & Hutter's.
"""

import numpy as np

from optim_core.entries import Schedule
from optim_core.settings import Knob, share_at_the_end
from optim_core.text import Text


def rate(t, total, lr, warmup, end):
    total = max(total, 1)
    climb = (t + 1.0) / (warmup * total + 1.0)
    done = np.clip((t / total - warmup) / (1.0 - warmup), 0.0, 1.0)
    return lr * np.minimum(climb, end + (1.0 - end) * 0.5 * (1.0 + np.cos(np.pi * done)))


SPEC = Schedule(
    title=Text(en="Warm-up and cosine", zh="预热加余弦"),
    idea=Text(
        en="A climb in equal steps to the full rate, for which the first stretch may be too steep; "
        "then gently down.",
        zh="先匀速升到满值（训练之初可能承受不了满值），再平缓下降。",
    ),
    rate=rate,
    formula=(
        r"\alpha_t = \alpha_0 \min\left(\tfrac{t+1}{W+1},\;"
        r" s + \tfrac{1-s}{2}\left(1+\cos\tfrac{\pi\,(t-W)_+}{T-W}\right)\right),\quad W = w\,T"
    ),
    knobs={
        "warmup": Knob(
            0.1, 0.0, 0.5, Text(en="share for warming up", zh="预热占比"), "w", below=1.0
        ),
        "end": share_at_the_end(),
    },
    climbs=True,
    planned=True,
    paper="https://arxiv.org/abs/1706.02677",
)
