"""Blobs: round clouds of points, one a class, their centres evenly spaced on a circle.

    2 (cos a, sin a) + noise        a = 2 pi class / classes

The easiest classification there is: straight lines part the classes as well as anything can.
The centres stay where they are; the seed moves the points only. The test set is a second draw of
the same size.
"""

import numpy as np

from optim_core.entries import Dataset
from optim_core.samples import drawn_twice, how_many, spread
from optim_core.settings import Knob
from optim_core.text import Text

RADIUS = 2.0


def draw(generator, m, classes, noise):
    y = np.arange(m) % classes
    angle = 2.0 * np.pi * y / classes
    centre = RADIUS * np.column_stack([np.cos(angle), np.sin(angle)])
    return centre + noise * generator.standard_normal((m, 2)), y


def load(m, classes, noise, seed):
    classes = int(classes)
    return drawn_twice(
        lambda generator: draw(generator, int(m), classes, noise), seed, classes=classes
    )


SPEC = Dataset(
    title=Text(en="Blobs", zh="高斯点团"),
    idea=Text(
        en="Round clouds of points, one a class: straight lines are all it takes.",
        zh="每一类是一团圆形的点云，用直线就足以分开。",
    ),
    task="classification",
    load=load,
    paper="https://scikit-learn.org/stable/modules/generated/sklearn.datasets.make_blobs.html",
    knobs={
        "m": how_many(300, high=10_000, below=100_001, least=10),
        "classes": Knob(
            3, 2, 6, Text(en="classes", zh="类别数"), "K", least=2, below=11, whole=True
        ),
        "noise": spread(0.6, high=2.0),
    },
)
