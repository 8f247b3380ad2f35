"""Random mini-batches with L2 + weight decay beat the rest.

Both penalties together against each of the rest alone: none, L2, decoupled weight decay, dropout.
For plain SGD the two are one update, to rounding: x <- x - lr (g + l2 x) and x <- (1 - lr d) x -
lr g. So together they are either one at twice its strength.
"""

from optim_core.evidence import ONE_TENTH, Claim, Setting, own_knobs
from optim_core.settings import Knob
from optim_core.text import Text
from optim_core.train import train
from optim_core.trials import BATCH_SIZE, LENGTH, RATE_FACTOR, percent, times

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


def example(knobs, setting, seed):
    network, rival = setting.split("_")
    common = {
        "model": network,
        "dataset": "digits",
        "optimizer": "sgd",
        "sampling": "replacement",
        "epochs": times(15, knobs["length"]),
        "batch_size": int(knobs["batch_size"]),
        "knobs": {"lr": 0.1 * knobs["rate_factor"]},
        "model_knobs": MODEL_KNOBS[network],
        "dataset_knobs": {"m": 400},
        "seed": seed,
    }
    return common | penalty("both", knobs), common | penalty(rival, knobs)


def penalty(name, knobs):
    return {
        "l2": knobs["strength"] if name in ("both", "l2") else 0.0,
        "weight_decay": knobs["strength"] if name in ("both", "decay") else 0.0,
        "dropout": knobs["dropout"] if name == "dropout" else 0.0,
    }


def trial(knobs, setting, seed):
    """The shares of test pictures that were told right."""
    pair = example(knobs, setting, seed)
    return tuple(percent(train(**arguments).test_accuracy[-1]) for arguments in pair)


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
        strength=Knob(
            1e-3,
            1e-4,
            1e-1,
            Text(en="strength of either penalty", zh="每种惩罚的强度"),
            "λ",
            "log",
            below=1e3,
        ),
        dropout=Knob(0.2, 0.0, 0.8, Text(en="dropout", zh="随机失活率"), "p", below=1.0),
    ),
    trial=trial,
    example=example,
)
