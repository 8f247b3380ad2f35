"""A claim of the notes, tried seed by seed: a dot for each pair, an interval for each setting."""

import math
import time

import numpy as np

from optim_core import CLAIMS
from optim_core.evidence import ALL, SIDES
from optim_core.settings import Choice
from optim_core.text import Text
from pages.shared.figures import claim_runs
from pages.shared.site.numbers import write
from pages.shared.site.plots import (
    Axis,
    Figure,
    Plot,
    dots,
    line,
)
from pages.shared.site.words import paragraph

NONE = "none"
PAUSE = 0.1  # seconds between two pictures
GUESSES = (NONE, "holds", "does_not", "depends")
ROLES = {"for": "accent", "against": "warn", "same": "ink", "unclear": "ink"}
MARKS = {
    "for": "triangle-right",
    "against": "triangle-left",
    "same": "square",
    "unclear": "diamond-open",
}
AXES = {"ratio": "claims.axis_ratio", "points": "claims.axis_points"}
MEANS = {"ratio": "claims.mean_ratio", "points": "claims.mean_points"}
ENDS = ("mean", "low", "high")
GOLDEN = 0.618033988749895  # seeds are spread over a row by its multiples
NAME, SPREAD = -0.38, 0.3  # of a row, from its middle: where its name is, and how high its dots lie


def _settings():
    """The knobs of all claims under their ids; each claim has its own defaults for them."""
    places = dict.fromkeys(place for claim in CLAIMS.values() for place in claim.settings)
    knobs = {name: knob for claim in CLAIMS.values() for name, knob in claim.knobs.items()}
    return {
        "claim": Choice(next(iter(CLAIMS)), tuple(CLAIMS), Text(en="claim", zh="说法")),
        "guess": Choice(NONE, GUESSES, Text(en="guess", zh="猜测")),
        **knobs,
        "where": Choice(ALL, (ALL, *places), knobs["where"].title),
    }


SETTINGS = _settings()


def knobs_of(claim, settings):
    """The claim's own knobs; a setting that is another claim's means all of them."""
    knobs = {name: settings[name] for name in CLAIMS[claim].knobs}
    if knobs["where"] not in (ALL, *CLAIMS[claim].settings):
        knobs["where"] = ALL
    return knobs


def draw(settings, t):
    claim = CLAIMS[settings["claim"]]
    knobs = knobs_of(settings["claim"], settings)
    rows, shown = [], -math.inf
    for row in claim_runs.rows(settings["claim"], knobs):
        rows.append(row)
        if time.monotonic() - shown > PAUSE:
            yield picture(claim, knobs, rows, settings["guess"], t)
            shown = time.monotonic()
    yield picture(claim, knobs, rows, settings["guess"], t)


def picture(claim, knobs, rows, guess, t):
    verdict, done = claim.verdict(rows, int(knobs["seeds"])), len(rows) == claim.pairs(knobs)
    return Figure(
        (plot(claim, knobs, rows, verdict, done, t),),
        sentence=sentence(claim, knobs, verdict, guess, done, t),
        table=table(claim, rows, verdict, t),
        progress=None if done else len(rows) / claim.pairs(knobs),
        facts={
            "outcome": verdict.outcome,
            "wins": verdict.wins,
            "pairs": verdict.n,
            "sides": {f.setting: f.side for f in verdict.findings},
            "done": done,
        },
    )


def title_of(claim, setting, t):
    return getattr(claim.settings[setting].title, t.language)


def plot(claim, knobs, rows, verdict, done, t):
    """A row for each setting: its name, a dot for each seed, the mean and its interval."""
    places = {name: place for place, name in enumerate(claim.chosen(knobs))}
    x, y = scattered(claim, rows, places)
    low, high = reach(claim, x, verdict)
    top = -0.6 - 0.04 * len(places)  # the narrower the rows, the more of one the first name takes
    edges = np.array([top, len(places) - 0.6])
    traces = (
        line(np.full(2, shown(claim, 0.0)), edges, role="ink", line={"width": 1}),
        line(np.full(2, shown(claim, claim.line)), edges, t("claims.line_name"), role="faint"),
        dots(x, y, t("claims.dots_name"), role="faint", marker={"size": 5, "opacity": 0.6}),
        *(
            means(claim, verdict, side, places, t)
            for side in SIDES
            if with_intervals(verdict, side)
        ),
        names(claim, places, low, t),
    )
    mine, other = (getattr(side, t.language) for side in claim.sides)
    across = t(AXES[claim.unit], mine=mine, other=other)
    return Plot(
        traces,
        Axis(across, "log" if claim.unit == "ratio" else "linear", (low, high)),
        Axis("", range=(len(places) - 0.6, top), names=("",) * len(places)),
        title=headline(claim, knobs, verdict, done, t),
    )


def headline(claim, knobs, verdict, done, t):
    if not done:
        return measured(claim, knobs, verdict, t)
    name = t(f"claims.verdict.{verdict.outcome}")
    return t("claims.verdict_now", verdict=name, **won(verdict))


def measured(claim, knobs, verdict, t):
    return t("claims.say_so_far", pairs=verdict.n, all=claim.pairs(knobs))


def won(verdict):
    return {"wins": verdict.wins, "pairs": verdict.n}


def shown(claim, advantage):
    """An advantage as it stands on the axis: a ratio of losses, or points."""
    return np.exp(advantage) if claim.unit == "ratio" else advantage


def scattered(claim, rows, places):
    """(x, y) of the dots; each seed keeps its height in a row."""
    advantages = np.array([claim.advantage(row) for row in rows])
    y = [places[row.setting] + SPREAD * ((row.seed * GOLDEN) % 1.0 - 0.5) for row in rows]
    return shown(claim, advantages), np.array(y)


def reach(claim, x, verdict):
    """Both ends of the axis: all dots and all intervals that are finite, and no difference."""
    ends = [end for f in verdict.findings for end in (f.low, f.high) if math.isfinite(end)]
    values = np.concatenate([x, shown(claim, np.array([*ends, 0.0, claim.line]))])
    if claim.unit == "points":
        edge = 0.06 * max(np.ptp(values), 1.0)
        return float(values.min() - edge), float(values.max() + edge)
    return float(values.min() / 1.15), float(values.max() * 1.15)


def with_intervals(verdict, side):
    """The findings on one side that have an interval: a single pair has none."""
    return [f for f in verdict.findings if f.side == side and math.isfinite(f.low)]


def means(claim, verdict, side, places, t):
    """Mean and interval of the settings on one side."""
    found = with_intervals(verdict, side)
    x, low, high = (shown(claim, np.array([getattr(f, end) for f in found])) for end in ENDS)
    y = np.array([places[f.setting] for f in found], float)
    bars = {"type": "data", "symmetric": False, "array": high - x, "arrayminus": x - low}
    return dots(
        x,
        y,
        t(f"claims.side.{side}"),
        role=ROLES[side],
        marker={"size": 12, "symbol": MARKS[side]},
        error_x=bars | {"thickness": 2.5, "width": 5},
    )


def names(claim, places, low, t):
    return {
        "type": "scatter",
        "mode": "text",
        "x": np.full(len(places), low),
        "y": np.array(list(places.values())) + NAME,
        "text": [title_of(claim, setting, t) for setting in places],
        "textposition": "middle right",
        "hoverinfo": "skip",
        "name": "",
    }


def sentence(claim, knobs, verdict, guess, done, t):
    """The verdict with what it rests on, or how far the experiment is."""
    if not done:
        return measured(claim, knobs, verdict, t)
    parts = [t(f"claims.say_{verdict.outcome}"), *answer(guess, verdict, t)]
    for side in SIDES:
        settings = verdict.of(side)
        if settings:
            joined = t("claims.and").join(title_of(claim, name, t) for name in settings)
            parts.append(t(f"claims.say_side_{side}", settings=joined))
    parts.append(t("claims.say_wins", **won(verdict)))
    return paragraph(parts)


def answer(guess, verdict, t):
    """What became of the guess."""
    if guess == NONE:
        return []
    if verdict.outcome == "undecided":
        return [t("claims.say_open", guess=t(f"claims.guess.{guess}"))]
    right = "right" if guess == verdict.outcome else "wrong"
    return [t(f"claims.say_{right}", guess=t(f"claims.guess.{guess}"))]


def table(claim, rows, verdict, t):
    """A line for each setting, and its numbers."""
    mine, other = (getattr(side, t.language) for side in claim.sides)
    header = [
        t("claims.setting"),
        mine,
        other,
        t(MEANS[claim.unit]),
        t("claims.interval"),
    ]
    header += [t("claims.wins"), *(getattr(text, t.language) for text in claim.more.values()), ""]
    return header, [_line(claim, f, rows, t) for f in verdict.findings]


def _line(claim, found, rows, t):
    rows = [row for row in rows if row.setting == found.setting]
    more = [float(np.mean([row.more[name] for row in rows])) for name in claim.more]
    mean, low, high = (write(shown(claim, getattr(found, end))) for end in ENDS)
    return [
        title_of(claim, found.setting, t),
        float(np.mean([row.claimed for row in rows])),
        float(np.mean([row.other for row in rows])),
        mean,
        f"{low} … {high}" if found.n > 1 else None,
        t("claims.of", wins=found.wins, pairs=found.n),
        *more,
        t(f"claims.side.{found.side}"),
    ]
