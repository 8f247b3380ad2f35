"""A lesson on paper: all steps, what was seen and answered, nothing to press."""

import streamlit as st

from lessons.engine.lesson import Item
from lessons.engine.schema import ASKED, CALLOUTS
from lessons.engine.splitter import Break
from pages.shared.lesson.blocks import broken, too_early
from pages.shared.lesson.live import still
from pages.shared.lesson.prose import inline, prose
from pages.shared.lesson.questions.challenge import settings_words
from pages.shared.lesson.questions.choices import MARKS
from pages.shared.lesson.questions.predict import guess_of
from pages.shared.lesson.steps import is_live
from pages.shared.site import link, t
from pages.shared.site.escape import escaped


def lesson(reading):
    with st.container(key="printed"):
        st.page_link(
            "pages/lessons.py",
            label=t("lessons.back_to_lesson"),
            query_params={"lang": link.language(), "lesson": reading.id},
        )
        st.header(escaped(reading.title))
        with st.container(key="print-how"):
            st.caption(t("lessons.print_how"))
        for part in reading.lesson.parts:
            if isinstance(part, Break):
                st.divider()
            elif too_early(part, reading):
                continue
            elif not isinstance(part, Item) or part.kind in CALLOUTS:
                prose(part.text, reading)
            elif is_live(part) and not broken(part, reading):
                picture(part, reading)
            elif part.kind in ASKED:
                answered(part, reading)


def picture(item, reading):
    """A live block as the reader left it; one that waits for a prediction gives nothing away."""
    if reading.waits_for(item.id):
        st.caption(t("lessons.predict_first"))
        return
    still(item, reading)
    settings = settings_words(item, reading.settings(item.id))
    if settings:
        st.caption(t("lessons.picture", said=settings))


def answered(item, reading):
    """A question with its choices, and what the reader said."""
    record = reading.record(item.id)
    with st.container(border=True, key=f"printed-{item.id}"):
        st.caption(f"**{t(f'lessons.{item.kind}')}**")
        prose(item.text, reading)
        if item.choices:
            st.markdown("\n".join(f"- {inline(each.text, reading)}" for each in item.choices))
        st.markdown(f"{t('lessons.your_answer')} {answer(item, record, reading)}")


def answer(item, record, reading):
    """What was answered, with a mark where it was judged; a line to write on where nothing was."""
    if item.kind == "challenge" and record.get("done"):
        of = reading.live.get(getattr(item.options, "experiment", ""))
        said = settings_words(of, record.get("settings", {})) if of else ""
    elif "chosen" in record or "answer" in record:
        said = guess_of(item, reading)
    else:
        return "\\_" * 30
    return f"{MARKS[record['right']]} {said}" if "right" in record else said
