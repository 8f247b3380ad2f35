"""AdamW: Adam, and apart from it every coordinate is drawn towards zero by a share of itself.

    m <- beta1 m + (1 - beta1) g
    v <- beta2 v + (1 - beta2) g^2
    x <- x - lr (m_hat / (sqrt(v_hat) + eps) + weight_decay x)   hats: divided by 1 - beta^t

Loshchilov & Hutter, 2019, https://arxiv.org/abs/1711.05101, Algorithm 2. The decay is multiplied by
the learning rate, as in PyTorch; in the paper only by its schedule. Each bias correction can be
switched off: its switch is 0 then, else 1.
"""

import numpy as np

from optim_core.entries import MOMENTS, Frame, Optimizer
from optim_core.film import SLOPE, step_frame
from optim_core.jit import part
from optim_core.settings import decay, epsilon, learning_rate, switch, weight_decay
from optim_core.text import Text


@part
def step(x, g, memory, hyper, powers):
    lr, beta1, beta2, eps, weight_decay, correct_m, correct_v = hyper
    m, v = memory
    beta1_t, beta2_t = powers
    m_kept = beta1 * m
    m = m_kept + (1.0 - beta1) * g
    v_kept = beta2 * v
    v = v_kept + (1.0 - beta2) * (g * g)
    m_hat = m / (1.0 - correct_m * beta1_t)
    v_hat = v / (1.0 - correct_v * beta2_t)
    root = np.sqrt(v_hat)
    scaled = m_hat / (root + eps)
    dx_adam = -lr * scaled
    dx_decay = -lr * weight_decay * x
    details = m_kept, v_kept, m_hat, v_hat, root, scaled, dx_adam, dx_decay
    return dx_adam + dx_decay, (m, v), details


def in_torch(knobs):
    """PyTorch's AdamW always corrects both biases."""
    if not (knobs["correct_m"] and knobs["correct_v"]):
        return None
    betas = (knobs["beta1"], knobs["beta2"])
    shared = {"lr": knobs["lr"], "betas": betas, "eps": knobs["eps"]}
    return "AdamW", {**shared, "weight_decay": knobs["weight_decay"]}


SPEC = Optimizer(
    title=Text(en="AdamW", zh="AdamW"),
    idea=Text(
        en="Adam, and apart from it every coordinate is drawn towards zero by a share of itself.",
        zh="与 Adam 相同，另外每个坐标都按自身的比例向零收缩。",
    ),
    year=2019,
    paper="https://arxiv.org/abs/1711.05101",
    knobs={
        "lr": learning_rate(0.1),
        "beta1": decay(0.9, Text(en="decay of the mean", zh="一阶矩衰减率"), "β₁"),
        "beta2": decay(0.999, Text(en="decay of the squares", zh="二阶矩衰减率"), "β₂", 0.9999),
        "eps": epsilon(),
        "weight_decay": weight_decay(0.01),
        "correct_m": switch(
            Text(en="correct the mean's bias", zh="修正一阶矩的偏差"), "m̂", idle=("beta1", 0.0)
        ),
        "correct_v": switch(
            Text(en="correct the squares' bias", zh="修正二阶矩的偏差"), "v̂", idle=("beta2", 0.0)
        ),
    },
    step=step,
    formula=(
        r"m \leftarrow \term{keep_m}{\beta_1 m} + \term{add_m}{(1-\beta_1)\,\term{slope}{g}}",
        r"v \leftarrow \term{keep_v}{\beta_2 v} + \term{add_v}{(1-\beta_2)\, g^2}",
        r"\term{correct_m}{\hat m = \frac{m}{1-\beta_1^t}} \quad"
        r" \term{correct_v}{\hat v = \frac{v}{1-\beta_2^t}}",
        r"x \leftarrow \term{step}{x} - \term{adam}{\alpha\,"
        r"\term{scale}{\frac{\hat m}{\term{root}{\sqrt{\hat v}} + \varepsilon}}}"
        r" - \term{decay}{\alpha\,\lambda\, x}",
    ),
    film=(
        SLOPE,
        Frame(
            term="keep_m",
            code="m_kept =",
            words=Text(
                en="The mean gradient was {m_before}; β₁ = {beta1} of it stays: {m_kept}.",
                zh="一阶矩（均值）原为 {m_before}，保留其 β₁ = {beta1} 倍：{m_kept}。",
            ),
            arrows=("m_before", "m_kept"),
        ),
        Frame(
            term="add_m",
            code="m =",
            words=Text(
                en="Add (1 − β₁) × the new gradient: m = {m}.",
                zh="加上新梯度的 1 − β₁ 倍：m = {m}。",
            ),
            arrows=("m_kept", "m"),
        ),
        Frame(
            term="keep_v",
            code="v_kept =",
            words=Text(
                en="The mean square was {v_before}; β₂ = {beta2} of it stays: {v_kept}.",
                zh="二阶矩（均方）原为 {v_before}，保留其 β₂ = {beta2} 倍：{v_kept}。",
            ),
            squares=("v_kept",),
        ),
        Frame(
            term="add_v",
            code="v =",
            words=Text(
                en="Add (1 − β₂) × the squared gradient: v = {v}.",
                zh="加上梯度平方的 1 − β₂ 倍：v = {v}。",
            ),
            squares=("v_kept", "v"),
        ),
        Frame(
            term="correct_m",
            code="m_hat =",
            words=Text(
                en="Both began at zero, so both are too small, by a known factor. m̂ = {m_hat}.",
                zh="两个矩都从零开始，都偏小，偏小的倍数是已知的。修正后：m̂ = {m_hat}。",
            ),
            arrows=("m", "m_hat"),
        ),
        Frame(
            term="correct_v",
            code="v_hat =",
            words=Text(
                en="The same for the squares: v̂ = {v_hat}.",
                zh="二阶矩同样修正：v̂ = {v_hat}。",
            ),
            squares=("v", "v_hat"),
        ),
        Frame(
            term="root",
            code="root =",
            words=Text(
                en="A square of area v̂ has the side √v̂ = {root}: the gradient's usual size.",
                zh="面积为 v̂ 的正方形边长为 √v̂ = {root}：这就是均方根，即梯度平常的大小。",
            ),
            arrows=("m_hat",),
            squares=("v_hat",),
        ),
        Frame(
            term="scale",
            code="scaled =",
            words=Text(
                en="The mean divided by the side, coordinate by coordinate: {scaled}.",
                zh="均值逐坐标除以边长：{scaled}。",
            ),
            arrows=("scaled",),
            squares=("v_hat",),
        ),
        Frame(
            term="adam",
            code="dx_adam =",
            words=Text(
                en="Times the learning rate {lr}, downhill: Adam's own step, {dx_adam}.",
                zh="乘以学习率 {lr} 并取反（沿下降方向），就是 Adam 自己的一步：{dx_adam}。",
            ),
            arrows=("dx_adam",),
        ),
        Frame(
            term="decay",
            code="dx_decay =",
            words=Text(
                en="Nothing divides the decay: α λ = {lr} × {weight_decay} of x itself is taken "
                "off, {dx_decay}, towards zero.",
                zh="衰减不受任何除法影响：减去 x 自身的 α λ = {lr} × {weight_decay}，"
                "即 {dx_decay}，朝向零点。",
            ),
            arrows=("dx_adam+dx_decay",),
        ),
        step_frame(
            words=Text(
                en="Together they are a step of {dx}, to {x_next}.",
                zh="两者相加，这一步为 {dx}，到达 {x_next}。",
            )
        ),
    ),
    memory=("m", "v"),
    velocity="m",
    details=("m_kept", "v_kept", "m_hat", "v_hat", "root", "scaled", "dx_adam", "dx_decay"),
    powers=("beta1", "beta2"),
    along="m_hat",
    divisor="root",
    square="v_hat",
    means=MOMENTS,
    network_lr=0.01,
    relative_of="adam",
    torch=in_torch,
)
