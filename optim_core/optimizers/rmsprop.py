"""RMSprop: every coordinate is divided by the size its gradient has had lately.

    s <- beta s + (1 - beta) g^2
    x <- x - lr g / (sqrt(s) + eps)

Tieleman & Hinton, 2012, https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf.
eps is added after the square root, as in Ng's course and PyTorch; Keras and Optax add it inside.
No centring, no momentum, no bias correction.
"""

import numpy as np

from optim_core.film import SLOPE, step_frame
from optim_core.jit import kernel
from optim_core.spec import Frame, Optimizer, Text, decay, epsilon, learning_rate


@kernel
def step(x, g, memory, hyper, powers):
    lr, beta, eps = hyper
    (s,) = memory
    kept = beta * s
    added = (1.0 - beta) * (g * g)
    s = kept + added
    root = np.sqrt(s)
    scaled = g / (root + eps)
    return -lr * scaled, (s,), (kept, added, root, scaled)


SPEC = Optimizer(
    title=Text(en="RMSprop", zh="RMSprop"),
    idea=Text(
        en="Divides every coordinate by the size its gradient has had lately.",
        zh="每个坐标都除以它近来梯度的大小。",
    ),
    year=2012,
    paper="https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf",
    knobs={
        "lr": learning_rate(0.05),
        "beta": decay(0.9, Text(en="decay of the squares", zh="平方的衰减系数")),
        "eps": epsilon(),
    },
    step=step,
    formula=(
        r"s \leftarrow \term{keep}{\beta\, s} + \term{add}{(1-\beta)\,\term{slope}{g}^2}",
        r"x \leftarrow x - \term{step}{\alpha}\,"
        r"\term{scale}{\frac{g}{\term{root}{\sqrt{s}} + \varepsilon}}",
    ),
    film=(
        SLOPE,
        Frame(
            term="keep",
            code="kept =",
            words=Text(
                en="The mean of the squares was {s_before}; β = {beta} of it stays: {kept}.",
                zh="平方的滑动平均原为 {s_before}，保留 β = {beta}：{kept}。",
            ),
            squares=("kept",),
        ),
        Frame(
            term="add",
            code="added =",
            words=Text(
                en="The gradient squared comes in with the share 1 − β: {added}. Now s = {s}.",
                zh="梯度的平方按 1 − β 的份额加入：{added}，于是 s = {s}。",
            ),
            squares=("kept", "s"),
        ),
        Frame(
            term="root",
            code="root =",
            words=Text(
                en="A square of area s has the side √s = {root}: the gradient's usual size.",
                zh="面积为 s 的正方形边长为 √s = {root}：这就是梯度平常的大小。",
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
    torch=lambda knobs: (
        "RMSprop",
        {"lr": knobs["lr"], "alpha": knobs["beta"], "eps": knobs["eps"]},
    ),
)
