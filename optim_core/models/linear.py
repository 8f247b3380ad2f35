"""Linear regression: a straight line, or plane, through the data.

    y_hat = x W + b        loss: mean of (y_hat - y)^2

Legendre, 1805; Gauss, 1809.
"""

from optim_core.entries import Model
from optim_core.jit import kernel, part
from optim_core.network import MSE, squared_error
from optim_core.planning import START, dense_plan
from optim_core.text import Text


@kernel
def learn(theta, layout, x, y, keep, draw, grad, scratch):
    """Mean loss of a batch and, in `grad`, its gradient; nothing is hidden, so nothing drops."""
    batch, inputs = x.shape
    share, loss = 1.0 / batch, 0.0
    grad[:] = 0.0
    for row in range(batch):
        part, slope = squared_error(output(theta, x, row), y[row])
        loss += part
        for k in range(inputs):
            grad[k] += share * slope * x[row, k]
        grad[inputs] += share * slope
    return share * loss


@kernel
def predict(theta, layout, x, scratch, outputs):
    for row in range(len(x)):
        outputs[row, 0] = output(theta, x, row)


@part
def output(theta, x, row):
    """x W + b of one sample."""
    inputs = x.shape[1]
    total = theta[inputs]
    for k in range(inputs):
        total += x[row, k] * theta[k]
    return total


def plan(data, start):
    return dense_plan([data.x.shape[1], 1], "relu", MSE, start)


SPEC = Model(
    title=Text(en="Linear regression", zh="线性回归"),
    idea=Text(en="A straight line through the data.", zh="用一条直线拟合数据。"),
    order=1,
    formula=(r"\hat y = x W + b", r"L = \frac1B \sum (\hat y - y)^2"),
    tasks=("regression",),
    options={"start": START["zero"]},
    plan=plan,
    learn=learn,
    predict=predict,
)
