"""The stage: the animated plot that every page and lesson shows its experiments on.

`opened` is always what `link.load` read, or what stands in for it. `panels` are the side panels on
offer, `names` the runs' titles where the optimisers' own would not do.
"""

import base64
from urllib.parse import urlencode

import streamlit as st

from optim_core.results import TARGET
from pages.shared.site import link, pins
from pages.shared.site.component import component
from pages.shared.stage.controls import controls_of, controls_of_each
from pages.shared.stage.replies import REPLIES, answer

KEY = "stage"
_component = component("stage/stage.js")


def stage(opened, *, knobs, panels, page_keys, names=(), scene="", target=TARGET):
    """The stage of a page: on release of a control the address bar holds what the viewer chose.

    `knobs` are the sliders (see `controls_of`), `page_keys` what else of the address is the page's,
    `target` the distance from the minimum, in loss, that counts as arrived. Another `scene` is
    another opening: the stage begins anew, even where the experiment is the same.
    """
    controls = controls_of(opened.scenario, knobs, opened.language, names)
    own = {"names": list(names), "scene": scene, "target": target}
    _draw(KEY, opened, controls, panels, own | _in_the_address(page_keys))


def race_stage(opened, *, knobs, panels, page_keys, names):
    """The same, where the run in focus has sliders of its own, and the map can be hidden, but for
    what the optimiser sees."""
    controls = controls_of_each(opened.scenario, opened.pinned.places, opened.language)
    controls += controls_of(opened.scenario, knobs, opened.language, names)
    own = {"names": list(names), "race": True, "modes": list(link.MODES)}
    _draw(KEY, opened, controls, panels, own | _in_the_address(page_keys))


def lesson_stage(opened, *, key, controls, panels, names, scene, still, on_change):
    """One stage of several: with these sliders, as `controls_of` makes them, and nothing else to
    change. on_change(query) hears what the viewer chose; the address bar does not. A `still` stage
    shows the end, for paper."""
    own = {"names": list(names), "scene": scene, "still": still, "fixed": True}
    # With nothing to turn, a pinned run or setting A would only be drawn twice; paper has no
    # buttons.
    own["compares"] = bool(controls) and not still
    _draw(key, opened, controls, panels, own, on_change)


def first_stage(opened, *, knobs, panels, guide, on_change):
    """A newcomer's: only there until the viewer has had the first minute, whose words and links are
    the `guide` (see firstminute.js)."""
    controls = controls_of(opened.scenario, knobs, opened.language)
    _draw("first", opened, controls, panels, guide, on_change)


def _in_the_address(page_keys):
    return {"address": True, "page_keys": [*page_keys, *link.LECTURE]}


def _draw(key, opened, controls, panels, own, on_change=None):
    """What any stage is given, but for what is its `own`."""
    data = {
        "query": urlencode(opened.whole.to_query() | opened.pinned.to_query()),
        "view": opened.view,
        "language": opened.language,
        "words": ["stage", "figure", "panels", "access"],
        "most_runs": pins.MOST_RUNS,
        "race": False,
        "names": [],
        "controls": controls,
        "fixed": False,
        "compares": True,
        "address": False,
        "key": key,
        "modes": list(link.MODES[:2]),
        "panels": list(panels),
        "scene": "",
        "session": link.session(),
        "still": False,
        "target": TARGET,
        "page_keys": [*link.LECTURE],
    }
    data["packets"] = _packets(st.session_state.get(key, {}).get("ask"))
    _component(
        key=key,
        data=data | own,
        on_link_change=lambda: link.report(key, on_change) if on_change else link.take(key),
        on_ask_change=lambda: None,
    )


def _packets(asked):
    """Answers by way of Streamlit, where the stage has no channel of its own."""
    requests = asked.values() if isinstance(asked, dict) else ()
    known = [each for each in requests if isinstance(each, dict) and each.get("kind") in REPLIES]
    return [base64.b64encode(answer(each)).decode() for each in known[: len(REPLIES)]]
