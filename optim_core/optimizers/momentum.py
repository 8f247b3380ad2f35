"""Momentum, as an average: step along the exponentially weighted mean of the gradients.

    v <- beta v + (1 - beta) g
    x <- x - lr v

The form of Ng's course. It is heavy ball with (1 - beta) times its learning rate: on a steady
slope v becomes g, so lr keeps the meaning it has in gradient descent.
"""

from optim_core.entries import Frame, Mean, Optimizer
from optim_core.film import SLOPE, step_frame
from optim_core.jit import part
from optim_core.settings import decay, learning_rate
from optim_core.text import Text


@part
def step(x, g, memory, hyper, powers):
    lr, beta = hyper
    (v,) = memory
    kept = beta * v
    added = (1.0 - beta) * g
    v = kept + added
    return -lr * v, (v,), (kept, added)


SPEC = Optimizer(
    title=Text(en="Momentum (average)", zh="动量法（加权平均）"),
    idea=Text(
        en="Steps along a weighted average of the gradients so far.",
        zh="沿迄今梯度的指数加权平均前进。",
    ),
    year=1965,
    paper="https://www.coursera.org/learn/deep-neural-network",
    knobs={
        "lr": learning_rate(0.03),
        "beta": decay(0.9, Text(en="momentum", zh="动量系数"), high=0.99),
    },
    step=step,
    formula=(
        r"v \leftarrow \term{keep}{\beta\, v} + \term{add}{(1-\beta)}\,\term{slope}{g}",
        r"x \leftarrow x - \term{step}{\alpha}\, \term{sum}{v}",
    ),
    film=(
        SLOPE,
        Frame(
            term="keep",
            code="kept =",
            words=Text(
                en="The memory was {v_before}. It keeps the share β = {beta}: {kept}.",
                zh="速度原为 {v_before}，保留其 β = {beta} 倍：{kept}。",
            ),
            arrows=("v_before", "kept"),
        ),
        Frame(
            term="add",
            code="added =",
            words=Text(
                en="(1 − β) × the new gradient is added: {added}.",
                zh="加上新梯度的 1 − β 倍：{added}。",
            ),
            arrows=("kept+added",),
        ),
        Frame(
            term="sum",
            code="v =",
            words=Text(
                en="Laid tip to tail they are the new memory v = {v}.",
                zh="首尾相接相加，得到新的速度 v = {v}。",
            ),
            arrows=("kept+added", "v"),
        ),
        step_frame(),
    ),
    memory=("v",),
    velocity="v",
    details=("kept", "added"),
    # dampening=beta only looks like it: PyTorch fills the first buffer with g, not (1 - beta) g.
    means=(Mean("v", "beta"),),
    by_slope=True,
    network_lr=0.3,
    torch=lambda knobs: (
        "SGD",
        {"lr": knobs["lr"] * (1.0 - knobs["beta"]), "momentum": knobs["beta"]},
    ),
)
