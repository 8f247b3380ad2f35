"""Quadratic ravine: the one surface on which everything can be proved.

    f = (u^2 + kappa v^2) / 2      u, v: x, y turned by the rotation

Curvature 1 along the ravine (u), kappa across it (v). Gradient descent is stable for
lr < 2 / kappa; what momentum gains here is in Polyak, 1964,
https://doi.org/10.1016/0041-5553(64)90137-5.
"""

import numpy as np

from optim_core.entries import Surface
from optim_core.jit import kernel
from optim_core.settings import Knob
from optim_core.text import Text


@kernel
def value_and_grad(x, y, parameters):
    kappa, cosine, sine = parameters
    u = cosine * x + sine * y
    v = cosine * y - sine * x
    f = 0.5 * (u * u + kappa * v * v)
    return f, cosine * u - sine * kappa * v, sine * u + cosine * kappa * v


def parameters(condition, rotation):
    turn = np.deg2rad(rotation)
    return np.array([condition, np.cos(turn), np.sin(turn)])


def curvatures(condition, rotation):
    turn = np.deg2rad(rotation)
    along = (float(np.cos(turn)), float(np.sin(turn)))
    return (1.0, float(condition)), (along, (-along[1], along[0]))


SPEC = Surface(
    title=Text(en="Quadratic ravine", zh="二次峡谷"),
    idea=Text(
        en="Gentle along, steep across: the shape every valley has near its floor.",
        zh="沿谷平缓、横向陡峭：任何山谷在谷底附近都是这个样子。",
    ),
    formula=r"f(x, y) = \tfrac12\left(u^2 + \kappa\, v^2\right)",
    domain=(-5.0, 5.0, -3.5, 3.5),
    start=(-4.0, 2.0),
    lr=0.03,
    value_and_grad=value_and_grad,
    minima=lambda condition, rotation: [(0.0, 0.0)],
    knobs={
        "condition": Knob(
            30.0,
            1.0,
            200.0,
            Text(en="condition number", zh="条件数"),
            "κ",
            scale="log",
            least=1.0,
            below=1e6,
        ),
        "rotation": Knob(
            0.0,
            -90.0,
            90.0,
            Text(en="rotation in degrees", zh="旋转角（度）"),
            "φ",
            least=-360.0,
            below=361.0,
            idle=("condition", 1.0),
        ),
    },
    parameters=parameters,
    curvatures=curvatures,
    contours="log",
)
