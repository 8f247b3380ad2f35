"""The tokens of a formula, put together into a tree.

    sum      product, + product, - product, …
    product  signed, * signed, / signed, …
    signed   - signed  or  power
    power    operand  or  operand ^ signed

So a power is right-associative and tighter than a sign before it: -x^2 is -(x^2), 2^-x is fine.
"""

import difflib
from typing import NamedTuple

from optim_core.formula.errors import FormulaError
from optim_core.formula.tokens import shortened, tokens
from optim_core.text import Text

DEEPEST = 24  # parentheses, calls, signs and exponents inside each other
MOST_OPERATIONS = 64

VARIABLES = ("x", "y")
CONSTANTS = ("pi", "e")
FUNCTIONS = {
    **dict.fromkeys(
        (
            *("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh"),
            *("exp", "log", "log2", "log10", "sqrt", "abs"),
        ),
        1,
    ),
    "min": 2,
    "max": 2,
}
NAMES = (*VARIABLES, *CONSTANTS, *FUNCTIONS)
_OTHER_NAMES = {
    "ln": "log",
    "lg": "log10",
    "tg": "tan",
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "arctg": "atan",
    "pow": "^",
    "root": "sqrt",
}
_SIGNS = {"**": "^"}


class Node(NamedTuple):
    """`op` is + - * / ^, "negative", "number", or one of NAMES; `column` is where it begins."""

    op: str
    arguments: tuple = ()
    column: int = 1
    text: str = ""  # of a number, as it was typed


def parse(source):
    """The tree of `source`; FormulaError where it is none, or beyond what is possible."""
    if not isinstance(source, str):
        kind = type(source).__name__
        raise FormulaError(
            Text(en=f"a formula is a text, not {kind}", zh=f"公式应是文本，而不是 {kind}"), 1
        )
    return _Parser(tokens(source)).formula()


class _Parser:
    def __init__(self, found):
        self.tokens = found
        self.place = 0
        self.depth = -1
        self.operations = 0

    @property
    def here(self):
        return self.tokens[self.place]

    def take(self, *texts):
        """The next token if it is an operator among `texts`, and step over it; else None."""
        token = self.here
        if token.kind != "operator" or token.text not in texts:
            return None
        self.place += 1
        return token

    def formula(self):
        if self.here.kind == "end":
            raise FormulaError(
                Text(
                    en="the formula is empty; write one such as x^2 + y^2",
                    zh="公式是空的；请写一个，例如 x^2 + y^2",
                ),
                1,
            )
        tree = self.sum()
        if self.here.kind != "end":
            raise self.left_over()
        return tree

    def sum(self):
        left = self.product()
        while token := self.take("+", "-"):
            left = self.operation(token, left, self.product())
        return left

    def product(self):
        left = self.signed()
        while token := self.take("*", "/"):
            left = self.operation(token, left, self.signed())
        if self.here.kind in ("number", "name") or self.here.text == "(":
            raise self.no_sign_between()
        return left

    def signed(self):
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.too_much(
                f"more than {DEEPEST} levels inside each other", f"嵌套超过 {DEEPEST} 层"
            )
        token = self.take("+", "-")
        if token is None:
            tree = self.power()
        elif token.text == "-":
            tree = self.operation(token, self.signed(), op="negative")
        else:
            tree = self.signed()
        self.depth -= 1
        return tree

    def power(self):
        base = self.operand()
        if token := self.take("^", "**"):
            return self.operation(token, base, self.signed())
        return base

    def operand(self):
        token = self.here
        if token.kind == "number":
            self.place += 1
            return Node("number", (), token.column, token.text)
        if token.kind == "name":
            return self.named()
        if opened := self.take("("):
            tree = self.sum()
            self.close(opened)
            return tree
        raise self.missing()

    def named(self):
        token = self.here
        if token.text not in NAMES:
            raise _unknown(token)
        self.place += 1
        if token.text in FUNCTIONS:
            return self.call(token)
        return Node(token.text, (), token.column)

    def call(self, name):
        opened = self.take("(")
        if opened is None:
            raise FormulaError(
                Text(
                    en=f"{name.text} needs parentheses; write {_example(name.text)}",
                    zh=f"{name.text} 需要括号；请写 {_example(name.text)}",
                ),
                name.column,
            )
        arguments = [self.sum()]
        while self.take(","):
            arguments.append(self.sum())
        self.close(opened)
        if len(arguments) != FUNCTIONS[name.text]:
            raise FormulaError(
                Text(
                    en=f"{name.text} takes {FUNCTIONS[name.text]}, got {len(arguments)};"
                    f" write {_example(name.text)}",
                    zh=f"{name.text} 要 {FUNCTIONS[name.text]} 个参数，这里有 {len(arguments)} 个；"
                    f"请写 {_example(name.text)}",
                ),
                name.column,
            )
        return self.operation(name, *arguments)

    def close(self, opened):
        if self.take(")"):
            return
        if self.here.kind != "end":
            raise self.left_over()
        raise FormulaError(
            Text(en="this ( is never closed; add a )", zh="这个 ( 没有闭合；请补上 )"),
            opened.column,
        )

    def operation(self, token, *arguments, op=None):
        self.operations += 1
        if self.operations > MOST_OPERATIONS:
            raise self.too_much(
                f"more than {MOST_OPERATIONS} operations", f"运算超过 {MOST_OPERATIONS} 个", token
            )
        column = min(token.column, arguments[0].column)
        return Node(op or _SIGNS.get(token.text, token.text), arguments, column)

    def too_much(self, en, zh, token=None):
        return FormulaError(
            Text(en=f"{en}; write a simpler formula", zh=f"{zh}；请写得简单些"),
            (token or self.here).column,
        )

    def missing(self):
        if self.here.kind == "end":
            before = self.tokens[self.place - 1].text
            place = Text(en=f"after {before}", zh=f"{before} 后面")
        else:
            place = Text(en=f"before {self.here.text}", zh=f"{self.here.text} 前面")
        return FormulaError(
            Text(
                en=f"something is missing {place.en}; write a number, x, y or a function there",
                zh=f"{place.zh}缺少内容；请写上数、x、y 或函数",
            ),
            self.here.column,
        )

    def no_sign_between(self):
        if self.here.kind == "name" and self.here.text not in NAMES:
            return _unknown(self.here)
        before = shortened(self.tokens[self.place - 1].text)
        written = f"{before}*{shortened(self.here.text)}"
        return FormulaError(
            Text(
                en=f"a sign is missing here; for a product write {written}",
                zh=f"这里缺少运算符；乘积请写 {written}",
            ),
            self.here.column,
        )

    def left_over(self):
        if self.here.text == ")":
            message = Text(
                en="this ) was never opened; remove it", zh="这个 ) 没有对应的 (；请去掉"
            )
        else:
            message = Text(
                en="a comma only stands between the two of min(x, y) and max(x, y);"
                " decimals have a point",
                zh="逗号只用在 min(x, y) 和 max(x, y) 的两个参数之间；小数请用点",
            )
        return FormulaError(message, self.here.column)


def _example(name):
    return f"{name}({', '.join(VARIABLES[: FUNCTIONS[name]])})"


def _unknown(token):
    meant = _meant(token.text)
    en = f"did you mean {meant}?" if meant else f"there are {' '.join(NAMES)}"
    zh = f"是否想写 {meant}？" if meant else f"可用的有 {' '.join(NAMES)}"
    name = shortened(token.text)
    return FormulaError(
        Text(en=f"{name} is unknown; {en}", zh=f"不认识 {name}；{zh}"), token.column
    )


def _meant(name):
    """What may have been meant by an unknown name; None if nothing comes to mind."""
    lower = name.lower()
    if lower in NAMES:
        return lower
    if lower in _OTHER_NAMES:
        return _OTHER_NAMES[lower]
    if set(lower) <= set(VARIABLES) and len(lower) <= 4:
        return "*".join(lower)
    head, tail = lower[:-1], lower[-1]
    if head in VARIABLES and tail.isdigit():
        return f"{head}^{tail}"
    if head in FUNCTIONS and tail in VARIABLES:
        return f"{head}({tail})"
    return next(iter(difflib.get_close_matches(lower, FUNCTIONS, 1, 0.6)), None)
