"""A lesson's text cut into prose, blocks and slide breaks, each with its line.

markdown-it-py is used as a splitter that knows lines; prose is handed on untouched.
"""

import re
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from lessons.engine.options import PAIR, Options, read_options

DEEPEST = 3  # a hint in a challenge is 2
HEAD = re.compile(r"^\{([A-Za-z][\w-]*)\}\s*(.*)$")
BREAK = "+++"


@dataclass
class Prose:
    text: str
    line: int


@dataclass
class Break:
    line: int


@dataclass
class Block:
    """:::{kind} id, its options, and what stands in it: prose and further blocks."""

    kind: str
    id: str
    line: int
    options: Options
    parts: list = field(default_factory=list)

    @property
    def prose(self):
        return "\n".join(part.text for part in self.parts if isinstance(part, Prose)).strip("\n")

    @property
    def prose_line(self):
        return next((part.line for part in self.parts if isinstance(part, Prose)), self.line)

    def inner(self, kind):
        return [part for part in self.parts if isinstance(part, Block) and part.kind == kind]


def parser():
    return (
        MarkdownIt("commonmark", {"html": False}).use(colon_fence_plugin).use(front_matter_plugin)
    )


def split(text, notes):
    """(front matter as Options or None, parts)."""
    lines = text.split("\n")
    tokens = [token for token in parser().parse(text) if token.level == 0]
    front = None
    if tokens and tokens[0].type == "front_matter":
        front = read_options(tokens[0].content, 2, notes)
    return front, _parts(tokens, lines, 1, notes, depth=1)


def _parts(tokens, lines, first_line, notes, depth):
    """Prose between blocks is kept line by line; `first_line` is where lines[0] stands."""
    parts, done, code = [], 0, []
    for token in tokens:
        if token.map is None:
            continue
        begin, end = token.map
        if token.type == "front_matter":
            done = end
        elif token.type in ("fence", "code_block"):
            code.append((begin, end))
        elif token.type == "colon_fence":
            parts += _prose(lines, done, begin, code, first_line)
            parts.append(_block(token, lines, first_line, notes, depth))
            done = end
    return parts + _prose(lines, done, len(lines), code, first_line)


def _prose(lines, begin, end, code, first_line):
    """The lines from begin to end, cut at slide breaks outside of code."""
    parts, start = [], begin
    for place in [*range(begin, end), end]:
        ends = place == end
        if not ends and (lines[place].strip() != BREAK or any(a <= place < b for a, b in code)):
            continue
        if any(line.strip() for line in lines[start:place]):
            while not lines[start].strip():
                start += 1
            parts.append(Prose("\n".join(lines[start:place]).rstrip(), first_line + start))
        if not ends:
            parts.append(Break(first_line + place))
        start = place + 1
    return parts


def _block(token, lines, first_line, notes, depth):
    begin, end = token.map
    line = first_line + begin
    head = HEAD.match(token.info.strip())
    kind, id_ = (head[1], head[2].strip()) if head else (token.info.strip() or ":::", "")
    closing = lines[end - 1].strip() if end > begin + 1 else ""
    if not closing or set(closing) != {":"} or len(closing) < len(token.markup):
        notes.add("fence-unclosed", line, text=lines[begin].strip()[:60])
    inner_lines = token.content.split("\n")
    options, used = _options(inner_lines, line + 1, notes)
    block = Block(kind, id_, line, options)
    rest = inner_lines[used:]
    if depth >= DEEPEST:
        block.parts = _prose(rest, 0, len(rest), [], line + 1 + used)
        return block
    tokens = [token for token in parser().parse("\n".join(rest)) if token.level == 0]
    tokens = [token for token in tokens if token.type != "front_matter"]
    block.parts = _parts(tokens, rest, line + 1 + used, notes, depth + 1)
    return block


def _options(lines, first_line, notes):
    """(Options, how many lines they took): between two ---, or as :name: value."""
    if lines and lines[0].strip() == "---":
        ends = [place for place, line in enumerate(lines[1:], 1) if line.strip() == "---"]
        if not ends:
            notes.add("yaml", first_line, why="--- opens the options, and no --- closes them")
            return Options(places={(): (first_line, 1)}), len(lines)
        return read_options("\n".join(lines[1 : ends[0]]), first_line + 1, notes), ends[0] + 1
    pairs = []
    while len(pairs) < len(lines) and PAIR.match(lines[len(pairs)]):
        pairs.append(PAIR.sub(r"\1: \2", lines[len(pairs)]))
    return read_options("\n".join(pairs), first_line, notes), len(pairs)
