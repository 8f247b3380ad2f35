"""Pinned runs: they stay as they are, faint, while one goes on turning the knobs of the others.

A pinned run is a run of the scenario like any other; the link says which ones, as pins=1,3.
"""

from dataclasses import replace

from optim_core.scenario import MOST_RUNS
from optim_core.spec import Text


def read(text, runs):
    """(places of the pinned runs counted from 0, problems) from what a link says."""
    try:
        places = tuple(sorted({int(part) - 1 for part in text.split(",") if part}))
    except ValueError:
        places = (-1,)
    if all(0 <= place < runs for place in places):
        return places, ()
    return (), (
        Text(
            en=f"In the link, pins={text[:40]} can't be read; no run is pinned.",
            zh=f"链接中的 pins={text[:40]} 无法读取；没有固定任何一条。",
        ),
    )


def write(places):
    return ",".join(str(place + 1) for place in places)


def live(scenario, pins):
    """Places of the runs whose knobs still turn."""
    return tuple(place for place in range(len(scenario.runs)) if place not in pins)


def room(scenario, pins):
    """Whether every run that is not pinned can be: each leaves a copy behind to go on with."""
    return 0 < len(live(scenario, pins)) <= MOST_RUNS - len(scenario.runs)


def pin(scenario, pins):
    """(scenario, pins) with all runs pinned, and after them a live copy of each that was not.

    A second click may come before the first has taken the button away; it changes nothing.
    """
    if not room(scenario, pins):
        return scenario, pins
    copies = tuple(scenario.runs[place] for place in live(scenario, pins))
    return replace(scenario, runs=scenario.runs + copies), tuple(range(len(scenario.runs)))


def unpin(scenario, pins):
    """(scenario, pins) without the pinned runs; where all are, they come alive again."""
    left = tuple(scenario.runs[place] for place in live(scenario, pins))
    return replace(scenario, runs=left or scenario.runs), ()


def remove(scenario, pins, place):
    """(scenario, pins) without one run; the last one stays."""
    if len(scenario.runs) == 1:
        return scenario, pins
    runs = scenario.runs[:place] + scenario.runs[place + 1 :]
    return replace(scenario, runs=runs), tuple(p - (p > place) for p in pins if p != place)


def turned(pins, place):
    """The pins with this one set where it was not, and away where it was."""
    return tuple(sorted({*pins} ^ {place}))
