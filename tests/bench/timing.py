"""Fair times: everybody in one process, one after the other, round after round."""

import statistics
import time

ROUNDS = 9
LEAST_ROUNDS = 3
PATIENCE = 60.0  # seconds after which no further round begins
VISIT = 0.02  # seconds that a visit lasts at least, so that quick calls are timed in bulk


def round_robin(runs, rounds=ROUNDS):
    """{name: median seconds of one call}, for {name: callable}.

    Who is measured in the same minute on the same warm processor can be compared; the first call
    of each, which may compile, does not count. At most so many rounds, fewer where they are slow.
    """
    repeats = {name: max(1, int(VISIT / _seconds(run, 1))) for name, run in _called(runs).items()}
    seconds = {name: [] for name in runs}
    begun = time.perf_counter()
    for done in range(rounds):
        if done >= LEAST_ROUNDS and time.perf_counter() - begun > PATIENCE:
            break
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
