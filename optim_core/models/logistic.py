"""Logistic regression: the probability of one of two classes.

    p = sigmoid(x W + b)        loss: mean of -(y log p + (1 - y) log(1 - p))

Cox, 1958, https://doi.org/10.1111/j.2517-6161.1958.tb00292.x.
"""

from optim_core.entries import Model
from optim_core.jit import kernel
from optim_core.models.linear import output, predict
from optim_core.network import LOGISTIC, logistic_loss
from optim_core.planning import START, dense_plan, require_classes
from optim_core.text import Text


@kernel
def learn(theta, layout, x, y, keep, draw, grad, scratch):
    """Mean loss of a batch and, in `grad`, its gradient; nothing is hidden, so nothing drops."""
    batch, inputs = x.shape
    share, loss = 1.0 / batch, 0.0
    grad[:] = 0.0
    for row in range(batch):
        part, slope = logistic_loss(output(theta, x, row), y[row])
        loss += part
        for k in range(inputs):
            grad[k] += share * slope * x[row, k]
        grad[inputs] += share * slope
    return share * loss


def plan(data, start):
    require_classes("logistic", data, 2)
    return dense_plan([data.x.shape[1], 1], "relu", LOGISTIC, start)


SPEC = Model(
    title=Text(en="Logistic regression", zh="逻辑回归"),
    idea=Text(en="The probability of one of two classes.", zh="两类之一的概率。"),
    order=2,
    formula=(
        r"p = \sigma(x W + b)",
        r"L = -\frac1B \sum \left(y \log p + (1-y) \log (1-p)\right)",
    ),
    tasks=("classification",),
    options={"start": START["zero"]},
    plan=plan,
    learn=learn,
    predict=predict,
    paper="https://doi.org/10.1111/j.2517-6161.1958.tb00292.x",
)
