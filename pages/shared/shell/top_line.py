"""What is around every page: the document's language, the way past the top line, the menu, light
or dark."""

from pages.shared.site.component import component

_document = component("site/document.js")
_menu = component("site/menu.js")
_shade = component("site/shade.js")


def document(language):
    """Say what language the page is in, and let those who use no mouse skip to its picture."""
    _document(key="document", data=_data(language))


def menu(language, on_lecture, **said):
    """The same, and the menu of all pages; `said` are its words, and the pages by group."""
    _menu(key="menu", data=_data(language) | said, on_lecture_change=on_lecture)


def shade_switch(language):
    _shade(key="shade", data=_data(language))


def _data(language):
    return {"language": language, "words": ["top_line"]}
