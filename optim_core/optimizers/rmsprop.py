"""RMSprop: every coordinate is divided by the size its gradient has had lately.

    s <- beta s + (1 - beta) g^2
    x <- x - lr g / (sqrt(s) + eps)

Tieleman & Hinton, 2012, https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf.
eps is added after the square root, as in Ng's course and PyTorch; with the switch eps_inside at 1
the divisor is sqrt(s + eps), as in Keras and, unless told otherwise, Optax. beta is 0.9 on Hinton's
slide, in Keras and in Optax, 0.99 in PyTorch, 0.999 in the course. No centring, no momentum, no
bias correction.
"""

import numpy as np

from optim_core.entries import Frame, Mean, Optimizer
from optim_core.film import SLOPE, step_frame
from optim_core.jit import part
from optim_core.settings import decay, epsilon, learning_rate, switch
from optim_core.text import Text


@part
def step(x, g, memory, hyper, powers):
    lr, beta, eps, eps_inside = hyper
    (s,) = memory
    kept = beta * s
    added = (1.0 - beta) * (g * g)
    s = kept + added
    root = np.sqrt(s + eps_inside * eps)
    scaled = g / (root + (1.0 - eps_inside) * eps)
    return -lr * scaled, (s,), (kept, added, root, scaled)


def in_torch(knobs):
    """PyTorch's RMSprop has eps outside the root."""
    if knobs["eps_inside"]:
        return None
    return "RMSprop", {"lr": knobs["lr"], "alpha": knobs["beta"], "eps": knobs["eps"]}


SPEC = Optimizer(
    title=Text(en="RMSprop", zh="RMSprop"),
    idea=Text(
        en="Divides every coordinate by the recent size of its gradient.",
        zh="每个坐标都除以它近来梯度的大小。",
    ),
    year=2012,
    paper="https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf",
    knobs={
        "lr": learning_rate(0.05),
        "beta": decay(0.9, Text(en="decay of the squares", zh="二阶矩衰减率")),
        "eps": epsilon(),
        "eps_inside": switch(
            Text(en="ε inside the root", zh="ε 放在根号内"), "√(s+ε)", default=0.0
        ),
    },
    step=step,
    formula=(
        r"s \leftarrow \term{keep}{\beta\, s} + \term{add}{(1-\beta)\,\term{slope}{g}^2}",
        r"x \leftarrow x - \term{step}{\alpha}\,"
        r"\term{scale}{\frac{g}{\term{root}{\sqrt{s}} + \varepsilon}}",
        r"\left[\; \sqrt{s} + \varepsilon \;\to\; \sqrt{s + \varepsilon} \;\right]",
    ),
    film=(
        SLOPE,
        Frame(
            term="keep",
            code="kept =",
            words=Text(
                en="The mean of the squares was {s_before}; β = {beta} of it stays: {kept}.",
                zh="梯度平方的滑动平均原为 {s_before}，保留其 β = {beta} 倍：{kept}。",
            ),
            squares=("kept",),
        ),
        Frame(
            term="add",
            code="added =",
            words=Text(
                en="Add (1 − β) × the squared gradient, {added}: s = {s}.",
                zh="加上梯度平方的 1 − β 倍：{added}，于是 s = {s}。",
            ),
            squares=("kept", "s"),
        ),
        Frame(
            term="root",
            code="root =",
            words=Text(
                en="A square of area s (and ε, where it stands inside the root) has the side "
                "{root}: the gradient's usual size.",
                zh="面积为 s（ε 在根号内时再加 ε）的正方形边长为 {root}："
                "这就是均方根，即梯度平常的大小。",
            ),
            arrows=("g",),
            squares=("s",),
        ),
        Frame(
            term="scale",
            code="scaled =",
            words=Text(
                en="Divided by it, coordinate by coordinate, the gradient becomes {scaled}.",
                zh="逐坐标相除，梯度变为 {scaled}。",
            ),
            arrows=("scaled",),
            squares=("s",),
        ),
        step_frame(),
    ),
    memory=("s",),
    details=("kept", "added", "root", "scaled"),
    divisor="root",
    square="s",
    means=(Mean("s", "beta", of="g²"),),
    network_lr=0.01,
    torch=in_torch,
)
