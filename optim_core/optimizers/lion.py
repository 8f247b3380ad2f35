"""Lion: every coordinate takes the same step, and only its direction is learnt.

    c = beta1 m + (1 - beta1) g
    x <- x - lr (sign(c) + weight_decay x)
    m <- beta2 m + (1 - beta2) g

Chen et al., 2023, https://arxiv.org/abs/2302.06675, Algorithm 2. The direction and the memory mix
the gradient with different shares: what is walked along listens to it more than what is remembered.
"""

import numpy as np

from optim_core.entries import Frame, Mean, Optimizer
from optim_core.film import SLOPE, step_frame
from optim_core.jit import part
from optim_core.settings import decay, learning_rate, weight_decay
from optim_core.text import Text


@part
def step(x, g, memory, hyper, powers):
    lr, beta1, beta2, weight_decay = hyper
    (m,) = memory
    kept = beta1 * m
    added = (1.0 - beta1) * g
    c = kept + added
    scaled = np.sign(c)
    dx_sign = -lr * scaled
    dx_decay = -lr * weight_decay * x
    m = beta2 * m + (1.0 - beta2) * g
    return dx_sign + dx_decay, (m,), (kept, added, c, scaled, dx_sign, dx_decay)


SPEC = Optimizer(
    title=Text(en="Lion", zh="Lion"),
    idea=Text(
        en="Every coordinate takes the same step; only its direction is learnt.",
        zh="每个坐标的步长都一样，学到的只有方向。",
    ),
    year=2023,
    paper="https://arxiv.org/abs/2302.06675",
    knobs={
        "lr": learning_rate(0.03),
        "beta1": decay(0.9, Text(en="memory in the direction", zh="方向中记忆的权重"), "β₁"),
        "beta2": decay(0.99, Text(en="decay of the memory", zh="记忆的衰减率"), "β₂"),
        "weight_decay": weight_decay(0.0),
    },
    step=step,
    formula=(
        r"c = \term{mix}{\term{keep}{\beta_1 m} + \term{add}{(1-\beta_1)\,\term{slope}{g}}}",
        r"x \leftarrow \term{step}{x} - \term{walk}{\alpha\,\term{sign}{\mathrm{sign}(c)}}"
        r" - \term{decay}{\alpha\,\lambda\, x}",
        r"m \leftarrow \term{remember}{\beta_2 m + (1-\beta_2)\, g}",
    ),
    film=(
        SLOPE,
        Frame(
            term="keep",
            code="kept =",
            words=Text(
                en="The memory is {m_before}. Its share of the direction is β₁ = {beta1}: {kept}.",
                zh="记忆为 {m_before}，在方向中的权重是 β₁ = {beta1}：{kept}。",
            ),
            arrows=("m_before", "kept"),
        ),
        Frame(
            term="add",
            code="added =",
            words=Text(
                en="The gradient's share is 1 − β₁: {added}.",
                zh="梯度的权重是 1 − β₁：{added}。",
            ),
            arrows=("kept+added",),
        ),
        Frame(
            term="mix",
            code="c =",
            words=Text(
                en="Laid tip to tail they give the direction c = {c}.",
                zh="首尾相接相加，得到方向 c = {c}。",
            ),
            arrows=("kept+added", "c"),
        ),
        Frame(
            term="sign",
            code="scaled =",
            words=Text(
                en="Only the signs are used: {scaled}. However steep it is, each coordinate "
                "counts the same.",
                zh="只取正负号：{scaled}。不论多陡，每个坐标的分量都一样。",
            ),
            arrows=("scaled",),
        ),
        Frame(
            term="walk",
            code="dx_sign =",
            words=Text(
                en="Each coordinate moves one learning rate {lr}, downhill: {dx_sign}.",
                zh="每个坐标都朝下降方向移动一个学习率 {lr}：{dx_sign}。",
            ),
            arrows=("dx_sign",),
        ),
        Frame(
            term="decay",
            code="dx_decay =",
            words=Text(
                en="And α λ = {lr} × {weight_decay} of x itself is taken off: {dx_decay}.",
                zh="再减去 x 自身的 α λ = {lr} × {weight_decay}：{dx_decay}。",
            ),
            arrows=("dx_sign+dx_decay",),
        ),
        Frame(
            term="remember",
            code="m =",
            words=Text(
                en="The memory takes in less of the gradient, 1 − β₂, and so reaches farther "
                "back: m = {m}.",
                zh="记忆只加上梯度的 1 − β₂ 倍，所以记得更久：m = {m}。",
            ),
            arrows=("m_before", "m"),
        ),
        step_frame(
            words=Text(
                en="The whole step is {dx}, to {x_next}.",
                zh="这一步合计为 {dx}，到达 {x_next}。",
            )
        ),
    ),
    memory=("m",),
    velocity="m",
    details=("kept", "added", "c", "scaled", "dx_sign", "dx_decay"),
    means=(Mean("m", "beta2"),),
    network_lr=0.001,
    relative_of="adam",
)
