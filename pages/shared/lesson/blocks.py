"""The parts of a step, each in its place; one that is broken is a red card, and the rest works."""

import streamlit as st

from lessons.engine.lesson import Item
from lessons.engine.schema import Labels
from pages.shared.lesson import progress
from pages.shared.lesson.choices import verdict
from pages.shared.lesson.kinds import DRAWN, title
from pages.shared.lesson.lecture_questions import asked_in_lecture
from pages.shared.lesson.prose import prose, values_in
from pages.shared.lesson.questions import asked
from pages.shared.lesson.steps import asks, is_live, referred, step_of
from pages.shared.site import t
from pages.shared.site.escape import escaped


def parts(listed, reading):
    for part in listed:
        draw(part, reading)


def until_asked(listed, reading):
    """The parts up to the first question that waits, it included."""
    for place, part in enumerate(listed):
        if keeps_waiting(part, reading):
            return listed[: place + 1]
    return listed


def keeps_waiting(part, reading):
    """Whether nothing after it may be seen yet."""
    return asks(part) and not broken(part, reading) and reading.waits(part)


def draw(part, reading):
    """Prose, or a block."""
    if gives_away(part, reading):
        return
    if not isinstance(part, Item):
        prose(part.text, reading)
    elif broken(part, reading):
        red_card(part, reading)
    elif is_live(part):
        scene(part, reading)
    elif asks(part):
        task(part, reading)
    elif part.spec.boxed:
        box(part, reading)
    elif part.spec.aside:
        aside(part, reading)


def gives_away(part, reading):
    """Whether its numbers would give away what is still to be predicted."""
    waiting = any(reading.waits_for(block) for block in values_in(part.text))
    return waiting and not asks(part)


def broken(item, reading):
    of = referred(item)
    return (
        item.options is None
        or (item.spec.named and not item.id)  # its state and its widgets go by the id
        or (item.spec.named and isinstance(item.options, Labels))  # words without settings
        or bool(item.id and reading.problems.get(item.id))
        or (is_live(item) and item.id not in reading.live)
        or (of is not None and of not in reading.live)
    )


def red_card(item, reading):
    """What is wrong with a block, as the checker says it; one may refer to another that is."""
    found = reading.problems.get(item.id, []) if item.id else _of_line(item, reading)
    said = [f"- {escaped(each.say(reading.language))}" for each in found]
    if not said and referred(item):
        said = [t("lessons.needs", block=escaped(referred(item)))]
    st.error(
        "\n".join([f"**{t('lessons.broken', block=escaped(item.id or item.kind))}**\n", *said])
    )


def _of_line(item, reading):
    """A block without an id: what was said about the line that it begins on."""
    every = [problem for found in reading.problems.values() for problem in found]
    return [problem for problem in every if problem.line == item.line]


def scene(item, reading):
    """A live block, once it may be seen, and what was predicted of it."""
    waits = reading.waits_for(item.id)
    if waits:
        locked(item, waits, reading)
    else:
        DRAWN[item.kind].draw(item, reading)


def locked(item, prediction, reading):
    """In place of a picture: that a prediction comes first, and where that is."""
    with st.container(key=f"locked-{item.id}"):
        st.markdown(f":material/lock: {t('lessons.predict_first')}")
        if prediction:
            way_to(prediction, reading)


def way_to(prediction, reading):
    """Where a prediction stands in another step than the one that is read."""
    step = step_of(prediction, reading.lesson)
    if step != progress.of(reading.entry.id)["step"]:
        asked_for = {"lang": reading.language, "lesson": reading.entry.id, "step": str(step + 1)}
        label = t("lessons.to_prediction", step=step + 1)
        st.page_link("pages/lessons.py", label=label, query_params=asked_for)


def task(item, reading):
    """A question; one about a block that may not be seen yet has to wait as well."""
    if not (referred(item) and reading.waits_for(referred(item))):
        (asked_in_lecture if reading.in_lecture else asked)(item, reading, start_over)


def start_over(item, reading):
    """What is played begins where its block began."""
    progress.forget(reading.id, item.id)
    if item.spec.played:
        progress.forget(reading.id, item.options.about)


def verdicts(item, reading):
    """What the predictions about a block were worth, once it is seen."""
    if reading.in_lecture:
        return  # there, the question itself says it
    for prediction in reading.predictions(item.id):
        if reading.record(prediction.id).get("done"):
            verdict(prediction, reading)


def box(item, reading):
    with st.container(border=True, key=f"{item.kind}-{item.line}-{reading.id}"):
        st.caption(f":material/{item.spec.icon}: **{title(item)}**")
        prose(item.text, reading)


def aside(item, reading):
    """For the lecturer: folded, and not for a class to see."""
    if reading.in_lecture:
        return
    minutes = item.options.minutes
    heading = t("site.lecturer")
    if minutes:
        heading += f" · {t('lessons.minutes', count=f'{minutes:g}')}"
    with st.expander(heading, key=f"{item.kind}-{item.line}-{reading.id}"):
        prose(item.text, reading)
