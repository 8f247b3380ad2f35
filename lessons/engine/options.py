"""Options of a block, in YAML 1.2, read event by event: what is refused is never built.

Anchors, aliases and tags are refused: five lines of aliases can stand for half a million values.
Duplicate keys are errors, 1e-3 is a number, and "no" and 2024-01-01 are words.
"""

import re
from dataclasses import dataclass, field
from types import SimpleNamespace

from ruamel.yaml.error import FileMark, MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.parser import Parser
from ruamel.yaml.reader import Reader
from ruamel.yaml.scanner import Scanner
from ruamel.yaml.tokens import ScalarToken

from lessons.engine import wide
from lessons.engine.problems import why_not
from optim_core import Text

LONGEST = 65_536  # characters
DEEPEST = 8
MOST_OPEN = 40  # brackets at once, those in words too: a scanner looks far ahead in each
BRACKETS = re.compile(r"[\[\]{}]")
QUOTED = re.compile(r'"[^"\n]*\\[^"\n]*"')
PAIR = re.compile(r"^ {0,3}:[A-Za-z_][\w-]*:(?=[ \t]|$)")
# Words that can only end here: of letters that mean nothing in YAML, and on one line.
WORDS = r"[\w$.+/%-]+(?: [\w$.+/%-]+)*"
IN_BRACKETS = re.compile(WORDS + r"(?=[,}\]]|: )")
KEY = re.compile(WORDS + r"(?=:[ \n])")
SPACES = re.compile(r" *(?=[\w${}\[\],:'\"+-])")  # and then a token

ANCHORS = Text("anchors and aliases (& and *)", "锚点和别名（& 与 *）")
TAGS = Text("tags (!)", "标签（!）")
DEPTH = Text(f"more than {DEEPEST} levels", f"超过 {DEEPEST} 层的嵌套")
SIZE = Text(f"more than {LONGEST:,} characters", f"超过 {LONGEST} 个字符")
NO_COLON = "could not find expected ':'"
NO_OPTIONS = Text("these are no options", "这不是选项")
NO_NAME = Text("the name of an option must be one word", "选项的名称必须是一个词")
TWICE = Text("this option stands here twice", "这个选项写了两次")

# The core schema of YAML 1.2, section 10.3.2.
NULL = re.compile(r"|~|null|Null|NULL")
BOOL = re.compile(r"true|True|TRUE|false|False|FALSE")
WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
NO_NUMBER = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


@dataclass
class Options:
    """Plain values, and {path: (line, column)} of each key and value, from 1, in the file."""

    values: dict = field(default_factory=dict)
    places: dict = field(default_factory=dict)  # of keys and items
    begins: dict = field(default_factory=dict)  # of values
    readable: bool = True

    def place(self, path):
        """Where the key of a path stands, or the nearest that holds it."""
        return _nearest(self.places, path)

    def value_place(self, path):
        """Where the value of a path begins, or the nearest that holds it."""
        return self.begins.get(tuple(path)) or self.place(path)


def unreadable(line):
    return Options(places={(): (line, 1)}, readable=False)


def _nearest(places, path):
    path = tuple(path)
    while path and path not in places:
        path = path[:-1]
    return places.get(path, (1, 1))


class Events(Reader, Scanner, Parser):
    """ruamel's events of a text. Common words are read whole, and each token is looked for once."""

    comment_handling = None
    processing_version = scanner_processing_version = (1, 2)
    # Themselves; as ruamel's properties they are looked up for each character.
    reader = scanner = resolver = None

    def __init__(self, text):
        self.reader = self.scanner = self.resolver = self
        self.looked_for = None  # tokens taken when there was a token to give
        Reader.__init__(self, text, loader=self)
        Scanner.__init__(self, loader=self)
        Parser.__init__(self, loader=self)

    def check_token(self, *choices):
        if self.looked_for != self.tokens_taken:
            super().check_token()
            self.looked_for = self.tokens_taken
        return bool(self.tokens) and (not choices or isinstance(self.tokens[0], choices))

    def peek_token(self):
        return self.tokens[0] if self.check_token() else None

    def get_token(self):
        if self.check_token():
            self.tokens_taken += 1
            return self.tokens.pop(0)
        return None

    def get_mark(self):
        return FileMark(self.name, self.index, self.line, self.column)

    def check_directive(self):
        return False

    def scan_to_next_token(self):
        spaces = SPACES.match(self.buffer, self.pointer)
        if not spaces:
            return super().scan_to_next_token()
        self._pass(len(spaces[0]))
        return None

    def scan_plain(self):
        words = (IN_BRACKETS if self.flow_context else KEY).match(self.buffer, self.pointer)
        if not words:
            return super().scan_plain()
        begin = self.get_mark()
        self._pass(len(words[0]))
        self.allow_simple_key = False
        return ScalarToken(words[0], True, begin, self.get_mark())

    def _pass(self, length):
        """Over letters of one line."""
        self.pointer += length
        self.index += length
        self.column += length


class Refused(Exception):
    """A rule, the event's mark, and the rule's values."""


def read_options(text, first_line, notes):
    """The Options in `text`, whose first line is `first_line` of the file; problems go to notes."""
    reader = _Reader(text, first_line)
    try:
        values = reader.read()
    except Refused as refusal:
        rule, mark, said = refusal.args
        line, column = (mark.line, mark.column + 1) if mark else (0, 1)
        notes.add(rule, first_line + line, column, **said)
        return unreadable(first_line)
    for number, line in enumerate(text.split("\n")):
        quoted = QUOTED.search(line)
        if quoted:
            notes.add("yaml-backslash", first_line + number, quoted.start() + 1, text=quoted[0])
    return Options(values, reader.places, reader.begins)


class _Reader:
    def __init__(self, text, first_line):
        self.text, self.first_line = text, first_line
        self.places, self.begins = {(): (first_line, 1)}, {}

    def read(self):
        """The values; Refused with the reason."""
        if len(self.text) > LONGEST:
            raise Refused("yaml-refused", None, {"what": SIZE})
        if _most_open(self.text) > MOST_OPEN:
            raise Refused("yaml-refused", None, {"what": DEPTH})
        try:
            self.events = iter(Events(self.text).get_event, None)
            return self._document()
        except YAMLError as error:
            mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
            said = str(getattr(error, "problem", None) or error)
            if NO_COLON in said:
                mark = error.context_mark  # where the name stands; the other is in the next line
            raise self._wide(mark) or Refused(
                "yaml", mark, {"why": why_not("yaml", said)}
            ) from None

    def _wide(self, mark):
        """Refused for a mark of a Chinese keyboard in the line that can't be read."""
        line = self.text.split("\n")[mark.line] if mark else ""
        found = wide.find(line, wide.IN_OPTIONS)
        return found and Refused(
            "full-width",
            SimpleNamespace(line=mark.line, column=found[0] - 1),
            {"text": found[1], "plain": wide.half_width(found[1])},
        )

    def _document(self):
        next(self.events)  # the stream begins
        event = next(self.events)
        if not isinstance(event, DocumentStartEvent):
            return {}
        event = next(self.events)
        if isinstance(event, ScalarEvent) and _plain(event) is None:
            return {}
        if not isinstance(event, MappingStartEvent):
            raise Refused("yaml", event.start_mark, {"why": NO_OPTIONS})
        values = self._value(event, (), 1)
        next(self.events)  # the document ends
        extra = next(self.events)
        if isinstance(extra, DocumentStartEvent):
            raise Refused("yaml", extra.start_mark, {"why": NO_OPTIONS})
        return values

    def _value(self, event, path, depth):
        _check(event, depth)
        self.begins[path] = self._place(event)
        if isinstance(event, MappingStartEvent):
            return self._mapping(path, depth)
        if isinstance(event, SequenceStartEvent):
            return self._list(path, depth)
        return _plain(event)

    def _mapping(self, path, depth):
        found = {}
        while not isinstance(key := next(self.events), MappingEndEvent):
            _check(key, depth)
            if not isinstance(key, ScalarEvent):
                raise Refused("yaml", key.start_mark, {"why": NO_NAME})
            if key.value in found:
                raise Refused("yaml", key.start_mark, {"why": TWICE})
            here = (*path, key.value)
            self.places[here] = self._place(key)
            found[key.value] = self._value(next(self.events), here, depth + 1)
        return found

    def _list(self, path, depth):
        found = []
        while not isinstance(item := next(self.events), SequenceEndEvent):
            here = (*path, len(found))
            self.places[here] = self._place(item)
            found.append(self._value(item, here, depth + 1))
        return found

    def _place(self, event):
        return self.first_line + event.start_mark.line, event.start_mark.column + 1


def _most_open(text):
    """How many brackets are open at once where they are most."""
    now = most = 0
    for bracket in BRACKETS.findall(text):
        now = now + 1 if bracket in "[{" else max(now - 1, 0)
        most = max(most, now)
    return most


def _check(event, depth):
    """Refused where an event is not for options."""
    what = None
    if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
        what = ANCHORS
    elif str(getattr(event, "tag", None) or "") not in ("", "None"):
        what = TAGS
    elif depth > DEEPEST:
        what = DEPTH
    if what:
        raise Refused("yaml-refused", event.start_mark, {"what": what})


def _plain(event):
    """A word, a number, true or false, or nothing."""
    text = event.value
    if event.style or not event.implicit[0]:
        return text
    if NULL.fullmatch(text):
        return None
    if BOOL.fullmatch(text):
        return text.lower() == "true"
    if WHOLE.fullmatch(text):
        return int(text)
    if FLOAT.fullmatch(text):
        return float(text)
    return float(text.replace(".", "")) if NO_NUMBER.fullmatch(text) else text
