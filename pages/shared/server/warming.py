"""Before the first visitor: imports and kernels, and as many connections as the system allows."""

import asyncio
import gc
import sys
import threading
from contextlib import asynccontextmanager

from optim_core import compiling
from pages.shared.figures import FIGURES
from pages.shared.figures.lab.warm_up import train_briefly
from pages.shared.server import channel, streamlit_patches
from pages.shared.site import assets
from pages.shared.stage.panels import PANELS
from pages.shared.stage.replies import REPLIES

MOST_FILES = 65_536  # a connection is a file; many systems allow a process 1,024 unless it asks
# Sessions that ended are garbage in circles. Left to Python's own (700, 10, 10), those of a minute
# take 4 MB more; where many are open, it collects all no sooner than a quarter more has come.
COLLECTING = 700, 10, 1
A_TURN = 0.001  # seconds; Python's own 5 ms is how long each hog would make the others wait


@asynccontextmanager
async def warm(_app):
    """Before the first visitor: imports, and the kernels of the first page; then all others.

    Where kernels must be compiled, once on a machine, all of them come before the first visitor.
    Who asks for one that is still to be loaded waits for it in a thread.
    """
    closing, kernels = threading.Event(), compiling.preparing(_say)
    packing = asyncio.to_thread(assets.plotly_js, True)
    await asyncio.gather(asyncio.to_thread(next, kernels, None), packing)
    streamlit_patches.send_at_once()
    allow_many_connections()
    sys.setswitchinterval(A_TURN)
    rest = asyncio.create_task(asyncio.to_thread(_load, kernels, closing))
    yield {}
    closing.set()
    await rest


def _load(kernels, closing):
    """All other kernels, pictures, and the first data; no more of them where one is closing."""
    for _ in kernels:
        if closing.is_set():
            return
    from lessons.engine import course  # what reads lessons takes a tenth of a second to import

    for entries in (FIGURES, PANELS, REPLIES):
        entries.load()
    train_briefly()
    course.course()  # each file is read once; it was a third of a second for the first to open one
    gc.collect()
    gc.freeze()  # what was imported is never garbage: collecting it cost 40 ms a click
    gc.set_threshold(*COLLECTING)
    channel.all_loaded.set()


def _say(done, total):
    """How far it is: a line in a terminal that is written over, a few lines in a file."""
    end = "\r" if sys.stderr.isatty() and done < total else "\n"
    if end == "\r" or done == total or done % 20 == 0:
        said = f"Compiling, once on this machine: {done} of {total} parts"
        print(f"  {said}", end=end, file=sys.stderr, flush=True)


def allow_many_connections():
    """As many open files as the system lets us ask for; Windows has no such limit."""
    try:
        import resource
    except ImportError:
        return
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if most == resource.RLIM_INFINITY else min(most, MOST_FILES)
    if allowed != resource.RLIM_INFINITY and allowed < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
