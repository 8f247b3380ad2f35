"""A quiz: one right choice, or several."""

import streamlit as st

from pages.shared.lesson.choices import locked, order, radio, said_to, spent
from pages.shared.lesson.help import helped
from pages.shared.lesson.prose import inline
from pages.shared.site import t


def draw(item, reading):
    record = reading.record(item.id)
    several = sum(choice.right for choice in item.choices) > 1
    chosen = _boxes(item, reading) if several else [radio(item, reading)]
    if not locked(item, reading) and _pressed_check(item, reading):
        _check(item, record, [place for place in chosen if place is not None])
        st.rerun()
    if record.get("tries"):
        for place in record.get("chosen", []):
            if place < len(item.choices):
                said_to(item.choices[place], reading)
        _say(item, reading, several)
    helped(item, reading)


def _pressed_check(item, reading):
    return st.button(t("lessons.check"), key=reading.key(item.id, "check"), type="primary")


def _boxes(item, reading):
    before = reading.record(item.id).get("chosen", [])
    return [
        place
        for place in order(item)
        if st.checkbox(
            inline(item.choices[place].text, reading),
            place in before,
            key=reading.key(item.id, f"choice{place}"),
            disabled=locked(item, reading),
        )
    ]


def _check(item, record, chosen):
    if not chosen:
        return
    right = {place for place, choice in enumerate(item.choices) if choice.right}
    record.update(chosen=chosen, tries=record.get("tries", 0) + 1, right=set(chosen) == right)
    record["done"] = record["right"] or spent(item, record)


def _say(item, reading, several):
    record = reading.record(item.id)
    if record.get("right"):
        return
    if several and all(item.choices[k].right for k in record["chosen"] if k < len(item.choices)):
        st.caption(t("lessons.more_right"))
    left = item.options.tries and item.options.tries - record["tries"]
    if left and left > 0:
        st.caption(t("lessons.tries_left", count=left))
    after = item.options.solution_after or item.options.tries
    if after and record["tries"] >= after:
        right = [inline(choice.text, reading) for choice in item.choices if choice.right]
        st.info(t("lessons.right_is", answer=" · ".join(right)))
