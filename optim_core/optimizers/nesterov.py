"""Nesterov: momentum that already counts the step it is about to make.

    v <- beta v + g
    x <- x - lr (g + beta v)

Nesterov, 1983; for learning, Sutskever et al., 2013,
https://proceedings.mlr.press/v28/sutskever13.html. Written as the libraries rearrange it, so
that the gradient is taken at x itself: x here is the paper's look-ahead point.
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
    v = kept + g
    ahead = beta * v
    return -lr * (g + ahead), (v,), (kept, ahead)


SPEC = Optimizer(
    title=Text(en="Nesterov", zh="Nesterov 加速"),
    idea=Text(
        en="Momentum that already counts the step it is about to make.",
        zh="把即将迈出的一步提前算进去的动量。",
    ),
    year=1983,
    paper="https://proceedings.mlr.press/v28/sutskever13.html",
    knobs={
        "lr": learning_rate(0.01),
        "beta": decay(0.9, Text(en="momentum", zh="动量系数"), high=0.99),
    },
    step=step,
    formula=(
        r"v \leftarrow \term{keep}{\beta\, v} + \term{add}{\term{slope}{g}}",
        r"x \leftarrow x - \term{step}{\alpha}\left(g + \term{ahead}{\beta\, v}\right)",
    ),
    film=(
        SLOPE,
        Frame(
            term="keep",
            code="kept =",
            words=Text(
                en="The speed was {v_before}. It keeps the share β = {beta}: {kept}.",
                zh="速度原为 {v_before}，保留其 β = {beta} 倍：{kept}。",
            ),
            arrows=("v_before", "kept"),
        ),
        Frame(
            term="add",
            code="v =",
            words=Text(
                en="The gradient is added, tip to tail: the new speed is v = {v}.",
                zh="首尾相接加上梯度：新的速度 v = {v}。",
            ),
            arrows=("kept+g", "v"),
        ),
        Frame(
            term="ahead",
            code="ahead =",
            words=Text(
                en="What the next step will keep of it, β v = {ahead}, is counted now.",
                zh="下一步将要保留的部分 β v = {ahead} 现在就算进来。",
            ),
            arrows=("g+ahead",),
        ),
        step_frame(),
    ),
    memory=("v",),
    velocity="v",
    details=("kept", "ahead"),
    gain=lambda knobs: 1.0 / (1.0 - knobs["beta"]),
    # Without momentum there is nothing ahead, and PyTorch refuses to look.
    means=(Mean("v", "beta", shares=False),),
    by_slope=True,
    network_lr=0.03,
    torch=lambda knobs: (
        "SGD",
        {"lr": knobs["lr"], "momentum": knobs["beta"], "nesterov": knobs["beta"] > 0.0},
    ),
)
