"""Spirals: arms wound around each other, easy to see and hard to learn.

    r (cos a, sin a)        a = 2 pi (turns r + arm / arms), r uniform on [0.1, 1)

After Lang & Witbrock, Learning to tell two spirals apart, 1988, who wind two arms three times;
here they wind one and a half times, and there may be more of them. The test set is a second draw
of the same size.
"""

import numpy as np

from optim_core.entries import Dataset
from optim_core.samples import drawn_twice, how_many, spread
from optim_core.settings import Knob
from optim_core.text import Text

TURNS = 1.5


def draw(generator, m, arms, noise):
    y = np.arange(m) % arms
    radius = 0.1 + 0.9 * generator.random(m)
    angle = 2.0 * np.pi * (TURNS * radius + y / arms)
    x = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    return x + noise * generator.standard_normal((m, 2)), y


def load(m, arms, noise, seed):
    arms = int(arms)
    return drawn_twice(lambda generator: draw(generator, int(m), arms, noise), seed, classes=arms)


SPEC = Dataset(
    title=Text(en="Spirals", zh="螺旋线"),
    idea=Text(
        en="Arms wound around each other: easy to see, hard to learn.",
        zh="互相缠绕的旋臂：一眼就能看清，学起来却很难。",
    ),
    task="classification",
    load=load,
    knobs={
        "m": how_many(600, high=10_000, below=100_001, least=10),
        "arms": Knob(2, 2, 5, Text(en="arms", zh="旋臂数"), "K", least=2, below=11, whole=True),
        "noise": spread(0.03, high=0.3),
    },
)
