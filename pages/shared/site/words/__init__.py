"""Every visible word of the product, in every language, under the same keys."""

import re
import tomllib
from functools import cache
from pathlib import Path

LANGUAGES = {"en": "English", "zh": "中文"}
SLOT = re.compile(r"( ?)\{(\w+)\}( ?)", re.ASCII)
CHINESE, LATIN = re.compile("[\u4e00-\u9fff]"), re.compile(r"[A-Za-z0-9\u0370-\u03ff)]")
COUNTED = re.compile(r"\{(\w+)\|([^|{}]*)\|([^|{}]*)\}", re.ASCII)  # {count|error|errors}


def known(language):
    """The language where we have it, else the first: for what a browser sends."""
    return language if language in tuple(LANGUAGES) else next(iter(LANGUAGES))


@cache
def words(language):
    """{"page.thing": text} of one language; texts may hold {names} to fill in.

    The words of a page, a figure or a shared part stand in a file of its name.
    """
    files = sorted((Path(__file__).parent / language).glob("*.toml"))
    tables = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in files}
    return dict(_flat(tables))


def fill(text, values):
    """`text` with its {names} filled in; only names that are given: LaTeX keeps its braces.

    {count|error|errors} is the first word where the count is 1, else the second. The browser's own
    `fill` does the same: tests/golden/words.json holds both to it.
    """
    text = COUNTED.sub(lambda found: _counted(found, values), text)
    return SLOT.sub(lambda found: _spaced(found, values), text)


def paragraph(sentences):
    """Sentences one after the other; a Chinese full stop has its space in itself."""
    return " ".join(filter(None, sentences)).replace("。 ", "。")


def _counted(found, values):
    whole, (name, one, more) = found[0], found.groups()
    return (one if str(values[name]) == "1" else more) if name in values else whole


def _spaced(found, values):
    """A value in its slot; Latin letters and digits stand apart from Chinese, Chinese does not."""
    before, name, after = found.groups()
    if name not in values:
        return found[0]
    value, text = str(values[name]), found.string
    left, right = text[: found.start()][-1:], text[found.end() :][:1]
    return _gap(before, left, value[:1]) + value + _gap(after, value[-1:], right)


def _gap(space, left, right):
    """What stands between two letters where `space` was written."""
    chinese = [bool(CHINESE.match(letter)) for letter in (left, right)]
    latin = [bool(LATIN.match(letter)) for letter in (left, right)]
    return "" if all(chinese) else " " if any(chinese) and any(latin) else space


@cache
def under(language, *prefixes):
    """{thing: text} of the keys under these prefixes, which are left out: for the browser."""
    parts = (key.split(".", 1) + [text] for key, text in words(language).items())
    return {thing: text for prefix, thing, text in parts if prefix in prefixes}


@cache
def translator(language):
    """t(key, **values): the words under `key` in one language, their {names} filled in.

    `t.language` is that language, for titles that an entry of the core brings along.
    """

    def t(key, **values):
        return fill(words(language)[key], values)

    t.language = language
    return t


def _flat(table, prefix=""):
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value.strip("\n")
