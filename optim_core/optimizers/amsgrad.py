"""AMSGrad: Adam that never forgets the largest mean square it has seen.

    m <- beta1 m + (1 - beta1) g
    v <- beta2 v + (1 - beta2) g^2
    v_max <- max(v_max, v)
    x <- x - lr m_hat / (sqrt(v_hat) + eps)   hats: of m and v_max, divided by 1 - beta^t

Reddi, Kale & Kumar, 2018, https://openreview.net/forum?id=ryQu7f-RZ, Algorithm 2, with Adam's bias
corrections and eps, as PyTorch adds them: the largest v is chosen before it is corrected. Each
correction can be switched off: its switch is 0 then, else 1.
"""

import numpy as np

from optim_core.entries import MOMENTS, Frame, Optimizer
from optim_core.film import SLOPE, step_frame
from optim_core.jit import part
from optim_core.settings import decay, epsilon, learning_rate, switch
from optim_core.text import Text


@part
def step(x, g, memory, hyper, powers):
    lr, beta1, beta2, eps, correct_m, correct_v = hyper
    m, v, v_max = memory
    beta1_t, beta2_t = powers
    m_kept = beta1 * m
    m = m_kept + (1.0 - beta1) * g
    v_kept = beta2 * v
    v = v_kept + (1.0 - beta2) * (g * g)
    v_max = np.maximum(v_max, v)
    m_hat = m / (1.0 - correct_m * beta1_t)
    v_hat = v_max / (1.0 - correct_v * beta2_t)
    root = np.sqrt(v_hat)
    scaled = m_hat / (root + eps)
    return -lr * scaled, (m, v, v_max), (m_kept, v_kept, m_hat, v_hat, root, scaled)


def in_torch(knobs):
    """PyTorch's Adam always corrects both biases."""
    if not (knobs["correct_m"] and knobs["correct_v"]):
        return None
    betas = (knobs["beta1"], knobs["beta2"])
    return "Adam", {"lr": knobs["lr"], "betas": betas, "eps": knobs["eps"], "amsgrad": True}


SPEC = Optimizer(
    title=Text(en="AMSGrad", zh="AMSGrad"),
    idea=Text(
        en="Adam that never forgets the largest mean square it has seen.",
        zh="与 Adam 相同，但永远记得见过的最大二阶矩。",
    ),
    year=2018,
    paper="https://openreview.net/forum?id=ryQu7f-RZ",
    knobs={
        "lr": learning_rate(0.1),
        "beta1": decay(0.9, Text(en="decay of the mean", zh="一阶矩衰减率"), "β₁"),
        "beta2": decay(0.999, Text(en="decay of the squares", zh="二阶矩衰减率"), "β₂", 0.9999),
        "eps": epsilon(),
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
        r"v_{max} \leftarrow \term{hold}{\max(v_{max}, v)}",
        r"\term{correct_m}{\hat m = \frac{m}{1-\beta_1^t}} \quad"
        r" \term{correct_v}{\hat v = \frac{v_{max}}{1-\beta_2^t}}",
        r"x \leftarrow x - \term{step}{\alpha}\,"
        r"\term{scale}{\frac{\hat m}{\term{root}{\sqrt{\hat v}} + \varepsilon}}",
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
            term="hold",
            code="v_max =",
            words=Text(
                en="The largest v so far was {v_max_before}. Where the new one is larger, it "
                "takes its place: {v_max}.",
                zh="迄今最大的 v 为 {v_max_before}；新的若更大，就取而代之：{v_max}。",
            ),
            squares=("v", "v_max"),
        ),
        Frame(
            term="correct_m",
            code="m_hat =",
            words=Text(
                en="The mean began at zero, so it is too small, by a known factor. m̂ = {m_hat}.",
                zh="一阶矩从零开始，所以偏小，偏小的倍数是已知的。修正后：m̂ = {m_hat}。",
            ),
            arrows=("m", "m_hat"),
        ),
        Frame(
            term="correct_v",
            code="v_hat =",
            words=Text(
                en="The same for the largest mean square: v̂ = {v_hat}.",
                zh="最大的二阶矩同样修正：v̂ = {v_hat}。",
            ),
            squares=("v_max", "v_hat"),
        ),
        Frame(
            term="root",
            code="root =",
            words=Text(
                en="A square of area v̂ has the side √v̂ = {root}.",
                zh="面积为 v̂ 的正方形边长为均方根 √v̂ = {root}。",
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
        step_frame(),
    ),
    memory=("m", "v", "v_max"),
    velocity="m",
    details=("m_kept", "v_kept", "m_hat", "v_hat", "root", "scaled"),
    powers=("beta1", "beta2"),
    along="m_hat",
    divisor="root",
    square="v_hat",
    means=MOMENTS,
    network_lr=0.01,
    relative_of="adam",
    torch=in_torch,
)
