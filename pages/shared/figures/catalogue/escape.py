"""How long each optimiser stays at a saddle or on a plateau, over many noises."""

import numpy as np

from optim_core import OPTIMIZERS
from optim_core.escape import escape_times
from optim_core.settings import Choice, learning_rate
from optim_core.text import Text
from pages.shared.site.numbers import write
from pages.shared.site.plots import (
    Axis,
    Figure,
    Plot,
    dots,
    line,
)

NOISES = 41
STEPS = 2_000
PLACES = {  # start, on the ridge exactly where there is one; loss below which it has got away
    "saddle": ((-1.5, 0.0), -0.1),
    "monkey_saddle": ((1.0, 0.0), -0.1),
    "ravine_saddle": ((3.0, 0.0), -0.1),
    "plateau": ((-3.5, 2.0), 0.5),
}
BAR = {"line": {"width": 5}, "opacity": 0.35, "hoverinfo": "skip"}
SETTINGS = {
    "surface": Choice("saddle", tuple(PLACES), Text(en="surface", zh="曲面")),
    "noise": Choice("1e-6", ("0", "1e-6", "1e-3", "0.1"), Text(en="noise ε", zh="噪声 ε")),
    "lr": learning_rate(0.01, low=0.001, high=0.1),
}


def draw(settings, t):
    start, level = PLACES[settings["surface"]]
    found = {
        name: escape_times(
            name,
            settings["surface"],
            level,
            seeds=range(NOISES),
            steps=STEPS,
            start=start,
            noise=float(settings["noise"]),
            knobs={"lr": settings["lr"]},
        )
        for name in OPTIMIZERS
    }
    order = sorted(found, key=lambda name: (found[name].median, -found[name].escaped))
    medians = {name: found[name].median for name in order}
    facts = {"medians": medians, "escaped": {name: found[name].escaped for name in order}}
    return Figure(
        (_plot(found, order, t),),
        sentence=_sentence(found, order, settings, t),
        table=_table(found, order, t),
        facts=facts,
    )


def _plot(found, order, t):
    """The first to leave at the top; the bar holds nine tenths of the runs."""
    places = np.arange(len(order), 0.0, -1.0) - 1.0
    traces = []
    for place, name in zip(places, order, strict=True):
        low, high = (min(found[name].quantile(share), STEPS) for share in (0.05, 0.95))
        if found[name].escaped:
            traces.append(line([low, high], [place, place], "", role="accent", **BAR))
    gone = [found[name].escaped > NOISES // 2 for name in order]
    medians = np.array([min(found[name].median, STEPS) for name in order])
    gone = np.array(gone)
    traces += [
        dots(medians[gone], places[gone], t("escape.median"), role="accent", marker={"size": 11}),
        dots(medians[~gone], places[~gone], t("escape.most_stay", steps=STEPS), role="warn",
             marker={"size": 11, "symbol": "x"}),
    ]  # fmt: skip
    names = tuple(title(name, t) for name in reversed(order))
    return Plot(
        tuple(traces),
        Axis(t("escape.updates"), "log", range=(1.0, 1.2 * STEPS)),
        Axis("", range=(-0.6, len(order) - 0.4), names=names),
    )


def title(name, t):
    return getattr(OPTIMIZERS[name].title, t.language)


def _sentence(found, order, settings, t):
    """Who is first, where plain descent stands, and whether an adaptive method leads."""
    left = [name for name in order if np.isfinite(found[name].median)]
    words = {
        "noise": write(float(settings["noise"])),
        "lr": write(settings["lr"]),
        "steps": STEPS,
    }
    stayed = [name for name in order if found[name].escaped == 0]
    words |= {"count": len(order), "stayed": len(stayed), "noises": NOISES}
    if not left:
        key = "escape.nobody" if len(stayed) == len(order) else "escape.hardly"
        return t(key, **words)
    first = left[0]
    sgd = found["sgd"]
    words |= {"first": title(first, t), "median": write(found[first].median)}
    words["plain"] = (
        t("escape.plain.leaves", median=write(sgd.median))
        if np.isfinite(sgd.median)
        else t("escape.plain.stays", escaped=sgd.escaped, noises=NOISES)
    )
    leads = "adaptive" if OPTIMIZERS[first].divisor else "other"
    rest = "some" if stayed else "none"
    parts = "sentence", f"first.{leads}", f"stayed.{rest}"
    return "".join(t(f"escape.{part}", **words) for part in parts)


def _table(found, order, t):
    header = [t(f"escape.column.{name}") for name in ("name", "left", "median", "spread")]
    rows = []
    for name in order:
        each = found[name]
        low, high = (write(each.quantile(share)) for share in (0.05, 0.95))
        spread = f"{low} … {high}" if each.escaped else "–"
        median = each.median if np.isfinite(each.median) else t("escape.later", steps=STEPS)
        rows.append([title(name, t), f"{each.escaped} / {NOISES}", median, spread])
    return header, rows
