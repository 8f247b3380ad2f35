"""The loss of a real regression: how a straight line misses 442 patients.

    f(w, b) = mean of (w x + b - y)^2

x is the body-mass index and y the progression of diabetes a year later, both standardised
(mean 0, standard deviation 1). Efron, Hastie, Johnstone & Tibshirani, 2004,
https://doi.org/10.1214/009053604000000067, as bundled with scikit-learn.

On standardised data the bowl is round. `shift` is added to x, as when a feature is scaled but
never centred (raw body-mass indices sit six standard deviations from zero): the bowl becomes
a ravine, with the same best line.
"""

from functools import cache

import numpy as np

from optim_core import regression
from optim_core.datasets import diabetes_bmi
from optim_core.entries import Samples, Surface
from optim_core.settings import Knob
from optim_core.text import Text


@cache
def patients():
    """Standardised (x, y), each (442,): what a model is trained on, all patients."""
    data = diabetes_bmi.SPEC.load(held_out=0.0, seed=0)
    return data.x[:, 0], data.y


def samples(shift):
    x, y = patients()
    return np.column_stack([x + shift, y])


def parameters(shift):
    x, y = patients()
    return regression.moments(x + shift, y)


SPEC = Surface(
    title=Text(en="Diabetes and body-mass index", zh="糖尿病与体重指数"),
    idea=Text(
        en="The mean squared error of a line through 442 patients, over its slope and height.",
        zh="用一条直线拟合 442 位患者的均方误差，随斜率与截距变化。",
    ),
    formula=regression.FORMULA,
    domain=(-2.5, 3.5, -4.0, 2.5),
    start=(-1.5, 2.0),
    lr=0.1,
    value_and_grad=regression.value_and_grad,
    minima=lambda shift: [regression.best_line(parameters(shift))],
    knobs={
        "shift": Knob(
            0.0,
            0.0,
            6.0,
            Text(en="feature shifted by", zh="特征的平移量"),
            "s",
            least=-100.0,
            below=100.0,
        )
    },
    parameters=parameters,
    curvatures=lambda shift: regression.curvatures(parameters(shift)),
    axes=("w", "b"),
    data=Samples("linear", "diabetes_bmi", samples, regression.pick),
    paper="https://doi.org/10.1214/009053604000000067",
)
