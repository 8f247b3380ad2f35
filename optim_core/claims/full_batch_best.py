"""Full batch is still best.

Tried against shuffled mini-batches at the same learning rate, twice: with as many epochs for both,
and so as many looks at each sample, and with as many updates for both, where the full batch pays
m / B times as much.
"""

from optim_core.evidence import ONE_PERCENT, Claim, Setting, own_knobs
from optim_core.text import Text
from optim_core.train import Trainer
from optim_core.trials import BATCH_SIZE, LENGTH, RATE_FACTOR, TRAININGS, lesson, test_loss

EPOCHS, UPDATES = "epochs", "updates"
BUDGETS = {
    EPOCHS: Text(en="same epochs", zh="轮数相同"),
    UPDATES: Text(en="same updates", zh="更新次数相同"),
}
NAMES = ("line", "moons", "digits")
SETTINGS = {
    f"{name}_{budget}": Setting.of(TRAININGS[name].title, title)
    for budget, title in BUDGETS.items()
    for name in NAMES
}


def example(knobs, setting, seed):
    name, budget = setting.split("_")
    parts = lesson(name, knobs, seed)
    whole = {**parts, "sampling": "full"}
    if budget == UPDATES:
        whole["epochs"] = Trainer(**parts).total
    return whole, parts


def trial(knobs, setting, seed):
    return tuple(map(test_loss, example(knobs, setting, seed)))


SPEC = Claim(
    title=Text(en="Full batch is still best", zh="全批量梯度下降仍然最好"),
    why=Text(
        en="A batch of all samples is the true gradient: no noise, and every update goes downhill.",
        zh="用全部样本算出的就是真正的梯度：没有噪声，每次更新都在下降。",
    ),
    measured=Text(en="loss on the test data at the end", zh="训练结束时测试集上的损失"),
    sides=(Text(en="full batch", zh="全批量"), Text(en="mini-batches", zh="小批量")),
    order=1,
    unit="ratio",
    line=ONE_PERCENT,
    settings=SETTINGS,
    knobs=own_knobs(SETTINGS, rate_factor=RATE_FACTOR, batch_size=BATCH_SIZE, length=LENGTH),
    trial=trial,
    example=example,
)
