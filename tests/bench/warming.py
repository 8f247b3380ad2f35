"""The parts of the server's warm-up, timed in a fresh process: `python -m tests.bench.warming`.

Prints seconds: imports of the server; SciPy, which Numba imports before its first kernel; loading
(or compiling) the kernels of the first page, with which the server answers; and all the others.
"""

import time
from itertools import pairwise


def main():
    times = [time.perf_counter()]
    for _ in parts():
        times.append(time.perf_counter())
    print(*(after - before for before, after in pairwise(times)))


def parts():
    import streamlit  # noqa: F401

    import pages.shared.server  # noqa: F401
    from optim_core import compiling

    yield
    import numba.np.arraymath  # noqa: F401

    yield
    loading = compiling.preparing()
    yield next(loading, None)
    yield list(loading)


if __name__ == "__main__":
    main()
