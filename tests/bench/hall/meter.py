"""What a server process uses, as Linux tells; elsewhere nobody does without a further package."""

import gc
import math
import os
import re
import time
from pathlib import Path

UNHANDLED = re.compile(
    r"Traceback \(most recent call last\)(?:.*\n[ \t])*.*\n.*|Error [0-9A-F]{6} at .*"
)


def cpu(pid):
    """Seconds of processor that it has used; nan where nobody tells."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return math.nan
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid):
    """Megabytes that it holds; nan where nobody tells."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return math.nan
    return int(status.partition("VmRSS:")[2].split()[0]) / 1000


def settled(pid):
    """The memory once it has stopped falling for a second."""
    held, before = memory(pid), math.inf
    while held < before - 0.1:
        time.sleep(1.0)
        held, before = memory(pid), held
    return held


def unhandled(log):
    """How many exceptions there were that nobody had thought of, as the server's log tells."""
    return len(exceptions(log))


def exceptions(log):
    """The last line of each."""
    found = UNHANDLED.findall(Path(log).read_text("utf-8", "replace"))
    return [each.rstrip().rpartition("\n")[2] for each in found]


class Steady:
    """While it lasts, the loader's own garbage does not delay the answers that it times."""

    def __enter__(self):
        gc.collect()
        gc.disable()

    def __exit__(self, *_):
        gc.enable()
