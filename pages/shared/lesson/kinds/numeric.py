"""A number to be found: the simulator's own."""

import streamlit as st

from lessons.engine.measure import Unmeasurable
from pages.shared.lesson.answers import number_in
from pages.shared.lesson.help import helped
from pages.shared.lesson.live import keep_settings
from pages.shared.lesson.prose import inline
from pages.shared.site import t
from pages.shared.site.escape import escaped
from pages.shared.site.numbers import write


def draw(item, reading):
    record = reading.record(item.id)
    try:
        answer = reading.answer(item)
    except Unmeasurable as error:
        st.error(escaped(getattr(error.text, reading.language)))
        return
    if record.get("right"):
        st.markdown(f"{t('lessons.your_answer')} {escaped(record['answer'])}")
    else:
        _ask_number(item, reading, answer)
    _say(item, reading, answer)
    show_me(item, reading)
    helped(item, reading)


def _ask_number(item, reading, answer):
    record = reading.record(item.id)
    with st.form(reading.key(item.id, "form"), border=False):
        before, key = record.get("answer", ""), reading.key(item.id, "number")
        text = st.text_input(t("lessons.number"), before, key=key, max_chars=24)
        if st.form_submit_button(t("lessons.check"), type="primary"):
            _check(item, record, text, answer)


def _check(item, record, text, answer):
    given = number_in(text)
    if given is None:
        st.caption("⚠ " + t("lessons.not_a_number"))
        return
    record.update(answer=text.strip(), tries=record.get("tries", 0) + 1)
    record["right"] = record["done"] = item.options.accept.takes(given, answer)
    st.rerun()


def _say(item, reading, answer):
    record = reading.record(item.id)
    given = number_in(record.get("answer", ""))
    if given is None:
        return
    if record.get("right"):
        st.success(t("lessons.number_right", answer=write(answer, 6)))
        return
    accept = item.options.accept
    named = [wrong for wrong in item.options.wrong if accept.takes(given, wrong.value)]
    said = inline(_message(item, named[0]), reading) if named else ""
    st.warning(f"{t('lessons.number_wrong', given=escaped(record['answer']))} {said}")


def _message(item, wrong):
    """What is said to a wrong number that was foreseen; translations name it by its value."""
    return item.labels.get(f"{wrong.value:g}", wrong.message)


def show_me(item, reading):
    """Sets the experiment to the case that is asked about."""
    asked_about = item.options.answer
    if not asked_about.at or asked_about.experiment not in reading.live:
        return
    st.button(
        t("lessons.show_me"),
        key=reading.key(item.id, "show"),
        on_click=set_sliders,
        args=(reading, asked_about.experiment, dict(asked_about.at)),
    )


def set_sliders(reading, block, values):
    item = reading.live[block]
    keep_settings(item, reading, reading.settings(block) | values)
    st.session_state["progress"]["turn"] += 1
