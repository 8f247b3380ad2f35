"""At equal updates per epoch, mini-batches converge faster than single samples.

The notes' experiment 3: (c) twice the samples in batches of two against (b) single samples. An
epoch has as many updates in both, so (c) looks at twice as many samples for it. The notes concluded
that (c) wins from the accuracies of the first epochs; by the fourth their losses said the opposite.
Both at the same learning rate, as in the notes, and each at its own best.
"""

from optim_core.evidence import ONE_PERCENT, Claim, Setting, own_knobs
from optim_core.settings import Knob
from optim_core.text import Text
from optim_core.train import train
from optim_core.trials import (
    RATE_FACTOR,
    TRAININGS,
    TRIES_OF_TRAININGS,
    at_own_rates,
    loss_of_a_lost_one,
)

SAMPLES, EPOCHS = 100, 4
NAMES = {
    "digits": {"lr": 0.3, "model_knobs": {"hidden": [32], "activation": "sigmoid"}},
    "moons": {"lr": 0.1, "model_knobs": {"hidden": [8], "activation": "tanh"}},
}
MEASURES = {  # what is looked at: (attribute of History, epoch)
    "train1": ("epoch_loss", 1),
    "train4": ("epoch_loss", 4),
    "test4": ("test_loss", 4),
}
TITLES = {
    "train1": Text(en="training loss, epoch 1", zh="训练损失，第 1 轮"),
    "train4": Text(en="training loss, epoch 4", zh="训练损失，第 4 轮"),
    "test4": Text(en="test loss, epoch 4", zh="测试损失，第 4 轮"),
}
BEST = Text(en="test loss, epoch 4, each at its best α", zh="测试损失，第 4 轮，各用最佳 α")
SETTINGS = {
    f"{name}_{measure}": Setting.of(TRAININGS[name].title, title)
    for measure, title in (TITLES | {"test4_best": BEST}).items()
    for name in NAMES
}


def pair(knobs, setting, seed):
    """(c) and (b): as many updates an epoch, B samples for each update or one."""
    name, size = setting.split("_")[0], int(knobs["size"])
    return with_samples(name, size, knobs, seed), with_samples(name, 1, knobs, seed)


def with_samples(name, size, knobs, seed):
    return {
        "model": "mlp",
        "dataset": name,
        "optimizer": "sgd",
        "epochs": EPOCHS,
        "batch_size": size,
        "knobs": {"lr": NAMES[name]["lr"] * knobs["rate_factor"]},
        "model_knobs": NAMES[name]["model_knobs"],
        "dataset_knobs": {"m": SAMPLES * size},
        "seed": seed,
    }


def example(knobs, setting, seed):
    def both(each):
        return pair(knobs, setting, each)

    if not setting.endswith("_best"):
        return both(seed)
    return at_own_rates(both, lambda arguments: loss_of(arguments, setting), knobs["tries"], seed)


def trial(knobs, setting, seed):
    return tuple(loss_of(arguments, setting) for arguments in example(knobs, setting, seed))


def loss_of(arguments, setting):
    measure, epoch = MEASURES[setting.split("_")[1]]
    history = train(**{**arguments, "epochs": epoch})
    if history.status == "diverged":
        return loss_of_a_lost_one(history)
    return float(getattr(history, measure)[-1])


SPEC = Claim(
    title=Text(
        en="At equal updates per epoch, mini-batches converge faster than single samples",
        zh="每轮更新次数相同时，小批量的收敛比单样本快",
    ),
    why=Text(
        en="Each update averages several samples, so as many updates go a straighter way.",
        zh="每次更新对多个样本取平均，同样多的更新走得更直。",
    ),
    measured=Text(
        en="loss after as many updates; training loss is each one's on its own samples",
        zh="同样多次更新之后的损失；训练损失各按自己的样本计算",
    ),
    sides=(
        Text(en="mini-batches, more samples", zh="小批量，样本更多"),
        Text(en="single samples", zh="单个样本"),
    ),
    order=7,
    unit="ratio",
    line=ONE_PERCENT,
    settings=SETTINGS,
    knobs=own_knobs(
        SETTINGS,
        seeds=40,
        rate_factor=RATE_FACTOR,
        tries=TRIES_OF_TRAININGS,
        size=Knob(
            2.0,
            2,
            10,
            Text(en="samples in a mini-batch", zh="每个小批量的样本数"),
            "B",
            least=1,
            below=11,
            whole=True,
        ),
    ),
    trial=trial,
    example=example,
)
