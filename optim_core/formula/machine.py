"""The one interpreter that computes every formula; nothing is compiled for a formula.

A tape is a float64 array, so that it travels as the parameters of a surface like any other:

    how many numbers · how many instructions · the numbers · the instructions · three results

An instruction is a whole number, operation + 64 (a + 4096 (b + 4096 c)), where a, b, c say which
registers it reads. The registers are x, y, the numbers, then the result of each instruction.
"""

from collections import Counter

import numpy as np

from optim_core.formula.graph import OPERATIONS
from optim_core.jit import ROOM as REGISTERS
from optim_core.jit import kernel, on_the_stack

# A product that only one sum needs is computed with it, in one instruction, rounded as in two.
_FUSED = {
    ("add", 0): "multiply_add",
    ("add", 1): "multiply_add",
    ("subtract", 0): "multiply_subtract",
    ("subtract", 1): "subtract_product",
}
_INSTRUCTIONS = (*OPERATIONS, *dict.fromkeys(_FUSED.values()))
_NUMBERS = {name: number for number, name in enumerate(_INSTRUCTIONS)}
(
    ADD, SUBTRACT, MULTIPLY, DIVIDE, POWER,
    SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, TANH,
    EXP, LOG, LOG2, LOG10, SQRT, ABS, SIGN, MIN, MAX, NO_GREATER, CHOOSE,
    MULTIPLY_ADD, MULTIPLY_SUBTRACT, SUBTRACT_PRODUCT,
) = range(len(_INSTRUCTIONS))  # fmt: skip


def tape(graph, results):
    """What is needed for three places of a graph, as value_and_grad reads it."""
    needed = graph.needed(results)
    numbers = [place for place in needed if graph.value(place) is not None]
    instructions = _instructions(graph, needed, results)
    order = [*graph.variables, *numbers, *instructions]
    registers = {place: register for register, place in enumerate(order)}
    return np.array(
        [
            len(numbers),
            len(instructions),
            *map(graph.value, numbers),
            *(_word(registers, *instruction) for instruction in instructions.values()),
            *(registers[place] for place in results),
        ],
        dtype=float,
    )


def _instructions(graph, needed, results):
    """{place: (operation, places it reads)}, in order."""
    found = {place: graph.nodes[place] for place in needed if graph.nodes[place][0] in OPERATIONS}
    uses = Counter(results)
    for _, *arguments in found.values():
        uses.update(arguments)
    for place, (op, *arguments) in list(found.items()):
        for side, argument in enumerate(arguments if op in ("add", "subtract") else ()):
            if uses[argument] == 1 and found.get(argument, "-")[0] == "multiply":
                found[place] = (_FUSED[op, side], *found.pop(argument)[1:], arguments[1 - side])
                break
    return found


def _word(registers, op, *arguments):
    a, b, c = ([registers[place] for place in arguments] + [0, 0])[:3]
    return _NUMBERS[op] + 64 * (a + REGISTERS * (b + REGISTERS * c))


@kernel
def value_and_grad(x, y, tape):
    """The three results of a tape at one point: f, df/dx, df/dy of a formula's own tape.

    Where the first has no value, the others have none either.
    """
    registers = on_the_stack()
    registers[0], registers[1] = x, y
    # Unsigned, because Numba looks at any other index whether it counts from the end.
    numbers = np.uint64(tape[0]) + np.uint64(2)
    end = numbers + np.uint64(tape[1])
    for k in range(np.uint64(2), numbers):
        registers[k] = tape[k]
    for k in range(numbers, end):
        word = int(tape[k])
        op = word & 63
        first = (word >> 6) & (REGISTERS - 1)
        second = (word >> 18) & (REGISTERS - 1)
        third = (word >> 30) & (REGISTERS - 1)
        a, b = registers[first], registers[second]
        if op == ADD:
            r = a + b
        elif op == SUBTRACT:
            r = a - b
        elif op == MULTIPLY:
            r = a * b
        elif op == DIVIDE:
            r = a / b
        elif op == POWER:
            r = a**b
        elif op == SIN:
            r = np.sin(a)
        elif op == COS:
            r = np.cos(a)
        elif op == TAN:
            r = np.tan(a)
        elif op == ASIN:
            r = np.arcsin(a)
        elif op == ACOS:
            r = np.arccos(a)
        elif op == ATAN:
            r = np.arctan(a)
        elif op == SINH:
            r = np.sinh(a)
        elif op == COSH:
            r = np.cosh(a)
        elif op == TANH:
            r = np.tanh(a)
        elif op == EXP:
            r = np.exp(a)
        elif op == LOG:
            r = np.log(a)
        elif op == LOG2:
            r = np.log2(a)
        elif op == LOG10:
            r = np.log10(a)
        elif op == SQRT:
            r = np.sqrt(a)
        elif op == ABS:
            r = abs(a)
        elif op == SIGN:
            r = np.sign(a)
        elif op == MIN:
            r = np.minimum(a, b)
        elif op == MAX:
            r = np.maximum(a, b)
        elif op == NO_GREATER:
            r = 1.0 if a <= b else 0.0
        elif op == CHOOSE:
            r = b if a > 0.0 else registers[third]
        elif op == MULTIPLY_ADD:
            r = a * b + registers[third]
        elif op == MULTIPLY_SUBTRACT:
            r = a * b - registers[third]
        else:
            r = registers[third] - a * b
        registers[k] = r
    f = registers[np.uint64(tape[end])]
    slope_x = registers[np.uint64(tape[end + np.uint64(1)])]
    slope_y = registers[np.uint64(tape[end + np.uint64(2)])]
    if np.isnan(f):
        return f, f, f
    return f, slope_x, slope_y
