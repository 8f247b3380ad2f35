"""Full batch is still best.

Tried against shuffled mini-batches in three ways: at the same learning rate with as many epochs for
both, and so as many looks at each sample; with as many updates for both, where the full batch pays
m / B times as much; and with as many epochs, each at its own best learning rate.
"""

from optim_core.evidence import ONE_PERCENT, Claim, Setting, own_knobs
from optim_core.text import Text
from optim_core.train import Trainer
from optim_core.trials import (
    BATCH_SIZE,
    LENGTH,
    RATE_FACTOR,
    TRAININGS,
    TRIES_OF_TRAININGS,
    at_own_rates,
    lesson,
    test_loss,
)

EPOCHS, UPDATES, BEST = "epochs", "updates", "best"
BUDGETS = {
    EPOCHS: Text(en="same epochs", zh="轮数相同"),
    UPDATES: Text(en="same updates", zh="更新次数相同"),
    BEST: Text(en="same epochs, each at its best α", zh="轮数相同，各用最佳 α"),
}
NAMES = ("line", "moons", "digits")
SETTINGS = {
    f"{name}_{budget}": Setting.of(TRAININGS[name].title, title)
    for budget, title in BUDGETS.items()
    for name in NAMES
}


def pair(knobs, setting, seed):
    name, budget = setting.split("_")
    parts = lesson(name, knobs, seed)
    whole = {**parts, "sampling": "full"}
    if budget == UPDATES:
        whole["epochs"] = Trainer(**parts).total
    return whole, parts


def example(knobs, setting, seed):
    def both(each):
        return pair(knobs, setting, each)

    if not setting.endswith(BEST):
        return both(seed)
    return at_own_rates(both, test_loss, knobs["tries"], seed)


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
    knobs=own_knobs(
        SETTINGS,
        rate_factor=RATE_FACTOR,
        batch_size=BATCH_SIZE,
        length=LENGTH,
        tries=TRIES_OF_TRAININGS,
    ),
    trial=trial,
    example=example,
)
