"""Handwritten digits in 8 by 8 pixels, small enough to train on while one watches.

1797 digits of 43 people, each pixel from 0 (paper) to 1 (ink). Alpaydin & Kaynak, 1998,
https://doi.org/10.24432/C50P49, the test part as bundled with scikit-learn, where pixels go up
to 16. A quarter of each digit is held out for the test; `m` of the rest are trained on.
"""

from functools import cache

from optim_core.data import Data
from optim_core.entries import Dataset
from optim_core.samples import HELD_OUT, hold_out, how_many
from optim_core.text import Text

IMAGE = (8, 8, 1)
TRAINABLE = 1348  # of 1797 when a quarter is held out


@cache
def digits():
    """(pixels (1797, 64), digit (1797,)); on first use: importing scikit-learn takes a second."""
    from sklearn.datasets import load_digits

    return load_digits(return_X_y=True)


def load(m, seed):
    pixels, digit = digits()
    training, test = hold_out(digit, HELD_OUT, seed, classes=10)
    training = training[: int(m)]
    return Data(
        pixels[training] / 16.0,
        digit[training],
        pixels[test] / 16.0,
        digit[test],
        classes=10,
        image=IMAGE,
        labels=tuple("0123456789"),
    )


SPEC = Dataset(
    title=Text(en="Handwritten digits, 8 × 8", zh="手写数字（8 × 8）"),
    idea=Text(
        en="1797 handwritten digits, small enough to train on while you watch.",
        zh="1797 个手写数字，小到可以边看边训练。",
    ),
    task="classification",
    load=load,
    paper="https://doi.org/10.24432/C50P49",
    knobs={"m": how_many(TRAINABLE, high=TRAINABLE, below=TRAINABLE + 1)},
    image=IMAGE,
)
