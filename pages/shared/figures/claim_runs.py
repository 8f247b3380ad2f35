"""Claims that were tried: what finished experiments measured, so that nobody waits twice.

An experiment always measures the same, so its rows are kept by what was asked, for all visitors,
the oldest forgotten first.
"""

import threading
from collections import OrderedDict

from optim_core import CLAIMS

MOST = 200  # experiments, some 100 kB each at their largest
_kept = OrderedDict()
_lock = threading.Lock()


def rows(claim, knobs):
    """Yields the rows of an experiment: kept ones, or as they are measured."""
    finished = kept(claim, knobs)
    if finished is not None:
        yield from finished
        return
    measured = []
    for row in CLAIMS[claim].experiment(knobs):
        measured.append(row)
        yield row
    with _lock:
        _kept[_key(claim, knobs)] = tuple(measured)
        while len(_kept) > MOST:
            _kept.popitem(last=False)


def kept(claim, knobs):
    """The rows of a finished experiment; None where there are none."""
    with _lock:
        return _kept.get(_key(claim, knobs))


def verdict(claim, knobs):
    """The Verdict of a finished experiment; None where it is not finished."""
    finished = kept(claim, knobs)
    return None if finished is None else CLAIMS[claim].verdict(finished)


def _key(claim, knobs):
    return claim, tuple(knobs.items())
