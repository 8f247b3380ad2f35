"""Three-hump camel: a valley in the middle, and a lesser one on either side to be caught in.

    f = 2 x^2 - 1.05 x^4 + x^6 / 6 + x y + y^2

In Jamil & Yang, 2013, https://arxiv.org/abs/1308.4008.
"""

from optim_core.entries import Surface
from optim_core.jit import kernel
from optim_core.text import Text


@kernel
def value_and_grad(x, y, parameters):
    x2 = x * x
    f = (2.0 - 1.05 * x2 + x2 * x2 / 6.0) * x2 + x * y + y * y
    return f, (4.0 - 4.2 * x2 + x2 * x2) * x + y, x + 2.0 * y


SPEC = Surface(
    title=Text(en="Three-hump camel", zh="三峰骆驼"),
    idea=Text(
        en="A valley in the middle, and a lesser one on either side to be caught in.",
        zh="中间一个深谷，两侧各有一个浅谷，容易陷进去。",
    ),
    formula=r"f(x, y) = 2x^2 - 1.05x^4 + \tfrac{x^6}{6} + xy + y^2",
    domain=(-2.4, 2.4, -2.4, 2.4),
    start=(2.0, 1.8),
    lr=0.05,
    value_and_grad=value_and_grad,
    minima=lambda: [(0.0, 0.0)],
    paper="https://arxiv.org/abs/1308.4008",
)
