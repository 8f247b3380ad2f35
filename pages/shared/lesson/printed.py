"""A lesson on paper: all steps, what was seen and answered, nothing to press."""

import streamlit as st

from lessons.engine.lesson import Item
from lessons.engine.paper import Room
from lessons.engine.splitter import Break
from pages.shared.lesson.answers import in_words
from pages.shared.lesson.blocks import broken, gives_away
from pages.shared.lesson.choices import MARKS
from pages.shared.lesson.kinds import DRAWN, title
from pages.shared.lesson.live import settings_words
from pages.shared.lesson.prose import inline, prose
from pages.shared.lesson.steps import asks, is_live
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
            elif gives_away(part, reading):
                continue
            elif not isinstance(part, Item) or part.spec.boxed:
                prose(part.text, reading)
            elif is_live(part) and not broken(part, reading):
                picture(part, reading)
            elif asks(part):
                answered(part, reading)


def picture(item, reading):
    """A live block as the reader left it; one that waits for a prediction gives nothing away."""
    if reading.waits_for(item.id):
        st.caption(t("lessons.predict_first"))
        return
    drawing = DRAWN[item.kind]
    getattr(drawing, "still", drawing.draw)(item, reading)
    settings = settings_words(item, reading.settings(item.id))
    if settings:
        st.caption(t("lessons.picture", said=settings))


def answered(item, reading):
    """A question with its choices, and what the reader said."""
    with st.container(border=True, key=f"printed-{item.id}"):
        st.caption(f"**{title(item)}**")
        prose(item.text, reading)
        if item.choices:
            st.markdown("\n".join(f"- {inline(each.text, reading)}" for each in item.choices))
        st.markdown(f"{t('lessons.your_answer')} {answer(item, reading)}")


def answer(item, reading):
    """What was answered, with a mark where it was judged; a line to write on where nothing was."""
    record = reading.record(item.id)
    left = item.spec.paper(item, record)
    said = in_words(left, reading)
    judged = "right" in record and not isinstance(left, Room)
    return f"{MARKS[record['right']]} {said}" if judged else said
