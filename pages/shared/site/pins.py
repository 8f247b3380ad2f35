"""Pinned runs: they stay as they are, faint, while one goes on turning the knobs of the others.

A pinned run is a run of the scenario like any other; the link says which ones, as pins=1,3. A
comparison, compare=overlaid or compare=split, is of two settings: A is the pinned runs on the
ground that they were pinned on, which the link has under a.surface, a.start and so on; B is all
else, and goes on changing.
"""

from dataclasses import dataclass, replace

from optim_core import Run, Scenario
from optim_core.scenario import OF_GROUND, is_of
from optim_core.text import Text

MOST_RUNS = 8  # at once on a map, and on each side of a comparison
LAYOUTS = ("overlaid", "split")
OF_A = "a."
OF_PINS = ("pins", "compare", OF_A)  # keys of a link, beside the scenario's


@dataclass(frozen=True)
class Pinned:
    """What stays while the rest changes: `places` of the pinned runs among all, `runs` those of
    them that a page's own scenario leaves out, and of a comparison its layout and A's ground."""

    places: tuple[int, ...] = ()
    runs: tuple[Run, ...] = ()
    layout: str = ""
    ground: Scenario | None = None

    def to_query(self):
        """{key: text}, beside those of the scenario."""
        if not self.places:
            return {}
        query = {"pins": write(self.places)}
        if self.layout:
            query |= {"compare": self.layout}
            written = self.ground.to_query().items()
            query |= {OF_A + key: text for key, text in written if is_of(OF_GROUND, key)}
        return query

    def at(self, places, count):
        """With other runs pinned, of `count`; where one side would be empty, without comparing."""
        if 0 < len(places) < count:
            return replace(self, places=places)
        return Pinned(places)


def take(query):
    """Out of what a link says {key: text}: what is said of pins and comparison."""
    return {key: query.pop(key) for key in list(query) if is_of(OF_PINS, key)}


def pinned(said, scenario):
    """(Pinned, problems) of what `take` took."""
    places, problems = read(said.get("pins", ""), len(scenario.runs))
    layout = said.get("compare", "")
    ground = {key.removeprefix(OF_A): said[key] for key in said if key.startswith(OF_A)}
    if not layout and not ground:
        return Pinned(places), problems
    if layout not in LAYOUTS or not 0 < len(places) < len(scenario.runs):
        return Pinned(places), (*problems, _uncompared(layout))
    ground, unread = _ground(ground, scenario)
    return Pinned(places, (), layout, ground), problems + unread


def _ground(said, scenario):
    foreign = [key for key in said if not is_of(OF_GROUND, key)]
    ground, unread = Scenario.from_query(
        {key: text for key, text in said.items() if key not in foreign}, scenario
    )
    return ground, (UNREAD_GROUND,) if foreign or unread else ()


UNREAD_GROUND = Text(
    en="In the link, not all of setting A can be read; what is missing is as in setting B.",
    zh="链接中的设置 A 无法全部读取；缺少的部分与设置 B 相同。",
)


def _uncompared(layout):
    return Text(
        en=f"In the link, compare={layout[:40]} can't be done: it takes pinned runs, others that"
        f" are not, and {' or '.join(LAYOUTS)}; nothing is compared.",
        zh=f"链接中的 compare={layout[:40]} 无法做到：须有已固定和未固定的运行，"
        f"并取 {' 或 '.join(LAYOUTS)}；不作比较。",
    )


def apart(scenario, pinned):
    """(scenario, pinned) with the pinned runs last, and in `pinned` only: what a page talks about
    is what its knobs turn. Where all are pinned, they come alive again."""
    turning = live(scenario, pinned.places)
    if not pinned.places or not turning:
        return scenario, Pinned()
    runs = tuple(scenario.runs[place] for place in pinned.places)
    places = tuple(range(len(turning), len(scenario.runs)))
    alive = tuple(scenario.runs[place] for place in turning)
    return replace(scenario, runs=alive), replace(pinned, places=places, runs=runs)


def sides(scenario, pinned):
    """{name: Scenario}: of a comparison A and B, each its runs on its ground; else the one that
    there is, without a name."""
    if not pinned.layout:
        return {"": scenario}
    return {
        "A": _side(scenario, pinned.places, pinned.ground),
        "B": _side(scenario, live(scenario, pinned.places), scenario),
    }


def _side(scenario, places, ground):
    """Read as a link is: what these runs want, such as samples, the ground may not have."""
    runs = replace(scenario, runs=tuple(scenario.runs[place] for place in places)).to_query()
    own = {key: text for key, text in runs.items() if not is_of(OF_GROUND, key)}
    shared = {key: text for key, text in ground.to_query().items() if is_of(OF_GROUND, key)}
    return Scenario.from_query(shared | own)[0]


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
