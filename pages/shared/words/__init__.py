"""Every visible word of the product, in every language, under the same keys."""

import tomllib
from functools import cache
from pathlib import Path

LANGUAGES = {"en": "English", "zh": "中文"}


@cache
def words(language):
    """{"page.thing": text} of one language; texts may hold {names} to fill in."""
    table = tomllib.loads((Path(__file__).parent / f"{language}.toml").read_text("utf-8"))
    return dict(_flat(table))


def _flat(table, prefix=""):
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value.strip("\n")
