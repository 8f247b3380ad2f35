"""Exponentially weighted averages: one number that remembers a series, and what it forgets."""

import streamlit as st

from optim_core.tables import TableError
from pages.shared import link, series, site, uploads
from pages.shared.figure import figure
from pages.shared.plain import plain
from pages.shared.site import t

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
    opened = link.load_figure("averages", CHAPTERS[chapter])
    names = list(CHAPTERS)
    site.header("averages", site.chapters("averages", names, chapter, open_chapter))
    text, plot = st.columns([1, 3.4], gap="medium")
    with text:
        st.header(t(f"averages.{chapter}.title"))
        st.markdown(t(f"averages.{chapter}.body"))
        if chapter == "own":
            bring()
        site.onward("averages", names, chapter, open_chapter)
        site.lecturer("averages")
    with plot:
        site.problems(unread + opened.problems)
        figure("averages", opened, key="averages", controls=("beta", "day", "series", "curves"))


def open_chapter(name):
    link.to(chapter=name)


def bring():
    """The viewer's own series, from a CSV file; what is shown stays where it can't be read."""
    file = st.file_uploader(t("averages.own.file"), type=["csv", "txt"], key="file")
    if file is None:
        return
    try:
        name = uploads.keep(file.getvalue())
    except TableError as problem:
        site.problems((problem.text,))
        return
    choose_column(name, uploads.table(name))


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
        st.caption(plain(getattr(notice, link.language())))
    if table.bad:
        first = table.bad[0]
        reason = plain(getattr(first.reason, link.language()))
        st.caption(t("averages.own.bad", count=len(table.bad), line=first.line, reason=reason))
    if not shown or column != place:
        st.query_params.update({"series": series.OWN, "table": name, "column": str(column)})
        st.rerun()


page()
