"""Every Numba flag and function type of the project, and why they are what they are.

nogil=True             visitors run in threads; a kernel must not stop the others
error_model="numpy"    1/0 is inf, 0/0 is nan, as on paper: no exception inside a run
cache=True             compiled once a machine, loaded from disk afterwards, where it has a disk
no fastmath            it may delete the test for NaN, and divergence is something we teach
no parallel            two threads inside a parallel kernel abort the whole process
"""

import ctypes
import functools
import hashlib
import inspect
import types as python_types
from pathlib import Path

import numpy as np
from numba import carray, float64, int64, njit, types, void
from numba.core import cgutils
from numba.core.registry import CPUDispatcher
from numba.extending import intrinsic, overload

from optim_core import cache

FLAGS = {"nogil": True, "error_model": "numpy", "cache": cache.prepare()}

# What a surface is to every driver: (x, y, parameters) -> (f, df/dx, df/dy).
SURFACE = types.FunctionType(types.UniTuple(float64, 3)(float64, float64, float64[::1]))

# What a surface and an optimiser are to a map, for a whole block of runs: see lanes.py.
BLOCK = float64[::1]
LOOK = types.FunctionType(void(BLOCK, int64, float64[::1], float64, float64, float64))
UPDATE = types.FunctionType(void(BLOCK, int64))


def named(fields):
    """The type of a NamedTuple whose fields are annotated with theirs.

    Numba takes such a tuple only where the type of each value is that of its field, to the letter.
    """
    return types.BaseTuple.from_types(tuple(fields.__annotations__.values()), fields)


def compile_for(entry_kernel, pointer):
    """Compile a kernel for use by such a pointer, or load it, without a call.

    A call would need its data, which may be slow to fetch.
    """
    entry_kernel.compile(pointer.signature.args)


def kernel(function):
    """Compile a function of the mathematics, on first use, with the project's flags.

    One that calls kernels of other files carries a fingerprint of these files in its name, because
    the cache only notices edits in the function's own file.
    """
    foreign = _files(function) - {_file(function)}
    if foreign:
        function.__qualname__ += f"_{_digest(_contents(foreign))}"
    return njit(**FLAGS)(function)


def part(function):
    """As `kernel`, for what only other kernels call, which contain it: nothing calls it from
    Python, or by pointer, and it has no disk cache of its own.

    It takes less time to compile, and may be a closure, which Numba never finds in its cache.
    """
    flags = {**FLAGS, "cache": False, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    compiled = njit(**flags)(function)
    if compiled is not function:
        compiled.__class__ = _Part
    return compiled


class _Part(CPUDispatcher):
    """There is no way into it from Python, and Numba would not look before it jumps."""

    def __call__(self, *_):
        name = self.py_func.__name__
        raise TypeError(f"{name} is part of kernels only; from Python, call uncompiled({name})")


def uncompiled(function):
    """The Python function behind a kernel; itself when Numba is switched off."""
    return getattr(function, "py_func", function)


def specialise(template, signature, name, by_pointer=False, **bindings):
    """A compiled copy of `template` in which the globals named in `bindings` are bound to them.

    It is called either from Python or, `by_pointer`, from another kernel: each way in takes time
    to compile.

    The signature is explicit, so that a surface arrives as a typed pointer and a new pair of
    optimiser and surface compiles nothing. A closure would do the same, but Numba never finds
    a closure in its disk cache. The name of the copy carries a fingerprint, as a kernel's does, of
    the files of everything that it calls.
    """
    code = template.__code__
    copy = python_types.FunctionType(code, {**template.__globals__, **bindings}, code.co_name)
    copy.__qualname__ = f"{code.co_name}_{name}_{_fingerprint(template, bindings)}"
    copy.__module__ = template.__module__
    way_in = {"no_cpython_wrapper": by_pointer, "no_cfunc_wrapper": not by_pointer}
    return njit(signature, **FLAGS, **way_in)(copy)


def _fingerprint(template, bindings):
    parts = [_contents(_files(template) - {_file(template)})]
    for name, value in sorted(bindings.items()):
        called = callable(value)
        read = _contents(_files(uncompiled(value))) if called else f"{name}={value!r}".encode()
        parts.append(read)
    return _digest(*parts)


def _digest(*parts):
    digest = hashlib.sha256()
    for each in parts:
        digest.update(each)
    return digest.hexdigest()[:12]


def _contents(files):
    return b"".join(path.read_bytes() for path in sorted(files))


def _files(function):
    """The files of a function and of all kernels that it calls, through any number of calls."""
    return {_file(each) for each in _reached(function, set())}


def _reached(function, seen):
    seen.add(function)
    named = [function.__globals__.get(name) for name in function.__code__.co_names]
    enclosed = [cell.cell_contents for cell in function.__closure__ or ()]
    for called in map(uncompiled, named + enclosed):
        if inspect.isfunction(called) and called not in seen:
            _reached(called, seen)
    return seen


def _file(function):
    return Path(inspect.getsourcefile(function))


ROOM = 4096  # floats of a kernel's own, 32 kB


def on_the_stack():
    """ROOM floats of nobody else's, not set to anything, that cost nothing to have in a kernel.

    An array made by NumPy would cost more than a small formula. It ends with the kernel that
    asked for it, and must not be handed back.
    """
    return np.empty(ROOM)


@intrinsic
def _stack_pointer(typing_context):
    def make(context, builder, signature, arguments):
        return cgutils.alloca_once(builder, context.get_value_type(float64), size=ROOM)

    return types.CPointer(float64)(), make


@overload(on_the_stack, inline="always")
def _on_the_stack():
    return lambda: carray(_stack_pointer(), (ROOM,))


@functools.cache
def one_thread():
    """Products of matrices, which Numba leaves to SciPy's library, stay in the calling thread.

    The library's own threads cost more than they bring on a batch of training, quarrel with those
    of other visitors, and divide a sum differently from machine to machine.
    """
    from scipy.linalg import cython_blas

    library = ctypes.CDLL(cython_blas.__file__)
    if hasattr(library, "scipy_openblas_set_num_threads"):
        library.scipy_openblas_set_num_threads(1)
