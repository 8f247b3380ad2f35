"""Text of a visitor's, or of a lesson's title, on its way into a sentence that is Markdown."""

import re

SPECIAL = re.compile(r"([\\`*_\[\]$<>~#|:{}!])")


def plain(text):
    """Text that Markdown shows as it is: no picture, no link, no formula."""
    return SPECIAL.sub(r"\\\1", str(text))
