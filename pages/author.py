"""For those who write lessons: the state of each, and a preview that follows the file on save."""

import re

import streamlit as st

from lessons.engine import course
from lessons.engine.lesson import ID
from lessons.engine.lesson import read as read_text
from lessons.engine.problems import ERROR, INFO, WARNING
from lessons.engine.splitter import Break
from pages.shared import link, site
from pages.shared.lesson import checked, progress, shelf
from pages.shared.lesson.blocks import draw
from pages.shared.lesson.prose import plain
from pages.shared.lesson.reading import read
from pages.shared.lesson.steps import steps
from pages.shared.site import t
from pages.shared.words import LANGUAGES

MARKS = {ERROR: "🔴", WARNING: "🟠", INFO: "⚪"}
PASTED = re.compile(r"^(id|language):\s*(\S+)\s*$", re.MULTILINE)
MOST_PASTED = 200_000


def page():
    site.header("author")
    entries = course.course()
    watch(entries)
    asked = st.query_params.get("lesson")
    if st.query_params.get("view") == "paste":
        paste()
    elif asked in entries:
        preview(entries[asked])
    else:
        listing(entries)
    progress.lessons()


@st.fragment(run_every=1)
def watch(shown):
    """Every second: is a file another than what is shown? Else run what was not run yet."""
    entries = course.course()
    if versions(entries) != versions(shown):
        st.rerun()
    for entry in entries.values():
        if not checked.is_run(entry):
            checked.run(entry, entries)
            st.rerun()


def versions(entries):
    return {id_: checked.version(entry) for id_, entry in entries.items()}


# The list.


def listing(entries):
    st.header(t("author.title"))
    folders = " · ".join(f"`{folder.name}/`" for folder in course.folders())
    st.markdown(t("author.body", folders=folders))
    for entry in entries.values():
        with st.container(horizontal=True, vertical_alignment="center", key=f"row-{entry.id}"):
            st.button(plain(entry.id), on_click=go_to, args=(entry.id,), key=f"open-{entry.id}")
            st.markdown(state(entry), width="content")
    st.button(t("author.paste"), on_click=st.query_params.from_dict,
              args=({"lang": link.language(), "view": "paste"},), key="paste")  # fmt: skip


def state(entry):
    """In a few words: how many errors and warnings, and whether readers see it."""
    errors, warnings = checked.counts(entry)
    words = [t("author.errors", count=errors), t("author.warnings", count=warnings)]
    words += [t("lessons.draft")] if entry.draft else []
    words += [] if checked.is_run(entry) else [t("author.running")]
    mark = MARKS[ERROR if errors else WARNING] if errors or warnings else "🟢"
    return f"{mark} {plain(title(entry))} — {', '.join(words)}"


def title(entry):
    front = entry.versions[link.language()].front
    return front.title if front else entry.id


def go_to(lesson, step=None):
    query = {"lang": link.language(), "lesson": lesson}
    st.query_params.from_dict(query | ({} if step is None else {"step": str(step + 1)}))


# The preview.


def preview(entry, problems=None):
    """Both languages side by side, a step at a time, with all that the checker says."""
    shown = shelf.last_whole(entry)
    found = checked.problems(entry) if problems is None else problems
    st.markdown(f"#### {state(entry) if problems is None else plain(title(entry))}")
    if shown is not entry:
        st.warning(t("author.half_written"))
    readings = [read(shown, language, preview=True) for language in LANGUAGES]
    cuts = [steps(reading.lesson) for reading in readings]
    place = step_of(entry, max(map(len, cuts)))
    elsewhere(entry, found, readings)
    for column, reading, cut in zip(
        st.columns(len(cuts), gap="large"), readings, cuts, strict=True
    ):
        with column:
            for part in cut[min(place, len(cut) - 1)]:
                draw(part, reading)
                beside(entry, found, part, reading)


def step_of(entry, count):
    asked = st.query_params.get("step", "1")
    place = int(asked[:4]) if asked.isascii() and asked.isdigit() else 1
    place = min(max(place, 1), count) - 1
    st.session_state["preview-step"] = place
    st.segmented_control(
        t("lessons.steps"),
        range(count),
        format_func=lambda number: str(number + 1),
        key="preview-step",
        label_visibility="collapsed",
        on_change=lambda: go_to(entry.id, st.session_state["preview-step"] or 0),
    )
    return place


def elsewhere(entry, found, readings):
    """What belongs to no block: it stands on top."""
    blocks = {id_ for reading in readings for id_ in reading.lesson.items}
    rest = [each for each in found if each.block not in blocks]
    messages(entry, rest)


def beside(entry, found, part, reading):
    """What is said of a block, below it; each language its own file, the original for both."""
    id_ = getattr(part, "id", "")
    if id_ and not isinstance(part, Break):
        messages(entry, [
            each for each in found
            if each.block == id_ and each.file in (reading.lesson.file, entry.original.file)
        ])  # fmt: skip


def messages(entry, found):
    for each in found:
        where = f"{each.file}:{each.line}:{each.column}"
        st.markdown(
            f"{MARKS[each.level]} `{where}` [{each.rule}] {plain(each.say(link.language()))}"
        )
        line = checked.line(entry, each)
        if line.strip() and each.level != INFO:
            st.code(line[:200], language=None)


# A lesson from the clipboard.


def paste():
    st.header(t("author.paste"))
    st.markdown(t("author.paste_body"))
    text = st.text_area(t("author.text"), height=240, max_chars=MOST_PASTED, key="pasted")
    if text.strip():
        entry = entry_of(text)
        problems = checked.run(entry, course.course())
        preview(entry, problems)


def entry_of(text):
    """The Entry of a text that is in no file: its front matter says what it would be called."""
    said = dict(PASTED.findall(text[:2_000]))
    name = said.get("id", "").strip("\"'")
    name = name if ID.match(name) else "pasted"
    language = said.get("language") if said.get("language") in LANGUAGES else "en"
    lesson = read_text(text, f"{name}.{language}.md", assets=course.HOME / "assets")
    return course.entry_of(name, course.HOME, (lesson,))


page()
