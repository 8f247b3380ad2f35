"""What goes wrong in the prose of a lesson, though every parser takes it."""

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from lessons.engine.splitter import Block, Prose

MARKS = "，。：；！？、“”‘’（）《》【】…—"
BOLD = re.compile(r"(.?)\*\*(\S(?:.*?\S)?)\*\*(.?)")
HTML = re.compile(r"</?[A-Za-z][^>\n]{0,200}>")
LINK = re.compile(r"(!?)\[([^\]\n]*)\]\(\s*<?([^)>\s]*)>?[^)\n]*\)")
AMOUNT = re.compile(r"(?<![\\$\w])\$\d[\d.,]*\s")
CODE = re.compile(r"(`+)(?:(?!\1).)+\1")


def check(part, notes, assets):
    """Problems of one part, and of what stands in it."""
    if isinstance(part, Block):
        notes.block = part.id
        for inner in part.parts:
            check(inner, notes, assets)
        notes.block = ""
    elif isinstance(part, Prose):
        _check(part, notes, assets)


def _check(part, notes, assets):
    in_code = in_math = False
    for number, written in enumerate(part.text.split("\n"), part.line):
        stripped = written.strip()
        if stripped.startswith(("```", "~~~")):
            in_code = not in_code
            continue
        if in_code:
            continue
        line = CODE.sub(lambda found: " " * len(found[0]), written)
        if "$$" in line:
            in_math = not in_math if stripped == "$$" else in_math
            if stripped != "$$":
                notes.add("math-block", number, line.index("$$") + 1)
            continue
        if not in_math:
            _check_line(line, number, notes, assets)


def _check_line(line, number, notes, assets):
    for found in BOLD.finditer(line):
        before, inner, after = found.groups()
        closes_badly = inner[-1] in MARKS and _is_letter(after)
        opens_badly = inner[0] in MARKS and _is_letter(before)
        if closes_badly or opens_badly:
            notes.add("cjk-emphasis", number, found.start(2) - 1, text=f"**{inner}**"[:40])
    for found in HTML.finditer(line):
        notes.add("html", number, found.start() + 1, text=found[0][:40])
    amount = AMOUNT.search(line)
    if amount and line.count("$") % 2:
        notes.add("dollar-amount", number, amount.start() + 1)
    for found in LINK.finditer(line):
        if found[1]:
            _check_image(found, number, notes, assets)
        elif not _is_allowed(found[3]):
            notes.add("link", number, found.start(3) + 1, target=found[3][:60])


def _is_letter(beside):
    """Beside such a mark, stars mean bold only where a space or another mark follows."""
    return bool(beside) and not beside.isspace() and beside not in MARKS


def _is_allowed(target):
    """https, a heading of this page, or a lesson by its id."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return parts.scheme == "https" and bool(parts.netloc)
    return ".." not in target and not target.startswith(("/", "\\"))


def _check_image(found, number, notes, assets):
    target = found[3]
    path = PurePosixPath(target)
    inside = path.parts[:1] == ("assets",) and len(path.parts) == 2 and ":" not in target
    if not inside or (assets is not None and not (assets / path.name).is_file()):
        notes.add("image", number, found.start(3) + 1, target=target[:60])
    if not found[2].strip():
        notes.add("image-alt", number, found.start() + 1, target=target[:60])
