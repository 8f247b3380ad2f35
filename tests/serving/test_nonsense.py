"""Whatever a part of a page says to it, the page runs on: each part of each page, one by one."""

import asyncio
import json

from streamlit.proto.WidgetStates_pb2 import WidgetState

from lessons.engine.course import course
from tests.bench.hall.client import Visitor
from tests.bench.hall.wander import NONSENSE
from tests.choosing import chosen
from tests.pages.opening import PAGES

CALM = "it is not your doing"
ODD = (5, None, True, [1], {"a": []}, "", "x", "lr=nan&embed=true&slider_1=-inf", "9" * 60)


def odd(*names):
    """States in which one thing is odd, however deep: {a: {b: odd}}."""
    for state in ODD:
        for name in reversed(names):
            state = {name: state}
        yield json.dumps(state)


ASKED = [
    *odd("ask"),
    *odd("ask", "figure"),
    *(text for name in ("figure", "query", "language") for text in odd("ask", "figure", name)),
    *(text for name in ("kind", "query", "language") for text in odd("ask", "runs", name)),
]
SAID = {
    "deck": [*odd("act"), *odd("act", "do")]
    + [
        json.dumps({"act": {"do": do, key: each}})
        for do in ("go", "view", "zoom")
        for key in ("to", "query", "shown")
        for each in ODD
    ],
    "stage": [*odd("link"), *ASKED],
    "figure": [*odd("link"), *ASKED],
    "gallery": [*odd("open")],
    "menu": [*odd("lecture")],
    "progress": [*odd("stored")],
    "document": [],
    "shade": [],
}
EVERYWHERE = {"deck", "menu", "progress", "document", "shade"}
PLACES = [
    *("" if page == "home" else page for page in PAGES),
    *(f"lessons?lesson={lesson}&step={step}" for lesson in course() for step in (1, 2, 3)),
]
# Where make test speaks to each part: among them there is each kind.
BY_DAY = ("", "momentum", "training", "lessons", "lessons?lesson=momentum&step=2")


async def spoken(site, place):
    """{(part, what it said)} that the page answered with no more than a calm sentence."""
    page, _, query = place.partition("?")
    async with Visitor(site.url) as visitor:
        await visitor.open(page, f"lang=en&{query}")
        wrong = set()
        for part, id_ in parts(visitor):
            known = part in EVERYWHERE and place not in ("lessons", "momentum")
            for said in () if known else [*NONSENSE, *SAID[part]]:
                await visitor.run(WidgetState(id=id_, json_value=said))
                if any(CALM in each.alert.body for each in visitor.found("alert")):
                    wrong.add((part, said))
                if visitor.query != f"lang=en&{query}":
                    await visitor.open(page, f"lang=en&{query}")
        return wrong


def parts(visitor):
    found = [each.bidi_component for each in visitor.found("bidi_component")]
    return [(each.component_name.removeprefix("descent_"), each.id) for each in found]


@chosen("place", PLACES, BY_DAY)
def test_whatever_its_parts_say_a_page_runs_on(site, place):
    assert asyncio.run(spoken(site, place)) == set()
