"""How long a fresh process takes until every kernel is ready: `python -m tests.bench.start`.

Prints three numbers of seconds: `import numba`; then the first kernel, for which Numba fills its
registries and imports SciPy; then all the others. Data sets are left out; they are imported by
whoever first asks for one.
"""

import time
from itertools import pairwise


def main():
    times = [time.perf_counter()]
    for part in (import_numba, first_kernel, every_kernel):
        part()
        times.append(time.perf_counter())
    print(*(after - before for before, after in pairwise(times)))


def import_numba():
    import numba  # noqa: F401


def first_kernel():
    from optim_core import descend

    descend("sgd", "saddle", steps=1)


def every_kernel():
    """Compile, or load from the disk cache: runs, maps, heights, trainings, and formulas."""
    import numpy as np
    from numba import float64

    from optim_core import MODELS, OPTIMIZERS, SURFACES, Formula, descend, lanes, sweep, train
    from optim_core.grid import heights

    Formula("x").value(0.0, 0.0)
    descend("sgd", Formula("x"), steps=1)
    sweep("sgd", Formula("x"), ("x0", [0.0]), ("y0", [0.0]), steps=1)
    heights("saddle", np.zeros(1), np.zeros(1), {})
    for optimizer in OPTIMIZERS:
        descend(optimizer, "saddle", steps=1)
        sweep(optimizer, "saddle", ("lr", [0.1]), ("x0", [1.0]), steps=1)
    for surface in SURFACES.values():
        surface.value_and_grad.compile((float64, float64, float64[::1]))
        lanes.look(surface.value_and_grad)
    pictures, labels = np.zeros((2, 4, 4)), np.array([0.0, 1.0])
    for optimizer in OPTIMIZERS:
        train("linear", (labels[:, None], labels), optimizer, epochs=1)
    for model in MODELS:
        train(model, (pictures, labels), "sgd", epochs=1)


if __name__ == "__main__":
    main()
