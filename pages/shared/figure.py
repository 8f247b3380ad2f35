"""A figure on a page: plots that follow their sliders, over the same line as the stage."""

import base64
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from optim_core import DATASETS, MODELS, OPTIMIZERS, SCHEDULES, SURFACES
from optim_core.spec import Choice, Knob
from pages.shared import figures, link, plots
from pages.shared.packet import pack
from pages.shared.stage import assets
from pages.shared.stage.controls import slider
from pages.shared.words import translator, under, words

_component = st.components.v2.component(
    "descent_figure", js=assets.loader("figure.js"), isolate_styles=False
)
_TITLES = {
    "dataset": DATASETS,
    "model": MODELS,
    "optimizer": OPTIMIZERS,
    "schedule": SCHEDULES,
    "surface": SURFACES,
}


def figure(name, opened, *, key, controls, on_demand=False, below=False):
    """Draw a figure; on release of a control the address bar holds its settings.

    `opened` is what `link.load_figure` read. `controls` are the ids of the settings that get a
    control of their own, beside the plots or `below` them. With `on_demand` nothing is drawn
    before the viewer presses Start: for work that takes its time.
    """
    data = {
        "figure": name,
        "key": key,
        "query": urlencode(figures.write(name, opened.settings)),
        "language": opened.language,
        "words": under(opened.language, "stage", "figure"),
        "controls": [_control(name, id_, opened.language) for id_ in controls],
        "on_demand": on_demand,
        "below": below,
        "assets": assets.BASE,
        "plotly": assets.PLOTLY,
        "channel": assets.CHANNEL,
    }
    data["packets"] = _packets(st.session_state.get(key, {}).get("ask"))
    _component(
        key=key,
        data=data,
        on_link_change=lambda: link.take(key),
        on_ask_change=lambda: None,
    )


def pictures(request, told=None):
    """The packets of one request, one for each picture; the last says that it is the end.

    What can't be read or drawn is a packet without a picture, its problem in words.
    """
    name, language = request.get("figure"), "zh" if request.get("language") == "zh" else "en"
    if name not in figures.FIGURES:
        raise ValueError(f"figure={str(name)[:40]!r} is not one of {', '.join(figures.FIGURES)}")
    settings, problems = figures.read(name, parse_qsl(str(request.get("query", ""))))
    about = {"id": request.get("id"), "kind": "figure", "more": True}
    if problems:
        yield pack(about | {"problems": [getattr(each, language) for each in problems]}, [])
    else:
        yield from _pictures(name, settings, language, told, about)
    yield pack(about | {"more": False}, [])


def _pictures(name, settings, language, told, about):
    try:
        for picture in figures.drawn(name, settings, translator(language), told):
            header, arrays = plots.unpack(picture)
            yield pack(header | about, arrays)
    except ValueError as error:
        said = getattr(error, "text", None)
        problem = getattr(said, language) if said else str(error)
        yield pack(about | {"problems": [problem]}, [])


def _packets(asked):
    """The last picture by way of Streamlit, where the figure has no line of its own."""
    request = asked.get("figure") if isinstance(asked, dict) else None
    if not isinstance(request, dict) or request.get("figure") not in figures.FIGURES:
        return []
    *_, last, end = pictures(request)
    return [base64.b64encode(packet).decode() for packet in (last, end)]


def _control(name, id_, language):
    spec = figures.FIGURES[name].SETTINGS[id_]
    if isinstance(spec, Knob):
        return slider(id_, [id_], spec, language)
    control = {"id": id_, "keys": [id_], "title": getattr(spec.title, language), "symbol": ""}
    if isinstance(spec, Choice):
        options = [[option, _option(name, id_, option, language)] for option in spec.options]
        return control | {"scale": "choice", "options": options}
    return control | {"scale": "text", "symbol": getattr(spec, "symbol", "")}


def _option(name, id_, option, language):
    """What an option is called: the figure's own word, or the title of the entry it names."""
    own = words(language).get(f"{name}.{id_}.{option}")
    entry = _TITLES.get(id_, {}).get(option)
    return own or (getattr(entry.title, language) if entry else option)
