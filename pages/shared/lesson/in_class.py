"""Questions in front of a class: asked on the slide, answered when the lecturer says so."""

import re

import streamlit as st

from lessons.engine.lesson import Item
from lessons.engine.measure import Unmeasurable
from lessons.engine.schema import ASKED, CALLOUTS
from pages.shared import lecture
from pages.shared.lesson.prose import inline, prose
from pages.shared.lesson.questions.challenge import challenge
from pages.shared.lesson.questions.choices import MARKS
from pages.shared.site import t
from pages.shared.site.escape import escaped
from pages.shared.site.numbers import write

REVEALED = ("predict", "quiz", "numeric")  # a challenge is played, and notices its win
HEADING = re.compile(r"^#{1,4}\s+(.+?)\s*$", re.MULTILINE)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def gates(parts):
    """Ids of the questions of a step that wait for the lecturer, in order."""
    return [part.id for part in parts if isinstance(part, Item) and part.kind in REVEALED]


def in_class(item, reading, _start_over):
    """A question on a card; what is right is said when it is revealed."""
    with st.container(border=True, key=f"asked-{reading.id}-{item.id}"):
        st.caption(f"**{t(f'lessons.{item.kind}')}**")
        prose(item.text, reading)
        if item.kind == "challenge":
            challenge(item, reading)
            return
        waits = reading.waits(item)
        choices(item, reading, revealed=not waits)
        if waits:
            lecture.wait(lecture.show_one_more)
        elif item.kind == "numeric":
            st.success(t("deck.answer", answer=answer_words(item, reading)))


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


def answer_words(item, reading):
    try:
        return write(reading.answer(item), 6)
    except Unmeasurable as error:
        return escaped(getattr(error.text, reading.language))


def heading(part):
    """What a part of a step is headed by, or None."""
    found = HEADING.search(part.text)
    return found and found[1]


def written(parts, reading):
    """A step in words alone, its answers marked: for the lecturer's own screen."""
    for part in parts:
        if not isinstance(part, Item) or part.kind in CALLOUTS:
            prose(HEADING.sub("", part.text, count=1), reading)
        elif part.kind in ASKED and part.options is not None:
            with st.container(border=True):
                st.caption(f"**{t(f'lessons.{part.kind}')}**")
                prose(part.text, reading)
                choices(part, reading, revealed=True)
                if part.kind == "numeric":
                    st.success(t("deck.answer", answer=answer_words(part, reading)))


def noted(parts, reading):
    """What the author says to lecturers."""
    for part in parts:
        if isinstance(part, Item) and part.kind == "instructor":
            if part.options and part.options.minutes:
                st.caption(t("lessons.minutes", count=f"{part.options.minutes:g}"))
            prose(part.text, reading)
