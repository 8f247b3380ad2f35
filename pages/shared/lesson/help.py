"""Help with a question: hints, then the solution."""

import streamlit as st

from pages.shared.lesson.prose import inline, prose
from pages.shared.site import t


def helped(item, reading):
    """Hints in order, as they are asked for or after so many tries; then the solution."""
    record = reading.record(item.id)
    tries, done = record.get("tries", 0), record.get("done")
    helps = [inner for inner in item.inner if inner.spec.helps and inner.options]
    hints = [each for each in helps if not each.spec.ends]
    due = sum(1 for hint in hints if hint.options.after and tries >= hint.options.after)
    shown = min(max(record.get("hints", 0), due), len(hints))
    for number, hint in enumerate(hints[:shown], 1):
        st.info(f"**{t('lessons.hint', number=number)}**  \n{inline(hint.text, reading)}")
    if shown < len(hints) and not done:
        _ask_for_hint(item, reading, hints, shown)
    for solution in (each for each in helps if each.spec.ends):
        if done or tries >= max(solution.options.after, 1):
            with st.expander(t("lessons.solution"), key=reading.key(item.id, "solution")):
                prose(solution.text, reading)


def _ask_for_hint(item, reading, hints, shown):
    wait = hints[shown].options.after - reading.record(item.id).get("tries", 0)
    words = t("lessons.hint_after", count=wait) if wait > 0 else t("lessons.ask_hint")
    record = reading.record(item.id)
    if st.button(words, key=reading.key(item.id, "hint"), disabled=wait > 0, type="tertiary"):
        record["hints"] = shown + 1
        st.rerun()
