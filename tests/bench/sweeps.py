"""A map of 256 x 256 runs of heavy ball, 200 steps each: ours, NumPy, JAX and C.

Everybody answers the same questions of each run: its last point, its final loss, when it arrived
and whether it was lost. Ours also measures the rate. Two of the rivals run a second time and say
nothing but where each run ended.
"""

import ctypes
import time
from functools import cache, partial

import numpy as np

from optim_core import SURFACES, sweep
from tests.bench import rivals
from tests.bench.table import Missing, Table
from tests.bench.timing import round_robin

SIZE, STEPS, TARGET = 256, 200, 1e-3
START = (-1.5, 2.0)
BETAS = np.linspace(0.0, 0.99, SIZE)
KAPPA, TURN = 30.0, np.deg2rad(20.0)
COSINE, SINE = np.cos(TURN), np.sin(TURN)
TILTED = {"condition": KAPPA, "rotation": 20.0}
LEAST_TIMES_NUMPY, LEAST_TIMES_JAX, MOST_TIMES_C = 15, 5, 3
FLAGS = ("-O3", "-march=native", "-fno-math-errno", "-fopenmp")

OURS, NUMPY = "ours", "NumPy, the whole grid"
JAX, JAX_ENDS = "JAX, vmap and scan", "JAX, last points only"
C, C_ENDS = "C, explicit SIMD, two threads", "C, last points only"


def ravine(x, y):
    """(f, df/dx, df/dy) of the tilted quadratic, of arrays of any library."""
    u, v = COSINE * x + SINE * y, COSINE * y - SINE * x
    return (
        0.5 * (u * u + KAPPA * v * v),
        COSINE * u - SINE * KAPPA * v,
        SINE * u + COSINE * KAPPA * v,
    )


def rosenbrock(x, y):
    a, b = 1.0 - x, y - x * x
    return a * a + 100.0 * b * b, -2.0 * a - 400.0 * x * b, 200.0 * b


# Name in the core, gradient, knobs, name in the C file, learning rates: nowhere is a run lost, or
# ours would stop early and the others not.
GROUNDS = {
    "Quadratic": ("quadratic", ravine, TILTED, "ravine", np.linspace(1e-4, 0.06, SIZE)),
    "Rosenbrock": ("rosenbrock", rosenbrock, {}, "rosenbrock", np.linspace(1e-6, 2e-4, SIZE)),
}


def tables():
    raced = {title: race(*ground) for title, ground in GROUNDS.items()}
    return [against_everybody(raced), against_c(raced), first_picture()]


def race(surface, slope, knobs, c_name, lrs):
    """({contender: median seconds}, {contender: what is missing}) on one surface."""
    far = 1e6 * SURFACES[surface].span()
    contenders = {
        OURS: partial(ours, surface, knobs, lrs),
        NUMPY: partial(numpy_grid, slope, lrs, far),
        JAX: partial(jax_scan, slope, lrs, far),
        JAX_ENDS: partial(jax_ends, slope, lrs),
        C: partial(c_answers, c_name, lrs, far),
        C_ENDS: partial(c_ends, c_name, lrs),
    }
    runs, missing = {}, {}
    for name, prepare in contenders.items():
        try:
            runs[name] = prepare()
        except Missing as what:
            missing[name] = str(what)
    assert_same_map(runs)
    return round_robin(runs), missing


def assert_same_map(runs):
    """Ends agree as far as 200 steps magnify rounding; arrivals to the step, but for a few."""
    ends, *answers = runs[OURS]()
    for name, run in runs.items():
        their_ends, *theirs = run()
        np.testing.assert_allclose(their_ends, ends, rtol=1e-6, atol=1e-9, err_msg=name)
        if theirs:
            assert np.mean(theirs[1] != answers[1]) < 1e-3, name
            np.testing.assert_array_equal(theirs[2], answers[2], err_msg=name)


def ours(surface, knobs, lrs):
    axes = ("lr", lrs), ("beta", BETAS)
    ask = partial(sweep, "heavy_ball", surface, *axes, start=START, steps=STEPS, target=TARGET)

    def run():
        found = ask(surface_knobs=knobs)
        return found.end, found.final_loss, found.steps_to_target, found.diverged

    return run


def numpy_grid(slope, lrs, far):
    """A line of NumPy for each line of the formula, on the whole grid at once."""
    lr, beta = np.meshgrid(lrs, BETAS)

    def run():
        x, y = np.full(lr.shape, START[0]), np.full(lr.shape, START[1])
        vx, vy = np.zeros_like(x), np.zeros_like(y)
        f, gx, gy = slope(x, y)
        arrived, lost = np.where(f <= TARGET, 0, -1), np.zeros(lr.shape, bool)
        for t in range(1, STEPS + 1):
            vx, vy = beta * vx + gx, beta * vy + gy
            x, y = x - lr * vx, y - lr * vy
            f, gx, gy = slope(x, y)
            finite = np.isfinite(f + gx * gx + gy * gy)
            arrived[(f <= TARGET) & (arrived < 0) & finite & ~lost] = t
            lost |= ~(finite & (np.abs(x) <= far) & (np.abs(y) <= far))
        return np.stack([x, y], axis=-1), np.where(lost, np.nan, f), arrived, lost

    return run


def jax_scan(slope, lrs, far):
    jax, jnp = _jax()

    def one(lr, beta):
        def step(carried, t):
            x, y, vx, vy, _, gx, gy, arrived, lost = carried
            vx, vy = beta * vx + gx, beta * vy + gy
            x, y = x - lr * vx, y - lr * vy
            f, gx, gy = slope(x, y)
            finite = jnp.isfinite(f + gx * gx + gy * gy)
            now = (f <= TARGET) & (arrived < 0) & finite & ~lost
            arrived = jnp.where(now, t, arrived)
            lost |= ~(finite & (jnp.abs(x) <= far) & (jnp.abs(y) <= far))
            return (x, y, vx, vy, f, gx, gy, arrived, lost), None

        f, gx, gy = slope(*START)
        first = (*START, 0.0, 0.0, f, gx, gy, jnp.where(f <= TARGET, 0, -1), False)
        last, _ = jax.lax.scan(step, first, jnp.arange(1, STEPS + 1))
        x, y, _, _, f, _, _, arrived, lost = last
        return jnp.stack([x, y]), jnp.where(lost, jnp.nan, f), arrived, lost

    return _mapped(jax, one, lrs)


def jax_ends(slope, lrs):
    jax, jnp = _jax()

    def one(lr, beta):
        def step(carried, _):
            x, y, vx, vy = carried
            _, gx, gy = slope(x, y)
            vx, vy = beta * vx + gx, beta * vy + gy
            return (x - lr * vx, y - lr * vy, vx, vy), None

        (x, y, _, _), _ = jax.lax.scan(step, (*START, 0.0, 0.0), length=STEPS)
        return (jnp.stack([x, y]),)

    return _mapped(jax, one, lrs)


def _mapped(jax, one, lrs):
    """`one` for every pair of a learning rate and a beta."""
    compiled = jax.jit(jax.vmap(jax.vmap(one, (0, None)), (None, 0)))
    return lambda: [np.asarray(array) for array in jax.block_until_ready(compiled(lrs, BETAS))]


def _jax():
    try:
        import jax
    except ImportError:
        raise Missing("jax") from None
    jax.config.update("jax_enable_x64", True)
    return jax, jax.numpy


def c_answers(name, lrs, far):
    function = getattr(_library(), f"answers_{name}")
    arrays = (
        np.empty((SIZE, SIZE, 2)),
        np.empty((SIZE, SIZE)),
        np.empty((SIZE, SIZE), np.int64),
        np.empty((SIZE, SIZE), bool),
    )
    limits = ctypes.c_double(TARGET), ctypes.c_double(far)

    def run():
        function(*_given(lrs), *limits, *map(_address, arrays))
        return arrays

    return run


def c_ends(name, lrs):
    function, ends = getattr(_library(), f"ends_{name}"), np.empty((SIZE, SIZE, 2))

    def run():
        function(*_given(lrs), _address(ends))
        return (ends,)

    return run


_FIXED = np.array(START), np.array([KAPPA, COSINE, SINE])


def _given(lrs):
    size, steps = ctypes.c_long(SIZE), ctypes.c_long(STEPS)
    return _address(lrs), _address(BETAS), size, size, steps, *map(_address, _FIXED)


def _address(array):
    return array.ctypes.data_as(ctypes.c_void_p)


@cache
def _library():
    return rivals.compiled("sweeps.c", FLAGS)


def against_everybody(raced):
    rows = [[name, *cells(raced, name, OURS)] for name in (OURS, NUMPY, JAX, JAX_ENDS)]
    aims = ((NUMPY, LEAST_TIMES_NUMPY), (JAX, LEAST_TIMES_JAX))
    return Table(
        f"A map of {SIZE} x {SIZE} runs of heavy ball, {STEPS} steps each, against the libraries",
        columns("x ours"),
        rows,
        aim=f"at least {LEAST_TIMES_NUMPY} x faster than NumPy, {LEAST_TIMES_JAX} x than JAX",
        met=verdict(raced, [(theirs, OURS, least) for theirs, least in aims]),
    )


def against_c(raced):
    rows = [[name, *cells(raced, name, C)] for name in (OURS, C, C_ENDS)]
    return Table(
        "The same map against C",
        columns("x C"),
        rows,
        aim=f"at most {MOST_TIMES_C} x C of the same answers",
        met=verdict(raced, [(C, OURS, 1.0 / MOST_TIMES_C)]),
        note=NOTE_ON_C,
    )


NOTE_ON_C = f"""C: {rivals.compiler_version(FLAGS)}.
One function for this pair of optimiser and surface, fused products, all steps in registers. Ours is
one definition of each optimiser and of each surface, which meet in memory at every step, and rounds
as a single run does; it also sums squared gradients for the rate."""


def columns(unit):
    return ("", *(part for title in GROUNDS for part in (f"{title}, ms", unit)))


def cells(raced, name, unit):
    for seconds, missing in raced.values():
        if name in missing:
            yield from (f"not here: {missing[name]}", "-")
        else:
            yield f"{seconds[name] * 1e3:.1f}"
            yield f"{seconds[name] / seconds[unit]:.2f}" if unit in seconds else "-"


def verdict(raced, aims):
    """Whether a / b is at least the third of each aim, on every surface; None if not measured."""
    if any({a, b} & set(missing) for a, b, _ in aims for _, missing in raced.values()):
        return None
    return all(
        seconds[a] / seconds[b] >= least for a, b, least in aims for seconds, _ in raced.values()
    )


def first_picture():
    """How soon a watched map can be drawn, coarse."""
    rows = []
    for optimizer, surface, lr in (("heavy_ball", "rosenbrock", 1e-4), ("adam", "rastrigin", 0.1)):
        times = watched(optimizer, surface, lr)
        rows.append([f"{optimizer} on {surface}", *(f"{1e3 * seconds:.0f}" for seconds in times)])
    return Table(
        f"A watched map of {SIZE} x {SIZE} starts, 1,000 steps each",
        ("", "first picture after ms", "longest wait between two, ms", "all, ms"),
        rows,
        aim="a first picture within 150 ms",
        met=all(float(row[1]) <= 150 for row in rows),
    )


def watched(optimizer, surface, lr):
    """(first picture, longest wait, whole map) in seconds."""
    x_low, x_high, y_low, y_high = SURFACES[surface].domain
    axes = (("x0", np.linspace(x_low, x_high, SIZE)), ("y0", np.linspace(y_low, y_high, SIZE)))
    run = partial(sweep, optimizer, surface, *axes, knobs={"lr": lr}, steps=1_000)
    run(watch=lambda found: True)
    times = [time.perf_counter()]
    run(watch=lambda found: times.append(time.perf_counter()))
    return times[1] - times[0], max(np.diff(times)), times[-1] - times[0]
