"""What all pages share: their dress, their title, the language switch, and what went wrong."""

import re
from copy import copy
from functools import cache

import streamlit as st

from pages.shared import lecture
from pages.shared.lecture.deck import Deck, desk, mount
from pages.shared.shell import top_line
from pages.shared.site import assets, link, t
from pages.shared.site.escape import escaped
from pages.shared.site.words import LANGUAGES, words

STYLE = assets.FILES["site/site.css"].decode()
_TERM = re.compile(r"\\term\{\w+\}")  # what the film of an update can light
_DECK = "page-and-deck"
_menu = {}


def title(page):
    return t(f"{page}.title")


def navigate(groups):
    """Run the page that the address names; {group: page ids} is what the menu on it lists."""
    for gone in _menu.keys() - groups.keys():
        del _menu[gone]
    _menu.update(groups)
    pages = tuple(page for group in groups.values() for page in group)
    st.set_page_config(page_icon="📉", layout="wide")
    st.html(style())
    lecture.begin()
    st.session_state[_DECK] = None
    named = _pages(pages, link.language())
    # Copies, as st.navigation marks the one that may run, and another visitor's runs meanwhile.
    st.navigation([copy(page) for page in named], position="hidden").run()
    if st.session_state[_DECK]:
        mount(*st.session_state[_DECK])


@cache
def _pages(pages, language):
    """Streamlit looks for the file of each, which took as long as a small page."""
    first, *others = pages
    titles = {page: words(language)[f"{page}.title"] for page in pages}
    return [
        st.Page(_file(first), title=titles[first], default=True),
        *(st.Page(_file(page), title=titles[page], url_path=page) for page in others),
    ]


def style():
    """How a page is dressed: text of ours only, nothing that a visitor wrote."""
    return f"<style>{STYLE}{_said_by_style()}{lecture.style()}</style>"


def _said_by_style():
    """Of a file Streamlit asks in English, and no option changes that: site.css hides its words."""
    most = st.get_option("server.maxUploadSize")
    said = {"choose-file": t("site.choose_file"), "most-size": t("site.most_size", size=most)}
    return ":root {" + "".join(f' --{name}: "{text}";' for name, text in said.items()) + " }"


def groups(without):
    """{group: page ids} of the menu, all but one page."""
    pages = {group: [page for page in listed if page != without] for group, listed in _menu.items()}
    return {group: listed for group, listed in pages.items() if listed}


def _file(page):
    return f"pages/{page}.py"


def header(page, middle=lambda: None):
    """The top line of a page: where one is, `middle()`, and the language. `middle` may be a Deck.

    A class sees no top line; on the lecturer's own screen the page ends here.
    """
    deck = middle if isinstance(middle, Deck) else one_slide(page)
    st.session_state[_DECK] = page, deck
    if lecture.is_on() or lecture.view() == lecture.PRESENTER:
        top_line.document(link.language())
    if lecture.view() == lecture.PRESENTER:
        desk(deck)
        mount(page, deck)
        st.stop()
    if lecture.is_on():
        return
    problems(lecture.problems())
    with st.container(key="top", horizontal=True, vertical_alignment="center"):
        menu(page)
        middle()
        language_switch()
        top_line.shade_switch(link.language())


def menu(page):
    """The site's name, and every page by group; the button says which one this is."""
    top_line.menu(
        link.language(),
        _begin_lecture,
        site=t("site.name"),
        page=page,
        here=title(page),
        groups=[_group(group, pages) for group, pages in _menu.items()],
        lecture=t("site.lecture"),
    )


def _group(group, pages):
    heading = "" if group == "home" else t(f"site.group_{group}")
    return [heading, [[page, title(page)] for page in pages]]


def _begin_lecture():
    st.query_params.update({"lang": link.language(), "view": lecture.LECTURE})


def one_slide(page):
    notes = words(link.language()).get(f"{page}.lecturer", "")
    return Deck((title(page),), notes=lambda: st.markdown(notes), minutes=lecture.minutes_in(notes))


def chapters(page, names, chapter, open_chapter):
    """The chapters as slides; in the top line they stand by number and name."""
    names = list(names)
    notes = t(f"{page}.lecturer")
    return Deck(
        titles=tuple(t(f"{page}.{name}.title") for name in names),
        place=names.index(chapter),
        go=lambda place: open_chapter(names[place]),
        text=lambda place: chapter_text(page, names[place]),
        notes=lambda: st.markdown(notes),
        minutes=lecture.minutes_in(notes),
        draw=lambda: chapter_switch(page, names, chapter, open_chapter),
    )


def chapter_text(page, name):
    """What a chapter says and asks, as far as it is the same for everybody."""
    known = words(link.language())
    for part in ("body", "question"):
        if f"{page}.{name}.{part}" in known:
            st.markdown(known[f"{page}.{name}.{part}"])


def chapter_switch(page, names, chapter, open_chapter):
    """The chapters by number and name; choosing one calls open_chapter(name)."""
    titles = {name: f"{number} {t(f'{page}.{name}.title')}" for number, name in enumerate(names, 1)}
    st.session_state["chapter"] = chapter
    st.segmented_control(
        t("site.chapters"),
        names,
        format_func=titles.get,
        key="chapter",
        label_visibility="collapsed",
        on_change=lambda: open_chapter(st.session_state["chapter"] or chapter),
    )


def onward(page, names, chapter, open_chapter):
    """Buttons to the chapters before and after; a class is led by keys."""
    if lecture.is_on():
        return
    place = names.index(chapter)
    with st.container(horizontal=True):
        if place > 0:
            st.button(f"← {place}", on_click=open_chapter, args=(names[place - 1],), key="back")
        if place + 1 < len(names):
            following = names[place + 1]
            words = f"{place + 2} {t(f'{page}.{following}.title')} →"
            st.button(words, on_click=open_chapter, args=(following,), type="primary", key="next")


def formula(lines):
    """The formula of an optimiser, schedule or model, from the text that documents it."""
    for each in lines:
        st.latex(_TERM.sub("", each))


def lecturer(page):
    """What a lecturer wants to know, and not to show: what to ask before, what people get wrong."""
    if lecture.is_on():
        return
    with st.expander(t("site.lecturer"), key="lecturer"):
        st.markdown(t(f"{page}.lecturer"))


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
    """Say what a link held that could not be read, or a file."""
    if found:
        st.caption("⚠ " + " ".join(escaped(getattr(text, link.language())) for text in found))
