"""A figure on a page: plots that follow their sliders, over the same line as the stage.

`opened` is always what `figures.load` read, or what stands in for it.
"""

import base64
from urllib.parse import urlencode

import streamlit as st

from optim_core import DATASETS, MODELS, OPTIMIZERS, SCHEDULES, SURFACES
from optim_core.settings import Choice, Knob
from pages.shared import figures
from pages.shared.figures.packets import packets_of
from pages.shared.site import link
from pages.shared.site.component import component
from pages.shared.site.words import words
from pages.shared.stage.controls import slider

# Whether it begins by itself, and whether the viewer can press Start. ON_DEMAND is for work that
# takes its time: nothing is drawn before.
BY_ITSELF, AGAIN, ON_DEMAND = "by itself", "again", "on demand"
_component = component("figure/figure.js")
_TITLES = {
    "dataset": DATASETS,
    "model": MODELS,
    "optimizer": OPTIMIZERS,
    "schedule": SCHEDULES,
    "surface": SURFACES,
}


def figure(name, opened, *, controls, offered=None, starts=BY_ITSELF, compact=False, files=None):
    """The figure of a page: on release of a control the address bar holds its settings.

    `controls` are the ids of the settings that get a control of their own, or the controls
    themselves, as `slider` makes them; `offered` {id: options} leaves out options of a choice that
    make no sense at present. `compact` is for many settings: a line for each, and the plots two in
    a row. `files` {name: key of its title} are downloads that the server makes of the settings.
    """
    made = [
        each if isinstance(each, dict) else _control(name, each, opened.language, offered, compact)
        for each in controls
    ]
    own = {"address": True, "on_demand": starts == ON_DEMAND, "again": starts == AGAIN}
    _draw(name, name, opened, made, own | {"compact": compact, "files": files or {}})


def lesson_figure(name, opened, *, key, controls, on_change):
    """One figure of several, with these controls below its plots, as `slider` makes them.
    on_change(query) hears of the settings; the address bar does not."""
    _draw(key, name, opened, controls, {"below": True}, on_change)


def _draw(key, name, opened, controls, own, on_change=None):
    """What any figure is given, but for what is its `own`."""
    data = {
        "figure": name,
        "key": key,
        "query": urlencode(figures.write(name, opened.settings)),
        "first": urlencode(figures.write(name, opened.first)),
        "language": opened.language,
        "words": ["stage", "figure", "access"],
        "controls": controls,
        "address": False,
        "session": link.session(),
        "on_demand": False,
        "again": False,
        "below": False,
        "compact": False,
        "files": {},
    }
    data["packets"] = _packets(st.session_state.get(key, {}).get("ask"))
    _component(
        key=key,
        data=data | own,
        on_link_change=lambda: link.report(key, on_change) if on_change else link.take(key),
        on_ask_change=lambda: None,
    )


def _packets(asked):
    """The last picture by way of Streamlit, where the figure has no line of its own."""
    request = asked.get("figure") if isinstance(asked, dict) else None
    if not isinstance(request, dict) or str(request.get("figure")) not in figures.FIGURES:
        return []
    *_, last, end = filter(None, packets_of(request))
    return [base64.b64encode(packet).decode() for packet in (last, end)]


def _control(name, id_, language, offered, compact):
    spec = figures.FIGURES[name].SETTINGS[id_]
    if isinstance(spec, Knob):
        return slider(id_, [id_], spec, language)
    control = {"id": id_, "keys": [id_], "title": getattr(spec.title, language), "symbol": ""}
    if isinstance(spec, Choice):
        shown = (offered or {}).get(id_, spec.options)
        options = [[option, _option(name, id_, option, language)] for option in shown]
        return control | {"scale": "choice", "options": options, "list": compact}
    return control | {"scale": "text", "symbol": getattr(spec, "symbol", "")}


def _option(name, id_, option, language):
    """What an option is called: the figure's own word, or the title of the entry it names."""
    own = words(language).get(f"{name}.{id_}.{option}")
    entry = _TITLES.get(id_, {}).get(option)
    return own or (getattr(entry.title, language) if entry else option)
