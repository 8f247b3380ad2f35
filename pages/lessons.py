"""Lessons: the list of them, and one lesson, step by step."""

import streamlit as st

from pages.shared import lecture, shell
from pages.shared.lecture.deck import Deck
from pages.shared.lesson import printed, progress, stage_pins
from pages.shared.lesson.blocks import (
    broken,
    keeps_waiting,
    locked,
    parts,
    red_card,
    scene,
    until_asked,
    verdicts,
)
from pages.shared.lesson.lecture_questions import gates, heading, noted, written
from pages.shared.lesson.reading import read
from pages.shared.lesson.steps import scenes, steps, tasks
from pages.shared.site import link, shelf, t
from pages.shared.site.escape import escaped

# Wrong in the file, and not seen on the page: such a link is only words there.
HARMLESS = {"link", "html", "image", "image-alt"}
FILE = "descent-lab-progress.json"


def page():
    entries = shelf.readable()
    asked = st.query_params.get("lesson")
    if asked in entries:
        reading = read(entries[asked], link.language())
        if st.query_params.get("view") == "print":
            printed.lesson(reading)
        else:
            lesson(reading)
    else:
        listing(entries, asked)
    progress.keep()


# The list.


def listing(entries, asked):
    shell.header("lessons")
    st.header(t("lessons.title"))
    if asked is not None:
        st.caption("⚠ " + t("lessons.no_such", name=escaped(asked[:40])))
    st.markdown(t("lessons.body") if entries else t("lessons.none"))
    with st.container(key="shelf"):
        for number, entry in enumerate(entries.values(), 1):
            card(read(entry, link.language()), number, entries)
    take_along()


def card(reading, number, known):
    front = reading.lesson.front
    with st.container(border=True, key=f"card-{reading.id}"):
        st.markdown(f"### {number}. {escaped(reading.title)}")
        if front:
            st.caption(" · ".join(about(reading, known)))
            st.markdown("\n".join(f"- {escaped(each)}" for each in front.objectives))
        done, count = score(reading)
        if done:
            st.progress(done / count, t("lessons.done", done=done, count=count))
        st.button(
            t("lessons.continue" if done else "lessons.open", number=number),
            key=f"open-{reading.id}",
            on_click=go_to,
            args=(reading.id,),
            type="primary",
        )


def about(reading, known):
    """Minutes, and what to have read before, as far as it is here."""
    front = reading.lesson.front
    yield t("lessons.minutes", count=front.duration)
    before = [read(known[name], reading.language).title for name in front.prerequisites
              if name in known]  # fmt: skip
    if before:
        titles = t("lessons.comma").join(t("lessons.titled", title=title) for title in before)
        yield t("lessons.before", lessons=escaped(titles))
    if front.draft:
        yield t("lessons.draft")


def score(reading):
    """(tasks done, tasks)."""
    blocks = progress.of(reading.id)["blocks"]
    asked = tasks(reading.lesson)
    return sum(bool(blocks.get(id_, {}).get("done")) for id_ in asked), len(asked)


def go_to(lesson_id, step=None):
    place = {} if step is None else {"step": str(step + 1)}
    link.to(lesson=lesson_id, **place)


def take_along():
    """Progress as a file, and back."""
    with st.expander(t("lessons.keep"), key="take-along"):
        st.markdown(t("lessons.keep_body"))
        text = progress.write(progress.lessons())
        st.download_button(t("lessons.export"), text, FILE, "application/json")
        file = st.file_uploader(t("lessons.import"), type=["json"], key="progress-file")
        if file is not None and st.session_state.get("progress-read") != file.file_id:
            bring(file)


def bring(file):
    try:
        found = progress.read(file.getvalue().decode("utf-8", "replace"))
    except progress.Unreadable:
        st.caption("⚠ " + t("lessons.unreadable"))
        return
    st.session_state["progress-read"] = file.file_id
    progress.add(found)
    st.rerun()


# A lesson.


def lesson(reading):
    st.set_page_config(page_title=reading.title)
    cut = steps(reading.lesson)
    place, unread = where(reading, len(cut))
    if lecture.is_on():
        asked = gates(cut[place])
        reading.unrevealed = frozenset(asked[lecture.shown() :])
    drawn = scenes(cut[place], reading.lesson.items)
    unread += tuple(text for each in drawn for text in brought(each.live, reading))
    shell.header("lessons", deck(reading, cut, place))
    shell.problems(unread)
    for number, each in enumerate(drawn):
        with st.container(key=f"scene-{place}-{number}"):
            draw_scene(each, reading, cut, place, (number == 0, number == len(drawn) - 1))
        if is_waiting(each, reading):
            break


def brought(item, reading):
    """What the address has of the pins and the comparison on a stage; sentences about the rest."""
    if item is None or "kept" not in item.spec.record or broken(item, reading):
        return ()
    return stage_pins.meet(reading.live[item.id], reading)


def where(reading, count):
    """(the step of the address, else the one that the reader was at last; problems)."""
    asked = st.query_params.get("step", "")
    known = progress.of(reading.entry.id)
    if asked.isascii() and asked.isdigit() and 1 <= int(asked[:6]) <= count:
        known["step"] = int(asked) - 1
    elif asked:
        return 0, (link.unread("step", asked, 1),)
    return min(known["step"], count - 1), ()


def deck(reading, cut, place):
    """The steps, as numbers in the top line."""
    front = reading.lesson.front
    return Deck(
        titles=tuple(step_title(reading, each) for each in cut),
        place=place,
        go=lambda step: go_to(reading.entry.id, step),
        text=lambda step: written(cut[step], reading),
        notes=lambda: noted([*cut[place], *later(cut, place)], reading),
        minutes=front.duration if front else None,
        name=reading.entry.id,
        draw=lambda: step_switch(reading, cut, place),
    )


def later(cut, place):
    """Parts of the other steps: what an author says to lecturers may stand anywhere."""
    return [part for number, step in enumerate(cut) if number != place for part in step]


def step_title(reading, step):
    """What the step's own heading says, else the lesson's title."""
    return next(filter(None, map(heading, step)), reading.title)


def step_switch(reading, cut, place):
    if len(cut) < 2:
        return
    st.session_state["step"] = place
    st.segmented_control(
        t("lessons.steps"),
        range(len(cut)),
        format_func=lambda number: str(number + 1),
        key="step",
        label_visibility="collapsed",
        on_change=lambda: go_to(reading.id, _chosen_step(place)),
    )


def _chosen_step(place):
    chosen = st.session_state["step"]
    return place if chosen is None else chosen


def is_waiting(drawn, reading):
    """Whether a question of the scene waits: what follows could give its answer away."""
    return any(keeps_waiting(part, reading) for part in (*drawn.before, *drawn.after))


def draw_scene(drawn, reading, cut, place, edges):
    """Text beside the picture; what comes first on a narrow screen is in a container of its own."""
    first, last = edges
    name = f"{place}-{first}-{getattr(drawn.live, 'id', '')}"
    asks = any(keeps_waiting(part, reading) for part in drawn.before)
    if asks and reading.in_lecture:
        return ask_class(drawn, reading, place, first)
    text, picture = st.columns([1, 2.9], gap="medium") if drawn.live else (st.container(), None)
    with text:
        with st.container(key=f"before-{name}"):
            if first:
                opening(reading, place)
            parts(until_asked(drawn.before, reading), reading)
        with st.container(key=f"after-{place}-{last}-{getattr(drawn.live, 'id', '')}"):
            if not asks:
                if drawn.live in cut[place] and not broken(drawn.live, reading):
                    verdicts(drawn.live, reading)
                parts(until_asked(drawn.after, reading), reading)
            if last or is_waiting(drawn, reading):
                onward(reading, cut, place)
    if drawn.live:
        with picture:
            if broken(drawn.live, reading):
                red_card(drawn.live, reading)
            elif asks:
                locked(drawn.live, reading.waits_for(drawn.live.id), reading)
            else:
                scene(drawn.live, reading)


def ask_class(drawn, reading, place, first):
    """Before there is a picture, the question stands in its place."""
    *before, question = until_asked(drawn.before, reading)
    with st.container(key=f"asking-{place}"):
        text, beside = st.columns(2, gap="large")
    with text:
        if first:
            opening(reading, place)
        parts(before, reading)
    with beside:
        parts([question], reading)


def opening(reading, place):
    """The title, how far one is, and on the first step what the lesson is for."""
    if place == 0 or not reading.in_lecture:
        st.header(escaped(reading.title))
    done, count = score(reading)
    if count and not reading.in_lecture:
        st.progress(done / count, t("lessons.done", done=done, count=count))
    found = [each for each in reading.problems.get("", []) if each.rule not in HARMLESS]
    if found and place == 0:
        said = "\n".join(f"- {escaped(each.say(reading.language))}" for each in found)
        st.error(f"**{t('lessons.broken_file')}**\n\n{said}")
    front = reading.lesson.front
    if place == 0 and front and not reading.in_lecture:
        st.caption(" · ".join(about(reading, shelf.readable())))
        if front.objectives:
            objectives = "\n".join(f"- {escaped(each)}" for each in front.objectives)
            st.markdown(f"{t('lessons.objectives')}\n{objectives}")


def onward(reading, cut, place):
    if reading.in_lecture:
        return
    with st.container(horizontal=True, key="onward"):
        if place > 0:
            st.button(t("lessons.back"), on_click=go_to, args=(reading.id, place - 1), key="back")
        if place + 1 < len(cut):
            st.button(t("lessons.next"), on_click=go_to, args=(reading.id, place + 1), key="next",
                      type="primary")  # fmt: skip
        else:
            st.button(t("lessons.all"), on_click=link.to, key="all",
                      type="primary")  # fmt: skip
    with st.expander(t("lessons.work"), key="work"):
        st.page_link(
            "pages/lessons.py",
            label=t("lessons.print"),
            query_params={"lang": link.language(), "lesson": reading.id, "view": "print"},
        )
        st.button(t("lessons.start_over"), on_click=start_over, args=(reading,), key="start-over")


def start_over(reading):
    progress.forget(reading.id)
    go_to(reading.id, 0)


page()
