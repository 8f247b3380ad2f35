"""The stage: the animated plot that every page and lesson shows its experiments on."""

import base64
from urllib.parse import urlencode

import streamlit as st

from pages.shared.site import link, pins
from pages.shared.site.component import component
from pages.shared.stage.controls import controls_of, controls_of_each
from pages.shared.stage.replies import REPLIES, answer

_component = component("stage/stage.js")


def stage(
    opened,
    *,
    key,
    knobs,
    panels,
    scene="",
    still=False,
    names=(),
    target=1e-3,
    page_keys=(),
    race=False,
    controls=None,
    address=True,
    on_change=None,
    guide=None,
):
    """Draw an experiment; on release of a control the address bar holds what the viewer chose.

    `opened` is what `link.load` read. `knobs` are the sliders (see `controls_of`), `panels` the
    side panels on offer, `names` the runs' titles where the optimisers' own would not do, `target`
    the distance from the minimum, in loss, that counts as arrived. Another `scene` is another
    opening: the stage begins anew, even where the experiment is the same. A `still` stage shows the
    end, for paper.

    In a `race` the run in focus has sliders of its own, and the map can be hidden, but for what the
    optimiser sees.

    With `controls`, a list as `controls_of` makes it, there are these sliders and nothing else to
    change. Where the page has several stages, `address` is False: the address bar is not theirs,
    and `on_change(query)` hears what the viewer chose.

    `guide` is a newcomer's first minute (see `first.js`): its words and links. The stage is only
    there until the viewer has had it.
    """
    data = {
        "query": urlencode(opened.whole.to_query() | opened.kept.to_query()),
        "view": opened.view,
        "language": opened.language,
        "words": ["stage", "figure", "panels", "access"],
        "most_runs": pins.MOST_RUNS,
        "race": race,
        "names": list(names),
        "controls": controls_of(opened.scenario, knobs, opened.language, names)
        if controls is None
        else controls,
        "fixed": controls is not None,
        # With nothing to turn, a pinned run or setting A would only be drawn twice; paper has no
        # buttons.
        "keeps": controls != [] and not still,
        "address": address,
        "key": key,
        "modes": list(link.MODES if race else link.MODES[:2]),
        "panels": list(panels),
        "scene": scene,
        "session": link.session(),
        "still": still,
        "target": target,
        "page_keys": [*page_keys, *link.LECTURE],
    }
    data |= guide or {}
    if race:
        each = controls_of_each(opened.scenario, opened.kept.places, opened.language)
        data["controls"] = each + data["controls"]
    data["packets"] = _packets(st.session_state.get(key, {}).get("ask"))
    _component(
        key=key,
        data=data,
        on_link_change=lambda: link.take(key) if address else link.report(key, on_change),
        on_ask_change=lambda: None,
    )


def _packets(asked):
    """Answers by way of Streamlit, where the stage has no channel of its own."""
    requests = asked.values() if isinstance(asked, dict) else ()
    known = [each for each in requests if isinstance(each, dict) and each.get("kind") in REPLIES]
    return [base64.b64encode(answer(each)).decode() for each in known[: len(REPLIES)]]
