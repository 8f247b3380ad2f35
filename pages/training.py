"""The training lab: a model, data, an optimiser, and everything one may try with them."""

import streamlit as st

from optim_core import MODELS, Text
from optim_core.tables import TableError
from pages.shared import figures, lecture, shell
from pages.shared.figures import own_tables
from pages.shared.figures.figure import AGAIN, BY_ITSELF, ON_DEMAND, figure
from pages.shared.figures.lab import settings as lab
from pages.shared.figures.lab.pins import NONE
from pages.shared.figures.lab.program import has_program
from pages.shared.figures.lab.settings import (
    MEASUREMENTS,
    OWN_TABLE,
    PLANE,
    companions,
    fit,
    load,
    models_for,
    used,
)
from pages.shared.site import link, t
from pages.shared.site.escape import escaped
from pages.shared.site.words import LANGUAGES, translator

SPIRALS = PLANE | {"dataset": "spirals", "samples": 600.0, "noise": 0.03}
ONE_BY_ONE = "dataset.digits~model.mlp~hidden.32~optimizer.sgd~lr.0.03~batch.1~epochs.10~seeds.1"
# What a chapter opens with; the viewer changes whatever there is.
CHAPTERS = {
    "digits": {},
    "borders": SPIRALS,
    "overfit": {"samples": 100.0, "epochs": 200.0, "lr": 0.003, "hidden": (64,)},
    "batches": {"optimizer": "sgd", "lr": 0.03, "epochs": 10.0, "pins": ONE_BY_ONE},
    "own": MEASUREMENTS | {"dataset": "wine"},
}
CHOSEN_ABOVE = ("table", "column")
TABLE = "regularisation"  # the chapter, and its figure
FILES = {"training.py": "save_script", "training.ipynb": "save_notebook"}


def page():
    chapter, unread = link.choice("chapter", [*CHAPTERS, TABLE])
    names = [*CHAPTERS, TABLE]
    shell.header("training", shell.chapters("training", names, chapter, open_chapter))
    if chapter == TABLE:
        experiment(unread)
    else:
        laboratory(chapter, unread)
    shell.lecturer("training")


def laboratory(chapter, unread):
    opened = figures.load("training", CHAPTERS[chapter])
    follow(chapter, opened.settings)
    with story(chapter):
        file = ask_for_a_file() if chapter == "own" else None
        pin(opened.settings)
    if file:
        bring(file, opened.settings)
    offered, unfit = together(opened)
    shell.problems(unread + opened.problems + unfit)
    controls = [id_ for id_ in (*used(opened.settings), "pace") if id_ not in CHOSEN_ABOVE]
    figure(
        "training",
        opened,
        controls=controls,
        offered=offered,
        starts=AGAIN,
        compact=True,
        files=FILES if has_program(opened.settings) else None,
    )


def experiment(unread):
    """The notes' fourth experiment, trained on the spot; a class guesses first."""
    if lecture.hides_answer():
        return ask()
    story(TABLE)
    opened = figures.load(TABLE)
    shell.problems(unread + opened.problems)
    starts = BY_ITSELF if lecture.is_on() else ON_DEMAND
    figure(TABLE, opened, controls=tuple(opened.settings), starts=starts, compact=True)


def ask():
    text, _ = st.columns([1, 3.4])
    with text:
        st.header(t(f"training.{TABLE}.title"))
        st.markdown(t(f"training.{TABLE}.body"))


def story(chapter):
    """Title and question in one line; gives the place beside them."""
    title, body, beside = st.columns([1.1, 4, 1.9], vertical_alignment="center")
    title.header(t(f"training.{chapter}.title"))
    body.markdown(t(f"training.{chapter}.body"))
    return beside.container(horizontal=True, horizontal_alignment="right")


def open_chapter(name):
    link.to(chapter=name)


def follow(chapter, settings):
    """Another optimiser begins with a rate that it learns with, other data with a network of
    their size; whoever turns those afterwards keeps what they turned them to."""
    was, before = st.session_state.get("lab", (chapter, settings))
    st.session_state["lab"] = chapter, settings
    changed = companions(before, settings) if was == chapter else {}
    if changed:
        st.query_params.update(figures.write("training", changed))
        st.rerun()


def together(opened):
    """(options that go together, problems): the model is made to fit the data, and said so."""
    try:
        data = load(opened.settings)
    except ValueError:  # the figure says it, and keeps what it shows
        return {}, ()
    fitted = fit(opened.settings, data)
    opened.settings.update(fitted.settings)
    problems = tuple(replaced(*pair) for pair in fitted.replaced.values())
    return {"model": models_for(data, opened.settings)}, problems


def replaced(asked, used):
    """That a model gave way to another, in every language."""
    titles = zip(MODELS[asked].title, MODELS[used].title, strict=True)
    return Text(
        *(
            translator(language)("training.replaced", asked=one, used=other)
            for language, (one, other) in zip(LANGUAGES, titles, strict=True)
        )
    )


def pin(settings):
    """Keep this run's curves for what is tried next."""
    pins = settings["pins"]
    if st.button(t("training.pin"), help=t("training.pin_help"), key="pin", icon=":material/keep:"):
        st.query_params["pins"] = lab.pin(pins, settings)
        st.rerun()
    if pins not in ("", NONE) and st.button(t("training.unpin"), key="unpin"):
        st.query_params["pins"] = NONE
        st.rerun()


def ask_for_a_file():
    with st.popover(t("training.own.file"), icon=":material/upload:", key="bring"):
        return st.file_uploader(t("training.own.file"), type=["csv", "txt"], key="file")


def bring(file, settings):
    """The viewer's own table, from a CSV file; what is shown stays where it can't be read."""
    try:
        name = own_tables.keep(file.getvalue())
    except TableError as problem:
        shell.problems((problem.text,))
        return
    choose_column(name, own_tables.table(name), settings)


def choose_column(name, table, settings):
    """Which column is told from the others, and what of the file could not be used."""
    shown, last = settings["table"] == name, len(table.names) - 1
    place = min(int(settings["column"]), last) if shown else last
    choice, unread = st.columns([1, 3], vertical_alignment="bottom")
    column = choice.selectbox(
        t("training.own.column"),
        range(len(table.names)),
        place,
        format_func=table.names.__getitem__,
    )
    unread.caption(escaped(" ".join(what_was_left_out(table))))
    if not shown or column != place:
        st.query_params.update({"dataset": OWN_TABLE, "table": name, "column": str(column)})
        st.rerun()


def what_was_left_out(table):
    """Sentences about the columns and the rows of a table that could not be used."""
    yield from (getattr(notice, link.language()) for notice in table.notices)
    if table.bad:
        first = table.bad[0]
        reason = getattr(first.reason, link.language())
        yield t("training.own.bad", count=len(table.bad), line=first.line, reason=reason)


page()
