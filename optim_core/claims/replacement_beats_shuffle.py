"""Random mini-batches, drawn with replacement, beat a shuffled partition.

Same data, same first weights, same number of updates: only which samples an epoch shows differs.
An epoch with replacement misses a sample with probability about 1/e. Both at the same learning
rate, and each at its own best.
"""

from optim_core.evidence import ONE_PERCENT, Claim, Setting, own_knobs
from optim_core.text import Text
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

BEST = Text(en="each at its best α", zh="各用最佳 α")
SETTINGS = {name: Setting(one.title) for name, one in TRAININGS.items()} | {
    f"{name}_best": Setting.of(TRAININGS[name].title, BEST) for name in ("line", "digits")
}


def pair(knobs, setting, seed):
    arguments = lesson(setting.removesuffix("_best"), knobs, seed)
    return {**arguments, "sampling": "replacement"}, {**arguments, "sampling": "shuffle"}


def example(knobs, setting, seed):
    def both(each):
        return pair(knobs, setting, each)

    if not setting.endswith("_best"):
        return both(seed)
    return at_own_rates(both, test_loss, knobs["tries"], seed)


def trial(knobs, setting, seed):
    return tuple(map(test_loss, example(knobs, setting, seed)))


SPEC = Claim(
    title=Text(
        en="Random mini-batches beat a shuffled partition",
        zh="随机小批量（有放回抽样）优于打乱分批",
    ),
    why=Text(
        en="Every batch is drawn afresh from all samples, so no two epochs are alike.",
        zh="每一批都重新从全部样本中抽取，没有两轮是相同的。",
    ),
    measured=Text(en="loss on the test data at the end", zh="训练结束时测试集上的损失"),
    sides=(Text(en="with replacement", zh="有放回抽样"), Text(en="shuffled", zh="打乱分批")),
    order=2,
    unit="ratio",
    line=ONE_PERCENT,
    settings=SETTINGS,
    knobs=own_knobs(
        SETTINGS,
        seeds=100,
        rate_factor=RATE_FACTOR,
        batch_size=BATCH_SIZE,
        length=LENGTH,
        tries=TRIES_OF_TRAININGS,
    ),
    trial=trial,
    example=example,
)
