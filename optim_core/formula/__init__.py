"""A surface that a viewer types: text -> tokens -> tree -> graph -> tape -> one interpreter.

Variables x y, numbers (.5, 2., 1.5e-1), pi e, + - * / ^ **, parentheses, sin cos tan asin acos
atan sinh cosh tanh exp log log2 log10 sqrt abs min max; angles in radians, log is the natural
one. Nothing that is typed is ever evaluated by Python or compiled, and its size has limits, so
that whatever is typed ends within milliseconds, in a Formula or in a FormulaError.
"""

import math
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from optim_core.entries import Surface
from optim_core.formula import machine, source
from optim_core.formula.errors import FormulaError
from optim_core.formula.graph import Graph
from optim_core.formula.latex import latex
from optim_core.formula.tree import parse
from optim_core.points import at, curvature
from optim_core.text import Text

__all__ = ["Formula", "FormulaError"]

DOMAIN = (-5.0, 5.0, -5.0, 5.0)
START = (-4.0, 3.0)  # where the surface is defined there, else at the nearest place that is
GRID = 19  # places along each side at which a formula is tried; no wave of it fits the spacing


@dataclass(frozen=True)
class Formula:
    """f(x, y) as it was typed, with exact first and second derivatives.

    FormulaError says what can't be read, where, and the way out. Where a formula has no value,
    as 1/x at 0 or log(x) below it, its values are inf or nan; that is no error. At a kink the
    gradient is that of one side: 0 for abs at 0, of the first argument of min and max at a tie.
    """

    source: str

    def __post_init__(self):
        tree = parse(self.source)
        graph = Graph()
        with np.errstate(all="ignore"):
            value = graph.written(tree)
            slopes = graph.slope(value, 0), graph.slope(value, 1)
        made = {
            "source": " ".join(self.source.split()),
            "latex": latex(tree),
            "tape": machine.tape(graph, (value, *slopes)),
            "_graph": graph,
            "_results": (value, *slopes),
        }
        for name, part in made.items():
            object.__setattr__(self, name, part)

    def __str__(self):
        return self.source

    def value(self, x, y):
        """f, for numbers or arrays that NumPy can broadcast."""
        return self.value_and_grad(x, y)[0]

    def value_and_grad(self, x, y):
        """f, (df/dx, df/dy), for numbers or arrays that NumPy can broadcast."""
        f, *slopes = self._at(self.tape, x, y)
        return f, tuple(slopes)

    def hessian(self, x, y):
        """The second derivatives fxx, fxy, fyy; nan where f is."""
        holes = np.isnan(self.value(x, y))
        seconds = (np.where(holes, np.nan, second) for second in self._at(self._hessian, x, y))
        return tuple(second[()] for second in seconds)

    def _at(self, tape, x, y):
        x, y = np.broadcast_arrays(np.asarray(x, dtype=float), np.asarray(y, dtype=float))
        found = at(machine.value_and_grad, tape, np.ravel(x), np.ravel(y))
        return tuple(column.reshape(x.shape)[()] for column in found)

    @cached_property
    def _hessian(self):
        """A tape of fxx, fxy, fyy, for the same interpreter."""
        graph, (_, slope_x, slope_y) = self._graph, self._results
        with np.errstate(all="ignore"):
            seconds = (
                graph.slope(slope_x, 0),
                graph.slope(slope_x, 1),
                graph.slope(slope_y, 1),
            )
        return machine.tape(graph, seconds)

    def as_surface(self):
        """The optim_core.entries.Surface of this formula; its minima are not known."""
        return self._surface

    @cached_property
    def _surface(self):
        return Surface(
            title=Text(en="Your formula", zh="自己的公式"),
            idea=Text(en="A surface that you typed.", zh="自己输入的曲面。"),
            formula=f"f(x, y) = {self.latex}",
            domain=DOMAIN,
            start=START if self.is_defined(*START) else self._nearest_start(),
            lr=self._learning_rate(),
            value_and_grad=machine.value_and_grad,
            minima=lambda: [],
            parameters=lambda: self.tape,
            contours="linear",
        )

    def is_defined(self, x, y):
        """Whether value and gradient at this point are numbers that a run can begin with."""
        f, slope_x, slope_y = machine.value_and_grad(float(x), float(y), self.tape)
        return math.isfinite(f + slope_x * slope_x + slope_y * slope_y)

    def _nearest_start(self):
        nearest = sorted(zip(*_grid(), strict=True), key=lambda place: math.dist(place, START))
        return next((place for place in nearest if self.is_defined(*place)), START)

    def _learning_rate(self):
        """Half the inverse of the largest curvature seen: a quarter of what is stable there."""
        steepest = curvature(machine.value_and_grad, self.tape, *_grid())
        return 0.5 / steepest if steepest > 0.0 else 0.1

    def as_source(self):
        """NumPy text of a function value_and_grad(x, y, parameters) -> (f, df/dx, df/dy)."""
        return source.value_and_grad(self._graph, self._results, self.source)


@cache
def _grid():
    x, y = (np.linspace(*ends, GRID).round(2) for ends in (DOMAIN[:2], DOMAIN[2:]))
    x, y = np.meshgrid(x, y)
    return x.ravel(), y.ravel()
