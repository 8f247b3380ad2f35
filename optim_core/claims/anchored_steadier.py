"""Anchored momentum is steadier than Adam.

Steady is who ends at much the same height wherever it starts: per seed GROUP random starts under
gradient noise, and of log10 of their last heights above the minimum the standard deviation. A run
that ends higher than the middle one of the starts, or leaves every map, is lost and counts as LOST
times that height. A group of which most got lost, or whose middle run has not come down to a tenth
of the starts' height, has the spread of LOST itself: to fail alike everywhere is no way to be
steady. Each at its own best learning rate, found with the same budget on a group of other starts
with the same noise, and at a multiple of it.
"""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from optim_core.descend import descend
from optim_core.evidence import FIVE_PERCENT, Claim, Setting, own_knobs
from optim_core.ground import ground_of
from optim_core.scenario import Run, Scenario
from optim_core.settings import Knob
from optim_core.text import Text
from optim_core.trials import (
    ELSEWHERE,
    LENGTH,
    NOISE,
    TRIES,
    lowest,
    percent,
    random_starts,
    times,
    usual_slope,
)
from optim_core.tuning import Trial, search

SURFACES = ("quadratic", "rosenbrock", "beale", "plateau")
RATES = {
    "tuned": Text(en="tuned α", zh="调好的 α"),
    "large": Text(en="a larger α", zh="更大的 α"),
}
SETTINGS = {
    f"{surface}.{name}": Setting.of(ground_of(surface).title, title)
    for name, title in RATES.items()
    for surface in SURFACES
}
OPTIMIZERS = ("anchored_momentum", "adam")
GROUP = 12
STEPS = 200
LOST = 1e3
LOWEST = 1e-9  # heights below count as this: how small a zero is says nothing
DOWN = 0.1  # of the middle height of the starts
LEAST_SPREAD = 1e-2  # of log10 heights; below, both are as steady as one could wish


def rates(knobs, setting, seed):
    """The learning rates of both."""
    surface, level = setting.split(".")
    factor = knobs["excess"] if level == "large" else 1.0
    return [best_rate(name, surface, knobs, seed) * factor for name in OPTIMIZERS]


def best_rate(optimizer, surface, knobs, seed):
    """With which the middle one of a group of other starts ends lowest."""

    def attempt(lr):
        return Trial(lr, -1, group(optimizer, surface, lr, knobs, seed + ELSEWHERE).height)

    return search(attempt, int(knobs["tries"])).lr


def noise_of(surface, knobs):
    return knobs["noise"] * usual_slope(surface)


def trial(knobs, setting, seed):
    """Spreads of both groups, in powers of ten; what share of each got lost, and how it ended."""
    surface = setting.split(".")[0]
    mine, other = (
        group(name, surface, lr, knobs, seed)
        for name, lr in zip(OPTIMIZERS, rates(knobs, setting, seed), strict=True)
    )
    more = {
        "lost_claimed": mine.lost,
        "lost_other": other.lost,
        "height_claimed": mine.height,
        "height_other": other.height,
    }
    return mine.spread, other.spread, more


class Group(NamedTuple):
    """What became of a seed's runs: spread in powers of ten, share lost in per cent, and the
    middle one of the last heights."""

    spread: float
    lost: float
    height: float


def group(optimizer, surface, lr, knobs, seed):
    """What becomes of the runs from one seed's starts."""
    runs = [
        descend(
            optimizer,
            surface,
            start=start,
            steps=times(STEPS, knobs["length"]),
            knobs={"lr": lr},
            noise=noise_of(surface, knobs),
            seed=seed * GROUP + k,
        )
        for k, start in enumerate(random_starts(surface, GROUP, seed))
    ]
    first, last = (np.array([run.loss[at] for run in runs]) - lowest(surface) for at in (0, -1))
    middle = np.median(first)
    undone = np.array([run.status in ("diverged", "domain") for run in runs])
    lost = undone | (last > middle)
    ends = np.where(lost, LOST * middle, np.maximum(last, LOWEST))
    height = float(np.median(ends))
    failed = lost.mean() > 0.5 or height > DOWN * middle
    return Group(spread_of(ends, failed), percent(lost.mean()), height)


def spread_of(ends, failed):
    """Of the last heights, in powers of ten."""
    return float(np.log10(LOST)) if failed else max(float(np.std(np.log10(ends))), LEAST_SPREAD)


def example(knobs, setting, seed):
    surface = setting.split(".")[0]
    return Scenario(
        surface=surface,
        start=tuple(random_starts(surface, GROUP, seed)[0].tolist()),
        steps=times(STEPS, knobs["length"]),
        noise=noise_of(surface, knobs),
        seed=seed * GROUP,
        runs=tuple(
            Run(name, {"lr": lr})
            for name, lr in zip(OPTIMIZERS, rates(knobs, setting, seed), strict=True)
        ),
    )


SPEC = Claim(
    title=Text(en="Anchored momentum is steadier than Adam", zh="锚定动量法比 Adam 更稳定"),
    why=Text(
        en="Its leash and its longest step hold it back where Adam is free to run.",
        zh="绳子和最长步长会拉住它，而 Adam 没有这样的约束。",
    ),
    measured=Text(
        en="spread of the last heights over starts, in powers of ten",
        zh="从不同起点出发，最终与最小值之差的标准差（以 10 的幂计）",
    ),
    sides=(Text(en="anchored momentum", zh="锚定动量法"), Text(en="Adam", zh="Adam")),
    order=6,
    unit="ratio",
    line=FIVE_PERCENT,
    settings=SETTINGS,
    knobs=own_knobs(
        SETTINGS,
        tries=TRIES,
        length=LENGTH,
        excess=Knob(
            3.0,
            1.0,
            10.0,
            Text(en="the larger α, times the tuned one", zh="较大的 α 是调好的多少倍"),
            "α ×",
            "log",
            least=1.0,
            below=1e3,
        ),
        noise=replace(NOISE, default=0.1),
    ),
    trial=trial,
    example=example,
    more={
        "lost_claimed": Text(
            en="lost, %: anchored momentum", zh="发散或离开地图的比例（%）：锚定动量法"
        ),
        "lost_other": Text(en="lost, %: Adam", zh="发散或离开地图的比例（%）：Adam"),
        "height_claimed": Text(en="height: anchored momentum", zh="最终与最小值之差：锚定动量法"),
        "height_other": Text(en="height: Adam", zh="最终与最小值之差：Adam"),
    },
)
