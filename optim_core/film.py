"""The frames that the films of all optimisers share: every update begins with a slope and ends
with a step."""

from optim_core.entries import Frame
from optim_core.text import Text

SLOPE = Frame(
    term="slope",
    words=Text(
        en="At step {t} the point is {x}. The gradient there is {g}.",
        zh="第 {t} 步时位于 {x}，此处梯度为 {g}。",
    ),
    arrows=("g",),
    seen=Text(en="The arrow shows the way down.", zh="箭头指向下降方向。"),
)


def step_frame(*, code="return", words=None):
    return Frame(
        term="step",
        words=words
        or Text(
            en="Multiply by −α = −{lr}: the step is {dx}, to {x_next}.",
            zh="乘以学习率 {lr} 并取反（沿下降方向）：这一步为 {dx}，到达 {x_next}。",
        ),
        code=code,
        arrows=("dx",),
    )
