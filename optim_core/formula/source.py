"""A formula and its gradient as plain NumPy text, for scripts that stand alone."""

import math

from optim_core.formula.graph import OPERATIONS

_WRITTEN = {
    "add": "{} + {}",
    "subtract": "{} - {}",
    "multiply": "{} * {}",
    "divide": "{} / {}",
    "power": "{} ** {}",
    "no_greater": "{} <= {}",
    "choose": "np.where({}, {}, {})",
}


def value_and_grad(graph, results, title):
    """The text of a function value_and_grad(x, y, parameters), one line for each operation."""
    needed = graph.needed([*graph.variables, *results])
    steps = [place for place in needed if graph.nodes[place][0] in OPERATIONS]
    names = dict(zip(graph.variables, "xy", strict=True))
    names |= {place: _number(graph.value(place)) for place in needed if _is_number(graph, place)}
    names |= {place: f"r{count}" for count, place in enumerate(steps, 1)}
    lines = [f"{names[place]} = {_operation(graph.nodes[place], names)}" for place in steps]
    lines.append(f"return {', '.join(names[place] for place in results)}")
    body = "".join(f"    {line}\n" for line in lines)
    return f'def value_and_grad(x, y, parameters):\n    """{title}"""\n{body}'


def _is_number(graph, place):
    return graph.value(place) is not None


def _number(value):
    if not math.isfinite(value):
        return f"np.float64({str(value)!r})"
    return f"({value!r})" if value < 0.0 else repr(value)


def _operation(node, names):
    op, *arguments = node
    written = _WRITTEN.get(op)
    values = [names[place] for place in arguments]
    if written:
        return written.format(*values)
    return f"np.{OPERATIONS[op].__name__}({', '.join(values)})"
