"""Rosenbrock: a curved valley that is easy to enter and hard to follow.

    f = (1 - x)^2 + 100 (y - x^2)^2

Rosenbrock, 1960, https://doi.org/10.1093/comjnl/3.3.175.
"""

from optim_core.entries import Surface
from optim_core.jit import kernel
from optim_core.text import Text


@kernel
def value_and_grad(x, y, parameters):
    a = 1.0 - x
    b = y - x * x
    return a * a + 100.0 * b * b, -2.0 * a - 400.0 * x * b, 200.0 * b


SPEC = Surface(
    title=Text(en="Rosenbrock", zh="Rosenbrock 香蕉谷"),
    idea=Text(
        en="A curved valley that is easy to enter and hard to follow.",
        zh="弯曲的山谷：进去容易，走到头难。",
    ),
    formula=r"f(x, y) = (1-x)^2 + 100\,(y-x^2)^2",
    domain=(-2.0, 2.0, -1.0, 3.0),
    start=(-1.5, 2.0),
    lr=5e-4,
    value_and_grad=value_and_grad,
    minima=lambda: [(1.0, 1.0)],
    paper="https://doi.org/10.1093/comjnl/3.3.175",
)
