"""The core against C, PyTorch, Optax and NumPy; its start, and its maps."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from optim_core import OPTIMIZERS, compiling, sweep
from tests.bench import rivals
from tests.bench.table import Missing, Table
from tests.bench.timing import round_robin

MOST_TIMES_C = 1.5
LEAST_TIMES_TORCH = 2_000
MOST_START = 0.3  # seconds
MOST_COLD = 15.0
ROOT = Path(__file__).parents[2]

OURS, KERNEL = "ours, the whole call", "ours, the kernel"
TEXTBOOK, SHORTEST = "C, textbook", "C, shortest dependency chain"
AUTOGRAD, GIVEN = "PyTorch Adam, eager", "PyTorch Adam, eager, gradient handed over"
OPTAX, NUMPY = "Optax Adam, jitted lax.scan", "NumPy"
NOTE_ON_C = f"""C: {rivals.compiler_version()}, called by ctypes. The textbook is the formula
that a page shows, line by line, as ours is; the shortest chain is arranged by hand for this one
pair of optimiser and surface, with fused products. Ours takes any surface by pointer, rounds as
Python does, and also keeps gradients and memory. The whole call makes its arrays anew; in a process
that has little memory yet, the system's share of that is some 20 ns a step more."""
CONTENDERS = {
    SHORTEST: rivals.c_shortest_chain,
    TEXTBOOK: rivals.c_textbook,
    KERNEL: rivals.our_kernel,
    OURS: rivals.ours,
    OPTAX: rivals.optax_scan,
    NUMPY: rivals.numpy_loop,
    GIVEN: rivals.torch_given_gradients,
    AUTOGRAD: rivals.torch_autograd,
}


def tables():
    seconds, missing = race()
    return [against_c(seconds, missing), against_libraries(seconds, missing), starts(), maps()]


def race():
    """({contender: median seconds of a run}, {contender: what is missing})."""
    runs, missing = {}, {}
    for name, prepare in CONTENDERS.items():
        try:
            runs[name] = prepare()
        except Missing as what:
            missing[name] = str(what)
    assert_same_path(runs)
    return round_robin(runs), missing


def assert_same_path(runs):
    """Adam magnifies rounding in time; for a tenth of the race all paths are one."""
    reference = runs[OURS]()[: rivals.STEPS // 10]
    for name, run in runs.items():
        np.testing.assert_allclose(run()[: len(reference)], reference, rtol=1e-9, err_msg=name)


def against_c(seconds, missing):
    names = (SHORTEST, TEXTBOOK, KERNEL, OURS)
    rows = [
        [name, per_step(seconds, missing, name), *(times(seconds, name, c) for c in names[:2])]
        for name in names
    ]
    return Table(
        "One trajectory against C",
        ("Adam, Rosenbrock, 10,000 steps", "ns a step", "x shortest chain", "x textbook"),
        rows,
        aim=f"the kernel at most {MOST_TIMES_C} x the C of the same formula",
        met=compare(seconds, KERNEL, TEXTBOOK, lambda ratio: ratio <= MOST_TIMES_C),
        note=NOTE_ON_C,
    )


def against_libraries(seconds, missing):
    names = (OURS, OPTAX, NUMPY, GIVEN, AUTOGRAD)
    rows = [[name, per_step(seconds, missing, name), times(seconds, name, OURS)] for name in names]
    return Table(
        "One trajectory against the libraries",
        ("Adam, Rosenbrock, 10,000 steps", "ns a step", "x ours"),
        rows,
        aim=f"at least {LEAST_TIMES_TORCH:,} x faster than eager PyTorch",
        met=compare(seconds, AUTOGRAD, OURS, lambda ratio: ratio >= LEAST_TIMES_TORCH),
    )


def per_step(seconds, missing, name):
    if name in missing:
        return f"not here: {missing[name]}"
    return f"{seconds[name] / rivals.STEPS * 1e9:,.1f}"


def times(seconds, name, unit):
    return f"{seconds[name] / seconds[unit]:,.2f}" if {name, unit} <= set(seconds) else "-"


def compare(seconds, name, unit, judge):
    return judge(seconds[name] / seconds[unit]) if {name, unit} <= set(seconds) else None


def starts(rounds=7):
    """Fresh processes: the first compiles into an empty cache, the others load from it."""
    with tempfile.TemporaryDirectory() as cache:
        cold = start(cache)
        again = np.array([start(cache) for _ in range(rounds)])
    loaded = np.median(again, axis=0).tolist()
    parts = (
        "`import numba`",
        "the first kernel",
        f"all {len(list(compiling.kernels()))} kernels",
        "beyond `import numba`",
    )
    return Table(
        "From nothing to every kernel ready, in a fresh process",
        ("seconds", *parts),
        [
            ["compiled into an empty cache", *seconds_of(cold)],
            ["loaded from the cache", *seconds_of(loaded)],
        ],
        aim=f"beyond `import numba`: compiled in {MOST_COLD} s, loaded in {MOST_START} s",
        met=sum(cold[1:]) <= MOST_COLD and sum(loaded[1:]) <= MOST_START,
        note="""With the first kernel Numba itself starts: it fills registries and imports SciPy.
Two processes compile, from both ends of the list.""",
    )


def seconds_of(parts):
    return [f"{part:.2f}" for part in (*parts, sum(parts[1:]))]


def start(cache):
    """Seconds of the three parts of a fresh process; see start.py."""
    command = [sys.executable, "-m", "tests.bench.start"]
    place = os.environ | {"NUMBA_CACHE_DIR": cache}
    done = subprocess.run(command, cwd=ROOT, env=place, capture_output=True, text=True, check=True)
    return tuple(map(float, done.stdout.split()))


def maps(size=64):
    """The measured convergence rate for each pair of learning rate and beta."""
    ravine = {"condition": 30.0, "rotation": 20.0}
    lrs, betas = np.linspace(1e-3, 0.13, size), np.linspace(0.0, 0.99, size)

    def measured(optimizer):
        axes = ("lr", lrs), ("beta", betas)
        return lambda: sweep(optimizer, "quadratic", *axes, steps=160, surface_knobs=ravine).rate

    names = ("heavy_ball", "momentum")
    seconds = round_robin({name: measured(name) for name in names})
    return Table(
        f"Map of measured convergence rates, {size} x {size} settings, 160 steps each",
        ("", "ms"),
        [[OPTIMIZERS[name].title.en, f"{seconds[name] * 1e3:.1f}"] for name in names],
    )
