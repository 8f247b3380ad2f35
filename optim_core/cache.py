"""Where Numba keeps what it has compiled, and what to do when that place is no good.

Numba's own answers are an exception where it may not write, and an exception at the first call
where a file is cut short, as after a full disk or a kill. Imported before any kernel.
"""

import os
import pickletools
import tempfile
from pathlib import Path

import numba

PACKAGE = Path(__file__).parent


def prepare():
    """Choose a folder that can be written, and remove files in it that were cut short."""
    if not numba.config.CACHE_DIR and not _writable(PACKAGE):
        numba.config.CACHE_DIR = str(_elsewhere())
    folder = Path(numba.config.CACHE_DIR or PACKAGE)
    for path in (*folder.rglob("*.nbi"), *folder.rglob("*.nbc")):
        if _cut_short(path):
            path.unlink(missing_ok=True)


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
    """Whether it is not one whole pickle after another, read to the end but not carried out."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(0)
            while file.tell() < size:
                for _ in pickletools.genops(file):
                    pass
            return size == 0
    except (OSError, ValueError):
        return True
