"""Two circles: one inside the other, so that only the distance from the centre tells them apart.

    r (cos t, sin t)        t uniform on [0, 2 pi), r = 1 outside and 1/2 inside

The shape of scikit-learn's make_circles, whose points stand at equal distances instead. The test
set is a second draw of the same size.
"""

import numpy as np

from optim_core.entries import Dataset
from optim_core.samples import drawn_twice, how_many, spread
from optim_core.text import Text


def draw(generator, m, noise):
    y = np.arange(m) % 2
    angle = 2.0 * np.pi * generator.random(m)
    radius = np.where(y, 0.5, 1.0)
    x = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    return x + noise * generator.standard_normal((m, 2)), y


def load(m, noise, seed):
    return drawn_twice(lambda generator: draw(generator, int(m), noise), seed, classes=2)


SPEC = Dataset(
    title=Text(en="Two circles", zh="同心圆"),
    idea=Text(
        en="One circle inside the other: only the distance from the centre tells them apart.",
        zh="一个圆套着另一个圆，只有到中心的距离能区分它们。",
    ),
    task="classification",
    load=load,
    paper="https://scikit-learn.org/stable/modules/generated/sklearn.datasets.make_circles.html",
    knobs={"m": how_many(400, high=10_000, below=100_001, least=2), "noise": spread(0.1)},
)
