"""Multi-layer network: dense layers with a bend between them.

    a_0 = x ;  a_k = activation(a_{k-1} W_k + b_k) ;  the last layer has no activation
    loss: cross-entropy of its softmax for classes, mean squared error for numbers

Rumelhart, Hinton & Williams, 1986, https://doi.org/10.1038/323533a0.
"""

from optim_core.entries import Model
from optim_core.network import ACTIVATIONS, MSE, SOFTMAX, learn, predict
from optim_core.planning import START, dense_plan
from optim_core.settings import Choice, Sizes
from optim_core.text import Text


def plan(data, hidden, activation, start):
    outputs, head = (data.classes, SOFTMAX) if data.classes else (1, MSE)
    return dense_plan([data.x.shape[1], *hidden, outputs], activation, head, start, numbered=True)


SPEC = Model(
    title=Text(en="Multi-layer network", zh="多层感知机（MLP）"),
    idea=Text(en="Dense layers with a bend between them.", zh="全连接层之间加上非线性。"),
    order=4,
    formula=(r"a_k = \phi(a_{k-1} W_k + b_k)", r"p = \operatorname{softmax}(a_n W + b)"),
    tasks=("classification", "regression"),
    options={
        "hidden": Sizes(
            default=(32,), most=1024, longest=6, title=Text(en="hidden layers", zh="隐藏层")
        ),
        "activation": Choice("relu", tuple(ACTIVATIONS), Text(en="activation", zh="激活函数")),
        "start": START["fitting"],
    },
    plan=plan,
    learn=learn,
    predict=predict,
    paper="https://doi.org/10.1038/323533a0",
)
