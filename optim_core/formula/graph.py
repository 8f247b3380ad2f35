"""A formula as a list of operations, and its derivatives as more of them.

Each operation is written once, behind the operations that it needs, so that the list can be
carried out from front to back. Derivatives are exact, by the chain rule, from the front
(forward mode); what a derivative shares with the value is computed once for both.

At a kink the derivative is one of those beside it, fixed here: 0 for abs at 0, that of the first
argument for min and max at a tie. Second derivatives ignore kinks.
"""

import math

import numpy as np

from optim_core.formula.errors import FormulaError
from optim_core.text import Text

LARGEST_EXPONENT = 16

# What an operation computes; the order numbers them on the tape.
OPERATIONS = {
    "add": np.add,
    "subtract": np.subtract,
    "multiply": np.multiply,
    "divide": np.divide,
    "power": np.power,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "asin": np.arcsin,
    "acos": np.arccos,
    "atan": np.arctan,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "exp": np.exp,
    "log": np.log,
    "log2": np.log2,
    "log10": np.log10,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "sign": np.sign,
    "min": np.minimum,
    "max": np.maximum,
    "no_greater": lambda a, b: 1.0 * (a <= b),
    "choose": lambda flag, a, b: np.where(flag, a, b),
}

# For r = operation(a, b): by what a change of each argument is multiplied, in a Graph g.
_PARTIALS = {
    "add": (lambda g, a, b, r: g.number(1.0), lambda g, a, b, r: g.number(1.0)),
    "subtract": (lambda g, a, b, r: g.number(1.0), lambda g, a, b, r: g.number(-1.0)),
    "multiply": (lambda g, a, b, r: b, lambda g, a, b, r: a),
    "divide": (
        lambda g, a, b, r: g.divide(g.number(1.0), b),
        lambda g, a, b, r: g.negative(g.divide(r, b)),
    ),
    "power": (
        lambda g, a, b, r: g.multiply(b, g.power(a, g.subtract(b, g.number(1.0)))),
        lambda g, a, b, r: g.multiply(r, g.operation("log", a)),
    ),
    "sin": (lambda g, a, r: g.operation("cos", a),),
    "cos": (lambda g, a, r: g.negative(g.operation("sin", a)),),
    "tan": (lambda g, a, r: g.add(g.number(1.0), g.multiply(r, r)),),
    "asin": (lambda g, a, r: g.divide(g.number(1.0), _root_of_one_less(g, a)),),
    "acos": (lambda g, a, r: g.divide(g.number(-1.0), _root_of_one_less(g, a)),),
    "atan": (lambda g, a, r: g.divide(g.number(1.0), g.add(g.number(1.0), g.multiply(a, a))),),
    "sinh": (lambda g, a, r: g.operation("cosh", a),),
    "cosh": (lambda g, a, r: g.operation("sinh", a),),
    "tanh": (lambda g, a, r: g.subtract(g.number(1.0), g.multiply(r, r)),),
    "exp": (lambda g, a, r: r,),
    "log": (lambda g, a, r: g.divide(g.number(1.0), a),),
    "log2": (lambda g, a, r: g.divide(g.number(1.0 / math.log(2.0)), a),),
    "log10": (lambda g, a, r: g.divide(g.number(1.0 / math.log(10.0)), a),),
    "sqrt": (lambda g, a, r: g.divide(g.number(0.5), r),),
    "abs": (lambda g, a, r: g.operation("sign", a),),
}


def _root_of_one_less(g, a):
    """sqrt(1 - a^2), in the form that keeps its digits where a is near 1."""
    one = g.number(1.0)
    return g.operation("sqrt", g.multiply(g.subtract(one, a), g.add(one, a)))


class Graph:
    """`nodes` holds ("x",), ("y",), ("number", value) and (operation, places of its arguments).

    Whatever is written is folded where it is a number, and found again where it is there
    already. A zero times something is kept as it was typed, since that something may have
    holes; only a derivative that is zero by its form is left out.
    """

    def __init__(self):
        self.nodes = []
        self._places = {}
        self._powers = {}  # place: (base, whole exponent), for products that are powers
        self._slopes = ({}, {})  # of each place, along x and along y
        self.variables = self._write(("x",)), self._write(("y",))

    def written(self, tree):
        """The place of what a tree says."""
        return _WRITERS[tree.op](self, tree)

    def number(self, value):
        # By its text, which tells -0.0 from 0.0 and finds nan again.
        return self._write(("number", float(value)), key=repr(float(value)))

    def value(self, place):
        """The number at a place; None where it is none."""
        return self.nodes[place][1] if self.nodes[place][0] == "number" else None

    def operation(self, op, *arguments):
        values = [self.value(place) for place in arguments]
        if None not in values:
            return self.number(OPERATIONS[op](*values))
        return self._write((op, *arguments))

    def _write(self, node, key=None):
        key = key or node
        if key not in self._places:
            self._places[key] = len(self.nodes)
            self.nodes.append(node)
        return self._places[key]

    def add(self, a, b):
        if self.value(a) == 0.0:
            return b
        if self.value(b) == 0.0:
            return a
        if a == b:
            return self.multiply(self.number(2.0), a)
        (factor, u), (same, v) = self._factored(a), self._factored(b)
        if factor == same != 1.0 and u is not None and v is not None:
            return self.multiply(self.number(factor), self.add(u, v))
        if (positive := self._negated(b)) is not None:
            return self.operation("subtract", a, positive)
        if (positive := self._negated(a)) is not None:
            return self.operation("subtract", b, positive)
        return self.operation("add", a, b)

    def subtract(self, a, b):
        if self.value(b) == 0.0:
            return a
        if (positive := self._negated(b)) is not None:
            return self.add(a, positive)
        return self.operation("subtract", a, b)

    def negative(self, a):
        return self.multiply(self.number(-1.0), a)

    def _negated(self, place):
        """u where -1 u stands; None elsewhere."""
        factor, rest = self._factored(place)
        return rest if factor == -1.0 else None

    def multiply(self, a, b):
        """Numbers are gathered in front, where they fold: 100 (2 (b (-2 x))) is -400 (b x)."""
        (factor_a, a), (factor_b, b) = self._factored(a), self._factored(b)
        factor = factor_a * factor_b
        if a is None or b is None:
            rest = b if a is None else a
        else:
            rest = self.operation("multiply", min(a, b), max(a, b))
        if rest is None or factor == 1.0:
            return self.number(factor) if rest is None else rest
        return self.operation("multiply", self.number(factor), rest)

    def _factored(self, place):
        """(c, u) of c u; (1, u) where there is no c, (c, None) where there is no u."""
        if (value := self.value(place)) is not None:
            return value, None
        op, *arguments = self.nodes[place]
        if op == "multiply" and (value := self.value(arguments[0])) is not None:
            return value, arguments[1]
        return 1.0, place

    def divide(self, a, b):
        if self.value(b) == 1.0:
            return a
        return self.operation("divide", a, b)

    def power(self, a, b):
        exponent = self.value(b)
        if self.value(a) is None and exponent is not None and exponent == round(exponent):
            return self._whole_power(a, int(exponent))
        if exponent == 0.5:
            return self.operation("sqrt", a)
        if self.value(a) == math.e and exponent is None:
            return self.operation("exp", b)
        return self.operation("power", a, b)

    def _whole_power(self, a, exponent):
        """By products: quicker than a logarithm, and as good for a negative base."""
        if exponent == 0:
            return self.number(1.0)
        if exponent == 1:
            return a
        if exponent < 0:
            place = self.divide(self.number(1.0), self._whole_power(a, -exponent))
        else:
            half = self._whole_power(a, exponent // 2)
            other = self._whole_power(a, exponent - exponent // 2)
            place = self.operation("multiply", half, other)
        self._powers.setdefault(place, (a, exponent))
        return place

    def slope(self, of, along):
        """The place of the derivative of a place along x (0) or y (1)."""
        slopes = self._slopes[along]
        for place in self.needed([of]):
            if place not in slopes:
                slopes[place] = self._slope(place, along, slopes)
        return slopes[of]

    def _slope(self, place, along, slopes):
        op, *arguments = self.nodes[place]
        if op in ("x", "y", "number", "sign", "no_greater"):
            return self.number(place == self.variables[along])
        if place in self._powers:
            base, exponent = self._powers[place]
            lower = self._whole_power(base, exponent - 1)
            return self._times(self.multiply(self.number(exponent), lower), slopes[base])
        if op in ("min", "max"):
            a, b = arguments
            first = self.operation("no_greater", *((a, b) if op == "min" else (b, a)))
            return self._chosen(first, slopes[a], slopes[b])
        if op == "choose":
            return self._chosen(arguments[0], *(slopes[place] for place in arguments[1:]))
        total = self.number(0.0)
        for partial, argument in zip(_PARTIALS[op], arguments, strict=True):
            if self.value(slopes[argument]) != 0.0:
                by = partial(self, *arguments, place)
                total = self.add(total, self._times(by, slopes[argument]))
        return total

    def _times(self, by, slope):
        return slope if self.value(slope) == 0.0 else self.multiply(by, slope)

    def _chosen(self, flag, a, b):
        return a if a == b else self.operation("choose", flag, a, b)

    def needed(self, places):
        """All places that these are computed from, and themselves, in order."""
        found, open_ = set(), list(places)
        while open_:
            place = open_.pop()
            if place not in found:
                found.add(place)
                op, *arguments = self.nodes[place]
                open_.extend(() if op == "number" else arguments)
        return sorted(found)


def _written_power(graph, tree):
    base, exponent = tree.arguments
    place = graph.written(exponent)
    value = graph.value(place)
    if value is not None and not abs(value) <= LARGEST_EXPONENT:
        raise FormulaError(
            Text(
                en=f"the exponent {value:g} is out of range;"
                f" those from -{LARGEST_EXPONENT} to {LARGEST_EXPONENT} are possible",
                zh=f"指数 {value:g} 超出范围；可用 -{LARGEST_EXPONENT} 到 {LARGEST_EXPONENT}",
            ),
            exponent.column,
        )
    return graph.power(graph.written(base), place)


def _arguments(graph, tree):
    return [graph.written(argument) for argument in tree.arguments]


def _written_call(graph, tree):
    return graph.operation(tree.op, *_arguments(graph, tree))


_WRITERS = dict.fromkeys(OPERATIONS, _written_call) | {
    "number": lambda graph, tree: graph.number(float(tree.text)),
    "pi": lambda graph, tree: graph.number(math.pi),
    "e": lambda graph, tree: graph.number(math.e),
    "x": lambda graph, tree: graph.variables[0],
    "y": lambda graph, tree: graph.variables[1],
    "negative": lambda graph, tree: graph.negative(*_arguments(graph, tree)),
    "+": lambda graph, tree: graph.add(*_arguments(graph, tree)),
    "-": lambda graph, tree: graph.subtract(*_arguments(graph, tree)),
    "*": lambda graph, tree: graph.multiply(*_arguments(graph, tree)),
    "/": lambda graph, tree: graph.divide(*_arguments(graph, tree)),
    "^": _written_power,
}
