"""A map: one optimiser run with every pair of two settings, and what became of each run."""

import time

import numpy as np

from optim_core import OPTIMIZERS, SURFACES, Formula
from optim_core.results import TARGET
from optim_core.scenario import MOST_STEPS
from optim_core.settings import Choice, Knob, Typed
from optim_core.sweep import OF_SURFACE, STARTS
from optim_core.text import Text
from pages.shared.figures.sweeps import (
    TYPED,
    ends,
    minima_of,
    owners,
    plan,
    spec_of,
    worth,
)
from pages.shared.site.numbers import share, within, write
from pages.shared.site.plots import (
    Axis,
    Figure,
    Plot,
    dots,
    heat,
    level,
    line,
)
from pages.shared.site.words import paragraph

PAUSE = 0.06  # seconds before the first picture, and twice as long before each one after it
SEEN = 0.98  # share of the final losses that have colours of their own
MOST_NAMED = 7  # minima with a colour of their own

SHOWN = ("steps", "loss", "rate", "outcome", "basin")
LOST_COLOUR, NEVER_COLOUR = "#787070", "#ffffff"
RING = {"size": 17, "symbol": "circle-open", "color": "#111111", "line": {"width": 3}}
BASINS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#8c6d46")


def _settings():
    knobs = {name: knob for spec in OPTIMIZERS.values() for name, knob in spec.knobs.items()}
    ground = {
        OF_SURFACE + name: knob for spec in SURFACES.values() for name, knob in spec.knobs.items()
    }
    turned = tuple(name for name, knob in (knobs | ground).items() if knob.scale != "switch")
    axes = (*turned, *STARTS)
    place = {"low": -5.0, "high": 5.0, "least": -1e3, "below": 1e3}
    return {
        "optimizer": Choice("momentum", tuple(OPTIMIZERS), Text(en="optimiser", zh="优化器")),
        "surface": Choice("quadratic", (*SURFACES, TYPED), Text(en="surface", zh="曲面")),
        "formula": Typed("x^2 + 3*sin(y)^2", Text(en="formula", zh="公式"), Formula),
        "across": Choice("lr", axes, Text(en="across", zh="横轴")),
        "down": Choice("beta", axes, Text(en="up", zh="纵轴")),
        "across_ends": Typed("", Text(en="ends across", zh="横轴范围"), ends),
        "down_ends": Typed("", Text(en="ends up", zh="纵轴范围"), ends),
        "show": Choice("steps", SHOWN, Text(en="show", zh="显示")),
        "cells": Choice("128", ("64", "128", "256"), Text(en="cells per side", zh="每边格数")),
        "steps": Knob(200.0, 10.0, 1000.0, Text(en="steps", zh="步数"), "n", scale="log",
                      least=1.0, below=MOST_STEPS + 1.0, whole=True),
        "x0": Knob(-4.0, title=Text(en="start", zh="起点"), symbol="x₀", **place),
        "y0": Knob(2.0, title=Text(en="start", zh="起点"), symbol="y₀", **place),
        **knobs,
        **ground,
    }  # fmt: skip


SETTINGS = _settings()


def draw(settings, t):
    chart = plan(settings)
    last, pause, found = time.monotonic(), PAUSE, None
    for found in chart.pictures():
        if not found.done.all() and time.monotonic() - last > pause:
            yield picture(chart, settings["show"], found, t)
            last, pause = time.monotonic(), 2 * pause
    yield picture(chart, settings["show"], found, t)


def picture(chart, show, found, t):
    """The map as far as it is known, and the loss of the run in the chosen cell."""
    whole = bool(found.done.all())
    paint = {"basin": _basin_paint, "outcome": _outcome_paint}.get(show, _paint)
    shown, tint, sentence, table = paint(chart, show, found, t)
    cell = chart.chosen()
    run = cell.run()[0] if cell else None
    said, fact = _cell_sentence(chart, found, run, t)
    return Figure(
        (
            _map_plot(chart, show, *_squares(chart, found, shown), tint, run, t),
            *_loss_plot(chart, run, t),
        ),
        sentence=paragraph([sentence, said]) if whole else t("maps.working"),
        table=table if whole else None,
        progress=None if whole else float(found.done.mean()),
        facts={"cell": (chart.row, chart.column), "done": float(found.done.mean()), **fact},
    )


def _squares(chart, found, shown):
    """(x, y, values): one cell for each square as fine as all of them are known: less to send."""
    side = next(s for s in (1, 2, 4, 8, 16, 32, 64, 128, 256) if found.done[::s, ::s].all())
    middles = [_middles(axis.values, side) for axis in (chart.across, chart.down)]
    return *middles, shown[::side, ::side]


def _middles(values, side):
    places = np.arange(0, len(values), side) + (side - 1) / 2
    return np.interp(places, np.arange(len(values)), values)


def _map_plot(chart, show, x, y, shown, tint, run, t):
    edges = chart.across, chart.down
    return Plot(
        (
            heat(x, y, shown, tint=tint),
            *_path(chart, run),
            *_frame(*map(_ends, edges)),
            dots([chart.across.values[chart.column]], [chart.down.values[chart.row]],
                 marker=RING, hoverinfo="skip"),
        ),
        *(Axis(axis_title(chart, axis.name, t), axis.scale, _ends(axis)) for axis in edges),
        title=t(f"maps.show.{show}"),
        pick={"x": chart.across.name, "y": chart.down.name},
        share=2.6,
    )  # fmt: skip


def _frame(across, down):
    """Around the map, so that white cells end somewhere."""
    (left, right), (low, high) = across, down
    ink = {"color": "#787070", "width": 1}
    corners = [left, right, right, left, left], [low, low, high, high, low]
    return (line(*corners, line=ink, hoverinfo="skip"),)


def axis_title(chart, name, t):
    """What an axis is called: the letter of the knob, and its name."""
    knob = spec_of(name, chart.run.optimizer, chart.scenario.ground)
    if knob is None:
        return t(f"maps.axis_{name}")
    return f"{getattr(knob.title, t.language)} {knob.symbol}"


def _ends(axis):
    """The outer edges of the first and last cell."""
    first, second = axis.values[:2]
    if axis.scale == "log":
        half = (second / first) ** 0.5
        return float(first / half), float(axis.values[-1] * half)
    half = (second - first) / 2
    return float(first - half), float(axis.values[-1] + half)


def _paint(chart, show, found, t):
    """Colours for a quantity: (values, how they are tinted, sentence, no table)."""
    shown = worth(found, show, chart.floor)
    finite = shown[np.isfinite(shown) & found.done]
    low, high, scale = _range(show, finite)
    tint = {
        "scale": scale,
        "low": low,
        "high": high,
        "lost": _lost(chart, t),
        "never": t(f"maps.never_{show}") if np.isposinf(shown).any() else "",
        "colours": [LOST_COLOUR, NEVER_COLOUR],
    }
    return shown, tint, _sentence(chart, show, shown, t), None


def _range(show, finite):
    """(low, high, scale) of the colours. A loss may be nothing but rounding: 16 decades are all."""
    if not len(finite):
        return 0.0, 1.0, "linear"
    if show == "rate":
        return 0.5, 0.999, "rate"
    low, high = float(finite.min()), float(finite.max())
    if show == "loss":  # a few runs on their way to infinity would leave one colour to all others
        high = max(float(np.quantile(finite, SEEN)), low)
    if show == "steps":
        return max(low, 1.0), max(high, low + 1.0), "log"
    if low < 0.0 or high <= 0.0:
        return low, max(high, low + 1e-9), "linear"
    return max(low, high * 1e-16), high, "log"


def _sentence(chart, show, shown, t):
    """What the map shows, in numbers: how many were lost, how many never came, the best cell."""
    runs = shown.size
    lost, never = np.isnan(shown).sum(), np.isposinf(shown).sum()
    said = [t("maps.sentence_lost", runs=runs, lost=share(lost, runs, t))]
    if show != "loss":
        said.append(t(f"maps.sentence_never_{show}", never=share(never, runs, t)))
    if np.isfinite(shown).any():
        row, column = best_cell(shown)
        values = {"best": write(shown[row, column]), "place": place_words(chart, row, column, t)}
        values["target"] = f"{TARGET:g}"
        said.append(t(f"maps.sentence_best_{show}{_open(chart, show)}", **values))
    return paragraph(said)


def _open(chart, show="loss"):
    """The words' ending where there is no lowest loss to be above."""
    return "_open" if chart.floor is None and show != "rate" else ""


def _lost(chart, t):
    """What became of a run that is grey: a formula may also have no value where it went."""
    return t("maps.lost_typed" if chart.scenario.formula else "maps.lost")


def best_cell(shown):
    """(row, column) of the lowest finite value."""
    row, column = np.unravel_index(np.nanargmin(shown), shown.shape)
    return int(row), int(column)


def place_words(chart, row, column, t):
    """Such as α = 0.03, β = 0.9."""
    pairs = ((chart.across, column), (chart.down, row))
    said = [
        f"{_letter(chart, axis.name)} = {within(float(axis.values[at]), axis.values[-1])}"
        for axis, at in pairs
    ]
    return t("maps.and").join(said)


def _letter(chart, name):
    knob = spec_of(name, chart.run.optimizer, chart.scenario.ground)
    return knob.symbol if knob else SETTINGS[name].symbol


def _outcome_paint(chart, show, found, t):
    """Colours for who arrived, who did not in time, and who was lost, with the share of each."""
    steps = worth(found, "steps", chart.floor)
    shown = np.where(np.isfinite(steps), 0.0, steps)
    counts = [
        int(np.isfinite(shown).sum()),
        int(np.isposinf(shown).sum()),
        int(np.isnan(shown).sum()),
    ]
    names = [t("maps.arrived"), t("maps.never_steps"), _lost(chart, t)]
    tint = {"scale": "names", "names": names[:1], "lost": names[2], "never": names[1]}
    tint["colours"] = [LOST_COLOUR, NEVER_COLOUR, BASINS[0]]
    return shown, tint, _sentence(chart, "steps", steps, t), _shares(names, counts, t)


def _shares(names, counts, t):
    """A table of how many runs went which way."""
    header = [t("maps.outcome"), t("maps.runs"), t("maps.share")]
    rows = [
        (name, count, share(count, sum(counts), t))
        for name, count in zip(names, counts, strict=True)
    ]
    return header, [row for row in rows if row[1]]


def _basin_paint(chart, show, found, t):
    """Colours for the minima in which runs end, the most frequent first, and a table of shares."""
    owner = owners(found, chart)
    minima = minima_of(chart.scenario)
    count = np.bincount(owner[np.isfinite(owner)].astype(int), minlength=len(minima))
    order = [int(k) for k in np.argsort(-count, kind="stable") if count[k]]
    named, others = order[:MOST_NAMED], order[MOST_NAMED:]
    place = np.full(max(len(minima), 1), len(named), float)
    place[named] = np.arange(len(named))
    known = np.isfinite(owner)
    shown = owner.copy()
    shown[known] = place[owner[known].astype(int)]
    names = [_minimum_words(minima[k], chart.scenario.ground.span()) for k in named]
    counts = [int(count[k]) for k in named]
    if others:
        names.append(t("maps.other_minima", count=len(others)))
        counts.append(int(count[others].sum()))
    tint = {"scale": "names", "names": names, "lost": _lost(chart, t), "never": t("maps.nowhere")}
    tint["colours"] = [LOST_COLOUR, NEVER_COLOUR, *BASINS[: len(names)]]
    lost = int(np.isnan(owner).sum())
    ways = [*names, t("maps.nowhere"), _lost(chart, t)]
    table = _shares(ways, [*counts, int(np.isposinf(owner).sum()), lost], t)
    if not names:
        return shown, tint, t("maps.sentence_no_basin", lost=share(lost, owner.size, t)), table
    words = {"runs": owner.size, "count": len(order), "minimum": names[0]}
    sentence = t("maps.sentence_basin", **words, share=share(counts[0], owner.size, t))
    return shown, tint, sentence, table


def _minimum_words(place, span):
    """A coordinate that differs from zero by rounding only is zero."""
    x, y = np.round(place / span, 6) * span + 0.0
    return f"({write(x)}, {write(y)})"


def _path(chart, run):
    """The chosen run itself, where the map lies on the surface; stars for the minima."""
    if not chart.starts:
        return ()
    minima = minima_of(chart.scenario)
    star = {"symbol": "star", "size": 13, "color": "#ffffff",
            "line": {"width": 1.5, "color": "#111111"}}  # fmt: skip
    stars = dots(minima[:60, 0], minima[:60, 1], marker=star, hoverinfo="skip")
    if run is None:
        return (stars,)
    inside = line(*run.path.T, line={"color": "#111111", "width": 2}, hoverinfo="skip")
    return stars, inside


def _loss_plot(chart, run, t):
    """Loss by step of the chosen run, with the loss that counts as arrived."""
    if run is None:
        return ()
    above = run.loss - (chart.floor or 0.0)
    scale = "log" if (above > 0.0).all() else "linear"
    steps = np.arange(len(above))
    arrived = chart.reached(run)
    ends = [0, max(len(above) - 1, 1)]
    traces = [line(steps, above, role="accent"),
              level(ends, TARGET, t("maps.target", target=TARGET), role="faint")]  # fmt: skip
    if arrived >= 0:
        traces.append(dots([arrived], [above[arrived]], marker={"size": 11}, role="accent"))
    title = t("maps.loss_above") if chart.floor else t("maps.loss")
    return (Plot(tuple(traces), Axis(t("maps.step")), Axis(title, scale)),)


def _cell_sentence(chart, found, run, t):
    """What became of the chosen run, and the same from the map."""
    place = place_words(chart, chart.row, chart.column, t)
    if run is None:
        return t("maps.cell_undefined", place=place), {}
    reached = chart.reached(run)
    pixel = int(found.steps_to_target[chart.row, chart.column])
    known = bool(found.done[chart.row, chart.column])
    fact = {"reached": reached, "pixel": pixel if known else None, "status": run.status}
    if run.status in ("diverged", "domain"):
        kind, step = f"cell_{run.status}", run.stopped_at
    else:
        kind, step = ("cell_reached", reached) if reached >= 0 else ("cell_never", run.stopped_at)
        kind += _open(chart)
    return t(
        f"maps.{kind}",
        place=place,
        step=step,
        target=f"{TARGET:g}",
        loss=write(run.loss[-1] - (chart.floor or 0.0)),
    ), fact
