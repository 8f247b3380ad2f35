"""Every text that a reader may meet, with the file and line that it stands in.

From the files: words, lessons, their template and messages, and the words in the source. Besides,
as they are once the program has put them together: all Text of all that is registered.
"""

import ast
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import optim_core
from optim_core.text import Text
from pages.shared.figures import FIGURES

ROOT = Path(__file__).parents[2]
HAN = re.compile("[\u4e00-\u9fff]")
REGISTERED = ("OPTIMIZERS", "SURFACES", "SCHEDULES", "DATASETS", "MODELS", "CLAIMS")


class Said(NamedTuple):
    where: str  # momentum.toml:12
    text: str


@cache
def texts(language):
    """All texts of a language; (Said, ...), those of the source as they are written there."""
    return (*_words(language), *_lessons(language), *_sources(language), *_registered(language))


def _words(language):
    for path in sorted(ROOT.glob(f"pages/shared/site/words/{language}/*.toml")):
        yield from _lines(path)
    for name in ("reasons", "rules"):
        key = re.compile(rf"^(\w+\.)?{language} = ")
        for said in _lines(ROOT / f"lessons/engine/{name}.toml"):
            if key.match(said.text):
                yield said


def _lessons(language):
    template = "template.zh.md" if language == "zh" else "template.md"
    for path in sorted(ROOT.glob(f"lessons/*.{language}.md")):
        yield from _lines(path)
    yield from _lines(ROOT / "lessons/engine" / template)


def _lines(path):
    place = path.relative_to(ROOT).as_posix()
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        yield Said(f"{place}:{number}", _unescaped(line))


def _unescaped(line):
    return line.replace("\\u00a0", "\u00a0")


def _sources(language):
    for folder in ("optim_core", "pages", "lessons"):
        for path in sorted(ROOT.glob(f"{folder}/**/*.py")):
            place = path.relative_to(ROOT).as_posix()
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                for text, line in _written(node, language):
                    yield Said(f"{place}:{line}", text)


def _written(node, language):
    """Chinese is told by its letters; English, by standing in a Text."""
    if language == "zh" and HAN.search(text := _text(node)):
        yield text, node.lineno
    if language == "en" and isinstance(node, ast.Call):
        named = [key.value for key in node.keywords if key.arg == "en"]
        for value in named or node.args[: _name(node) == "Text"]:
            if isinstance(value, ast.Constant | ast.JoinedStr):
                yield _text(value), value.lineno


def _name(call):
    return getattr(call.func, "id", None)


def _text(node):
    """A string as it is written: {} for what is filled in, with how it is to look."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    parts = (
        "{:" + _text(part.format_spec) + "}" if getattr(part, "format_spec", None)
        else _text(part) or "{}"
        for part in node.values
    ) if isinstance(node, ast.JoinedStr) else ()  # fmt: skip
    return "".join(parts)


def _registered(language):
    for registry in REGISTERED:
        for name, spec in getattr(optim_core, registry).items():
            yield from _found(spec, language, f"{registry}[{name!r}]", set())
    for name, figure in FIGURES.items():
        yield from _found(figure.SETTINGS, language, f"FIGURES[{name!r}].SETTINGS", set())


def _found(thing, language, where, seen):
    """The Texts in a thing, however deep in it, and their places."""
    if id(thing) in seen:
        return
    seen.add(id(thing))
    if isinstance(thing, Text):
        yield Said(where, getattr(thing, language))
    elif is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            place = f"{where}.{field.name}"
            yield from _found(getattr(thing, field.name), language, place, seen)
    elif isinstance(thing, Mapping):
        for key, value in thing.items():
            yield from _found(value, language, f"{where}[{key!r}]", seen)
    elif isinstance(thing, tuple | list):
        for place, value in enumerate(thing):
            yield from _found(value, language, f"{where}[{place}]", seen)
