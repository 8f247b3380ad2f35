"""The notes' first experiment, done again: a line fitted from all samples, from 128, from one."""

import numpy as np

from optim_core import SURFACES, descend
from optim_core.experiments.batch_sizes import BATCH_SIZES, EPOCHS, LR, SAMPLES, fit
from optim_core.grid import heights
from optim_core.pace import epoch_seconds
from optim_core.settings import Choice, Knob, learning_rate
from optim_core.text import Text
from pages.shared.site.numbers import percent, write
from pages.shared.site.plots import (
    Axis,
    Figure,
    Plot,
    dots,
    line,
)
from pages.shared.site.words import paragraph

AXES = ("epoch", "update", "sample", "second")
UPDATES = 2_000  # the first ones, of which the path is drawn one by one
SETTINGS = {
    "axis": Choice("epoch", AXES, Text(en="count", zh="横轴")),
    "rate": learning_rate(LR),
    "epochs": Knob(
        EPOCHS, 10, 2_000, Text(en="epochs", zh="轮数"), "E", "log", least=2, below=3001, whole=True
    ),
    "seed": Knob(0, 0, 20, Text(en="seed", zh="随机种子"), "s", below=2.0**31, whole=True),
}


def draw(settings, t):
    runs = {}
    for size in BATCH_SIZES:
        run = fit(
            size, lr=settings["rate"], epochs=int(settings["epochs"]), seed=int(settings["seed"])
        )
        runs[size] = run, seconds(size)
        share = len(runs) / len(BATCH_SIZES)
        yield picture(runs, settings, t, share if share < 1 else None)


def picture(runs, settings, t, progress):
    facts = {"runs": {size: measured(*run) for size, run in runs.items()}}
    facts |= verdicts(facts["runs"])
    header = [
        t(f"notes_line.{name}") for name in ("batch", "updates", "first", "last", "rises", "time")
    ]
    rows = [
        [size, f["updates"], write(f['first'], 4), write(f['last'], 4),
         percent(f"{100 * f['rises']:.0f}", t), write(1e3 * f['seconds'])]
        for size, f in facts["runs"].items()
    ]  # fmt: skip
    sentence = t("notes_line.say_part") if progress else say(facts, settings, t)
    plots = _loss(runs, settings, t), _paths(runs, settings, t)
    return Figure(plots, sentence, table=(header, rows), progress=progress, facts=facts)


def measured(run, pace):
    """What the table says of one run; `rises` is the share of epochs that end higher than the
    one before."""
    loss = run.epoch_loss
    return {
        "updates": len(run.loss),
        "first": float(loss[0]),
        "last": float(loss[-1]),
        "rises": float((np.diff(loss) > 0).mean()) if len(loss) > 1 else 0.0,
        "seconds": pace,
        "status": run.status,
    }


def seconds(size):
    """Of an epoch, measured now: the shortest of a few, which others here disturbed least."""
    sampling = "full" if size >= SAMPLES else "shuffle"
    settings = {"batch_size": size, "sampling": sampling, "knobs": {"lr": 0.0}}
    return float(epoch_seconds("linear", "line", "sgd", **settings).min())


def verdicts(runs):
    """What the notes claim of these three, each true or not here."""
    if len(runs) < len(BATCH_SIZES):
        return {}
    full, some, one = (runs[size] for size in BATCH_SIZES)
    return {
        "smooth": full["rises"] == 0.0,
        "noisy": one["rises"] > 0.1,
        "slowest": full["first"] > some["first"] > one["first"],
        "quickest": full["seconds"] < some["seconds"] < one["seconds"],
    }


def say(facts, settings, t):
    full, _, one = (facts["runs"][size] for size in BATCH_SIZES)
    numbers = {
        "first": write(full["first"]),
        "one": write(one["first"]),
        "full_rises": f"{100 * full['rises']:.0f}",
        "one_rises": f"{100 * one['rises']:.0f}",
        "times": f"{one['seconds'] / max(full['seconds'], 1e-12):.0f}",
    }
    return paragraph(
        t(f"notes_line.{claim}.{'yes' if facts[claim] else 'no'}", **numbers)
        for claim in ("smooth", "noisy", "slowest", "quickest")
    )


def _count(size, run, pace, axis):
    """How far each epoch's end is, on the chosen axis."""
    epochs = np.arange(1.0, len(run.epoch_loss) + 1)
    per_epoch = {
        "epoch": 1.0,
        "update": -(-SAMPLES // size),
        "sample": SAMPLES,
        "second": pace,
    }
    return epochs * per_epoch[axis]


def _loss(runs, settings, t):
    axis = settings["axis"]
    traces = tuple(
        line(_count(size, run, pace, axis), run.epoch_loss, t("notes_line.name", size=size), look=k)
        for k, (size, (run, pace)) in enumerate(runs.items())
    )
    return Plot(
        traces, Axis(t(f"notes_line.count_{axis}"), "log"), Axis(t("notes_line.loss"), "log")
    )


def _paths(runs, settings, t):
    ground = SURFACES["line"]
    x, y = np.linspace(-0.3, 4.3, 60), np.linspace(-0.3, 3.9, 50)
    bowl = {
        "type": "contour", "x": x, "y": y, "z": np.log10(heights("line", x, y, {})),
        "showscale": False, "ncontours": 14, "hoverinfo": "skip", "line": {"width": 0.8},
        "contours": {"coloring": "lines"}, "colorscale": [[0, "#8b949b"], [1, "#8b949b"]],
        "name": "", "showlegend": False,
    }  # fmt: skip
    traces = [
        line(*path(size, run, settings).T, t("notes_line.name", size=size), look=k)
        for k, (size, (run, _)) in enumerate(runs.items())
    ]
    best = dots(*np.array(ground.minima()).T, t("notes_line.best"), role="ink",
                marker={"symbol": "star", "size": 13})  # fmt: skip
    return Plot(
        (bowl, *traces, best),
        Axis("w", range=(-0.3, 4.3)),
        Axis("b", range=(-0.3, 3.9)),
        title=t("notes_line.paths"),
        share=1.3,
    )


def path(size, run, settings):
    """The first updates one by one, as the stage would show them, then the ends of epochs."""
    walked = descend(
        "sgd",
        "line",
        start=(0.0, 0.0),
        steps=min(UPDATES, max(len(run.loss), 1)),
        knobs={"lr": settings["rate"]},
        sampling="full" if size >= SAMPLES else "shuffle",
        batch=size,
        seed=int(settings["seed"]),
    ).path
    return np.concatenate([walked, run.path[-(-len(walked) * size // SAMPLES) :]])
