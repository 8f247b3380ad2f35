"""A formula as a reader would typeset it."""

_SUM, _SIGNED, _PRODUCT, _POWER, _WHOLE = range(5)  # how tightly what was written holds together

_NAMES = {
    "asin": r"\arcsin",
    "acos": r"\arccos",
    "atan": r"\arctan",
    "log": r"\ln",
    "log2": r"\log_{2}",
    "log10": r"\log_{10}",
}
_AROUND = {
    "sqrt": (r"\sqrt{", "}"),
    "abs": (r"\left|", r"\right|"),
}


def latex(tree):
    return _written(tree)[0]


def _written(tree):
    """(LaTeX, how tightly it holds together)."""
    return _WRITERS.get(tree.op, _call)(tree)


def _held(tree, least):
    """In parentheses, unless it holds together as tightly as its place needs."""
    text, tightness = _written(tree)
    return text if tightness >= least else rf"\left({text}\right)"


def _number(tree):
    digits, _, exponent = tree.text.lower().partition("e")
    digits = digits.removesuffix(".")
    digits = f"0{digits}" if digits.startswith(".") else digits
    if not exponent:
        return digits, _WHOLE
    return rf"{digits} \cdot 10^{{{int(exponent)}}}", _PRODUCT


def _sum(tree):
    left, right = tree.arguments
    return f"{_held(left, _SUM)} {tree.op} {_held(right, _PRODUCT)}", _SUM


def _product(tree):
    left, right = tree.arguments
    after = _held(right, _PRODUCT)
    sign = r"\cdot" if after[0].isdigit() else r"\,"
    return f"{_held(left, _SIGNED)} {sign} {after}", _PRODUCT


def _power(tree):
    base, exponent = tree.arguments
    return f"{_held(base, _WHOLE)}^{{{latex(exponent)}}}", _POWER


def _call(tree):
    before, after = _AROUND.get(
        tree.op, (_NAMES.get(tree.op, rf"\{tree.op}") + r"\left(", r"\right)")
    )
    return before + ", ".join(map(latex, tree.arguments)) + after, _WHOLE


_WRITERS = {
    "number": _number,
    "x": lambda tree: ("x", _WHOLE),
    "y": lambda tree: ("y", _WHOLE),
    "e": lambda tree: ("e", _WHOLE),
    "pi": lambda tree: (r"\pi", _WHOLE),
    "+": _sum,
    "-": _sum,
    "*": _product,
    "/": lambda tree: (r"\frac{{{}}}{{{}}}".format(*map(latex, tree.arguments)), _POWER),
    "^": _power,
    "negative": lambda tree: (f"-{_held(tree.arguments[0], _PRODUCT)}", _SIGNED),
    "exp": lambda tree: (f"e^{{{latex(tree.arguments[0])}}}", _POWER),
}
