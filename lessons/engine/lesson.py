"""A lesson as it was read: its front matter, its blocks with checked options, and its problems."""

import hashlib
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from lessons.engine import prose, wide
from lessons.engine.choices import Choice, check_choices, choices_of
from lessons.engine.files import Unreadable, read_bytes
from lessons.engine.kind import BlockOptions
from lessons.engine.kinds import ASKED, KINDS, UNKNOWN
from lessons.engine.options import Options
from lessons.engine.problems import Notes, suggestion
from lessons.engine.schema import FrontMatter, Labels, TranslatedFrontMatter
from lessons.engine.splitter import Block, Break, Prose, split
from lessons.engine.validation import full_width, validated
from optim_core import Text

MOST_BYTES = 200_000
MOST_FENCES = 1_000  # lines that begin with :::
NAME = re.compile(r"^([a-z0-9]+(?:-[a-z0-9]+)*)\.(en|zh)\.md\Z")
ID = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*\Z")
LONGEST_ID = 60
TOP = Text("the lesson itself", "课程正文")


@dataclass(frozen=True)
class Item:
    """A block that was read: its options as the model of its kind, None where they are wrong."""

    kind: str
    id: str
    line: int
    options: object
    text: str  # prose without the choices
    choices: tuple[Choice, ...] = ()
    inner: tuple = ()  # Items: hints and solution
    labels: dict = field(default_factory=dict)
    places: Options = field(default_factory=Options)  # where each option stands
    assets: Path | None = None  # where its files are

    @property
    def spec(self):
        """What there is to say of its kind."""
        return KINDS.get(self.kind, UNKNOWN)

    @property
    def misnamed(self):
        """Whether there is no kind of that name."""
        return self.kind not in KINDS

    @property
    def is_set(self):
        """Whether it has options that fit it; in a translation it has labels only."""
        return isinstance(self.options, BlockOptions)

    @property
    def words(self):
        """{what a translation calls it in `labels`: the original words}."""
        return self.options.words if self.is_set else {}


@dataclass(frozen=True)
class Lesson:
    """`parts` are Prose, Break and Item, in order."""

    file: str
    front: object
    parts: tuple
    problems: tuple
    source: str  # fingerprint of the text
    places: Options = field(default_factory=Options)  # of the front matter
    values: tuple = ()  # each {value} in its sentences

    @property
    def items(self):
        return {part.id: part for part in self.parts if isinstance(part, Item) and part.id}

    def after(self, item):
        """Ids of the blocks that follow a block."""
        ids = [part.id for part in self.parts if isinstance(part, Item)]
        return ids[ids.index(item.id) + 1 :]


def read_file(path):
    """The Lesson in a file; one with problems only, where it can't be read."""
    path = Path(path)
    try:
        text = _decoded(read_bytes(path, MOST_BYTES))
        return read(text, path.name, assets=path.parent / "assets")
    except Unreadable as reason:
        return _unread(path.name, reason)


def _unread(name, reason):
    notes = Notes(name)
    notes.add("file-read", reason.line, why=reason.text)
    return Lesson(name, None, (), tuple(notes.problems), "")


def _decoded(data):
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(*_encoded(data), line) from None


def _encoded(data):
    """In which other encoding a text seems to be, in both languages."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "it is UTF-16, not UTF-8", "它的编码是 UTF-16，不是 UTF-8"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "this line is not UTF-8", "这一行不是 UTF-8"
    return "from this line on it seems to be GBK, not UTF-8", "从这一行起像是 GBK 编码，不是 UTF-8"


def _lines_of(text):
    """The text with \\n between its lines; Unreadable where it is no lesson's."""
    if len(text) > MOST_BYTES:
        most = f"{MOST_BYTES:,}"
        raise Unreadable(f"it has more than {most} characters", f"它超过 {MOST_BYTES} 个字符")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    place = text.find("\0")
    if place >= 0:
        line = text.count("\n", 0, place) + 1
        raise Unreadable(
            "it holds null characters, as UTF-16 does", "含有空字符，像是 UTF-16", line
        )
    if sum(line.lstrip().startswith(":::") for line in text.split("\n")) > MOST_FENCES:
        most = f"{MOST_FENCES:,}"
        raise Unreadable(
            f"more than {most} lines begin with :::", f"以 ::: 开头的行超过 {MOST_FENCES}"
        )
    return text


def read(text, name, *, assets=None):
    """The Lesson in a text; `name` is that of its file, `assets` the folder of its images."""
    try:
        text = _lines_of(text)
    except Unreadable as reason:
        return _unread(name, reason)
    notes = Notes(name)
    front_options, parts = split(text, notes)
    front = _front(front_options, name, notes)
    translated = isinstance(front, TranslatedFrontMatter)
    items = tuple(_items(parts, notes, translated, assets))
    for part in parts:
        prose.check(part, notes, assets)
    source = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]
    found = prose.values(parts)
    places = front_options or Options()
    return Lesson(name, front, items, tuple(sorted(notes.problems)), source, places, found)


def _front(options, name, notes):
    if options is None:
        notes.add("front-matter", 1)
        return None
    model = TranslatedFrontMatter if "translates" in options.values else FrontMatter
    front = validated(model, options, notes)
    named = NAME.match(name)
    if not named:
        notes.add("file-name", 1, name=name)
    elif front:
        for key, rule, group in (("id", "id-mismatch", 1), ("language", "language-mismatch", 2)):
            value = getattr(front, key)
            if value != named[group]:
                notes.add(rule, *options.value_place([key]), name=named[group], **{key: value})
    return front


def _items(parts, notes, translated, assets, outer=None):
    seen = {}
    for part in parts:
        if isinstance(part, Prose | Break):
            yield part
            continue
        with notes.about(part.id):
            item = _item(part, notes, translated, assets, outer)
            if item.id and item.id in seen:
                notes.add("duplicate-id", part.line, part.column, id=item.id, line=seen[item.id])
                item = replace(item, id="")
        seen.setdefault(item.id, part.line)
        yield item


def _item(block, notes, translated, assets, outer):
    if block.kind not in KINDS:
        return _of_no_kind(block, notes)
    place, spec = (block.line, block.column), KINDS[block.kind]
    if (spec.named or block.id) and not _id(block):
        notes.add("block-id", *place, name=block.kind)
    if not (outer in ASKED if spec.helps else outer is None):
        notes.add("nesting", *place, inner=block.kind, outer=outer or TOP)
    options = _options(block, notes, translated)
    chooses = spec.asks and spec.chooses(options)
    text, choices = choices_of(block, notes) if chooses else (block.prose, ())
    inner = [part for part in block.parts if isinstance(part, Block)]
    item = Item(
        block.kind, _id(block), block.line, options, text, choices,
        tuple(_items(inner, notes, translated, assets, block.kind)),
        places=block.options, assets=assets,
    )  # fmt: skip
    if chooses and block.options.readable and not translated:
        check_choices(item, place, notes)
    return item


def _of_no_kind(block, notes):
    if wide.in_value(block.kind):
        full_width(wide.in_value(block.kind), block.line, block.column + 3, notes)
    else:
        fix = suggestion(block.kind, KINDS)
        notes.add("unknown-block", block.line, block.column, name=block.kind, suggestion=fix)
    return Item(block.kind, _id(block), block.line, None, block.prose)


def _id(block):
    return block.id if ID.match(block.id) and len(block.id) <= LONGEST_ID else ""


def _options(block, notes, translated):
    spec = KINDS[block.kind]
    if not translated or spec.aside:
        return validated(spec.options, block.options, notes)
    given = block.options.values
    for key in given:
        if key != "labels":
            place = block.options.place([key])
            notes.add("translation-options", *place, id=block.id or block.kind, key=key)
    labels = {key: given[key] for key in given if key == "labels"}
    return validated(Labels, replace(block.options, values=labels), notes)
