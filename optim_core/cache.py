"""Where Numba keeps what it has compiled, and what to do when that place is no good.

Numba's own answers are an exception where it may not write, one in the middle of a call where the
disk is full, and one at the first call where a file is cut short, as after a full disk or a kill.
Imported before any kernel. Where nothing at all can be written, each process compiles for itself.
"""

import os
import pickle
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

import numba
from numba.core import caching

PACKAGE = Path(__file__).parent
PICKLES = {".nbi": 2, ".nbc": 1}  # in one file: an index begins with Numba's version


def prepare():
    """Choose a folder that can be written, and remove files in it that were cut short.

    Returns False where there is no such folder.
    """
    caching.Cache._guard_against_spurious_io_errors = _go_without
    try:
        if not numba.config.CACHE_DIR and not _writable(PACKAGE):
            numba.config.CACHE_DIR = str(_elsewhere())
    except OSError:
        return False
    folder = Path(numba.config.CACHE_DIR or PACKAGE)
    for path in (*folder.rglob("*.nbi"), *folder.rglob("*.nbc")):
        if _cut_short(path):
            path.unlink(missing_ok=True)
    return True


@contextmanager
def _go_without(_cache):
    """Around what Numba reads and writes, in place of its own, which is for Windows only."""
    with suppress(OSError):
        yield


def _writable(folder):
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _elsewhere():
    """The user's cache folder, or a temporary one where there is no such thing either."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "descent-lab"
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError:
        return tempfile.mkdtemp(prefix="descent-lab-")
    return home if _writable(home) else tempfile.mkdtemp(prefix="descent-lab-")


def _cut_short(path):
    """Whether its pickles are not whole, read to the end but not carried out."""
    try:
        with path.open("rb") as file:
            for _ in range(PICKLES[path.suffix]):
                _Reader(file).load()
            return file.read(1) != b""
    except Exception:  # half a pickle can end in any of them
        return True


class _Reader(pickle.Unpickler):
    """Reads a pickle at the speed of C, and makes nothing of what it names."""

    def find_class(self, module, name):
        return _Nothing


class _Nothing:
    """Takes whatever a pickle does to an object."""

    def __new__(cls, *_args, **_named):
        return super().__new__(cls)

    def __init__(self, *_args, **_named):
        pass

    def __call__(self, *_args, **_named):
        return self

    def __setstate__(self, state):
        pass

    def __setitem__(self, key, value):
        pass

    def append(self, item):
        pass

    def extend(self, items):
        pass
