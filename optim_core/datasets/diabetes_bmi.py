"""Diabetes against body-mass index: 442 patients, one feature, one line through them.

x is the body-mass index and y the progression of the disease a year later, both standardised by
the training part. Efron, Hastie, Johnstone & Tibshirani, 2004,
https://doi.org/10.1214/009053604000000067, as bundled with scikit-learn.

The training loss of the linear model is the surface of the same name, exactly. For that all
patients are trained on unless `held_out` says otherwise; the test set is then the training set,
and with two parameters for 442 patients that flatters nobody.
"""

from functools import cache

import numpy as np

from optim_core.data import Data
from optim_core.entries import Dataset
from optim_core.samples import hold_out, standardise
from optim_core.settings import Knob
from optim_core.text import Text


@cache
def patients():
    """(body-mass index (442, 1), progression (442,)); on first use, as scikit-learn is slow to
    import."""
    from sklearn.datasets import load_diabetes

    bundle = load_diabetes(scaled=False)
    bmi = bundle.feature_names.index("bmi")
    return bundle.data[:, [bmi]], bundle.target


def load(held_out, seed):
    bmi, progression = patients()
    training = test = np.arange(len(bmi))
    if held_out:
        training, test = hold_out(progression, held_out, seed)
    x, x_test = standardise(bmi[training], bmi[test])
    y, y_test = standardise(progression[training], progression[test])
    return Data(x, y, x_test, y_test, features=("body-mass index",))


SPEC = Dataset(
    title=Text(en="Diabetes and body-mass index", zh="糖尿病与体重指数"),
    idea=Text(
        en="How a disease progressed in 442 patients, against their body-mass index.",
        zh="442 位患者的病情进展与体重指数的关系。",
    ),
    task="regression",
    load=load,
    paper="https://doi.org/10.1214/009053604000000067",
    knobs={
        "held_out": Knob(
            0.0,
            0.0,
            0.5,
            Text(en="share held out for the test", zh="留作测试的比例"),
            "p",
            below=0.95,
        )
    },
)
