"""The noise ball: where descent ends at a fixed learning rate, and how wide that is."""

from functools import lru_cache

import numpy as np

from optim_core import descend, noise_ball
from optim_core.settings import LEARNING_RATE, Knob
from optim_core.text import Text
from optim_core.theory import measured_radius, noise_radius
from pages.shared.site.numbers import write
from pages.shared.site.plots import (
    Axis,
    Figure,
    Plot,
    band,
    dots,
    line,
)

RATES = np.geomspace(0.01, 1.0, 9)
SMALL = RATES < 0.2  # where the radius is nearly as the root of the rate
RUNS, STEPS = 8, 2_000  # for each rate
SHOWN = 800  # points of the cloud
SETTLED = 1_000  # updates, by which even the smallest rate has arrived
LARGE = {"size": 13}
SETTINGS = {
    # From 2 on the bowl is not stable, and there is no ball.
    "lr": Knob(0.1, 0.01, 1.0, LEARNING_RATE, "α", "log", least=1e-3, below=2.0),
    "noise": Knob(
        1.0, 0.1, 2.0, Text(en="noise of a gradient", zh="梯度噪声"), "σ", least=0.01, below=1e3
    ),
    "seed": Knob(0, 0, 99, Text(en="seed", zh="随机种子"), "", below=2**31, whole=True),
}


def draw(settings, t):
    lr, noise, seed = settings["lr"], settings["noise"], int(settings["seed"])
    cloud = _cloud(lr, noise, seed)
    spread = noise * _radii(seed)  # a twice as large noise is a twice as large ball
    radius = np.sqrt((spread**2).mean(axis=1))
    facts = {
        "lr": lr,
        "measured": measured_radius(cloud, noise_ball.MINIMUM, share=1.0),
        "predicted": noise_radius((1.0, 1.0), lr, noise),
        "slope": noise_ball.slope(RATES[SMALL], radius[SMALL]),
    }
    plots = _cloud_plot(cloud, facts, t), _radius_plot(radius, spread, noise, facts, t)
    words = {name: write(value) for name, value in facts.items()}
    sentence = t("ball.sentence", **words, low=write(RATES[0]), high=write(RATES[SMALL][-1]))
    return Figure(plots, sentence=sentence, facts=facts)


def _cloud(lr, noise, seed):
    """The points of a run that was given time to arrive, (points, 2)."""
    run = descend(
        "sgd", noise_ball.BOWL, start=(0.0, 0.0), steps=SETTLED + SHOWN, knobs={"lr": lr},
        noise=noise, seed=seed,
    )  # fmt: skip
    return run.path[SETTLED:]


@lru_cache(maxsize=16)
def _radii(seed):
    """Under noise of standard deviation 1: (rates, runs)."""
    return noise_ball.radii(RATES, steps=STEPS, seeds=range(seed, seed + RUNS), noise=1.0)


def _cloud_plot(cloud, facts, t):
    angles = np.linspace(0.0, 2.0 * np.pi, 121)
    reach = max(2.0, 1.2 * facts["predicted"])  # all of the circle, at any noise
    x, y = np.cos(angles), np.sin(angles)
    return Plot(
        (
            dots(*cloud.T, t("ball.points"), role="accent", opacity=0.45, marker={"size": 4}),
            line(facts["predicted"] * x, facts["predicted"] * y, t("ball.radius"), role="ink"),
            dots(
                [0.0], [0.0], t("ball.minimum"), role="ink", marker={"symbol": "star", "size": 13}
            ),
        ),
        Axis("x", range=(-2.0 * reach, 2.0 * reach)),
        Axis("y", range=(-reach, reach)),
        share=1.3,
        square=True,
    )


def _radius_plot(radius, spread, noise, facts, t):
    predicted = [noise_radius((1.0, 1.0), rate, noise) for rate in RATES]
    at = RATES[SMALL][0]
    root = radius[0] * np.sqrt(RATES / at)
    return Plot(
        (
            band(RATES, spread.min(axis=1), spread.max(axis=1), "", role="accent"),
            line(RATES, predicted, t("ball.predicted"), role="ink"),
            line(RATES, root, t("ball.root"), role="faint"),
            dots(RATES, radius, t("ball.measured"), role="accent"),
            dots([facts["lr"]], [facts["measured"]], t("ball.this"), role="warn", marker=LARGE),
        ),
        Axis(t("ball.rate_axis"), "log"),
        Axis(t("ball.radius_axis"), "log"),
        pick={"x": "lr"},
    )  # fmt: skip
