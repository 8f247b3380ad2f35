"""The source of a Python function with all of ours that it calls, to stand in a script."""

import inspect
import types

from optim_core.jit import uncompiled


def bundle(functions, left_out=()):
    """Constants, then functions, each before whoever uses it; what is called as in `left_out`, or
    is None, the script has to say itself.

    Decorators go: what they add, speed and memory, a script does without.
    """
    found, seen = {}, set(left_out)
    for function in functions:
        _gather(function, found, seen)
    constants = [text for text in found.values() if not text.startswith("def ")]
    texts = [text for text in found.values() if text.startswith("def ")]
    return "\n\n".join(["".join(constants)] * bool(constants) + texts)


def source_of(function):
    """The Python text of a function, or of the function in a kernel, without decorators."""
    text = inspect.getsource(_bare(function))
    return text[text.index("def ") :]


def _bare(function):
    return inspect.unwrap(uncompiled(function))


def _gather(function, found, seen):
    function = _bare(function)
    seen.add(function.__name__)
    for name in _names(function.__code__):
        value = function.__globals__.get(name)
        if name in seen or value is None or isinstance(value, types.ModuleType):
            continue
        seen.add(name)
        if callable(value):
            _gather(value, found, seen)
        else:
            found[name] = f"{name} = {value!r}\n"
    found[function.__name__] = source_of(function)


def _names(code):
    """The names that a function uses, or a function within it; its globals are among them."""
    inner = [each for each in code.co_consts if isinstance(each, types.CodeType)]
    return [*code.co_names, *(name for each in inner for name in _names(each))]
