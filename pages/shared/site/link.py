"""The address bar: the scenario, how it is looked at, and where on the page one is."""

import secrets
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl

import streamlit as st

from optim_core import Scenario, Text
from pages.shared.site import pins
from pages.shared.site.words import LANGUAGES

AXES = ("log", "linear")
MODES = ("map", "mesh", "slope")
UNITS = ("update", "epoch", "sample", "second")
VIEW = ("panel", "axis", "unit", "mode", "step", "run")
LECTURE = ("view", "zoom", "shown")  # how a class sees it
OF_STREAMLIT = ("embed", "embed_options")  # which only the address itself may say
LECTURE_VIEWS = ("lecture", "presenter")


@dataclass(frozen=True)
class Opened:
    """What a link opened: problems are sentences about what could not be read."""

    scenario: Scenario
    view: dict
    language: str
    problems: tuple[Text, ...] = field(default=())
    pinned: pins.Pinned = field(default=pins.Pinned())

    @property
    def whole(self):
        """The scenario with the pinned runs that it leaves out."""
        return replace(self.scenario, runs=self.scenario.runs + self.pinned.runs)


def load(default, *, panels, page_keys, race=False):
    """Read the address; whatever is missing or nonsense is the default's.

    In a race pinned runs are runs like the others; elsewhere the scenario leaves them out.
    """
    query = st.query_params.to_dict()
    own = {key: query.pop(key) for key in (*VIEW, *LECTURE, *page_keys) if key in query}
    said = pins.take(query)
    scenario, problems = Scenario.from_query(query, default)
    pinned, unpinnable = pins.pinned(said, scenario)
    if not race:
        scenario, pinned = pins.apart(scenario, pinned)
    view, nonsense = _view(own, panels)
    return Opened(scenario, view, language(), problems + nonsense + unpinnable, pinned)


def _view(own, panels):
    """How to look at it; `step` None is from the start, `run` None the last."""
    choices = {"panel": panels, "axis": AXES, "unit": UNITS, "mode": MODES}
    view, problems = {"step": None, "run": None}, []
    for key, allowed in choices.items():
        value = own.get(key, allowed[0])
        view[key] = value if value in allowed else allowed[0]
        if value not in allowed:
            problems.append(unread(key, value, allowed[0]))
    for key in ("step", "run"):
        if key in own and own[key].isascii() and own[key].isdigit() and len(own[key]) < 7:
            view[key] = int(own[key])
        elif key in own:
            problems.append(unread(key, own[key], 0))
    return view, tuple(problems)


def unread(key, value, used):
    """That a link holds nonsense, and what was used instead."""
    return Text(
        en=f"In the link, {key}={value[:40]} can't be read; {used} is used instead.",
        zh=f"链接中的 {key}={value[:40]} 无法读取；改用 {used}。",
    )


def choice(key, allowed):
    """(one of `allowed`, problems): the first where the address has none, or another."""
    value = st.query_params.get(key, allowed[0])
    if value in allowed:
        return value, ()
    return allowed[0], (unread(key, value, allowed[0]),)


def language():
    """The language of the link, else of the browser."""
    asked = st.query_params.get("lang")
    if asked in LANGUAGES:
        return asked
    return "zh" if str(st.context.locale or "").lower().startswith("zh") else "en"


def take(key):
    """The viewer let go of a control of component `key`: the address becomes what it says."""
    text = st.session_state[key].get("link")
    if isinstance(text, str):
        become(text)


def become(text):
    """The address becomes what a browser says, but for what only Streamlit may set."""
    said = {key: value for key, value in parse_qsl(text) if key.lower() not in OF_STREAMLIT}
    st.query_params.from_dict(said)


def session():
    """A name of this session, by which a page in a browser sees that the server began anew."""
    return st.session_state.setdefault("session", secrets.token_hex(4))


def report(key, on_change):
    """The viewer let go of a control of a component that the address bar says nothing of."""
    text = st.session_state[key].get("link")
    if isinstance(text, str):
        on_change(dict(parse_qsl(text)))


def go(scenario, view, **page):
    """Open another experiment: the address becomes exactly this."""
    shown = {key: str(value) for key, value in view.items() if value is not None}
    to(**scenario.to_query() | shown | page)


def to(**query):
    """The address becomes this, in the viewer's language; a lecture stays one."""
    st.query_params.from_dict(lecture() | query | {"lang": language()})


def lecture():
    """What the address of a lecture keeps from slide to slide."""
    query = st.query_params
    if query.get("view") not in LECTURE_VIEWS:
        return {}
    return {key: query[key] for key in ("view", "zoom") if key in query}
