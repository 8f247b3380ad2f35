"""Answers of readers: numbers as they are typed, and how what was answered is written."""

import math

from lessons.engine.paper import Moved, Room, Said, Written
from pages.shared.lesson.live import settings_words
from pages.shared.lesson.prose import inline
from pages.shared.site.escape import escaped

LINE = "\\_" * 30  # to write on
BREAK = "  \n"  # between lines of one paragraph


def number_in(text):
    """The finite number that somebody typed, or None: also 1e-3, −2, 0,5 and 3×10^-4."""
    tidy = text.strip().replace("−", "-").replace("×10^", "e").replace("*10^", "e")
    if tidy.count(",") == 1 and "." not in tidy:
        tidy = tidy.replace(",", ".")
    try:
        value = float(tidy)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def in_words(answer, reading):
    """What a question leaves on paper, as Markdown."""
    match answer:
        case Said(text):
            return inline(text, reading)
        case Written(text):
            return BREAK.join(map(escaped, text.split("\n")))
        case Moved(block, settings):
            return settings_words(reading.live[block], settings) if block in reading.live else ""
        case Room(lines):
            return BREAK.join([LINE] * lines)
