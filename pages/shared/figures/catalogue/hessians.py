"""Random Hessians of n directions: how often all of them curve up, counted and predicted."""

import time

import numpy as np

from optim_core import hessians
from optim_core.settings import Knob
from optim_core.text import Text
from pages.shared.site.numbers import percent, write
from pages.shared.site.plots import (
    Axis,
    Figure,
    Plot,
    bars,
    dots,
    line,
)

BETWEEN = 0.3  # seconds between two pictures: a slow browser must still hear its Stop button
LOWEST = 1e-20  # 2^-64 is 5e-20
SIZES = np.arange(1.0, hessians.MOST_SIZE + 1.0)
LOOKS = {"goe": 0, "coins": 1}
SETTINGS = {
    "draws": Knob(
        2e7, 1e3, 1e9, Text(en="Hessians drawn", zh="抽取次数"), "N", "log", least=1,
        below=1e9 + 1, whole=True,
    ),
    "size": Knob(
        16, 1, 64, Text(en="directions of one Hessian", zh="矩阵的维数"), "n", least=1,
        below=65, whole=True,
    ),
    "seed": Knob(0, 0, 99, Text(en="seed", zh="随机种子"), "", below=2**31, whole=True),
}  # fmt: skip


def draw(settings, t):
    draws, seed = int(settings["draws"]), int(settings["seed"])
    spectrum = hessians.curvatures("goe", int(settings["size"]), seed=seed)
    counted = {kind: hessians.count(kind, draws, seed=seed) for kind in LOOKS}
    shown = time.monotonic()
    for both in zip(*counted.values(), strict=True):
        found = dict(zip(counted, both, strict=True))
        done = found["goe"].draws / draws
        if done == 1.0:
            yield _figure(found, spectrum, None, t)
        elif time.monotonic() - shown > BETWEEN:
            shown = time.monotonic()
            yield _figure(found, spectrum, done, t)


def _figure(found, spectrum, progress, t):
    facts = {kind: each.all_up for kind, each in found.items()}
    facts |= {"draws": found["goe"].draws, "up": int((spectrum > 0.0).sum()), "size": len(spectrum)}
    return Figure(
        (_shares(found, t), _spectrum(spectrum, t)),
        sentence=_sentence(facts, t),
        table=_table(found, t),
        progress=progress,
        facts=facts,
    )


def _shares(found, t):
    traces = []
    for kind, look in LOOKS.items():
        log_law = hessians.log_share(kind, SIZES)
        seen = log_law > np.log(LOWEST)
        law = t(f"hessians.law.{kind}")
        traces.append(line(SIZES[seen], np.exp(log_law[seen]), law, look=look, hoverinfo="skip"))
        traces += _counted(found[kind], kind, look, t)
    return Plot(
        tuple(traces),
        Axis(t("hessians.directions"), "log", range=(0.9, 70.0)),
        Axis(t("hessians.share"), "log", range=(LOWEST, 2.0)),
        pick={"x": "size"},
        share=1.8,
    )


def _counted(counts, kind, look, t):
    """What was seen, with its interval; below what the share lies where nothing was."""
    seen = counts.all_up > 0
    share = counts.all_up[seen] / counts.draws
    low, high = hessians.interval(counts.all_up[seen], counts.draws)
    error = {"type": "data", "symmetric": False, "array": high - share, "arrayminus": share - low,
             "thickness": 1.5, "width": 3}  # fmt: skip
    yield dots(SIZES[seen], share, t(f"hessians.counted.{kind}"), look=look, error_y=error)
    unseen = SIZES[~seen][:1]  # all larger sizes have the same bound
    yield dots(
        unseen, np.full(len(unseen), hessians.at_most(counts.draws)), "", look=look,
        marker={"symbol": "triangle-down-open", "size": 12}, hoverinfo="x+y",
    )  # fmt: skip


def _spectrum(spectrum, t):
    places = np.arange(1.0, len(spectrum) + 1.0)
    up = spectrum > 0.0
    return Plot(
        (
            bars(places[~up], spectrum[~up], t("hessians.down"), role="accent"),
            bars(places[up], spectrum[up], t("hessians.up"), role="warn"),
        ),
        Axis(t("hessians.number")),
        Axis(t("hessians.curvature"), range=(-1.7, 1.7)),
        title=t("hessians.one", n=len(spectrum)),
    )


def _sentence(facts, t):
    draws = facts["draws"]
    goe, coins = (np.flatnonzero(facts[kind]) for kind in ("goe", "coins"))
    n = int(goe[-1]) + 1 if len(goe) else 1
    hits = int(facts["goe"][n - 1])
    fall = -np.log(max(hits, 1) / draws) / n**2
    return t(
        "hessians.sentence",
        draws=write(draws),
        two=percent(write(100.0 * facts["goe"][1] / draws), t),
        n=n,
        hits=write(hits),
        next=n + 1,
        bound=write(hessians.at_most(draws), 2),
        coins=int(coins[-1]) + 1 if len(coins) else 0,
        fall=write(fall),
        limit=write(np.log(3.0) / 4.0),
        size=facts["size"],
        up=facts["up"],
        down=facts["size"] - facts["up"],
    )


def _table(found, t):
    """The sizes of which the rarer kind was seen, and one more."""
    header = [t(f"hessians.column.{name}") for name in ("n", "coins", "half", "goe", "law")]
    last = min(int((found["goe"].all_up > 0).sum()) + 1, hessians.MOST_SIZE)
    rows = []
    for n in range(1, last + 1):
        counted = [_cell(found[kind], n, t) for kind in ("coins", "goe")]
        laws = [float(np.exp(hessians.log_share(kind, n))) for kind in ("coins", "goe")]
        rows.append([n, counted[0], laws[0], counted[1], laws[1]])
    return header, rows


def _cell(counts, n, t):
    """The share with its interval, or that it was never seen and so lies below 3 / N."""
    hits = int(counts.all_up[n - 1])
    if hits == 0:
        bound = write(hessians.at_most(counts.draws), 2)
        return t("hessians.never", draws=write(counts.draws), bound=bound)
    low, high = (write(float(end)) for end in hessians.interval(hits, counts.draws))
    return f"{write(hits / counts.draws)} ({low} … {high})"
