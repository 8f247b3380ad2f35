"""For those who write lessons: the state of each, and a preview that follows the file on save."""

import re
from pathlib import Path

import streamlit as st

from lessons.engine import course
from lessons.engine.lesson import ID, NAME
from lessons.engine.lesson import read as read_text
from lessons.engine.problems import ERROR, INFO, WARNING, Notes
from pages.shared import shell
from pages.shared.lesson import checked
from pages.shared.lesson.blocks import draw
from pages.shared.lesson.reading import read
from pages.shared.lesson.steps import steps
from pages.shared.site import link, shelf, t
from pages.shared.site.escape import escaped
from pages.shared.site.words import LANGUAGES

MARKS = {ERROR: ":red[✗]", WARNING: ":orange[▲]", INFO: ":gray[•]"}
CLEAN = ":green[✓]"
PASTED = re.compile(r"^(id|language):[ \t]*([^\s#]+)[ \t]*(?:#.*)?$", re.MULTILINE)
MOST_PASTED = 200_000
LONGEST_QUOTE = 200


def page():
    shell.header("author")
    entries = course.course()
    asked = st.query_params.get("lesson")
    wanted = {asked} if asked in entries else set(entries)
    run = what_is_run(entries, wanted)
    if st.query_params.get("view") == "paste":
        paste()
    elif asked in entries:
        follow(entries[asked])
    else:
        listing(entries)
    watch(entries, wanted, run)


@st.fragment(run_every=0.5)
def watch(shown, wanted, run):
    """Twice a second: is there another file than what is shown, or more to be said of it?"""
    entries = course.course()
    for id_ in wanted & entries.keys():
        checked.begin(entries[id_], entries)
    if versions(entries) != versions(shown) or run != what_is_run(entries, wanted):
        st.rerun()


def versions(entries):
    return {id_: checked.version(entry) for id_, entry in entries.items()}


def what_is_run(entries, wanted):
    return {id_ for id_ in wanted & entries.keys() if checked.is_run(entries[id_])}


# The list.


def listing(entries):
    st.header(t("author.title"))
    folders = " · ".join(f"`{name}/`" for name in folder_names(course.folders()))
    st.markdown(t("author.body", folders=folders))
    for entry in entries.values():
        with st.container(horizontal=True, vertical_alignment="center", key=f"row-{entry.id}"):
            st.button(escaped(entry.id), on_click=go_to, args=(entry.id,), key=f"open-{entry.id}")
            st.markdown(state(entry), width="content")
    for name in (name for folder in course.folders() for name in course.misnamed(folder)):
        notes = Notes(name)
        notes.add("file-name", 1, name=name)
        messages(notes.problems, lambda problem: "")
    st.button(t("author.paste"), on_click=link.to,
              kwargs={"view": "paste"}, key="paste")  # fmt: skip


def folder_names(folders):
    """Their names; of those that share one, as much of what is above them as tells them apart."""
    folders = list(dict.fromkeys(folder.absolute() for folder in folders))
    lengths = range(1, max(len(folder.parts) for folder in folders) + 1)
    tails = ([Path(*folder.parts[-length:]).as_posix() for folder in folders] for length in lengths)
    return next(names for names in tails if len(set(names)) == len(names))


def state(entry):
    """In a few words: how many errors and warnings, and whether readers see it."""
    errors, warnings = checked.counts(entry)
    words = [t("author.errors", count=errors), t("author.warnings", count=warnings)]
    words += [t("lessons.draft")] if entry.draft else []
    words += [] if checked.is_run(entry) else [t("author.running")]
    mark = MARKS[ERROR if errors else WARNING] if errors or warnings else CLEAN
    return f"{mark} {escaped(title(entry))} — {t('author.comma').join(words)}"


def title(entry):
    front = entry.versions[link.language()].front
    return front.title if front else entry.id


def go_to(lesson):
    link.to(lesson=lesson)


# The preview.


def follow(entry):
    """A lesson in its files; what can't be read at the moment stays as it was."""
    shown = shelf.last_whole(entry)
    st.markdown(f"### {state(entry)}")
    if shown is not entry:
        st.warning(t("author.half_written"))
    preview(shown, checked.problems(entry), lambda problem: checked.line(entry, problem))


def preview(entry, found, quoted):
    """Both languages side by side, a step at a time, with all that the checker says."""
    readings = [read(entry, language, preview=True) for language in LANGUAGES]
    cuts = [steps(reading.lesson) for reading in readings]
    place = step_of(max(map(len, cuts)))
    blocks = {id_ for reading in readings for id_ in reading.lesson.items}
    messages([each for each in found if each.block not in blocks], quoted)
    columns = st.columns(len(cuts), gap="large")
    for column, reading, cut in zip(columns, readings, cuts, strict=True):
        with column:
            if not is_written(reading):
                said = {"language": LANGUAGES[reading.language], "file": f"`{reading.lesson.file}`"}
                st.caption(t("author.untranslated", **said))
            for part in cut[min(place, len(cut) - 1)]:
                draw(part, reading)
                messages(beside(part, reading, found), quoted)


def is_written(reading):
    """Whether there is a file in this language; where there is none, readers get the original."""
    return NAME.match(reading.lesson.file)[2] == reading.language


def step_of(count):
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
        on_change=_turn,
    )
    return place


def _turn():
    chosen = st.session_state["preview-step"]
    if chosen is not None:
        st.query_params["step"] = str(chosen + 1)


def beside(part, reading, found):
    """What is said of a block: in the file of this language, and in the original."""
    files = (reading.lesson.file, reading.entry.original.file)
    id_ = getattr(part, "id", "")
    return [each for each in found if id_ and each.block == id_ and each.file in files]


def messages(found, quoted):
    """Each with its place and rule, as the checker writes it, and the line that it speaks of."""
    for each in found:
        where = f"{each.file}:{each.line}:{each.column}"
        said = escaped(each.say(link.language()))
        st.markdown(f"{MARKS[each.level]} `{where}` {escaped(f'[{each.rule}]')} {said}")
        line = quoted(each)
        if line.strip(" -:") and each.level != INFO:
            st.code(line[:LONGEST_QUOTE], language=None)


# A lesson from the clipboard.


def paste():
    st.header(t("author.paste"))
    st.markdown(t("author.paste_body"))
    text = st.text_area(t("author.text"), height=240, max_chars=MOST_PASTED, key="pasted")
    if text.strip():
        entry, lines = entry_of(text), text.split("\n")
        problems = course.run(entry, course.course())
        preview(entry, problems, lambda problem: lines[min(problem.line, len(lines)) - 1])


def entry_of(text):
    """The Entry of a text that is in no file: its front matter says what it would be called."""
    said = dict(PASTED.findall(text[:2_000]))
    name = said.get("id", "").strip("\"'")
    name = name if ID.match(name) else "pasted"
    language = said.get("language") if said.get("language") in LANGUAGES else "en"
    lesson = read_text(text, f"{name}.{language}.md", assets=course.HOME / "assets")
    return course.entry_of(name, course.HOME, (lesson,))


page()
