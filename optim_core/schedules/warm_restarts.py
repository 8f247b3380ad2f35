"""Warm restarts: down along a cosine, back up at once, and each time more slowly.

    lr_t = lr (end + (1 - end) (1 + cos(pi age / length)) / 2)

age counts the updates since the last restart. The first cycle is `period` updates long, every
further one `growth` times as long as the one before. Loshchilov & Hutter, 2017 (SGDR),
https://arxiv.org/abs/1608.03983, equation (5) and section 3.
"""

import numpy as np

from optim_core.entries import Schedule
from optim_core.settings import Knob, share_at_the_end
from optim_core.text import Text


def rate(t, total, lr, period, growth, end):
    # After n cycles period (1 + growth + … + growth^(n-1)) updates are over: solved for n.
    grown = growth - 1.0
    turns = np.log1p(t / period * grown) / np.log1p(grown) if grown else t / period
    cycle = np.floor(turns + 1e-9)  # a logarithm may end a hair below a whole number
    over = np.expm1(cycle * np.log1p(grown)) / grown if grown else cycle
    age = np.clip((t / period - over) / growth**cycle, 0.0, 1.0)
    return lr * (end + (1.0 - end) * 0.5 * (1.0 + np.cos(np.pi * age)))


SPEC = Schedule(
    title=Text(en="Warm restarts", zh="热重启"),
    idea=Text(
        en="Down along a cosine, back up at once, and each time more slowly.",
        zh="沿余弦下降，随即重新升起，一次比一次降得慢。",
    ),
    rate=rate,
    formula=(
        r"\alpha_t = \alpha_0 \left(s + \tfrac{1-s}{2}\left(1+\cos\tfrac{\pi\,t_i}{T_i}\right)"
        r"\right),\quad T_{i+1} = m\,T_i"
    ),
    knobs={
        "period": Knob(
            20.0,
            1.0,
            200.0,
            Text(en="steps of the first cycle", zh="首个周期的步数"),
            "T₀",
            least=1.0,
            below=1e6,
        ),
        "growth": Knob(
            2.0, 1.0, 4.0, Text(en="growth of the cycles", zh="周期倍数"), "m", least=1.0, below=1e3
        ),
        "end": share_at_the_end(),
    },
    climbs=True,
    paper="https://arxiv.org/abs/1608.03983",
)
