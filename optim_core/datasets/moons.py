"""Two moons: half circles that reach into each other, so that no straight line parts them.

    upper  (cos t, sin t)        lower  (1 - cos t, 1/2 - sin t)        t uniform on [0, pi)

The shape of scikit-learn's make_moons, whose points stand at equal distances instead. The test
set is a second draw of the same size.
"""

import numpy as np

from optim_core.entries import Dataset
from optim_core.samples import drawn_twice, how_many, spread
from optim_core.text import Text


def draw(generator, m, noise):
    y = np.arange(m) % 2
    angle = np.pi * generator.random(m)
    across = np.where(y, 1.0 - np.cos(angle), np.cos(angle))
    up = np.where(y, 0.5 - np.sin(angle), np.sin(angle))
    return np.column_stack([across, up]) + noise * generator.standard_normal((m, 2)), y


def load(m, noise, seed):
    return drawn_twice(lambda generator: draw(generator, int(m), noise), seed, classes=2)


SPEC = Dataset(
    title=Text(en="Two moons", zh="双月"),
    idea=Text(
        en="Two half circles that reach into each other: no straight line parts them.",
        zh="两个互相嵌入的半圆，任何直线都分不开。",
    ),
    task="classification",
    load=load,
    paper="https://scikit-learn.org/stable/modules/generated/sklearn.datasets.make_moons.html",
    knobs={"m": how_many(400, high=10_000, below=100_001, least=2), "noise": spread(0.15)},
)
