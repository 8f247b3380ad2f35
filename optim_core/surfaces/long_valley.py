"""Long valley: steep walls, and a floor that falls gently and evenly for a long way.

    f = 0.1 (sqrt(1 + x^2) - 1) + 5 y^2

The floor's slope is 0.1 whether the end is near or far, and the walls allow no learning rate above
0.2: plain descent crawls, momentum gathers speed, and methods that divide by the gradient's
size do not notice. After an animation of that name by Alec Radford; the formula is ours.
"""

import numpy as np

from optim_core.entries import Surface
from optim_core.jit import kernel
from optim_core.text import Text


@kernel
def value_and_grad(x, y, parameters):
    root = np.hypot(1.0, x)
    floor = x * (x / (1.0 + root))  # sqrt(1 + x^2) - 1, without the loss of digits
    return 0.1 * floor + 5.0 * y * y, 0.1 * x / root, 10.0 * y


SPEC = Surface(
    title=Text(en="Long valley", zh="长谷"),
    idea=Text(
        en="Steep walls, and a floor that falls gently and evenly for a long way.",
        zh="两壁陡峭，谷底平缓而均匀地一路下降，路很长。",
    ),
    formula=r"f(x, y) = 0.1\left(\sqrt{1+x^2} - 1\right) + 5y^2",
    domain=(-2.0, 10.0, -3.0, 3.0),
    start=(9.0, 1.5),
    lr=0.15,
    value_and_grad=value_and_grad,
    minima=lambda: [(0.0, 0.0)],
)
