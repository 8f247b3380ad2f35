"""Steps to the target while the whole experiment, start and all, is turned."""

from dataclasses import replace

import numpy as np

from optim_core.results import steps_needed
from optim_core.scenario import FARTHEST_START
from pages.shared.site.numbers import counted
from pages.shared.site.plots import (
    Axis,
    Figure,
    Plot,
    dots,
    line,
)
from pages.shared.site.run_names import default_names

ANGLES = np.arange(0.0, 91.0, 3.0)


def draw(scenario, run, t, called=()):
    if "rotation" not in scenario.ground.knobs:
        return Figure((), sentence=t("panels.rotations_none"))
    needed = steps_while_turned(scenario)
    called = called or default_names(scenario.runs, t.language)
    traces = [
        line(ANGLES, _shown(steps), name, look=k)
        for k, (name, steps) in enumerate(zip(called, needed, strict=True))
    ]
    now = steps_at(scenario, scenario.surface_knobs["rotation"])
    here = np.full(len(now), scenario.surface_knobs["rotation"])
    ring = {"symbol": "circle-open", "size": 14, "line": {"width": 2}}
    traces.append(dots(here, _shown(now), t("panels.rotations_here"), role="ink", marker=ring))
    plot = Plot(
        tuple(traces),
        Axis(t("panels.rotations_angle")),
        Axis(
            t("panels.rotations_steps"),
            range=(0, 1.05 * max(scenario.steps // 4, *map(max, needed))),
        ),
    )
    parts = [_part(*each, scenario, t) for each in zip(called, needed, strict=True)]
    sentence = t("panels.rotations_sentence", parts=t("stage.sentence_join").join(parts))
    return Figure((plot,), sentence=sentence, facts={"angles": ANGLES, "steps": np.array(needed)})


def steps_while_turned(scenario):
    """For each run, steps until its loss is within TARGET of the minimum at each angle, −1 = never:
    (runs, angles)."""
    return [
        list(each) for each in zip(*(steps_at(scenario, angle) for angle in ANGLES), strict=True)
    ]


def steps_at(scenario, angle):
    knobs = dict(scenario.surface_knobs)
    turn = np.deg2rad(angle - knobs["rotation"])
    x, y = scenario.start
    start = np.array([np.cos(turn) * x - np.sin(turn) * y, np.sin(turn) * x + np.cos(turn) * y])
    start = tuple(np.clip(start, -FARTHEST_START, FARTHEST_START))
    turned = replace(scenario, surface_knobs=knobs | {"rotation": angle}, start=start)
    return steps_needed(turned)


def _shown(steps):
    """Who never arrives has no point."""
    return np.array([np.nan if each < 0 else each for each in steps], float)


def _part(name, steps, scenario, t):
    straight, turned = (counted(steps[k], scenario.steps, t) for k in (0, len(ANGLES) // 2))
    return t("panels.rotations_part", name=name, straight=straight, turned=turned)
