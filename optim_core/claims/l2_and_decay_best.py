"""Random mini-batches with L2 + weight decay beat the rest.

Both penalties together against each of the rest alone: none, L2, decoupled weight decay, dropout.
For plain SGD the two are one update, to rounding: x <- x - lr (g + l2 x) and x <- (1 - lr d) x -
lr g. So together they are either one at twice its strength, and at one strength for all the weights
would be held back unequally: each has the one of its strengths that tells most pictures right on
another seed, sought anew for every seed that is judged. How large the weights became is shown.
"""

from functools import lru_cache

from optim_core.evidence import ONE_TENTH, Claim, Setting, own_knobs
from optim_core.text import Text
from optim_core.train import train
from optim_core.trials import BATCH_SIZE, ELSEWHERE, LENGTH, RATE_FACTOR, percent, times

NETWORKS = {
    "mlp": Text(en="dense network", zh="多层感知机"),
    "cnn": Text(en="convolutional network", zh="卷积神经网络"),
}
RIVALS = {
    "none": Text(en="no penalty", zh="无正则化"),
    "l2": Text(en="L2", zh="L2"),
    "decay": Text(en="weight decay", zh="权重衰减"),
    "dropout": Text(en="dropout", zh="随机失活"),
}
SETTINGS = {
    f"{network}_{rival}": Setting(
        Text(en=f"{model.en}, against {title.en}", zh=f"{model.zh}，对比 {title.zh}"), other=title
    )
    for network, model in NETWORKS.items()
    for rival, title in RIVALS.items()
}
MODEL_KNOBS = {"mlp": {"hidden": [32]}, "cnn": {"filters": [8]}}


BOTH, DROPOUT = "both", "dropout"
STRENGTHS = {
    "none": (0.0,),
    "l2": (0.001, 0.003, 0.01, 0.03),
    "decay": (0.001, 0.003, 0.01, 0.03),
    BOTH: (0.001, 0.003, 0.01, 0.03),
    DROPOUT: (0.1, 0.2, 0.4, 0.6),
}


def example(knobs, setting, seed):
    network, rival = setting.split("_")
    how = (network, knobs["rate_factor"], knobs["length"], int(knobs["batch_size"]))
    return tuple(
        training(*how, seed, name, best_strength(*how, seed + ELSEWHERE, name))
        for name in (BOTH, rival)
    )


@lru_cache(maxsize=4096)
def best_strength(network, rate_factor, length, batch_size, seed, name):
    """The weakest of those that tell most test pictures right."""

    def right(strength):
        return told_right(training(network, rate_factor, length, batch_size, seed, name, strength))

    return max(STRENGTHS[name], key=right)


def training(network, rate_factor, length, batch_size, seed, name, strength):
    return {
        "model": network,
        "dataset": "digits",
        "optimizer": "sgd",
        "sampling": "replacement",
        "epochs": times(15, length),
        "batch_size": batch_size,
        "knobs": {"lr": 0.1 * rate_factor},
        "model_knobs": MODEL_KNOBS[network],
        "dataset_knobs": {"m": 400},
        "seed": seed,
        "l2": strength if name in (BOTH, "l2") else 0.0,
        "weight_decay": strength if name in (BOTH, "decay") else 0.0,
        "dropout": strength if name == DROPOUT else 0.0,
    }


def told_right(arguments):
    """The share of test pictures, in per cent."""
    return percent(train(**arguments).test_accuracy[-1])


def trial(knobs, setting, seed):
    """The shares of test pictures that were told right, and how large the weights became."""
    mine, other = (train(**arguments) for arguments in example(knobs, setting, seed))
    more = {"norm_claimed": mine.weight_norm, "norm_other": other.weight_norm}
    return percent(mine.test_accuracy[-1]), percent(other.test_accuracy[-1]), more


SPEC = Claim(
    title=Text(
        en="Random mini-batches with L2 + weight decay beat the rest",
        zh="随机小批量加 L2 与权重衰减优于其他做法",
    ),
    why=Text(
        en="Each penalty keeps the weights small; two of them ought to help twice.",
        zh="两种惩罚都让权重保持较小，合用似乎应有双重效果。",
    ),
    measured=Text(
        en="share of test pictures classified correctly at the end",
        zh="训练结束时测试图像的准确率",
    ),
    sides=(
        Text(en="L2 + weight decay", zh="L2 + 权重衰减"),
        Text(en="the rival", zh="对手"),
    ),
    order=3,
    unit="points",
    line=ONE_TENTH,
    settings=SETTINGS,
    knobs=own_knobs(
        SETTINGS,
        rate_factor=RATE_FACTOR,
        batch_size=BATCH_SIZE,
        length=LENGTH,
    ),
    trial=trial,
    example=example,
    more={
        "norm_claimed": Text(en="norm of the weights: L2 + decay", zh="权重的范数：L2 + 权重衰减"),
        "norm_other": Text(en="norm of the weights: rival", zh="权重的范数：对手"),
    },
)
