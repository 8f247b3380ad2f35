"""The gallery of pages: a live miniature of each, and where the viewer was last."""

import base64

import streamlit as st

from pages.shared import miniatures
from pages.shared.packet import pack
from pages.shared.stage import assets
from pages.shared.words import under

_component = st.components.v2.component(
    "descent_gallery", js=assets.loader("gallery.js"), isolate_styles=False
)


def gallery(groups, titles, lines, language):
    """Cards of the pages, {group: pages}, with their {page: title} and {page: line}.

    Returns the page that the viewer opened just now, else None.
    """
    pages = tuple(page for group in groups.values() for page in group)
    pictures, arrays = miniatures.pictures(pages)
    found = _component(
        key="gallery",
        data={
            "packet": base64.b64encode(pack({"miniatures": pictures}, arrays)).decode(),
            "groups": [list(group) for group in groups.values()],
            "titles": titles,
            "lines": lines,
            "language": language,
            "words": under(language, "gallery"),
            "assets": assets.BASE,
        },
        on_open_change=lambda: None,
    )
    return found.open
