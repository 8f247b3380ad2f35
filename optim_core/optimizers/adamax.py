"""AdaMax: Adam, dividing by the largest recent gradient instead of the mean one.

    m <- beta1 m + (1 - beta1) g              running mean of the gradient
    u <- max(beta2 u, |g| + eps)              its largest size, slowly forgotten
    x <- x - lr m_hat / u                     hat: divided by 1 - beta1^t

Kingma & Ba, 2015, https://arxiv.org/abs/1412.6980, Algorithm 2. The paper has no eps; it is added
to |g|, as in PyTorch, so that a coordinate that never had a slope does not divide 0 by 0. u needs
no correction. That of the mean can be switched off: its switch is 0 then, else 1.
"""

import numpy as np

from optim_core.entries import Frame, Mean, Optimizer
from optim_core.film import SLOPE, step_frame
from optim_core.jit import part
from optim_core.settings import decay, epsilon, learning_rate, switch
from optim_core.text import Text


@part
def step(x, g, memory, hyper, powers):
    lr, beta1, beta2, eps, correct_m = hyper
    m, u = memory
    (beta1_t,) = powers
    m_kept = beta1 * m
    m = m_kept + (1.0 - beta1) * g
    u_kept = beta2 * u
    u = np.maximum(u_kept, np.abs(g) + eps)
    m_hat = m / (1.0 - correct_m * beta1_t)
    scaled = m_hat / u
    return -lr * scaled, (m, u), (m_kept, u_kept, m_hat, scaled)


def in_torch(knobs):
    """PyTorch's AdaMax always corrects the mean's bias."""
    if not knobs["correct_m"]:
        return None
    betas = (knobs["beta1"], knobs["beta2"])
    return "Adamax", {"lr": knobs["lr"], "betas": betas, "eps": knobs["eps"]}


SPEC = Optimizer(
    title=Text(en="AdaMax", zh="AdaMax"),
    idea=Text(
        en="Adam, dividing by the largest recent gradient instead of the usual one.",
        zh="与 Adam 相同，但除以近来最大的梯度，而不是平常的大小。",
    ),
    year=2015,
    paper="https://arxiv.org/abs/1412.6980",
    knobs={
        "lr": learning_rate(0.1),
        "beta1": decay(0.9, Text(en="decay of the mean", zh="一阶矩衰减率"), "β₁"),
        "beta2": decay(0.999, Text(en="decay of the largest", zh="最大值衰减率"), "β₂", 0.9999),
        "eps": epsilon(),
        "correct_m": switch(
            Text(en="correct the mean's bias", zh="修正一阶矩的偏差"), "m̂", idle=("beta1", 0.0)
        ),
    },
    step=step,
    formula=(
        r"m \leftarrow \term{keep_m}{\beta_1 m} + \term{add_m}{(1-\beta_1)\,\term{slope}{g}}",
        r"u \leftarrow \term{largest}{\max\left(\term{keep_u}{\beta_2 u},\;"
        r" |g| + \varepsilon\right)}",
        r"\term{correct_m}{\hat m = \frac{m}{1-\beta_1^t}}",
        r"x \leftarrow x - \term{step}{\alpha}\, \term{scale}{\frac{\hat m}{u}}",
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
            term="keep_u",
            code="u_kept =",
            words=Text(
                en="The largest gradient was {u_before}. It fades to β₂ = {beta2} of that: "
                "{u_kept}.",
                zh="记住的最大梯度原为 {u_before}，保留其 β₂ = {beta2} 倍：{u_kept}。",
            ),
        ),
        Frame(
            term="largest",
            code="u =",
            words=Text(
                en="Where the new gradient is larger in size, it takes its place: u = {u}.",
                zh="新梯度的绝对值若更大，就取而代之：u = {u}。",
            ),
            arrows=("g",),
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
            term="scale",
            code="scaled =",
            words=Text(
                en="The mean divided by the largest, coordinate by coordinate: {scaled}.",
                zh="均值逐坐标除以最大值：{scaled}。",
            ),
            arrows=("scaled",),
        ),
        step_frame(),
    ),
    memory=("m", "u"),
    velocity="m",
    details=("m_kept", "u_kept", "m_hat", "scaled"),
    powers=("beta1",),
    along="m_hat",
    divisor="u",
    means=(Mean("m", "beta1", correction="correct_m"),),
    network_lr=0.02,
    relative_of="adam",
    torch=in_torch,
)
