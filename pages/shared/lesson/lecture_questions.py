"""Questions in front of a class: asked on the slide, answered when the lecturer says so."""

import re

import streamlit as st

from lessons.engine.lesson import Item
from lessons.engine.measure import Unmeasurable
from pages.shared import lecture
from pages.shared.lesson.choices import MARKS
from pages.shared.lesson.kinds import DRAWN, title
from pages.shared.lesson.prose import inline, prose
from pages.shared.lesson.steps import asks
from pages.shared.site import t
from pages.shared.site.escape import escaped
from pages.shared.site.numbers import write

HEADING = re.compile(r"^#{1,4}\s+(.+?)\s*$", re.MULTILINE)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def gates(parts):
    """Ids of the questions of a step that wait for the lecturer, in order."""
    return [part.id for part in parts if asks(part) and part.spec.revealed]


def asked_in_lecture(item, reading, _start_over):
    """A question on a card; what is right is said when it is revealed, or found by playing."""
    if not item.spec.in_lecture:
        return
    with st.container(border=True, key=f"asked-{reading.id}-{item.id}"):
        st.caption(f"**{title(item)}**")
        prose(item.text, reading)
        if item.spec.played:
            DRAWN[item.kind].draw(item, reading)
            return
        waits = reading.waits(item)
        choices(item, reading, revealed=not waits)
        if waits:
            lecture.wait(lecture.show_one_more)
        else:
            answer(item, reading)


def choices(item, reading, revealed):
    """The choices by letter; revealed, with their marks and what is said to the right ones."""
    for letter, choice in zip(LETTERS, item.choices, strict=False):
        mark = f"{MARKS[choice.right]} " if revealed else ""
        words = f"**{mark}{letter}** {inline(choice.text, reading)}"
        if revealed and choice.right:
            said = f"\n\n{inline(choice.feedback, reading)}" if choice.feedback else ""
            st.success(words + said)
        else:
            st.markdown(words)


def answer(item, reading):
    """The number that is right, where a number is asked for."""
    if item.spec.answer is None:
        return
    try:
        said = write(reading.answer(item), 6)
    except Unmeasurable as error:
        said = escaped(getattr(error.text, reading.language))
    st.success(t("deck.answer", answer=said))


def heading(part):
    """What a part of a step is headed by, or None."""
    found = HEADING.search(part.text)
    return found and found[1]


def written(parts, reading):
    """A step in words alone, its answers marked: for the lecturer's own screen."""
    for part in parts:
        if not isinstance(part, Item) or part.spec.boxed:
            prose(HEADING.sub("", part.text, count=1), reading)
        elif asks(part) and part.is_set:
            with st.container(border=True):
                st.caption(f"**{title(part)}**")
                prose(part.text, reading)
                choices(part, reading, revealed=True)
                answer(part, reading)


def noted(parts, reading):
    """What the author says to lecturers."""
    for part in parts:
        if isinstance(part, Item) and part.spec.aside:
            if part.options and part.options.minutes:
                st.caption(t("lessons.minutes", count=f"{part.options.minutes:g}"))
            prose(part.text, reading)
