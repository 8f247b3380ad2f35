"""Mini-batch "is not trapped because it looks for local minima".

What a mini-batch has is noise. The same starts with the noise and without: how many end in a
deepest well? On a surface the noise is Gaussian, as many times the usual slope of that map as a
knob says; afterwards either side goes on for as long without noise, so that a run is judged by the
well it is in and not by its trembling. The network has three hidden units and, as noise, batches
of a few samples; a start is free where the network tells 95 % of the training points apart.
"""

import numpy as np

from optim_core.descend import descend
from optim_core.evidence import ONE_POINT, Claim, Setting, own_knobs
from optim_core.ground import ground_of
from optim_core.scenario import Run, Scenario
from optim_core.text import Text
from optim_core.train import train
from optim_core.trials import (
    LENGTH,
    NOISE,
    RATE_FACTOR,
    percent,
    random_starts,
    times,
    usual_slope,
)

SURFACES = ("gaussian_wells", "six_hump_camel", "three_hump_camel", "styblinski_tang")
LOUD = 10.0
NOISES = {
    "some": (1.0, Text(en="some noise", zh="适中噪声")),
    "loud": (LOUD, Text(en="ten times the noise", zh="十倍噪声")),
}
NETWORK = "network"
SETTINGS = {
    f"{surface}.{noise}": Setting.of(ground_of(surface).title, title)
    for noise, (_, title) in NOISES.items()
    for surface in SURFACES
} | {NETWORK: Setting(Text(en="network of three units, circles", zh="三个隐藏单元的网络，同心圆"))}
STARTS, FIRST_VALUES = 20, 8  # a seed's starts on a surface, and of the network
STEPS = 300
NEAR = 0.02  # map widths from a deepest minimum
TOLD = 0.95
SAMPLES, FEW = 100, 4


def trial(knobs, setting, seed):
    """Shares in per cent that were not trapped: with noise, and without."""
    if setting == NETWORK:
        noisy, calm = network(knobs, seed)
        return free_networks(noisy, seed), free_networks(calm, seed)
    surface = setting.split(".")[0]
    starts = random_starts(surface, STARTS, seed)
    return tuple(
        free(surface, starts, noise, knobs, seed) for noise in (noise_of(knobs, setting), 0.0)
    )


def noise_of(knobs, setting):
    surface, level = setting.split(".")
    return knobs["noise"] * NOISES[level][0] * usual_slope(surface)


def free(surface, starts, noise, knobs, seed):
    ends = [end(surface, start, noise, knobs, seed * STARTS + k) for k, start in enumerate(starts)]
    minima = np.array(ground_of(surface).minima())
    apart = np.hypot(*(np.array(ends)[:, None] - minima).transpose(2, 0, 1)).min(axis=1)
    return percent((apart < NEAR * ground_of(surface).span()).mean())


def end(surface, start, noise, knobs, seed):
    """Where a walk ends that was noisy for its first half."""
    how = {"steps": times(STEPS, knobs["length"]), "knobs": {"lr": rate(surface, knobs)}}
    half_way = descend("sgd", surface, start=start, noise=noise, seed=seed, **how).path[-1]
    return descend("sgd", surface, start=half_way, **how).path[-1]


def rate(surface, knobs):
    return ground_of(surface).lr * knobs["rate_factor"]


def network(knobs, seed):
    """The arguments of `train` with few samples a batch and with all, as many updates."""
    epochs = times(16, knobs["length"])
    common = {
        "model": "mlp",
        "dataset": "circles",
        "optimizer": "sgd",
        "knobs": {"lr": 0.3 * knobs["rate_factor"]},
        "model_knobs": {"hidden": [3]},
        "dataset_knobs": {"m": SAMPLES},
        "seed": seed * FIRST_VALUES,
    }
    whole = {"sampling": "full", "epochs": epochs * SAMPLES // FEW}
    return common | {"batch_size": FEW, "epochs": epochs}, common | whole


def free_networks(arguments, seed):
    seeds = range(seed * FIRST_VALUES, (seed + 1) * FIRST_VALUES)
    return percent(np.mean([settled({**arguments, "seed": each}) >= TOLD for each in seeds]))


def settled(arguments):
    """Training accuracy after as many more updates on all samples."""
    noisy = train(**arguments)
    calm = {**arguments, "sampling": "full", "epochs": len(noisy.loss), "init": noisy.params}
    return train(**calm).epoch_accuracy[-1]


def example(knobs, setting, seed):
    if setting == NETWORK:
        return network(knobs, seed)
    surface = setting.split(".")[0]
    return Scenario(
        surface=surface,
        start=tuple(random_starts(surface, STARTS, seed)[0]),
        steps=times(STEPS, knobs["length"]),
        noise=noise_of(knobs, setting),
        seed=seed * STARTS,
        runs=(Run("sgd", {"lr": rate(surface, knobs)}),),
    )


SPEC = Claim(
    title=Text(
        en="Mini-batch “is not trapped because it looks for local minima”",
        zh="小批量“不会陷入局部最优，因为它寻找局部极小值点”",
    ),
    why=Text(
        en="A noisy gradient can push a run over the rim of a bad well; an exact one never does.",
        zh="带噪声的梯度可能把点推出不好的坑；精确的梯度不会。",
    ),
    measured=Text(
        en="share of starts that end in a deepest well", zh="最终落入最深坑的起点所占比例"
    ),
    sides=(Text(en="noisy gradient", zh="带噪声的梯度"), Text(en="exact gradient", zh="精确梯度")),
    order=4,
    unit="points",
    line=ONE_POINT,
    settings=SETTINGS,
    knobs=own_knobs(
        SETTINGS,
        rate_factor=RATE_FACTOR,
        length=LENGTH,
        noise=NOISE,
    ),
    trial=trial,
    example=example,
)
