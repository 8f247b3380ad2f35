"""Plots as plain values: a page says what is drawn, the browser draws it with Plotly.

A trace is a dict as Plotly knows it; arrays in it stay arrays, and travel as binary. Colours are
named, not written: `look` is the colour, dash and marker of run number k, the same as on the
stage, `role` a colour of the theme (ink, faint, accent, warn).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from pages.shared.site.packet import single

LARGEST = float(np.finfo(np.float32).max)  # that travels


class Axis(NamedTuple):
    """`range` is (low, high) in the axis' own unit, None for whatever the data need."""

    title: str
    scale: str = "linear"  # linear | log
    range: tuple | None = None
    names: tuple[str, ...] = ()  # of the places 0, 1, …, where they are no numbers


@dataclass(frozen=True)
class Plot:
    """One pair of axes. `share` is its part of the figure's height.

    `pick` {axis: setting} sets settings to where the viewer presses or drags, such as
    {"x": "day"}; `drag` names a Points setting whose points are dragged here. `square` keeps a
    unit as long across as up.
    """

    traces: tuple
    x: Axis
    y: Axis
    title: str = ""
    share: float = 1.0
    pick: Mapping[str, str] = field(default_factory=dict)
    drag: str = ""
    square: bool = False


@dataclass(frozen=True)
class Figure:
    """What a figure shows: its plots, and the sentence that says so with their numbers.

    `table` is (header, rows). `progress`, from 0 to 1, is given while more is to come. `cursor`
    marks the stage's step on the x axis. `buttons` ((name, title), …) tell whoever draws {name:
    True}. `facts` are plain values that others may read.
    """

    plots: tuple[Plot, ...]
    sentence: str = ""
    table: tuple | None = None
    progress: float | None = None
    cursor: bool = False
    buttons: tuple = ()
    facts: Mapping = field(default_factory=dict)


def line(x, y, name="", **more):
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "name": name, **more}


def held(x, y, name="", **more):
    """Values that hold from one x to the next, the last of them to the end: x has one more."""
    y = np.asarray(y, float)
    return line(x[: len(y) + 1], np.append(y, y[-1:]), name, **{"line": {"shape": "hv"}, **more})


def dots(x, y, name="", **more):
    return {"type": "scatter", "mode": "markers", "x": x, "y": y, "name": name, **more}


def stems(x, y, name="", **more):
    """A thin bar to each value, with a dot at its end."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    gaps = np.full(len(x), math.nan)
    feet = np.column_stack([x, x, gaps]).ravel()
    tops = np.column_stack([np.zeros(len(y)), y, gaps]).ravel()
    heads = {"size": np.tile([0.0, 6.0, 0.0], len(x)), "line": {"width": 0}}
    trace = {"type": "scatter", "mode": "lines+markers", "x": feet, "y": tops, "name": name}
    return trace | {"marker": heads} | more


def bars(x, y, name="", **more):
    return {"type": "bar", "x": x, "y": y, "name": name, **more}


def heat(x, y, z, name="", **more):
    """z (len(y), len(x)) as colours; nan stays blank."""
    return {"type": "heatmap", "x": x, "y": y, "z": z, "name": name, **more}


def band(x, low, high, name="", **more):
    """The area between two curves."""
    outline = np.concatenate([x, np.asarray(x)[::-1]])
    edge = np.concatenate([high, np.asarray(low)[::-1]])
    return {"type": "scatter", "mode": "lines", "fill": "toself", "x": outline, "y": edge,
            "name": name, "area": True, **more}  # fmt: skip


def level(x, y, name="", **more):
    """A horizontal line at y, from the first to the last of x."""
    return line(np.array([np.min(x), np.max(x)], float), np.array([y, y], float), name, **more)


def unpack(figure):
    """(header, arrays) of a Figure: what JSON can say, and what it can't."""
    arrays = []
    header = {
        "plots": [_plot(plot, arrays) for plot in figure.plots],
        "sentence": figure.sentence,
        "table": _as_json(figure.table, arrays),
        "progress": figure.progress,
        "cursor": figure.cursor,
        "buttons": [list(button) for button in figure.buttons],
        "facts": _as_json(dict(figure.facts), arrays),
    }
    return header, arrays


def _plot(plot, arrays):
    return {
        "traces": [_as_json(_drawable(trace), arrays) for trace in plot.traces],
        "x": _axis(plot.x),
        "y": _axis(plot.y),
        "title": plot.title,
        "share": plot.share,
        "pick": dict(plot.pick),
        "drag": plot.drag,
        "square": plot.square,
    }


def _drawable(trace):
    """With a gap for what is beyond all numbers, or beyond those that travel; tints have a colour
    for that."""
    if "tint" in trace:
        return trace
    return {key: _with_gaps(part) for key, part in trace.items()}


def _with_gaps(part):
    if not isinstance(part, np.ndarray) or part.dtype.kind != "f":
        return part
    return np.where(np.abs(part) > LARGEST, math.nan, part)


def _axis(axis):
    """As the data need it where an end of its range is no number."""
    known = all(map(math.isfinite, axis.range or ()))
    return (axis if known else axis._replace(range=None))._asdict()


def _as_json(value, arrays):
    """As JSON can hold it; numbers that JSON has no word for are null."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "fiub":
        arrays.append(single(value))
        return {"array": len(arrays) - 1, "shape": list(value.shape)}
    if isinstance(value, Mapping):
        return {str(key): _as_json(part, arrays) for key, part in value.items()}
    if isinstance(value, np.ndarray | list | tuple):
        return [_as_json(part, arrays) for part in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
