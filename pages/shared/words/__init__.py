"""Every visible word of the product, in every language, under the same keys."""

import re
import tomllib
from functools import cache
from pathlib import Path

LANGUAGES = {"en": "English", "zh": "中文"}
COUNTED = re.compile(r"\{(\w+)\|([^|{}]*)\|([^|{}]*)\}")  # {count|error|errors}


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

    {count|error|errors} is the first word where the count is 1, else the second.
    """
    text = COUNTED.sub(lambda found: found[2 if str(values[found[1]]) == "1" else 3], text)
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


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
