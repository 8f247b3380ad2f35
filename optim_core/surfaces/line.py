"""The notes' first experiment: the loss of fitting a line to a thousand noisy points.

    f(w, b) = mean of (w x + b - y)^2      y = 3 x + 2 + 0.1 eps,  x uniform in [0, 1)

The samples are drawn as the notes draw them: NumPy's legacy generator seeded with 42, all x first,
then all eps. The best line of this sample is not quite (3, 2). As x is not centred, slope and
height stand in for each other: the bowl is a tilted ravine, 19 times as steep across as along.
"""

from functools import cache

import numpy as np

from optim_core import regression
from optim_core.datasets import line
from optim_core.entries import Samples, Surface
from optim_core.text import Text


@cache
def samples():
    """(x, y), each (1000,): what a model is trained on."""
    data = line.SPEC.load(m=1000, noise=0.1, seed=0)
    return data.x[:, 0], data.y


def parameters():
    return regression.moments(*samples())


SPEC = Surface(
    title=Text(en="A line through noisy points", zh="给带噪声的点拟合直线"),
    idea=Text(
        en="The mean squared error of a line through 1,000 points around y = 3x + 2.",
        zh="用直线拟合 y = 3x + 2 附近的 1000 个点的均方误差。",
    ),
    formula=regression.FORMULA,
    domain=(-1.5, 6.0, -1.0, 5.0),
    start=(0.0, 0.0),
    lr=0.1,
    value_and_grad=regression.value_and_grad,
    minima=lambda: [regression.best_line(parameters())],
    parameters=parameters,
    curvatures=lambda: regression.curvatures(parameters()),
    axes=("w", "b"),
    data=Samples("linear", "line", lambda: np.column_stack(samples()), regression.pick),
)
