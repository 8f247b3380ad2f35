"""How long an epoch takes in batches of each size, measured now, and how far it gets."""

import numpy as np

from optim_core import DATASETS, train
from optim_core.pace import epoch_seconds
from optim_core.settings import Choice, Knob, learning_rate
from optim_core.text import Text
from pages.shared.site.numbers import write
from pages.shared.site.plots import (
    Axis,
    Figure,
    Plot,
    band,
    line,
)

TASKS = {  # model, data set, options of the model
    "line": ("linear", "line", {}),
    "digits": ("mlp", "digits", {"hidden": [32]}),
}
EPOCHS = 5  # whose progress is compared
SETTINGS = {
    "task": Choice("line", tuple(TASKS), Text(en="task", zh="任务")),
    "rate": learning_rate(0.01),
    "seed": Knob(0, 0, 20, Text(en="seed", zh="随机种子"), "s", below=2.0**31, whole=True),
}


def draw(settings, t):
    samples = len(_load(settings["task"]).y)
    todo = sizes(samples)
    rows = []
    for size in todo:
        rows.append((size, *measure(settings, size, samples)))
        share = len(rows) / len(todo)
        yield picture(rows, samples, settings, t, share if share < 1 else None)


def _load(task):
    source = DATASETS[TASKS[task][1]]
    return source.load(**{name: knob.default for name, knob in source.knobs.items()}, seed=0)


def sizes(samples):
    """All samples, then powers of two downwards: what is quickly measured comes first."""
    powers = [2**k for k in range(0, 17, 2) if 2**k < samples]
    return [samples, *reversed(powers)]


def measure(settings, size, samples):
    """(shortest and longest seconds of an epoch, loss after EPOCHS of them).

    The shortest measurement is the one that others on this machine disturbed least.
    """
    model, dataset, options = TASKS[settings["task"]]
    how = {
        "batch_size": size,
        "sampling": "full" if size == samples else "shuffle",
        "knobs": {"lr": settings["rate"]},
        "model_knobs": options,
        "seed": int(settings["seed"]),
    }
    reached = train(model, dataset, "sgd", epochs=EPOCHS, **how).epoch_loss
    seconds = epoch_seconds(model, dataset, "sgd", **how | {"knobs": {"lr": 0.0}})
    loss = reached[-1] if len(reached) == EPOCHS else np.nan
    return seconds.min(), seconds.max(), float(loss)


def picture(rows, samples, settings, t, progress):
    size, low, high, loss = np.array(sorted(rows)).T
    facts = measured(size, low, loss, samples, t)
    kind = "say" if len(rows) > 1 else "say_first"
    plots = (
        Plot(
            (
                band(size, 1e3 * low, 1e3 * high, t("epoch_time.band"), look=0),
                line(size, 1e3 * low, t("epoch_time.shortest"), mode="lines+markers", look=0),
            ),
            Axis(t("epoch_time.size"), "log", (0.8, 1.3 * samples)),
            Axis(t("epoch_time.time"), "log"),
            title=t("epoch_time.time_title"),
        ),
        Plot(
            (line(size, loss, mode="lines+markers", look=1),),
            Axis(t("epoch_time.size"), "log", (0.8, 1.3 * samples)),
            Axis(t("epoch_time.loss"), "log"),
            title=t("epoch_time.loss_title", epochs=EPOCHS, rate=f"{settings['rate']:g}"),
        ),
    )
    return Figure(plots, t(f"epoch_time.{kind}", **facts), progress=progress, facts=facts)


def measured(size, seconds, loss, samples, t):
    found = np.where(np.isfinite(loss), loss, np.inf)
    return {
        "smallest": int(size[0]),
        "samples": samples,
        "slow": write(1e3 * seconds[0]),
        "quick": write(1e3 * seconds[-1]),
        "times": write(seconds[0] / seconds[-1]),
        "best": int(size[np.argmin(found)]),
        "best_loss": _written(found.min(), t),
        "full_loss": _written(loss[-1], t),
        "epochs": EPOCHS,
    }


def _written(loss, t):
    return write(loss) if np.isfinite(loss) else t("epoch_time.beyond")
