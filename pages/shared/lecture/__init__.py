"""A lecture: a page in front of a class. What the address says of it, what it looks like, and what
waits for the lecturer. What is shown one slide after the other is the page's deck."""

import re

import streamlit as st

from pages.shared.site import assets, link
from pages.shared.site.words import translator

PAGE = "page"
LECTURE, PRESENTER = link.LECTURE_VIEWS
OTHER_VIEWS = ("print", "paste")  # of the lessons and of the author's page
SIZES = ("1", "2", "3")
USUAL_SIZE = "2"
MOST_SHOWN = 99
OVERLAYS, DRESS = (assets.FILES[f"deck/{name}.css"].decode() for name in ("overlays", "lecture"))
TYPE = {1: 1.0, 2: 1.2, 3: 1.45}  # sizes of the type, as factors
_NUMBER = re.compile(r"\d+")
_HERE = "lecture"  # {"reveal": what the lecturer's key does now}


def view():
    """page, or one of the two windows of a lecture."""
    asked = st.query_params.get("view")
    return asked if asked in link.LECTURE_VIEWS else PAGE


def is_on():
    """Whether a class looks at this: one slide, nothing else, answers wait for the lecturer."""
    return view() == LECTURE


def zoom():
    """The size of the type: 1, 2 or 3."""
    asked = st.query_params.get("zoom")
    return int(asked if asked in SIZES else USUAL_SIZE)


def shown():
    """How many questions of the slide are answered already."""
    asked = st.query_params.get("shown", "0")
    return int(asked) if _is_count(asked) else 0


def _is_count(text):
    return text.isascii() and text.isdigit() and int(text[:6]) <= MOST_SHOWN


def problems():
    """What the address says of a lecture and nobody can read."""
    query = st.query_params.to_dict()
    known = (PAGE, *link.LECTURE_VIEWS, *OTHER_VIEWS)
    found = []
    if query.get("view", PAGE) not in known:
        found.append(link.unread("view", query["view"], PAGE))
    if query.get("zoom", USUAL_SIZE) not in SIZES:
        found.append(link.unread("zoom", query["zoom"], USUAL_SIZE))
    if not _is_count(query.get("shown", "0")):
        found.append(link.unread("shown", query["shown"], 0))
    return tuple(found)


def begin():
    """A page is about to be drawn: nothing waits on it yet."""
    st.session_state[_HERE] = {"reveal": None}


def wait(reveal):
    """Something on the slide waits: `reveal()` is what the lecturer's key does."""
    if st.session_state[_HERE]["reveal"] is None:
        st.session_state[_HERE]["reveal"] = reveal


def is_waiting():
    return st.session_state[_HERE]["reveal"] is not None


def reveal():
    act = st.session_state.get(_HERE, {}).get("reveal")
    if act:
        act()


def show_one_more():
    st.query_params["shown"] = str(shown() + 1)


def hides_answer():
    """Whether the one answer of this slide is still to be revealed; then it waits for that."""
    if not is_on() or shown():
        return False
    wait(show_one_more)
    return True


def style():
    """What a lecture looks like; nothing for a page that is read."""
    if view() == PAGE:
        return ""
    own = OVERLAYS + DRESS if is_on() else OVERLAYS
    return f":root {{ --type: {TYPE[zoom()]}; }}\n{own}"


def minutes_in(words):
    """How long all of it takes, where a lecturer's words say so."""
    label = translator(link.language())("deck.minutes")
    lines = [line for line in words.splitlines() if label in line]
    return max((int(each) for line in lines for each in _NUMBER.findall(line)), default=None)
