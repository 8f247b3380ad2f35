"""What a lesson asks: predictions, choices, numbers, challenges; a file for each kind."""

import streamlit as st

from pages.shared.lesson.prose import prose
from pages.shared.lesson.questions.challenge import challenge
from pages.shared.lesson.questions.numeric import numeric
from pages.shared.lesson.questions.predict import predict
from pages.shared.lesson.questions.quiz import quiz
from pages.shared.site import t

DRAWN = {"predict": predict, "quiz": quiz, "numeric": numeric, "challenge": challenge}


def asked(item, reading, start_over):
    """A question on a card; start_over(item, reading) forgets what was answered."""
    with st.container(border=True, key=f"asked-{reading.id}-{item.id}"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            done = reading.record(item.id).get("done")
            st.caption(f"{'✓ ' if done else ''}**{t(f'lessons.{item.kind}')}**", width="content")
            if reading.record(item.id).get("tries") or done:
                st.button(t("lessons.again"), key=reading.key(item.id, "again"), type="tertiary",
                          on_click=start_over, args=(item, reading))  # fmt: skip
        prose(item.text, reading)
        DRAWN[item.kind](item, reading)
