"""Fair times: everybody in one process, one after the other, round after round."""

import statistics
import time

ROUNDS = 9
VISIT = 0.02  # seconds that a visit lasts at least, so that quick calls are timed in bulk


def round_robin(runs, rounds=ROUNDS):
    """{name: median seconds of one call}, for {name: callable}.

    Who is measured in the same minute on the same warm processor can be compared; the first call
    of each, which may compile, does not count.
    """
    repeats = {name: max(1, int(VISIT / _seconds(run, 1))) for name, run in _called(runs).items()}
    seconds = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            seconds[name].append(_seconds(run, repeats[name]))
    return {name: statistics.median(times) for name, times in seconds.items()}


def _called(runs):
    for run in runs.values():
        run()
    return runs


def _seconds(run, repeats):
    begin = time.perf_counter()
    for _ in range(repeats):
        run()
    return (time.perf_counter() - begin) / repeats
