"""NAdam: Adam that already counts the step its momentum is about to make.

    m <- beta1 m + (1 - beta1) g
    v <- beta2 v + (1 - beta2) g^2
    mu_t = beta1 (1 - 0.96^(0.004 t) / 2)              the momentum warms up, from beta1 / 2
    m_hat = mu_{t+1} m / (1 - mu_1 ... mu_{t+1}) + (1 - mu_t) g / (1 - mu_1 ... mu_t)
    x <- x - lr m_hat / (sqrt(v_hat) + eps)            v_hat = v / (1 - beta2^t)

Dozat, 2016, https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ, as PyTorch writes it: the warming
mu weighs only what m_hat is mixed of; m itself decays by beta1. Each bias correction can be
switched off: its switch is 0 then, else 1.

Two numbers are kept that begin at 0 and approach 1: `warmth` is 1 - 0.96^(0.004 t), `gathered` is
1 - mu_1 ... mu_t, the weight of all gradients so far.
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
    m, v, warmth, gathered = memory
    (beta2_t,) = powers
    m_kept = beta1 * m
    m = m_kept + (1.0 - beta1) * g
    v_kept = beta2 * v
    v = v_kept + (1.0 - beta2) * (g * g)
    warming = 1.0 - 0.96**0.004
    warmth = warmth + warming * (1.0 - warmth)
    warmth_next = warmth + warming * (1.0 - warmth)
    mu = beta1 * (0.5 + 0.5 * warmth)
    mu_next = beta1 * (0.5 + 0.5 * warmth_next)
    gathered = mu * gathered + (1.0 - mu)
    gathered_next = mu_next * gathered + (1.0 - mu_next)
    ahead = mu_next * m / (1.0 - correct_m * (1.0 - gathered_next))
    added = (1.0 - mu) * g / (1.0 - correct_m * (1.0 - gathered))
    m_hat = ahead + added
    v_hat = v / (1.0 - correct_v * beta2_t)
    root = np.sqrt(v_hat)
    scaled = m_hat / (root + eps)
    details = m_kept, v_kept, mu, mu_next, ahead, added, m_hat, v_hat, root, scaled
    return -lr * scaled, (m, v, warmth, gathered), details


def in_torch(knobs):
    """PyTorch's NAdam always corrects both biases."""
    if not (knobs["correct_m"] and knobs["correct_v"]):
        return None
    betas = (knobs["beta1"], knobs["beta2"])
    return "NAdam", {"lr": knobs["lr"], "betas": betas, "eps": knobs["eps"]}


SPEC = Optimizer(
    title=Text(en="NAdam", zh="NAdam"),
    idea=Text(
        en="Adam that already counts the step its momentum is about to make.",
        zh="把动量即将迈出的一步提前算进去的 Adam。",
    ),
    year=2016,
    paper="https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ",
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
        r"\term{warm}{\mu_t = \beta_1 \left(1 - \tfrac12\, 0.96^{0.004\,t}\right)} \quad"
        r" \term{correct_v}{\hat v = \frac{v}{1-\beta_2^t}}",
        r"\term{mix}{\hat m} = \term{ahead}{\frac{\mu_{t+1}\, m}{1-\mu_1\cdots\mu_{t+1}}}"
        r" + \term{now}{\frac{(1-\mu_t)\, g}{1-\mu_1\cdots\mu_t}}",
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
            term="warm",
            code="mu =",
            words=Text(
                en="The momentum warms up from β₁ / 2 to β₁, for x and y alike: μ = {mu}, "
                "{mu_next} next.",
                zh="动量系数从 β₁ / 2 慢慢升到 β₁，x 与 y 相同：μ = {mu}，下一步为 {mu_next}。",
            ),
        ),
        Frame(
            term="ahead",
            code="ahead =",
            words=Text(
                en="What the next step would keep of the mean is counted now, free of its "
                "start at zero: {ahead}.",
                zh="下一步将要保留的均值现在就算进来，并修正从零开始的偏差：{ahead}。",
            ),
            arrows=("m", "ahead"),
        ),
        Frame(
            term="now",
            code="added =",
            words=Text(
                en="The new gradient comes in with its share, corrected too: {added}.",
                zh="新的梯度乘以自己的系数后加入，同样修正：{added}。",
            ),
            arrows=("g", "added"),
        ),
        Frame(
            term="mix",
            code="m_hat =",
            words=Text(
                en="Laid tip to tail they are the mean to walk along: m̂ = {m_hat}.",
                zh="首尾相接相加，得到更新所用的均值：m̂ = {m_hat}。",
            ),
            arrows=("ahead+added", "m_hat"),
        ),
        Frame(
            term="correct_v",
            code="v_hat =",
            words=Text(
                en="The squares began at zero, too, and are corrected: v̂ = {v_hat}.",
                zh="二阶矩也从零开始，同样修正：v̂ = {v_hat}。",
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
        step_frame(),
    ),
    memory=("m", "v", "warmth", "gathered"),
    velocity="m",
    details=(
        "m_kept",
        "v_kept",
        "mu",
        "mu_next",
        "ahead",
        "added",
        "m_hat",
        "v_hat",
        "root",
        "scaled",
    ),
    powers=("beta2",),
    along="m_hat",
    divisor="root",
    square="v_hat",
    means=MOMENTS,
    network_lr=0.01,
    relative_of="adam",
    torch=in_torch,
)
