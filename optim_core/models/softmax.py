"""Softmax regression: a probability for each of several classes.

    p = softmax(x W + b)        loss: mean of -log p[y]

Bridle, 1990, https://doi.org/10.1007/978-3-642-76153-9_28.
"""

from optim_core.entries import Model
from optim_core.network import SOFTMAX, learn, predict
from optim_core.planning import START, dense_plan
from optim_core.text import Text


def plan(data, start):
    return dense_plan([data.x.shape[1], data.classes], "relu", SOFTMAX, start)


SPEC = Model(
    title=Text(en="Softmax regression", zh="Softmax 回归"),
    idea=Text(en="A probability for each of several classes.", zh="给每一类一个概率。"),
    order=3,
    formula=(r"p = \operatorname{softmax}(x W + b)", r"L = -\frac1B \sum \log p_y"),
    tasks=("classification",),
    options={"start": START["zero"]},
    plan=plan,
    learn=learn,
    predict=predict,
    paper="https://doi.org/10.1007/978-3-642-76153-9_28",
)
