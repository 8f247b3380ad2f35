"""Noisy bowl: a perfectly round bowl, seen through gradients that are never quite right.

    f = (x^2 + y^2) / 2

The surface itself is exact; the noise is added to each gradient by the run, seeded, the same for
every optimiser of a race, and of the standard deviation that is suggested here. At a constant
learning rate gradient descent ends not at the minimum but in a ball around it, in which each
coordinate has the variance lr noise^2 / (2 - lr).
"""

from optim_core.entries import Surface
from optim_core.jit import kernel
from optim_core.text import Text


@kernel
def value_and_grad(x, y, parameters):
    return 0.5 * (x * x + y * y), x, y


SPEC = Surface(
    title=Text(en="Noisy bowl", zh="带噪声的碗"),
    idea=Text(
        en="A perfectly round bowl, seen through gradients that are never quite right.",
        zh="一只浑圆的碗，但每次看到的梯度都不太准。",
    ),
    formula=r"f(x, y) = \tfrac12\left(x^2 + y^2\right)",
    domain=(-3.0, 3.0, -3.0, 3.0),
    start=(-2.5, 1.5),
    lr=0.1,
    value_and_grad=value_and_grad,
    minima=lambda: [(0.0, 0.0)],
    curvatures=lambda: ((1.0, 1.0), ((1.0, 0.0), (0.0, 1.0))),
    noise=1.0,
)
