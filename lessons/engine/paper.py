"""What a question leaves on paper, in parts that whoever prints knows how to write."""

from typing import NamedTuple


class Said(NamedTuple):
    """The author's words, which are Markdown."""

    text: str


class Written(NamedTuple):
    """The reader's words, which are no Markdown."""

    text: str


class Moved(NamedTuple):
    """Where the sliders of a live block stood."""

    block: str
    settings: dict


class Room(NamedTuple):
    """Empty lines to write on."""

    lines: int = 1


def answered(item, record):
    """What was chosen or typed; room for it where nothing was."""
    chosen = [item.choices[k].text for k in record.get("chosen", []) if k < len(item.choices)]
    if chosen:
        return Said(" · ".join(chosen))
    if "chosen" in record or "answer" in record:
        return Written(record.get("answer", "–"))
    return Room()
