"""One cycle: up in a straight line, down in another, and a last stretch down to nearly nothing.

    lr_t = lr times a line through (0, low), (peak, 1), (2 peak, low), (1, end)     at t / total

Smith, 2018, https://arxiv.org/abs/1803.09820, section 4: one cycle a little shorter than the run,
then several orders of magnitude below where it began. There the momentum swings the other way;
here it stays.
"""

import numpy as np

from optim_core.entries import Schedule
from optim_core.settings import Knob, share_at_the_end
from optim_core.text import Text


def rate(t, total, lr, low, peak, end):
    corners = [0.0, peak, 2.0 * peak, 1.0]
    return lr * np.interp(t / max(total, 1), corners, [low, 1.0, low, low * end])


SPEC = Schedule(
    title=Text(en="One cycle", zh="单周期"),
    idea=Text(
        en="Up in a straight line, down in another, and a last stretch to nearly nothing. "
        "(Smith moves the momentum the other way; here it stays.)",
        zh="沿直线升，再沿直线降，最后一段降到几乎为零。（Smith 还让动量反向变化，这里动量不变。）",
    ),
    rate=rate,
    formula=(
        r"\alpha_t = \alpha_0\,\ell(t/T),\quad"
        r" \ell:\; 0 \mapsto b,\; p \mapsto 1,\; 2p \mapsto b,\; 1 \mapsto b\,s"
    ),
    knobs={
        "low": Knob(
            0.1, 0.01, 0.9, Text(en="share at the beginning", zh="起始占比"), "b", below=1.0
        ),
        "peak": Knob(
            0.45, 0.05, 0.49, Text(en="peak after", zh="峰值位置"), "p", least=0.001, below=0.5
        ),
        "end": share_at_the_end(0.01),
    },
    climbs=True,
    planned=True,
    paper="https://arxiv.org/abs/1803.09820",
)
