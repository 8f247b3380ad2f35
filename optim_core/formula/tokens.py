"""The text of a formula, cut into numbers, names and operators."""

import re
import unicodedata
from typing import NamedTuple

from optim_core.formula.errors import FormulaError
from optim_core.text import Text

LONGEST = 200  # characters
LARGEST = 1e6  # number that may be typed

_TOKEN = re.compile(
    r"(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<name>[A-Za-z_]\w*)"
    r"|(?P<operator>\*\*|[-+*/^(),])"
)
_BLANKS = " \t\r\n"

# What an input method or a copied page puts in place of a sign; full-width letters, digits and
# signs need no entry, because their compatibility form is the sign that is meant.
_MEANT = {
    **dict.fromkeys("×·∙⋅∗", "*"),
    **dict.fromkeys("÷∕", "/"),
    **dict.fromkeys("−‐‑‒–—", "-"),
    **dict.fromkeys("\u00a0\u2009\u3000", "an ordinary space"),
    "²": "^2",
    "³": "^3",
    "π": "pi",
    "√": "sqrt(...)",
    "、": ",",
    "。": ".",
}
_REFUSED = {
    "=": Text(
        en="write only what stands right of f(x, y) =",
        zh="只写 f(x, y) = 右边的部分",
    ),
    "|": Text(en="write abs(x) for |x|", zh="|x| 请写成 abs(x)"),
    "!": Text(en="there is no factorial; write the product", zh="没有阶乘，请写成乘积"),
    "%": Text(en="there is no remainder; write a division", zh="没有取余，请用除法"),
    **dict.fromkeys("[]{}", Text(en="group with ( and ) instead", zh="请改用圆括号 ( ) 分组")),
}
_ELSE = Text(
    en="a formula has numbers, x, y, functions, + - * / ^, parentheses and commas",
    zh="公式里只有数、x、y、函数、+ - * / ^、括号和逗号",
)


class Token(NamedTuple):
    kind: str  # number | name | operator | end
    text: str
    column: int  # from 1


def tokens(source):
    """The tokens of `source`, a Token of kind "end" last; FormulaError where it has others."""
    _check_characters(source)
    found, place = [], 0
    while place < len(source):
        if source[place] in _BLANKS:
            place += 1
            continue
        match = _TOKEN.match(source, place)
        if match is None:
            raise _unexpected(source[place], place + 1)
        found.append(_token(match))
        place = match.end()
    return [*found, Token("end", "", len(source) + 1)]


def _check_characters(source):
    for place, character in enumerate(source[:LONGEST], 1):
        if not character.isascii():
            raise _foreign(character, place)
    if len(source) > LONGEST:
        raise FormulaError(
            Text(
                en=f"the formula has {len(source):,} characters; shorten it to {LONGEST}",
                zh=f"公式有 {len(source)} 个字符；请缩短到 {LONGEST} 个",
            ),
            LONGEST + 1,
        )


def _foreign(character, column):
    """By its name, because the character itself may be invisible, or look like another one."""
    name = f"{unicodedata.name(character, 'a character')} (U+{ord(character):04X})"
    meant = _MEANT.get(character) or unicodedata.normalize("NFKC", character)
    if not meant.isascii():
        meant = None
    return FormulaError(
        Text(
            en=f"{name} can't be used; write {meant or 'plain letters, digits and signs'}",
            zh=f"不能使用 {name}；请写 {meant or '普通的字母、数字和符号'}",
        ),
        column,
    )


def _unexpected(character, column):
    out = _REFUSED.get(character, _ELSE)
    return FormulaError(
        Text(
            en=f"{character!r} can't be used; {out.en}",
            zh=f"不能使用 {character!r}；{out.zh}",
        ),
        column,
    )


def shortened(text):
    """As it stands in a message, which nobody's two hundred digits shall fill."""
    return text if len(text) <= 24 else f"{text[:21]}..."


def _token(match):
    token = Token(match.lastgroup, match.group(), match.start() + 1)
    if token.kind == "number" and float(token.text) > LARGEST:
        number = shortened(token.text)
        raise FormulaError(
            Text(
                en=f"{number} is too large; numbers up to {LARGEST:,.0f} are possible",
                zh=f"{number} 太大；数最大为 {LARGEST:.0f}",
            ),
            token.column,
        )
    return token
