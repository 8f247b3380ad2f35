"""Formulas in a line of Chinese: a browser may begin the next line with the comma after one."""

import re

from lessons.engine.prose import CODE, MATH

# A span keeps formula and comma together (site.css).
TOGETHER = re.compile(rf"{CODE.pattern}|({MATH.pattern})([，。；：、？！）”》]+)")


def together(text):
    """Markdown whose formulas keep the marks that follow them; what stands as code stays."""
    return TOGETHER.sub(_spanned, text)


def _spanned(found):
    whole, formula = found[0], found[2]
    return f":gray-background[{whole}]" if formula and not {"[", "]"} & set(whole) else whole
