"""Formulas for a browser: LaTeX as MathML, whose terms the film of an update can light."""

import re
from functools import lru_cache

from latex2mathml.converter import convert

# latex2mathml knows colours but no marks of our own: a term travels as a colour and back.
_TERM = re.compile(r"\\term\{(\w+)\}")
_COLOUR = re.compile(r'mathcolor="term-(\w+)"')


@lru_cache(512)  # a viewer's own formulas are among them
def mathml(latex):
    """MathML of one formula line; each \\term{id}{…} becomes an element with data-term="id"."""
    coloured = _TERM.sub(r"\\textcolor{term-\1}", latex)
    return _COLOUR.sub(r'data-term="\1"', convert(coloured, display="block"))
