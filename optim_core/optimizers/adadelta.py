"""AdaDelta: steps as long as the last ones were, turned by the gradient's usual size.

    s <- rho s + (1 - rho) g^2                     running mean of the squared gradient
    delta = sqrt(d + eps) / sqrt(s + eps) g
    d <- rho d + (1 - rho) delta^2                 running mean of the squared step
    x <- x - lr delta

Zeiler, 2012, https://arxiv.org/abs/1212.5701, Algorithm 1, where lr is 1: a step has the units of
x already. As there, eps stands inside both roots; under the upper one it is also what the first
steps are made of. d remembers the step before lr multiplies it, as in PyTorch.
"""

import numpy as np

from optim_core.entries import Frame, Mean, Optimizer
from optim_core.film import SLOPE, step_frame
from optim_core.jit import part
from optim_core.settings import Knob, decay, learning_rate
from optim_core.text import Text


@part
def step(x, g, memory, hyper, powers):
    lr, rho, eps = hyper
    s, d = memory
    s_kept = rho * s
    s = s_kept + (1.0 - rho) * (g * g)
    root = np.sqrt(s + eps)
    reach = np.sqrt(d + eps)
    scaled = reach / root * g
    d_kept = rho * d
    d = d_kept + (1.0 - rho) * (scaled * scaled)
    return -lr * scaled, (s, d), (s_kept, root, reach, scaled, d_kept)


SPEC = Optimizer(
    title=Text(en="AdaDelta", zh="AdaDelta"),
    idea=Text(
        en="Steps about as far as the last steps went, whatever the size of the gradient.",
        zh="不论梯度是大是小，每一步都与最近几步走得差不多远。",
    ),
    year=2012,
    paper="https://arxiv.org/abs/1212.5701",
    knobs={
        "lr": learning_rate(1.0, high=10.0),
        "rho": decay(0.9, Text(en="decay of both means", zh="两个均方的衰减率"), "ρ"),
        "eps": Knob(
            1e-6,
            1e-10,
            1e-1,
            Text(en="floor under both roots", zh="两个根号下的下限"),
            "ε",
            scale="log",
        ),
    },
    step=step,
    formula=(
        r"s \leftarrow \term{keep_s}{\rho\, s} + \term{add_s}{(1-\rho)\,\term{slope}{g}^2}",
        r"\delta = \term{scale}{\frac{\term{reach}{\sqrt{d + \varepsilon}}}"
        r"{\term{root}{\sqrt{s + \varepsilon}}}\, g}",
        r"d \leftarrow \term{remember}{\rho\, d + (1-\rho)\, \delta^2}",
        r"x \leftarrow x - \term{step}{\alpha}\, \delta",
    ),
    film=(
        SLOPE,
        Frame(
            term="keep_s",
            code="s_kept =",
            words=Text(
                en="The mean of the squares was {s_before}; ρ = {rho} of it stays: {s_kept}.",
                zh="梯度平方的滑动平均原为 {s_before}，保留其 ρ = {rho} 倍：{s_kept}。",
            ),
            squares=("s_kept",),
        ),
        Frame(
            term="add_s",
            code="s =",
            words=Text(
                en="Add (1 − ρ) × the squared gradient: s = {s}.",
                zh="加上梯度平方的 1 − ρ 倍：s = {s}。",
            ),
            squares=("s_kept", "s"),
        ),
        Frame(
            term="root",
            code="root =",
            words=Text(
                en="The side of the square is the gradient's usual size: √(s + ε) = {root}.",
                zh="正方形的边长就是梯度平常的大小：√(s + ε) = {root}。",
            ),
            arrows=("g",),
            squares=("s",),
        ),
        Frame(
            term="reach",
            code="reach =",
            words=Text(
                en="The last steps are remembered in the same way. Their usual size is "
                "√(d + ε) = {reach}.",
                zh="最近的步子也这样记着，它们平常的大小是 √(d + ε) = {reach}。",
            ),
            squares=("d_before",),
        ),
        Frame(
            term="scale",
            code="scaled =",
            words=Text(
                en="The gradient over its usual size, times the usual size of a step: {scaled}.",
                zh="梯度除以它平常的大小，再乘以步子平常的大小：{scaled}。",
            ),
            arrows=("scaled",),
            squares=("s",),
        ),
        Frame(
            term="remember",
            code="d =",
            words=Text(
                en="This step joins the memory of steps: d was {d_before}, now it is {d}.",
                zh="这一步也记下来：d 由 {d_before} 变为 {d}。",
            ),
            squares=("d_kept", "d"),
        ),
        step_frame(),
    ),
    memory=("s", "d"),
    details=("s_kept", "root", "reach", "scaled", "d_kept"),
    gain=None,  # steps grow from sqrt(eps) on
    divisor="root",
    square="s",
    means=(Mean("s", "rho", of="g²"),),
    relative_of="adam",
    torch=lambda knobs: (
        "Adadelta",
        {"lr": knobs["lr"], "rho": knobs["rho"], "eps": knobs["eps"]},
    ),
)
