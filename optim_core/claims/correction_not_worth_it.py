"""Bias correction is not worth having.

Adam with both corrections switched off against Adam as published, from the same starts. Worth
having is what saves at least five per cent: of the updates that a surface takes, or of a network's
loss. Both at the same learning rate, and each at the one that serves it best, because without
corrections the first step is (1 - beta1) / sqrt(1 - beta2) = 3.16 times as long.
"""

from optim_core.evidence import FIVE_PERCENT, Claim, Setting, own_knobs
from optim_core.ground import ground_of
from optim_core.scenario import Run, Scenario
from optim_core.settings import decay, learning_rate
from optim_core.text import Text
from optim_core.trials import TRIES, lesson, random_starts, test_loss
from optim_core.tuning import settled, tune

SURFACES = ("quadratic", "rosenbrock")
NETWORKS = {
    "first": (1, Text(en="network, digits, first epoch", zh="网络，手写数字，第一轮")),
    "late": (15, Text(en="network, digits, 15 epochs", zh="网络，手写数字，15 轮")),
}
LARGE = 5.0
RATES = {
    "same": (1.0, Text(en="same α", zh="α 相同")),
    "large": (LARGE, Text(en="same α, five times as large", zh="α 相同，取五倍")),
    "tuned": (1.0, Text(en="each at its best α", zh="各用最佳 α")),
}


SETTINGS = {
    f"{surface}.{name}": Setting.of(ground_of(surface).title, title)
    for name, (_, title) in RATES.items()
    for surface in SURFACES
} | {
    f"{network}.{name}": Setting.of(what, RATES[name][1])
    for name in ("same", "large")
    for network, (_, what) in NETWORKS.items()
}
OFF = {"correct_m": 0.0, "correct_v": 0.0}
STEPS = 1000
TARGET = 1e-3
RATE_OF_A_NETWORK = 0.1  # of the surfaces' learning rate: networks have more coordinates to move


def trial(knobs, setting, seed):
    if setting.split(".")[0] in NETWORKS:
        return tuple(map(test_loss, trainings(knobs, setting, seed)))
    scenario = example(knobs, setting, seed)
    floor = scenario.ground.lowest(**scenario.surface_knobs)
    steps = [settled(run.loss, floor, TARGET) for run in scenario.run()]
    return tuple(max(each, 1) if each >= 0 else STEPS for each in steps)


def sides(knobs, factor):
    """Adam's knobs without the corrections, and with them."""
    own = {"lr": knobs["lr"] * factor, "beta2": knobs["beta2"]}
    return own | OFF, own


def trainings(knobs, setting, seed):
    network, level = setting.split(".")
    common = lesson("digits", {}, seed, optimizer="adam", epochs=NETWORKS[network][0])
    pair = sides(knobs, RATE_OF_A_NETWORK * RATES[level][0])
    return tuple(common | {"knobs": own} for own in pair)


def example(knobs, setting, seed):
    place, level = setting.split(".")
    if place in NETWORKS:
        return trainings(knobs, setting, seed)
    [start] = random_starts(place, 1, seed).tolist()
    runs = sides(knobs, RATES[level][0])
    if level == "tuned":
        runs = [own | {"lr": best(place, start, own, knobs)} for own in runs]
    return Scenario(
        surface=place,
        start=start,
        steps=STEPS,
        noise=0.0,
        runs=tuple(Run("adam", own) for own in runs),
    )


def best(surface, start, own, knobs):
    found = tune(
        "adam",
        surface,
        trials=int(knobs["tries"]),
        target=TARGET,
        knobs=own,
        start=start,
        steps=STEPS,
    )
    return found.lr


SPEC = Claim(
    title=Text(en="Bias correction is not worth having", zh="偏差修正没有必要"),
    why=Text(
        en="It only matters in the first steps, and after those nobody sees a difference.",
        zh="它只影响最初几步，之后就看不出差别了。",
    ),
    measured=Text(
        en="updates until the loss stays within 0.001 of the minimum; of the network, test loss",
        zh="损失稳定在最小值 0.001 以内所需的更新次数；网络则为测试损失",
    ),
    sides=(Text(en="without correction", zh="不修正"), Text(en="with correction", zh="修正")),
    order=8,
    unit="ratio",
    line=-FIVE_PERCENT,
    settings=SETTINGS,
    knobs=own_knobs(
        SETTINGS,
        seeds=40,
        lr=learning_rate(0.1),
        beta2=decay(0.999, Text(en="decay of the squares", zh="二阶矩衰减率"), "β₂", 0.9999),
        tries=TRIES,
    ),
    trial=trial,
    example=example,
)
