"""What all pages share: their dress, their title, the language switch, and what went wrong."""

from pathlib import Path

import streamlit as st

from pages.shared import link
from pages.shared.words import LANGUAGES, words

STYLE = Path(__file__).parent / "site.css"


def t(key, **values):
    """The words under `key`, in the viewer's language, its {names} filled in.

    Only names that are given: braces of LaTeX stay as they are.
    """
    text = words(link.language())[key]
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def title(page):
    return t(f"{page}.title")


def dress():
    st.set_page_config(page_title=f"{t('site.name')}", page_icon="📉", layout="wide")
    st.html(STYLE)


def header(middle):
    """The top line of a page: whose it is, `middle()`, and the language."""
    with st.container(key="top", horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{t('site.name')}**")
        middle()
        language_switch()


def language_switch():
    st.session_state["language"] = link.language()
    st.segmented_control(
        t("site.language"),
        list(LANGUAGES),
        format_func=LANGUAGES.get,
        key="language",
        label_visibility="collapsed",
        on_change=_switch,
    )


def _switch():
    """Pressing the language that is on already leaves it on."""
    chosen = st.session_state["language"]
    if chosen:
        st.query_params["lang"] = chosen


def problems(found):
    """Say what a link held that could not be read."""
    if found:
        st.caption("⚠ " + " ".join(getattr(text, link.language()) for text in found))
