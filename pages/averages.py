"""Exponentially weighted averages: one number that remembers a series, and what it forgets."""

import streamlit as st

from optim_core.tables import TableError
from pages.shared import figures, shell
from pages.shared.figures import own_tables, series
from pages.shared.figures.figure import figure
from pages.shared.site import link, t
from pages.shared.site.escape import escaped

# What a chapter opens with; the viewer changes whatever there is.
CHAPTERS = {
    "memory": {"curves": "three", "beta": 0.8},
    "start": {"curves": "corrected", "beta": 0.98, "day": 10},
    "weights": {"curves": "one", "beta": 0.9, "day": 200},
    "window": {"curves": "mean", "beta": 0.9, "series": "ramp", "day": 100},
    "own": {"series": "price", "curves": "one", "beta": 0.8, "day": 60},
}


def page():
    chapter, unread = link.choice("chapter", list(CHAPTERS))
    opened = figures.load("averages", CHAPTERS[chapter])
    names = list(CHAPTERS)
    shell.header("averages", shell.chapters("averages", names, chapter, open_chapter))
    text, plot = st.columns([1, 3.4], gap="medium")
    with text:
        st.header(t(f"averages.{chapter}.title"))
        st.markdown(t(f"averages.{chapter}.body"))
        if chapter == "own":
            bring()
        shell.onward("averages", names, chapter, open_chapter)
        shell.lecturer("averages")
    with plot:
        shell.problems(unread + opened.problems)
        figure("averages", opened, controls=("beta", "day", "series", "curves"))


def open_chapter(name):
    link.to(chapter=name)


def bring():
    """The viewer's own series, from a CSV file; what is shown stays where it can't be read."""
    file = st.file_uploader(t("averages.own.file"), type=["csv", "txt"], key="file")
    if file is None:
        return
    try:
        name = own_tables.keep(file.getvalue())
    except TableError as problem:
        shell.problems((problem.text,))
        return
    choose_column(name, own_tables.table(name))


def _place(table):
    """The column of the address, where the table has it, else the first."""
    asked = st.query_params.get("column", "")
    return int(asked) if asked in map(str, range(len(table.names))) else 0


def choose_column(name, table):
    """Which column is the series, and what of the file could not be used."""
    shown = st.query_params.get("table") == name
    place = _place(table) if shown else 0
    column = st.selectbox(
        t("averages.own.column"),
        range(len(table.names)),
        place,
        format_func=table.names.__getitem__,
    )
    for notice in table.notices:
        st.caption(escaped(getattr(notice, link.language())))
    if table.bad:
        first = table.bad[0]
        reason = escaped(getattr(first.reason, link.language()))
        st.caption(t("averages.own.bad", count=len(table.bad), line=first.line, reason=reason))
    if not shown or column != place:
        st.query_params.update({"series": series.OWN, "table": name, "column": str(column)})
        st.rerun()


page()
