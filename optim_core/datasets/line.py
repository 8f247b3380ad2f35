"""A noisy straight line, drawn exactly as the course notes draw it.

    y = 3 x + 2 + 0.1 eps        x uniform on [0, 1), eps standard normal, m = 1000

All m samples are for training; the test set is a second draw of the same size from the same
stream. x is not standardised. The notes seed NumPy's legacy generator with 42, x first, then
eps; that is part of the experiment, so a run's own seed changes nothing here.
"""

import numpy as np

from optim_core.data import Data
from optim_core.entries import Dataset
from optim_core.samples import how_many, spread
from optim_core.text import Text


def draw(generator, m, noise):
    x = generator.rand(m, 1)
    y = 3 * x + 2 + noise * generator.randn(m, 1)
    return x, y[:, 0]


def load(m, noise, seed):
    generator = np.random.RandomState(42)
    training, test = draw(generator, int(m), noise), draw(generator, int(m), noise)
    return Data(*training, *test, features=("x",))


SPEC = Dataset(
    title=Text(en="A noisy line", zh="带噪声的直线"),
    idea=Text(
        en="1000 points around y = 3x + 2: the course notes' own draw.",
        zh="散布在 y = 3x + 2 周围的 1000 个点，与课程讲义中的数据逐点相同。",
    ),
    task="regression",
    load=load,
    paper="https://numpy.org/doc/stable/reference/random/legacy.html",
    knobs={"m": how_many(1000, high=10_000, below=100_001), "noise": spread(0.1)},
    seeded=False,
)
