"""Adam on Rosenbrock, 10,000 steps, path and loss kept: ours and everybody else's.

Each function prepares one contender and returns its run, a callable without arguments that gives
the path (steps + 1, 2). It raises Missing where the machine lacks what the contender is made of.
"""

import ctypes
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import numpy as np

from optim_core import OPTIMIZERS, SURFACES, descend
from optim_core.descend import walk
from tests.bench.table import Missing

STEPS = 10_000
START = (-1.5, 2.0)
KNOBS = {"lr": 0.01, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
FLAGS = ("-O3", "-march=native", "-fno-math-errno")


def ours():
    """The whole call: knobs checked, arrays made, memory and gradients kept, status found."""
    return lambda: descend("adam", "rosenbrock", start=START, steps=STEPS, knobs=KNOBS).path


def our_kernel():
    """The compiled loop alone, into arrays that are there already, as the C loops have it."""
    memory, points = len(OPTIMIZERS["adam"].memory), STEPS + 1
    rates, quiet = np.full(STEPS, KNOBS["lr"]), np.zeros((1, 2))
    path, loss, grad = np.empty((points, 2)), np.empty(points), np.empty((points, 2))
    kept = path, loss, grad, np.empty((points, memory, 2)), np.empty((0, 6, 2))
    surface, others = SURFACES["rosenbrock"], (*tuple(KNOBS.values())[1:], 1.0, 1.0)
    driver, nothing = walk("adam"), surface.parameters()

    def run():
        driver(surface.value_and_grad, nothing, START, rates, quiet, others, 1e12, (), (), *kept)
        return path

    return run


def c_textbook():
    return _c("adam_textbook")


def c_shortest_chain():
    return _c("adam_shortest_chain")


def _c(name):
    function = getattr(_library(), name)
    number, array = ctypes.c_double, np.ctypeslib.ndpointer(np.float64, flags="C")
    function.argtypes = [number] * 6 + [ctypes.c_long, array, array]
    function.restype = None
    path, loss = np.empty((STEPS + 1, 2)), np.empty(STEPS + 1)

    def run():
        function(*START, *KNOBS.values(), STEPS, path, loss)
        return path

    return run


@cache
def _library():
    return compiled("adam.c", FLAGS)


def compiled(name, flags):
    """The C file of that name in this folder, as a library; Missing without a compiler."""
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "rival.so"
        source = Path(__file__).with_name(name)
        command = [_compiler(), *flags, "-shared", "-fPIC", "-o", library, source, "-lm"]
        subprocess.run(command, check=True)
        return ctypes.CDLL(str(library))


def _compiler():
    found = shutil.which("gcc") or shutil.which("cc")
    if not found:
        raise Missing("a C compiler")
    return found


def compiler_version(flags=FLAGS):
    """Such as "gcc 12.2.0 -O3 -march=native"."""
    try:
        command = [_compiler(), "-dumpfullversion"]
    except Missing:
        return "no compiler here"
    version = subprocess.run(command, capture_output=True, text=True).stdout.strip()
    return " ".join([Path(command[0]).name, version, *flags])


def numpy_loop():
    """Two coordinates in an array, as a course writes it."""
    lr, beta1, beta2, eps = KNOBS.values()

    def run():
        point, m, v = np.array(START), np.zeros(2), np.zeros(2)
        path, loss = np.empty((STEPS + 1, 2)), np.empty(STEPS + 1)
        path[0], loss[0] = point, rosenbrock(*point)
        for t in range(1, STEPS + 1):
            g = np.array(rosenbrock_slope(*point))
            m = beta1 * m + (1 - beta1) * g
            v = beta2 * v + (1 - beta2) * g**2
            m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
            point = point - lr * m_hat / (np.sqrt(v_hat) + eps)
            path[t], loss[t] = point, rosenbrock(*point)
        return path

    return run


def torch_autograd():
    """PyTorch as it is used: backward() finds the gradient."""
    torch = _import("torch")

    def slope(point):
        loss = rosenbrock(point[0], point[1])
        loss.backward()
        return loss.item()

    return _torch_run(torch, slope)


def torch_given_gradients():
    """PyTorch at its best: the gradient is handed over, only the optimiser is PyTorch's."""
    torch = _import("torch")

    def slope(point):
        x, y = point.tolist()
        point.grad.numpy()[:] = rosenbrock_slope(x, y)
        return rosenbrock(x, y)

    return _torch_run(torch, slope)


def _torch_run(torch, slope):
    lr, beta1, beta2, eps = KNOBS.values()

    def run():
        point = torch.tensor(START, dtype=torch.float64, requires_grad=True)
        point.grad = torch.zeros_like(point)
        optimizer = torch.optim.Adam([point], lr=lr, betas=(beta1, beta2), eps=eps)
        path, loss = np.empty((STEPS + 1, 2)), np.empty(STEPS + 1)
        seen = point.detach().numpy()
        for t in range(STEPS + 1):
            optimizer.zero_grad(set_to_none=False)
            path[t], loss[t] = seen, slope(point)
            if t < STEPS:
                optimizer.step()
        return path

    return run


def optax_scan():
    """Optax at its best: the whole loop compiled by XLA."""
    jax, optax = _import("jax"), _import("optax")
    jax.config.update("jax_enable_x64", True)
    lr, beta1, beta2, eps = KNOBS.values()
    adam = optax.adam(lr, b1=beta1, b2=beta2, eps=eps)
    slope = jax.value_and_grad(lambda point: rosenbrock(*point))

    def update(carried, _):
        point, state = carried
        loss, g = slope(point)
        change, state = adam.update(g, state)
        return (optax.apply_updates(point, change), state), (point, loss)

    @jax.jit
    def loop(point):
        return jax.lax.scan(update, (point, adam.init(point)), length=STEPS + 1)[1]

    start = jax.numpy.array(START)
    return lambda: np.asarray(jax.block_until_ready(loop(start))[0])


def rosenbrock(x, y):
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def rosenbrock_slope(x, y):
    return -2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)


def _import(name):
    try:
        return __import__(name)
    except ImportError:
        raise Missing(name) from None
