"""What is around every page: the document's language, the way past the top line, light or dark."""

import streamlit as st

from pages.shared.stage import assets
from pages.shared.words import under

_document = st.components.v2.component(
    "descent_document", js=assets.loader("document.js"), isolate_styles=False
)
_shade = st.components.v2.component(
    "descent_shade", js=assets.loader("shade.js"), isolate_styles=False
)


def document(language):
    """Say what language the page is in, and let those who use no mouse skip to its picture."""
    _document(key="document", data=_data(language))


def shade_switch(language):
    _shade(key="shade", data=_data(language))


def _data(language):
    return {
        "language": language,
        "words": under(language, "around"),
        "assets": assets.BASE,
    }
