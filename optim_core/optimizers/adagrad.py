"""AdaGrad: every coordinate is divided by the size of all the gradients it has ever had.

    s <- s + g^2
    x <- x - lr g / (sqrt(s) + eps)

Duchi, Hazan & Singer, 2011, https://jmlr.org/papers/v12/duchi11a.html, the diagonal form of
Figure 1. eps is added after the square root and the sum begins at 0, as in PyTorch; Keras and
Optax add eps inside and begin at 0.1.
"""

import numpy as np

from optim_core.entries import Frame, Optimizer
from optim_core.film import SLOPE, step_frame
from optim_core.jit import part
from optim_core.settings import epsilon, learning_rate
from optim_core.text import Text


@part
def step(x, g, memory, hyper, powers):
    lr, eps = hyper
    (s,) = memory
    added = g * g
    s = s + added
    root = np.sqrt(s)
    scaled = g / (root + eps)
    return -lr * scaled, (s,), (added, root, scaled)


SPEC = Optimizer(
    title=Text(en="AdaGrad", zh="AdaGrad"),
    idea=Text(
        en="Divides every coordinate by the size of all the gradients it has ever had.",
        zh="每个坐标都除以它迄今所有梯度累积的大小。",
    ),
    year=2011,
    paper="https://jmlr.org/papers/v12/duchi11a.html",
    knobs={"lr": learning_rate(0.5), "eps": epsilon(1e-10)},
    step=step,
    formula=(
        r"s \leftarrow s + \term{add}{\term{slope}{g}^2}",
        r"x \leftarrow x - \term{step}{\alpha}\,"
        r"\term{scale}{\frac{g}{\term{root}{\sqrt{s}} + \varepsilon}}",
    ),
    film=(
        SLOPE,
        Frame(
            term="add",
            code="s =",
            words=Text(
                en="The gradient squared, {added}, joins the sum for good: {s_before} becomes {s}.",
                zh="梯度的平方 {added} 加入总和，再不离开：{s_before} 变为 {s}。",
            ),
            squares=("s_before", "s"),
        ),
        Frame(
            term="root",
            code="root =",
            words=Text(
                en="A square of area s has the side √s = {root}. It can only grow.",
                zh="面积为 s 的正方形边长为 √s = {root}，它只会越来越大。",
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
    details=("added", "root", "scaled"),
    gain=None,  # steps shrink like 1 / sqrt(t)
    divisor="root",
    square="s",
    network_lr=0.1,
    relative_of="adam",
    torch=lambda knobs: ("Adagrad", {"lr": knobs["lr"], "eps": knobs["eps"]}),
)
