"""Booth: two equations to be solved at once, squared into a tilted bowl.

    f = (x + 2y - 7)^2 + (2x + y - 5)^2

In Jamil & Yang, 2013, https://arxiv.org/abs/1308.4008. An exact quadratic of
condition number 9, turned by 45 degrees.
"""

from optim_core.entries import Surface
from optim_core.jit import kernel
from optim_core.text import Text


@kernel
def value_and_grad(x, y, parameters):
    a = x + 2.0 * y - 7.0
    b = 2.0 * x + y - 5.0
    return a * a + b * b, 2.0 * a + 4.0 * b, 4.0 * a + 2.0 * b


HALF = 0.5**0.5

SPEC = Surface(
    title=Text(en="Booth", zh="Booth 斜碗"),
    idea=Text(
        en="Two equations to be solved at once, squared into a tilted bowl.",
        zh="把两个联立方程平方相加，成了一只斜放的碗。",
    ),
    formula=r"f(x, y) = (x+2y-7)^2 + (2x+y-5)^2",
    domain=(-10.0, 10.0, -10.0, 10.0),
    start=(-8.0, 4.0),
    lr=0.05,
    value_and_grad=value_and_grad,
    minima=lambda: [(1.0, 3.0)],
    curvatures=lambda: ((2.0, 18.0), ((HALF, -HALF), (HALF, HALF))),
    paper="https://arxiv.org/abs/1308.4008",
)
