"""Heavy ball: momentum as the libraries write it.

    v <- beta v + g
    x <- x - lr v

Polyak, 1964, https://doi.org/10.1016/0041-5553(64)90137-5. On a steady slope v grows to
g / (1 - beta), so the ball moves 1 / (1 - beta) learning rates a step.
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
    return -lr * v, (v,), (kept,)


SPEC = Optimizer(
    title=Text(en="Heavy ball", zh="重球法"),
    idea=Text(
        en="A ball that keeps most of its speed and adds every slope it meets.",
        zh="像一个重球，保留大部分速度，再加上沿途遇到的每个梯度。",
    ),
    year=1964,
    paper="https://doi.org/10.1016/0041-5553(64)90137-5",
    knobs={
        "lr": learning_rate(0.01),
        "beta": decay(0.9, Text(en="momentum", zh="动量系数"), high=0.99),
    },
    step=step,
    formula=(
        r"v \leftarrow \term{keep}{\beta\, v} + \term{slope}{\term{add}{g}}",
        r"x \leftarrow x - \term{step}{\alpha}\, \term{add}{v}",
    ),
    film=(
        SLOPE,
        Frame(
            term="keep",
            code="kept =",
            words=Text(
                en="The ball's speed was {v_before}. It keeps the share β = {beta}: {kept}.",
                zh="球的速度原为 {v_before}，保留其 β = {beta} 倍：{kept}。",
            ),
            arrows=("v_before", "kept"),
        ),
        Frame(
            term="add",
            code="v =",
            words=Text(
                en="The whole gradient is added, tip to tail: the new speed is v = {v}.",
                zh="首尾相接加上整个梯度：新的速度 v = {v}。",
            ),
            arrows=("kept+g", "v"),
        ),
        step_frame(),
    ),
    memory=("v",),
    velocity="v",
    details=("kept",),
    gain=lambda knobs: 1.0 / (1.0 - knobs["beta"]),
    means=(Mean("v", "beta", shares=False),),
    by_slope=True,
    network_lr=0.03,
    torch=lambda knobs: ("SGD", {"lr": knobs["lr"], "momentum": knobs["beta"]}),
)
