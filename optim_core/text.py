"""Words in every language of the product, and numbers as text."""

from typing import NamedTuple


class Text(NamedTuple):
    """The same words in every language of the product."""

    en: str
    zh: str


def alike(words):
    """The Text of what is written the same in every language."""
    return Text(words, words)


def shortest(number):
    """The shortest text that reads back to the same number."""
    whole = float(number).is_integer() and abs(number) < 1e15
    return repr(int(number)) if whole else repr(float(number)).replace("e+", "e")
