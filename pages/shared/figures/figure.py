"""A figure on a page: plots that follow their sliders, over the same line as the stage."""

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

_component = component("figure/figure.js")
_TITLES = {
    "dataset": DATASETS,
    "model": MODELS,
    "optimizer": OPTIMIZERS,
    "schedule": SCHEDULES,
    "surface": SURFACES,
}


def figure(
    name,
    opened,
    *,
    key,
    controls,
    offered=None,
    on_demand=False,
    again=False,
    below=False,
    compact=False,
    address=True,
    on_change=None,
    files=None,
):
    """Draw a figure; on release of a control the address bar holds its settings.

    `opened` is what `figures.load` read. `controls` are the ids of the settings that get a
    control of their own, beside the plots or `below` them. With `on_demand` nothing is drawn
    before the viewer presses Start: for work that takes its time. With `again` the Start button
    is there too, but the figure begins by itself. `offered` {id: options} leaves out options of a
    choice that make no sense at present. `compact` is for many settings: a line for each, and the
    plots two in a row. A control may also be given whole, as `slider` makes it. Without
    `address`, on_change(query) hears of the settings instead. `files` {name: key of its title} are
    downloads that the server makes of the settings.
    """
    offered = offered or {}
    data = {
        "figure": name,
        "key": key,
        "query": urlencode(figures.write(name, opened.settings)),
        "first": urlencode(figures.write(name, opened.first)),
        "language": opened.language,
        "words": ["stage", "figure", "access"],
        "controls": [
            each
            if isinstance(each, dict)
            else _control(name, each, opened.language, offered, compact)
            for each in controls
        ],
        "address": address,
        "session": link.session(),
        "on_demand": on_demand,
        "again": again,
        "below": below,
        "compact": compact,
        "files": files or {},
    }
    data["packets"] = _packets(st.session_state.get(key, {}).get("ask"))
    _component(
        key=key,
        data=data,
        on_link_change=lambda: link.take(key) if address else link.report(key, on_change),
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
        shown = offered.get(id_, spec.options)
        options = [[option, _option(name, id_, option, language)] for option in shown]
        return control | {"scale": "choice", "options": options, "list": compact}
    return control | {"scale": "text", "symbol": getattr(spec, "symbol", "")}


def _option(name, id_, option, language):
    """What an option is called: the figure's own word, or the title of the entry it names."""
    own = words(language).get(f"{name}.{id_}.{option}")
    entry = _TITLES.get(id_, {}).get(option)
    return own or (getattr(entry.title, language) if entry else option)
