"""The parts of the server's warm-up, timed in a fresh process: `python -m tests.bench.warming`.

Prints seconds: imports of the server; SciPy, which Numba imports before its first kernel; and what
then remains of the warm-up, which is loading (or compiling) kernels.
"""

import time
from itertools import pairwise


def main():
    times = [time.perf_counter()]
    for part in (import_server, import_scipy, load_kernels):
        part()
        times.append(time.perf_counter())
    print(*(after - before for before, after in pairwise(times)))


def import_server():
    import streamlit  # noqa: F401

    import pages.shared.server  # noqa: F401


def import_scipy():
    import numba.np.arraymath  # noqa: F401


def load_kernels():
    from pages.shared import server

    server._compile()


if __name__ == "__main__":
    main()
