"""Wine: which of three growers made it, told from its chemistry?

178 wines, 13 measurements each, standardised by the training part: without that, one feature in
the hundreds drowns those below one. Aeberhard & Forina, 1992, https://doi.org/10.24432/C5PC7J,
as bundled with scikit-learn. A quarter of each class is held out for the test.
"""

from functools import cache

from optim_core.data import Data
from optim_core.entries import Dataset
from optim_core.samples import HELD_OUT, hold_out, standardise
from optim_core.text import Text


@cache
def wines():
    """scikit-learn's bundle; on first use, as importing scikit-learn takes a second."""
    from sklearn.datasets import load_wine

    return load_wine()


def load(seed):
    measured, label = wines().data, wines().target
    training, test = hold_out(label, HELD_OUT, seed, classes=3)
    x, x_test = standardise(measured[training], measured[test])
    return Data(
        x,
        label[training],
        x_test,
        label[test],
        classes=3,
        features=tuple(map(str, wines().feature_names)),
        labels=tuple(map(str, wines().target_names)),
    )


SPEC = Dataset(
    title=Text(en="Wine", zh="葡萄酒"),
    idea=Text(
        en="Which of three growers made it, told from 13 measurements of 178 wines.",
        zh="根据 178 种葡萄酒的 13 项化学指标，判断它出自三家酒庄中的哪一家。",
    ),
    task="classification",
    load=load,
    paper="https://doi.org/10.24432/C5PC7J",
)
