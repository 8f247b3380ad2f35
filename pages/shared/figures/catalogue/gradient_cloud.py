"""The gradients of many batches at one point, and how far they stray: measured, and predicted."""

import numpy as np

from optim_core import SURFACES, descend, gradient_noise
from optim_core.noise import factor
from optim_core.settings import Choice, Knob
from optim_core.text import Text
from pages.shared.site.numbers import write
from pages.shared.site.plots import (
    Axis,
    Figure,
    Plot,
    dots,
    line,
)

CLOUD = 400  # batches that are drawn one by one
BATCHES = 500  # batches of each size that the measured spread is the mean of
DRAWN = ("replacement", "shuffle")
SETTINGS = {
    "dataset": Choice("line", ("line", "diabetes_bmi"), Text(en="data", zh="数据")),
    "sampling": Choice("shuffle", DRAWN, Text(en="sampling", zh="抽样方式")),
    "batch": Knob(
        16,
        1,
        1000,
        Text(en="batch size", zh="批量大小"),
        "B",
        "log",
        least=1,
        below=1001,
        whole=True,
    ),
    "at": Choice("start", ("start", "minimum"), Text(en="at", zh="位置")),
    "seed": Knob(0, 0, 20, Text(en="seed", zh="随机种子"), "s", below=2.0**31, whole=True),
}


def draw(settings, t):
    ground = SURFACES[settings["dataset"]]
    knobs = {name: knob.default for name, knob in ground.knobs.items()}
    point = ground.start if settings["at"] == "start" else ground.minima(**knobs)[0]
    samples = len(ground.data.samples(**knobs))
    batch = min(int(settings["batch"]), samples)
    cloud = gradients(settings, point, batch)
    whole = np.array(ground.value_and_grad(*point, ground.parameters(**knobs))[1:])
    noises = {how: strays(settings, point, sizes(samples, batch), how) for how in DRAWN}
    sigma = noises["replacement"].predicted[0]  # of a batch of one
    facts = measured(noises[settings["sampling"]], batch, sigma, whole, samples, settings)
    plots = (
        _cloud(cloud, whole, sigma, facts, ground.axes, t),
        _spread(noises, samples, sigma, batch, t),
    )
    return Figure(plots, t("gradient_cloud.say", **_written(facts, settings, t)), facts=facts)


def gradients(settings, point, batch):
    """The gradients of as many batches at one point, (CLOUD, 2): a run that does not move."""
    run = descend(
        "sgd",
        settings["dataset"],
        start=point,
        steps=CLOUD,
        knobs={"lr": 0.0},
        sampling=settings["sampling"],
        batch=batch,
        seed=int(settings["seed"]),
    )
    return run.grad[:-1]


def sizes(samples, batch):
    """Powers of two up to all samples, these, and the one that is looked at."""
    powers = 2 ** np.arange(int(np.log2(samples)) + 1)
    return sorted({*powers.tolist(), samples, batch})


def strays(settings, point, batch_sizes, sampling):
    slope, height = point
    return gradient_noise(
        "linear",
        settings["dataset"],
        batch_sizes,
        sampling=sampling,
        batches=BATCHES,
        params={"W": [[slope]], "b": [height]},
        seed=int(settings["seed"]),
    )


def measured(noise, batch, sigma, whole, samples, settings):
    place = noise.batch_size.tolist().index(batch)
    return {
        "batch": batch,
        "samples": samples,
        "sigma": sigma,
        "measured": noise.measured[place],
        "predicted": noise.predicted[place],
        "error": noise.error[place],
        "whole": float(np.hypot(*whole)),
        "other": sigma * factor(batch, samples, _other(settings["sampling"])),
    }


def _other(sampling):
    return DRAWN[1 - DRAWN.index(sampling)]


def _written(facts, settings, t):
    names = {"how": t(f"gradient_cloud.sampling.{settings['sampling']}")}
    counts = ("batch", "samples")
    numbers = {
        name: str(value) if name in counts else write(value) for name, value in facts.items()
    }
    return (
        names | numbers | {"instead": t(f"gradient_cloud.sampling.{_other(settings['sampling'])}")}
    )


def _cloud(cloud, whole, sigma, facts, axes, t):
    """Axes as wide as batches of one need, so that a larger batch is seen to shrink the cloud."""
    angle = np.linspace(0.0, 2 * np.pi, 90)
    ring = whole[:, None] + facts["predicted"] * np.array([np.cos(angle), np.sin(angle)])
    reach = 1.25 * sigma
    traces = (
        dots(*cloud.T, t("gradient_cloud.batches", count=len(cloud)), role="faint",
             marker={"size": 4, "opacity": 0.6}),
        line(*ring, t("gradient_cloud.ring"), look=1),
        dots([whole[0]], [whole[1]], t("gradient_cloud.whole"), role="accent",
             marker={"size": 12}),
    )  # fmt: skip
    x, y = (
        Axis(f"∂L/∂{letter}", range=(middle - reach, middle + reach))
        for letter, middle in zip(axes, whole, strict=True)
    )
    return Plot(traces, x, y, share=1.8, square=True)


def _spread(noises, samples, sigma, batch, t):
    traces = []
    fine = np.unique(np.geomspace(1, samples, 120).round())
    for number, (how, noise) in enumerate(noises.items()):
        name = t(f"gradient_cloud.sampling.{how}")
        curve = sigma * np.array([factor(size, samples, how) for size in fine])
        seen = noise.measured > 1e-9 * sigma  # a full batch without replacement strays nowhere
        there = t("gradient_cloud.predicted", how=name)
        traces.append(line(fine[curve > 0], curve[curve > 0], there, look=number))
        bars = {"type": "data", "array": 2 * noise.error[seen]}
        here = t("gradient_cloud.measured", how=name)
        traces.append(
            dots(noise.batch_size[seen], noise.measured[seen], here, look=number, error_y=bars)
        )
    low = 0.3 * sigma / samples**0.5
    traces.append(line([batch, batch], [low, 2 * sigma], role="faint", hoverinfo="skip"))
    return Plot(
        tuple(traces),
        Axis(t("gradient_cloud.size"), "log"),
        Axis(t("gradient_cloud.spread"), "log", (low, 2 * sigma)),
        pick={"x": "batch"},
    )
