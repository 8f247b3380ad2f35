"""Claims that were tried: what finished experiments measured, so that nobody waits twice.

An experiment always measures the same, so its rows are kept by what was asked, for all visitors,
the oldest forgotten first.
"""

from optim_core import CLAIMS
from pages.shared.site.recent import Recent

MOST = 200  # experiments, some 100 kB each at their largest
_measured = Recent(MOST)


def rows(claim, knobs):
    """Yields the rows of an experiment: kept ones, or as they are measured."""
    known = finished(claim, knobs)
    if known is not None:
        yield from known
        return
    measured = []
    for row in CLAIMS[claim].experiment(knobs):
        measured.append(row)
        yield row
    _measured.keep(_key(claim, knobs), tuple(measured))


def finished(claim, knobs):
    """The rows of a finished experiment; None where there are none."""
    return _measured.get(_key(claim, knobs))


def verdict(claim, knobs):
    """The Verdict of a finished experiment; None where it is not finished."""
    known = finished(claim, knobs)
    return None if known is None else CLAIMS[claim].verdict(known, int(knobs["seeds"]))


def _key(claim, knobs):
    return claim, tuple(knobs.items())
