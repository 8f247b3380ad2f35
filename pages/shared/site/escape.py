"""Text of a visitor's, or of a lesson's title, on its way into a sentence that is Markdown."""

import re

SPECIAL = re.compile(r"([\\`*_\[\]$<>~#|:{}!])")
# Markdown makes links of bare addresses, escaped or not; what is invisible in between stops it.
ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)", re.IGNORECASE)
JOINER = "\u2060"


def escaped(text):
    """Text that Markdown shows as it is: no picture, no link, no formula."""
    return SPECIAL.sub(r"\\\1", ADDRESS.sub(JOINER, str(text)))
