"""The stage: the animated plot that every page and lesson shows its experiments on."""

import base64
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from optim_core import OPTIMIZERS
from pages.shared.stage import assets
from pages.shared.stage.answers import KINDS, answer
from pages.shared.stage.controls import controls_of
from pages.shared.words import words

# Inline code travels inside every message, so it only fetches the real one, which is cached.
_LOADER = """
export default function (component) {
  let gone = false
  let release = () => {}
  const at = (name) => new URL(component.data.assets + name, document.baseURI).href
  import(at("stage.js"))
    .then((stage) => stage.ready(at("stage.css")).then(() => stage))
    .then((stage) => { if (!gone) release = stage.mount(component) })
  return () => { gone = true; release() }
}
"""

_component = st.components.v2.component("descent_stage", js=_LOADER, isolate_styles=False)


def stage(
    opened, *, key, knobs, panels, scene="", autoplay=True, names=(), target=1e-3, page_keys=()
):
    """Draw an experiment; on release of a control the address bar holds what the viewer chose.

    `opened` is what `link.load` read. `knobs` are the sliders (see `controls_of`), `panels` the
    side panels on offer, `names` the runs' titles where the optimisers' own would not do, `target`
    the distance from the minimum, in loss, that counts as arrived. Another `scene` is another
    opening: the stage begins anew, even where the experiment is the same.
    """
    data = {
        "query": urlencode(opened.scenario.to_query()),
        "view": opened.view,
        "language": opened.language,
        "words": _words_of(opened.language),
        "optimizers": {
            name: getattr(spec.title, opened.language) for name, spec in OPTIMIZERS.items()
        },
        "names": list(names),
        "controls": controls_of(opened.scenario, knobs, opened.language),
        "panels": list(panels),
        "scene": scene,
        "autoplay": autoplay,
        "target": target,
        "page_keys": list(page_keys),
        "assets": assets.BASE,
        "plotly": assets.PLOTLY,
        "channel": assets.CHANNEL,
    }
    data["packets"] = _packets(st.session_state.get(key, {}).get("ask"))
    _component(
        key=key,
        data=data,
        on_link_change=lambda: _take_link(key),
        on_ask_change=lambda: None,
    )


def _take_link(key):
    """The viewer let go of a control: the address becomes what the stage says."""
    text = st.session_state[key].get("link")
    if isinstance(text, str):
        st.query_params.from_dict(dict(parse_qsl(text)))


def _packets(asked):
    """Answers by way of Streamlit, where the stage has no channel of its own."""
    requests = asked.values() if isinstance(asked, dict) else ()
    known = [each for each in requests if isinstance(each, dict) and each.get("kind") in KINDS]
    return [base64.b64encode(answer(each)).decode() for each in known[: len(KINDS)]]


def _words_of(language):
    prefix = "stage."
    return {
        key.removeprefix(prefix): text
        for key, text in words(language).items()
        if key.startswith(prefix)
    }
