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
    from optim_core import compiling

    compiling.prepare()


if __name__ == "__main__":
    main()
