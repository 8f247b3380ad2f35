"""Gradient descent: straight down the local slope, with no memory.

    x <- x - lr g

Cauchy, 1847; with a gradient estimated from samples, Robbins & Monro, 1951,
https://doi.org/10.1214/aoms/1177729586.
"""

from optim_core.entries import Optimizer
from optim_core.film import SLOPE, step_frame
from optim_core.jit import part
from optim_core.settings import learning_rate
from optim_core.text import Text


@part
def step(x, g, memory, hyper, powers):
    (lr,) = hyper
    return -lr * g, (), ()


SPEC = Optimizer(
    title=Text(en="Gradient descent", zh="梯度下降"),
    idea=Text(
        en="Straight down the local slope, with no memory.", zh="沿当前最陡的方向直下，没有记忆。"
    ),
    year=1847,
    paper="https://doi.org/10.1214/aoms/1177729586",
    knobs={"lr": learning_rate(0.03)},
    step=step,
    formula=(r"x \leftarrow x - \term{step}{\alpha}\,\term{slope}{g}",),
    film=(SLOPE, step_frame()),
    by_slope=True,
    network_lr=0.3,
    torch=lambda knobs: ("SGD", {"lr": knobs["lr"]}),
)
