"""What the trials of claims are made of: small trainings, random starts, tuned learning rates."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np

from optim_core.arguments import complete
from optim_core.ground import ground_of
from optim_core.settings import Knob
from optim_core.text import Text
from optim_core.train import train
from optim_core.tuning import FEWEST, MOST, Trial, search

LOST = 10.0  # times its first batch's loss is what a training that diverged ends with
ELSEWHERE = 2_000_000  # from a seed to another that no verdict counts: theirs are smaller
SEARCHED = 30.0
MARGIN = 0.05  # of the map is left out where starts are drawn: no start on its edge


@dataclass(frozen=True)
class Training:
    """A model, its data, and a learning rate at which plain mini-batches do well."""

    title: Text
    model: str
    dataset: str
    lr: float
    epochs: int
    model_knobs: Mapping = field(default_factory=dict)
    dataset_knobs: Mapping = field(default_factory=dict)


TRAININGS = {
    "line": Training(
        Text(en="a line", zh="直线拟合"), "linear", "line", 0.1, 10, dataset_knobs={"m": 200}
    ),
    "cancer": Training(
        Text(en="logistic regression, tumours", zh="逻辑回归，肿瘤"),
        "logistic",
        "breast_cancer",
        0.1,
        10,
    ),
    "moons": Training(
        Text(en="small network, two moons", zh="小网络，双月"),
        "mlp",
        "moons",
        0.3,
        30,
        {"hidden": [8], "activation": "tanh"},
    ),
    "digits": Training(
        Text(en="network, digits", zh="网络，手写数字"),
        "mlp",
        "digits",
        0.1,
        15,
        {"hidden": [32]},
        {"m": 400},
    ),
}

RATE_FACTOR = Knob(
    1.0, 0.1, 10.0, Text(en="learning rate, ×", zh="学习率的倍数"), "α ×", "log", least=1e-3
)
LENGTH = Knob(
    1.0,
    0.25,
    4.0,
    Text(en="length of run, ×", zh="时长的倍数"),
    "T ×",
    "log",
    least=0.05,
    below=8.0,
)
BATCH_SIZE = Knob(
    32.0,
    1,
    128,
    Text(en="batch size", zh="批量大小"),
    "B",
    "log",
    least=1,
    below=1025,
    whole=True,
)
NOISE = Knob(
    1.0,
    0.01,
    10.0,
    Text(en="noise, times the usual slope", zh="噪声，为通常梯度范数的倍数"),
    "σ",
    "log",
    below=1e3,
)
TRIES = Knob(
    12.0,
    5,
    24,
    Text(en="learning rates tried for each", zh="各自试过的学习率个数"),
    "k",
    least=FEWEST,
    below=MOST + 1,
    whole=True,
)
TRIES_OF_TRAININGS = replace(TRIES, default=8.0)  # over a narrower range, and each takes longer


def lesson(name, knobs, seed, **changes):
    """The arguments of `train` for the training `name`, under a claim's knobs."""
    one = TRAININGS[name]
    return {
        "model": one.model,
        "dataset": one.dataset,
        "optimizer": "sgd",
        "epochs": times(one.epochs, knobs.get("length", 1.0)),
        "batch_size": int(knobs.get("batch_size", 32)),
        "knobs": {"lr": one.lr * knobs.get("rate_factor", 1.0)},
        "model_knobs": one.model_knobs,
        "dataset_knobs": one.dataset_knobs,
        "seed": seed,
        **changes,
    }


def times(count, factor):
    return max(1, round(count * factor))


def test_loss(arguments):
    """Of the last epoch of that training; a large one where it diverged."""
    history = train(**arguments)
    return (
        loss_of_a_lost_one(history)
        if history.status == "diverged"
        else float(history.test_loss[-1])
    )


def at_own_rates(pair, loss, tries, seed):
    """A pair of trainings, each at the learning rate that serves it best, with the same budget,
    from a SEARCHED-th of the given one to SEARCHED times it. Sought anew for every seed that is
    judged, with the weights and batches of another one, so that how it was sought is part of what
    differs from seed to seed.
    pair(seed) -> arguments of `train` twice; loss(arguments)."""
    return tuple(
        at_rate(arguments, best_rate(other, loss, tries))
        for arguments, other in zip(pair(seed), pair(seed + ELSEWHERE), strict=True)
    )


def best_rate(arguments, loss, tries):
    given = arguments["knobs"]["lr"]
    found = search(
        lambda lr: Trial(lr, -1, loss(at_rate(arguments, lr))),
        int(tries),
        given / SEARCHED,
        given * SEARCHED,
    )
    return found.lr


def at_rate(arguments, lr):
    return {**arguments, "knobs": {**arguments["knobs"], "lr": lr}}


def loss_of_a_lost_one(history):
    """What counts as the loss of a training that diverged: LOST times its first."""
    return LOST * float(history.loss[0]) if len(history.loss) else LOST


def random_starts(surface, count, seed):
    """Points drawn evenly from the middle of the map, (count, 2)."""
    x_low, x_high, y_low, y_high = ground_of(surface).domain
    low, high = np.array([x_low, y_low]), np.array([x_high, y_high])
    edge = MARGIN * (high - low)
    return np.random.default_rng(seed).uniform(low + edge, high - edge, (count, 2))


def lowest(surface):
    """The loss at the surface's minimum, its knobs at their defaults."""
    ground = ground_of(surface)
    return ground.lowest(**complete(surface, ground.knobs, None))


@cache
def usual_slope(surface):
    """The median length of the gradient over the map."""
    ground = ground_of(surface)
    parameters = ground.parameters(**complete(surface, ground.knobs, None))
    places = random_starts(surface, 200, 0)
    slopes = [np.hypot(*ground.value_and_grad(*place, parameters)[1:]) for place in places]
    return float(np.median(slopes))


def percent(share):
    return 100.0 * float(share)
