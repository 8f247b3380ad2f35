"""Choices of a prediction or a quiz: how they are shown, and what the author says to each."""

import random

import streamlit as st

from pages.shared.lesson.prose import inline
from pages.shared.site import t

MARKS = {True: "✓", False: "✗"}


def said_to(choice, reading):
    words = f"{MARKS[choice.right]} {inline(choice.text, reading)}"
    if choice.feedback:
        words += f"\n\n{inline(choice.feedback, reading)}"
    (st.success if choice.right else st.warning)(words)


def verdict(item, reading):
    """A prediction that was a choice, beside what the author says to it."""
    for place in reading.record(item.id).get("chosen", []):
        if place < len(item.choices):
            said_to(item.choices[place], reading)


def radio(item, reading):
    record = reading.record(item.id)
    first = (record.get("chosen") or [None])[0]
    places = order(item)
    return st.radio(
        t("lessons.choices"),
        places,
        places.index(first) if first in places else None,
        format_func=lambda place: inline(item.choices[place].text, reading),
        key=reading.key(item.id, "choice"),
        label_visibility="collapsed",
        disabled=locked(item, reading),
    )


def order(item):
    """The order in which choices are shown: shuffled where the author asks for it."""
    places = list(range(len(item.choices)))
    if getattr(item.options, "shuffle", False):
        random.Random(item.id).shuffle(places)
    return places


def spent(item, record):
    most = getattr(item.options, "tries", None)
    return bool(most) and record.get("tries", 0) >= most


def locked(item, reading):
    record = reading.record(item.id)
    return bool(record.get("right")) or spent(item, record)
