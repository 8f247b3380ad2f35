"""The gallery of pages: a live miniature of each, and where the viewer was last."""

from pages.shared.shell import miniatures
from pages.shared.site.component import component

_component = component("site/gallery.js")


def gallery(groups, titles, lines, language):
    """Cards of the pages, {group: pages}, with their {page: title} and {page: line}.

    Returns the page that the viewer opened just now, else None.
    """
    found = _component(
        key="gallery",
        data={
            "miniatures": miniatures.place(),
            "groups": [list(group) for group in groups.values()],
            "titles": titles,
            "lines": lines,
            "language": language,
            "words": ["gallery"],
        },
        on_open_change=lambda: None,
    )
    return found.open
