"""The deck: a page or a lesson as slides, in front of a class and on the lecturer's own screen.

The browser's part hears the keys and draws what lies over a slide; which slide is shown is in the
address, and changed here.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from pages.shared import lecture
from pages.shared.site import link
from pages.shared.site.component import component
from pages.shared.site.escape import escaped
from pages.shared.site.words import LANGUAGES, translator

KEY = "deck"
QR = "lab/qr"
_component = component("deck/deck.js")


def _nothing(*_):
    return None


@dataclass(frozen=True)
class Deck:
    """What a page shows one after the other; one slide where it shows but one thing.

    Calling it draws the switch between them, for the top line of the page.
    """

    titles: tuple[str, ...]
    place: int = 0
    go: Callable = _nothing  # go(place) opens that slide
    text: Callable = _nothing  # text(place) writes what a slide says
    notes: Callable = _nothing  # notes() writes what is for the lecturer only
    minutes: int | None = None
    name: str = ""  # which of the page's decks it is
    draw: Callable = _nothing

    def __call__(self):
        self.draw()


def mount(page, deck):
    """The last thing on a page: what hears the keys."""
    language = link.language()
    _component(
        key=KEY,
        data={
            "view": lecture.view(),
            "deck": f"{page}/{deck.name}",
            "titles": list(deck.titles),
            "place": deck.place,
            "shown": lecture.shown(),
            "waits": lecture.is_waiting(),
            "heard": st.session_state.get("heard"),
            "zoom": lecture.zoom(),
            "types": lecture.TYPE,
            "minutes": deck.minutes,
            "problems": [getattr(each, language) for each in lecture.problems()],
            "words": ["deck"],
            "language": language,
            "qr": QR,
        },
        on_act_change=lambda: _act(deck),
    )


def _act(deck):
    """What the lecturer pressed, and what the address bar then said; a browser may say anything."""
    asked = st.session_state[KEY].get("act")
    if isinstance(asked, dict) and str(asked.get("do")) in ACTS:
        st.session_state["heard"] = asked.get("turn")
        link.become(str(asked.get("query", "")))
        ACTS[asked["do"]](deck, asked)


def _go(deck, asked):
    """Another slide, with as much of it revealed as had been."""
    place, shown = asked.get("to"), asked.get("shown")
    if isinstance(place, int) and 0 <= place < len(deck.titles):
        deck.go(place)
        if isinstance(shown, int) and 0 < shown <= lecture.MOST_SHOWN:
            st.query_params["shown"] = str(shown)


def _view(deck, asked):
    """Into the lecture, or back to the page, at the same place."""
    st.query_params.pop("shown", None)
    if asked.get("to") == lecture.LECTURE:
        st.query_params["view"] = lecture.LECTURE
    else:
        st.query_params.pop("view", None)
        st.query_params.pop("zoom", None)


def _language(deck, asked):
    names = list(LANGUAGES)
    st.query_params["lang"] = names[(names.index(link.language()) + 1) % len(names)]


def _zoom(deck, asked):
    if str(asked.get("to")) in lecture.SIZES:
        st.query_params["zoom"] = str(asked["to"])


ACTS = {
    "go": _go,
    "view": _view,
    "language": _language,
    "zoom": _zoom,
    "reveal": lambda deck, asked: lecture.reveal(),
}


def desk(deck):
    """The lecturer's own screen: this slide and the next in words, and what nobody else sees."""
    t = translator(link.language())
    now, then = st.columns([1.4, 1], gap="large")
    with now, st.container(key="now"):
        st.caption(t("deck.now", place=deck.place + 1, count=len(deck.titles)))
        st.header(escaped(deck.titles[deck.place]))
        deck.text(deck.place)
    with then:
        with st.container(key="notes"):
            st.caption(t("deck.notes"))
            deck.notes()
        with st.container(key="then"):
            _next(deck, t)


def _next(deck, t):
    following = deck.place + 1
    if following == len(deck.titles):
        st.caption(t("deck.last"))
        return
    st.caption(t("deck.then"))
    st.subheader(escaped(deck.titles[following]))
    deck.text(following)
