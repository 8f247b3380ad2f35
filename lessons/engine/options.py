"""Options of a block, in YAML 1.2: bounded before they are read, and each value with its place.

Anchors, aliases and tags are refused: five lines of aliases can stand for half a million values.
Duplicate keys are errors, 1e-3 is a number, and "no" is a word.
"""

import re
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, MappingStartEvent, ScalarEvent, SequenceStartEvent

from optim_core import Text

LONGEST = 65_536  # characters
DEEPEST = 8
QUOTED = re.compile(r'"[^"\n]*\\[^"\n]*"')
PAIR = re.compile(r"^:([A-Za-z_][\w-]*):[ \t]*(.*)$")

ANCHORS = Text("anchors and aliases (& and *)", "锚点和别名（& 与 *）")
TAGS = Text("tags (!)", "标签（!）")
DEPTH = Text(f"more than {DEEPEST} levels", f"超过 {DEEPEST} 层的嵌套")
SIZE = Text(f"more than {LONGEST:,} characters", f"超过 {LONGEST:,} 个字符")


@dataclass
class Options:
    """Plain values, and {path: (line, column)} of each key and item, from 1, in the file."""

    values: dict = field(default_factory=dict)
    places: dict = field(default_factory=dict)

    def place(self, path):
        """Where the value of a path stands, or the nearest that holds it."""
        path = tuple(path)
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))


def read_options(text, first_line, notes):
    """The Options in `text`, whose first line is `first_line` of the file; problems go to notes."""
    refused = _refused(text, first_line, notes)
    if refused:
        return Options(places={(): (first_line, 1)})
    try:
        loaded = YAML(typ="rt", pure=True).load(text)
    except YAMLError as error:
        _unreadable(error, first_line, notes)
        return Options(places={(): (first_line, 1)})
    if loaded is None:
        loaded = CommentedMap()
    if not isinstance(loaded, CommentedMap):
        notes.add("yaml", first_line, why=Text("these are no options", "这不是选项"))
        return Options(places={(): (first_line, 1)})
    for number, line in enumerate(text.splitlines()):
        quoted = QUOTED.search(line)
        if quoted:
            notes.add("yaml-backslash", first_line + number, quoted.start() + 1, text=quoted[0])
    found = Options(places={(): (first_line, 1)})
    found.values = _plain(loaded, (), found.places, first_line)
    return found


def _refused(text, first_line, notes):
    if len(text) > LONGEST:
        notes.add("yaml-refused", first_line, what=SIZE)
        return True
    try:
        depth = 0
        for event in YAML(typ="rt", pure=True).parse(text):
            what = _not_allowed(event)
            starts = isinstance(event, MappingStartEvent | SequenceStartEvent)
            depth += starts - (type(event).__name__ in ("MappingEndEvent", "SequenceEndEvent"))
            what = what or (DEPTH if depth > DEEPEST else None)
            if what:
                mark = event.start_mark
                notes.add("yaml-refused", first_line + mark.line, mark.column + 1, what=what)
                return True
    except YAMLError as error:
        _unreadable(error, first_line, notes)
        return True
    except RecursionError:
        notes.add("yaml-refused", first_line, what=DEPTH)
        return True
    return False


def _not_allowed(event):
    if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
        return ANCHORS
    valued = isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent)
    tag = valued and str(getattr(event, "tag", None) or "")
    return TAGS if tag and tag != "None" else None


def _unreadable(error, first_line, notes):
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    line, column = (mark.line, mark.column + 1) if mark else (0, 1)
    why = str(getattr(error, "problem", None) or error).splitlines()[0]
    notes.add("yaml", first_line + line, column, why=why)


def _plain(node, path, places, first_line):
    """Plain Python values; where each stands goes to `places`."""
    if isinstance(node, CommentedMap):
        for key in node:
            line, column = node.lc.key(key)
            places[(*path, key)] = (first_line + line, column + 1)
        return {
            str(key): _plain(value, (*path, key), places, first_line) for key, value in node.items()
        }
    if isinstance(node, CommentedSeq):
        for place in range(len(node)):
            line, column = node.lc.item(place)
            places[(*path, place)] = (first_line + line, column + 1)
        return [
            _plain(value, (*path, place), places, first_line) for place, value in enumerate(node)
        ]
    if isinstance(node, bool):
        return bool(node)
    for kind in (int, float, str):
        if isinstance(node, kind):
            return kind(node)
    return None if node is None else str(node)
