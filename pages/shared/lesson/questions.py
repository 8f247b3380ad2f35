"""What a lesson asks, on a card: the kind of question draws what is below its words."""

import streamlit as st

from pages.shared.lesson.kinds import DRAWN, title
from pages.shared.lesson.prose import prose
from pages.shared.site import t


def asked(item, reading, start_over):
    """A question on a card; start_over(item, reading) forgets what was answered."""
    with st.container(border=True, key=f"asked-{reading.id}-{item.id}"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            done = reading.record(item.id).get("done")
            st.caption(f"{'✓ ' if done else ''}**{title(item)}**", width="content")
            if reading.record(item.id).get("tries") or done:
                st.button(t("lessons.again"), key=reading.key(item.id, "again"), type="tertiary",
                          on_click=start_over, args=(item, reading))  # fmt: skip
        prose(item.text, reading)
        DRAWN[item.kind].draw(item, reading)
