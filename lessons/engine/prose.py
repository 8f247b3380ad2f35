"""What goes wrong in the prose of a lesson, though every parser takes it."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import PurePosixPath

from markdown_it import MarkdownIt

from lessons.engine import images, wide
from lessons.engine.files import Unreadable
from lessons.engine.splitter import Block, Prose
from optim_core import Text

MOST_BOLD = 20  # pairs of stars in a line that are looked at
# Bounded repeats: no line, however long, takes more than a moment.
CODE = re.compile(r"(?<!`)(`{1,3})(?!`)(?:.+?)(?<!`)\1(?!`)")
MATH = re.compile(r"(?<![\\$])\$(?![\s$])[^$\n]*(?<![\s\\])\$(?!\d)")
AMOUNT = re.compile(r"(?<![\\$\w])\$\d")
BOLD = re.compile(r"\*\*(?!\*).{1,300}?\*\*")
HTML = re.compile(r"</?[A-Za-z][^>\n]{0,200}>|<!--")
AUTOMATIC = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,300}>")
LINK = re.compile(r"(!?)\[([^\[\]\n]{0,300})\]\(\s*<?([^)>\s]{0,500})>?[^)\n]{0,300}\)")
TARGET = re.compile(r"\]\(\s{0,20}<?([^)>\s]{0,500})")
DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]{1,300}\]:\s*(\S{0,500})")
ALLOWED = re.compile(
    r"https://[A-Za-z0-9][^\s\\]*|#\S*|[a-z0-9]+(-[a-z0-9]+)*(\.(en|zh)\.md)?(#\S*)?"
)
FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
HIDDEN_BLOCK = re.compile(r"^[\s>*+-]*(?:\d+\.\s+)?:{3,}\s*\{")
VALUE = re.compile(r"\{value\}`([^`\n]+)`")


ELSEWHERE = Text("it is not in the folder assets", "它不在文件夹 assets 中")


@dataclass(frozen=True)
class Spoken:
    """A {value} in a sentence: what it asks for, and where."""

    text: str
    line: int
    column: int
    block: str


def lines_of(part, block=""):
    """(number, line, id of the block) of all prose in a part outside of code fences and $$."""
    if isinstance(part, Block):
        for inner in part.parts:
            yield from lines_of(inner, part.id or block)
    elif isinstance(part, Prose):
        fence = ""
        for number, line in enumerate(part.text.split("\n"), part.line):
            found = FENCE.match(line)
            if not fence and not found:
                yield number, line, block
            elif not fence:
                fence = found[1]
            elif found and found[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""


def values(parts):
    """Each {value} of a lesson: a tuple of Spoken."""
    return tuple(
        Spoken(found[1], number, found.start() + 1, block)
        for part in parts
        for number, line, block in lines_of(part)
        for found in VALUE.finditer(line)
    )


def check(part, notes, assets):
    """Problems of one part, and of what stands in it."""
    if isinstance(part, Block):
        with notes.about(part.id):
            for inner in part.parts:
                check(inner, notes, assets)
    elif isinstance(part, Prose):
        _check(part, notes, assets)


def _check(part, notes, assets):
    formula = 0  # the line in which the formula began that is open
    for number, written, _ in lines_of(part):
        line = CODE.sub(_blank, written)
        if "$$" in line:
            formula = _dollars(line, number, formula, notes)
        elif not formula:
            _check_line(MATH.sub(_blank, line), number, notes, assets)
    if formula:
        notes.add("math-open", formula)


def _dollars(line, number, formula, notes):
    """The line in which the formula began that is open after this line; 0 for none."""
    if line.strip() != "$$":
        notes.add("math-block", number, line.index("$$") + 1)
        return formula if line.count("$$") % 2 == 0 else 0
    return 0 if formula else number


def _blank(found):
    return " " * len(found[0])


def _check_line(line, number, notes, assets):
    mark = wide.find(line, wide.IN_SENTENCES)
    if mark:
        notes.add("full-width", number, mark[0], text=mark[1], plain=wide.half_width(mark[1]))
    for found in islice(BOLD.finditer(line), MOST_BOLD if _has_stars(line) else 0):
        if _has_stars(line[max(0, found.start() - 1) : found.end() + 1]):
            notes.add("cjk-emphasis", number, found.start() + 1, text=found[0][:40])
    line = AUTOMATIC.sub(lambda found: _automatic(found, number, notes), line)
    for found in HTML.finditer(line):
        notes.add("html", number, found.start() + 1, text=found[0][:40])
    amount = AMOUNT.search(line)
    if amount:
        notes.add("dollar-amount", number, amount.start() + 1)
    if HIDDEN_BLOCK.match(line):
        notes.add("block-place", number, line.index(":::") + 1, text=line.strip()[:60])
    _check_links(line, number, notes, assets)


@cache
def _inline():
    return MarkdownIt("commonmark", {"html": False})


def _has_stars(text):
    """Whether Markdown prints ** as they are, because they stand badly beside punctuation."""
    if text.count("**") < 2 or text.count("**") % 2:
        return False
    inline = _inline().parseInline(text[:2000])[0]
    return any("**" in token.content for token in inline.children if token.type == "text")


def _automatic(found, number, notes):
    """<https://…>, which is a link and not HTML."""
    target = found[0][1:-1]
    if not ALLOWED.fullmatch(target):
        notes.add("link", number, found.start() + 2, target=target[:60])
    return _blank(found)


def _check_links(line, number, notes, assets):
    definition = DEFINITION.match(line)
    if definition:
        notes.add("link-elsewhere", number, definition.start(1) + 1, target=definition[1][:60])
    for found in TARGET.finditer(line):
        opening = line.rfind("[", max(0, found.start() - 300), found.start())
        if opening > 0 and line[opening - 1] == "!":
            alt = line[opening + 1 : found.start()]
            _check_image(found, opening, alt, number, notes, assets)
        elif not ALLOWED.fullmatch(found[1]):
            notes.add("link", number, found.start(1) + 1, target=found[1][:60])


def _check_image(found, opening, alt, number, notes, assets):
    target = found[1]
    path = PurePosixPath(target)
    inside = path.parts[:1] == ("assets",) and len(path.parts) == 2 and ":" not in target
    why = _unseen(assets, path.name) if inside else ELSEWHERE
    if why:
        notes.add("image", number, found.start(1) + 1, target=target[:60], why=why)
    if not alt.strip():
        notes.add("image-alt", number, opening, target=target[:60])


def _unseen(assets, name):
    """Why an image can't be shown; None where it can, and where nobody has its folder."""
    try:
        if assets is not None:
            images.read(assets / name)
    except Unreadable as reason:
        return reason.text
    return None
