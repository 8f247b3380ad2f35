"""A lesson's text cut into prose, blocks and slide breaks, each with its line.

markdown-it-py is used as a splitter that knows lines; prose is handed on untouched.
"""

import re
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from lessons.engine.kinds import KINDS, UNKNOWN
from lessons.engine.options import PAIR, Options, read_options, unreadable
from optim_core import Text

DEEPEST = 2  # a hint in a challenge
MOST_READ_ON = 8  # mistakes, of which each has the rest of the file parsed again
HEAD = re.compile(r"^\{([A-Za-z][\w-]*)\}\s*(.*)$")
OPENS = re.compile(r"^ {0,3}(:{3,})\{([A-Za-z][\w-]*)\}")
CODE = re.compile(r"^ {0,3}(```|~~~)")
BREAK = "+++"
MARKS = (":::", "```", "~~~", BREAK)
NOT_CLOSED = Text(
    "--- opens the options, and no --- closes them", "选项以 --- 开始，却没有以 --- 结束"
)


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
    column: int
    options: Options
    parts: list = field(default_factory=list)

    @property
    def prose(self):
        return "\n".join(part.text for part in self.parts if isinstance(part, Prose)).strip("\n")


@dataclass
class Fence:
    """A colon fence that is being read: its first line in the file, its colons, if it is closed."""

    line: int
    colons: int
    closed: bool
    text: str


@cache
def parser():
    markdown = MarkdownIt("commonmark", {"html": False})
    markdown.use(colon_fence_plugin).use(front_matter_plugin)
    # Blocks are looked for and nothing else: sentences are parsed where they are drawn.
    markdown.core.ruler.disable(["inline", "text_join"])
    return markdown.disable("reference")


def tokens_of(lines):
    return [token for token in parser().parse("\n".join(lines)) if token.level == 0 and token.map]


def split(text, notes):
    """(front matter as Options or None, parts)."""
    lines = text.split("\n")
    tokens = tokens_of(lines)
    front, begin = None, 0
    if tokens and tokens[0].type == "front_matter":
        front = read_options(tokens[0].content, 2, notes)
        begin = tokens[0].map[1]
    return front, _Splitter(notes).parts(lines[begin:], 1 + begin)


class _Splitter:
    def __init__(self, notes):
        self.notes = notes
        self.read_on = 0  # how often the rest was read again after a mistake
        self.left_over = 0  # closing lines of blocks that had too few colons

    def parts(self, lines, first_line, outer=None, depth=0):
        """Prose between blocks is kept line by line; `first_line` is where lines[0] stands."""
        parts, done, code = [], 0, []
        for token in tokens_of(lines) if depth <= DEEPEST and _may_hold(lines) else ():
            begin, end = token.map
            if token.type == "fence":
                self._check_code(token, lines, first_line)
            if token.type in ("fence", "code_block"):
                code.append((begin, end))
            if token.type != "colon_fence":
                continue
            parts += _prose(lines, done, begin, code, first_line)
            done = self._really_ends(token, lines)
            parts += self._block(token, lines[begin:done], first_line + begin, outer, depth)
            if done < end:
                return parts + self.parts(lines[done:], first_line + done, outer, depth)
        return parts + _prose(lines, done, len(lines), code, first_line)

    def _really_ends(self, token, lines):
        """Before the end that a parser sees, where a block isn't closed and swallows the next."""
        begin, end = token.map
        if self.read_on == MOST_READ_ON:
            return end
        really = begin + 1
        if token.info.strip():
            inside = list(_next_blocks(lines, begin + 1, end))
            closed = _closes(lines[begin + 1 : end], token.markup)
            alike = any(colons >= len(token.markup) for _, colons in inside)
            really = inside[0][0] if inside and (alike or not closed) else end
        self.read_on += really < end
        return really

    def _check_code(self, token, lines, first_line):
        begin, end = token.map
        place = first_line + begin, _column(lines[begin])
        if HEAD.match(token.info.strip()):
            self.notes.add("fence-backticks", *place, text=lines[begin].strip()[:60])
        elif not _closes(lines[begin + 1 : end], token.markup):
            colons = token.markup
            self.notes.add("fence-unclosed", *place, text=lines[begin].strip()[:60], colons=colons)

    def _block(self, token, lines, line, outer, depth):
        """[the Block]; colons without a name are none."""
        if not token.info.strip():
            self._nameless(lines[0], line)
            return []
        head = HEAD.match(token.info.strip())
        kind, id_ = (head[1], head[2].strip()) if head else (token.info.strip(), "")
        closed = _closes(lines[1:], token.markup)
        fence = Fence(line, len(token.markup), closed, lines[0].strip()[:60])
        column = _column(lines[0])
        if not closed:
            self._unclosed(fence, column, outer)
        inner = lines[1:-1] if closed else lines[1:]
        with self.notes.about(id_):
            options, used = self._options(inner, line + 1)
            parts = self.parts(inner[used:], line + 1 + used, fence, depth + 1)
        return [Block(kind, id_, line, column, options, parts)]

    def _nameless(self, text, line):
        if self.left_over:
            self.left_over -= 1
        else:
            self.notes.add("fence-nameless", line, _column(text), text=text.strip()[:60])

    def _unclosed(self, fence, column, outer):
        """In a block that is closed, it is that one's closing line which was meant for this."""
        if outer and outer.closed and outer.colons <= fence.colons:
            self.left_over += 1
            self.notes.add("fence-length", outer.line, column, outer=outer.text, inner=fence.text,
                           line=fence.line, colons=":" * (fence.colons + 1))  # fmt: skip
        else:
            colons = ":" * fence.colons
            self.notes.add("fence-unclosed", fence.line, column, text=fence.text, colons=colons)

    def _options(self, lines, first_line):
        """(Options, how many lines they took): between two ---, or as :name: value."""
        begin = next((place for place, line in enumerate(lines) if line.strip()), 0)
        if lines and lines[begin].strip() == "---":
            begin += 1
            end = next((k for k in range(begin, len(lines)) if lines[k].strip() == "---"), None)
            if end is None:
                self.notes.add("yaml", first_line + begin - 1, why=NOT_CLOSED)
                return unreadable(first_line), len(lines)
            return read_options(
                "\n".join(lines[begin:end]), first_line + begin, self.notes
            ), end + 1
        count = 0
        while count < len(lines) and PAIR.match(lines[count]):
            count += 1
        pairs = [line.replace(":", " ", 1) for line in lines[:count]]
        return read_options("\n".join(pairs), first_line, self.notes), count


def _may_hold(lines):
    """Whether there may be a block, code or a break: most blocks hold sentences only."""
    return any(mark in line for line in lines for mark in MARKS)


def _closes(lines, markup):
    """Whether the last of the lines closes a fence."""
    closing = lines[-1].strip() if lines else ""
    return set(closing) == {markup[0]} and len(closing) >= len(markup)


def _next_blocks(lines, begin, end):
    """(place, colons) of the blocks that can't stand inside another."""
    in_code = False
    for place in range(begin, end):
        in_code ^= bool(CODE.match(lines[place]))
        opens = OPENS.match(lines[place])
        if opens and not in_code and not KINDS.get(opens[2], UNKNOWN).helps:
            yield place, len(opens[1])


def _column(line):
    return len(line) - len(line.lstrip()) + 1


def _prose(lines, begin, end, code, first_line):
    """The lines from begin to end, cut at slide breaks outside of code."""
    inside = {place for a, b in code for place in range(a, b)}
    cuts = [k for k in range(begin, end) if lines[k].strip() == BREAK and k not in inside]
    parts = []
    for start, cut in zip([begin, *(k + 1 for k in cuts)], [*cuts, end], strict=True):
        parts += _paragraphs(lines, start, cut, first_line)
        if cut < end:
            parts.append(Break(first_line + cut))
    return parts


def _paragraphs(lines, start, end, first_line):
    """One Prose, without empty lines around it; none where there are only those."""
    written = [place for place in range(start, end) if lines[place].strip()]
    if not written:
        return []
    text = "\n".join(lines[written[0] : written[-1] + 1]).rstrip()
    return [Prose(text, first_line + written[0])]
