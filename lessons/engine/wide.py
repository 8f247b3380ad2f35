"""Marks of a Chinese keyboard where a lesson's grammar needs those of an English one.

Both look alike on the screen, and what a parser says of them leads astray.
"""

import re
import unicodedata

OTHERS = str.maketrans("“”‘’【】、。", "\"\"''[],.")
NAME = r"[A-Za-z_]\w*"
# In each, the group is the mark.
IN_OPTIONS = (
    re.compile(rf"(?:^|[{{\[,，、]|^ *-)\s*{NAME}(：)"),
    re.compile(rf"[\w$.\]}}'\"]([，、])(?=\s*(?:{NAME}\s*[:：]|[-－]?[\d.]))"),
    re.compile(r"[:：]\s*([“‘｛［【])"),
)
IN_SENTENCES = (
    re.compile(r"^ {0,3}(?=[:：]{3}):*(：)"),  # ：：：{quiz} id
    re.compile(rf"^ {{0,3}}(：){NAME}[:：](?:\s|$|\w)"),  # ：reveals：valley
    re.compile(rf"^ {{0,3}}:{NAME}(：)"),
    re.compile(r"^ {0,3}[-*+] *(?:\[[ xX]?)?([【［】］])(?=[ xX]?[】］\]]|\s)"),  # - 【x】
    re.compile(r"^ {0,3}\+{0,2}(＋)[+＋]*\s*$"),
    re.compile(r"(＄)[^＄\n]{1,200}＄"),
)


def half_width(text):
    """The same in marks of an English keyboard."""
    return unicodedata.normalize("NFKC", text.translate(OTHERS))


def find(line, patterns):
    """(column from 1, the mark), None where there is none."""
    found = min((each for each in (p.search(line) for p in patterns) if each),
                key=lambda each: each.start(1), default=None)  # fmt: skip
    return (found.start(1) + 1, found[1]) if found else None


def in_value(text):
    """The same of an option's name or value, which would be of ASCII alone without it."""
    if isinstance(text, str) and not text.isascii() and half_width(text).isascii():
        return next((at, mark) for at, mark in enumerate(text, 1) if not mark.isascii())
    return None
