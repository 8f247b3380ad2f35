"""A prediction: committed first, compared later."""

import streamlit as st

from pages.shared.lesson.answers import in_words, number_in
from pages.shared.lesson.choices import radio, verdict
from pages.shared.lesson.help import helped
from pages.shared.site import t


def draw(item, reading):
    record = reading.record(item.id)
    if record.get("done"):
        st.markdown(t("lessons.predicted", guess=in_words(item.spec.paper(item, record), reading)))
        if item.options.reveals is None:
            verdict(item, reading)
        return
    guess = GUESSED[item.options.kind](item, reading)
    if st.button(t("lessons.commit"), key=reading.key(item.id, "commit"), type="primary"):
        if guess is None:
            st.caption("⚠ " + t("lessons.choose_first"))
        else:
            record.update(guess, done=True)
            st.rerun()
    helped(item, reading)


def _guess_choice(item, reading):
    chosen = radio(item, reading)
    return None if chosen is None else {"chosen": [chosen]}


def _guess_number(item, reading):
    return _typed(item, reading, "number", t("lessons.number"))


def _guess_point(item, reading):
    x, y = (_typed(item, reading, axis, axis) for axis in "xy")
    return x and y and {"answer": f"{x['answer']}, {y['answer']}"}


def _typed(item, reading, name, label):
    text = st.text_input(label, key=reading.key(item.id, name), max_chars=24)
    return None if number_in(text) is None else {"answer": text.strip()}


GUESSED = {"choice": _guess_choice, "number": _guess_number, "point": _guess_point}
