"""From `streamlit run` to a painted page in a fresh browser: kernels compiled, or from a cache."""

import subprocess
import sys
import tempfile
from statistics import median

from tests.bench.browser import FLAGS, find
from tests.bench.devtools import chromium
from tests.bench.servers import ROOT, environment, serve
from tests.bench.table import Table
from tests.bench.visits import OBSERVER

ROUNDS = 5
MOST_WARM, MOST_KERNELS = 3.0, 0.3  # seconds
PARTS = ("imports of the server", "SciPy, for Numba", "kernels of the first page", "all others")


def tables():
    """The first start compiles into an empty cache, the others find it full."""
    path = find()
    with tempfile.TemporaryDirectory() as cache:
        return tables_of(path, cache)


def tables_of(path, cache):
    cold = start(path, cache)
    warm_up(cache)  # compiles what the first page did not need
    warm = middle([start(path, cache) for _ in range(ROUNDS)])
    return [starts(cold, warm), warming(middle([warm_up(cache) for _ in range(ROUNDS)]))]


def start(path, cache):
    """Seconds from the process's start to: health, a stage on the page, all of it painted."""
    with chromium(path, FLAGS) as page, serve("app.py", cache) as site:
        page.open(f"{site.url}/momentum?lang=en", OBSERVER.read_text(encoding="utf-8"))
        mounted, painted = page.value("__seen.opening")
    return tuple(at - site.started for at in (site.healthy, mounted / 1000, painted / 1000))


def warm_up(cache):
    """Seconds of the parts of a warm-up, in a process of its own; see warming.py."""
    command = [sys.executable, "-m", "tests.bench.warming"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(cache), capture_output=True, text=True, check=True
    )
    return tuple(map(float, done.stdout.split()))


def middle(rounds):
    return tuple(median(column) for column in zip(*rounds, strict=True))


def starts(cold, warm):
    return Table(
        "From `streamlit run` to a page that can be used, in a fresh browser",
        ("seconds since the process began", "server answers", "stage mounted", "all painted"),
        [["kernels compiled", *seconds(cold)], ["kernels from the cache", *seconds(warm)]],
        aim=f"{MOST_WARM:g} s with kernels from the cache",
        met=warm[-1] <= MOST_WARM,
        note=f"The second row is the median of {ROUNDS} starts. The browser runs already, with an "
        "empty cache, and opens the page when the server answers.",
    )


def warming(parts):
    return Table(
        "What a server loads before it answers, and, as the last part, while it does",
        ("", *PARTS),
        [["seconds", *seconds(parts)]],
        aim=f"kernels from the cache within {MOST_KERNELS:g} s before it answers",
        met=parts[-2] <= MOST_KERNELS,
        note="Who asks for one of the others sooner waits for that one.",
    )


def seconds(times):
    return [f"{value:.2f}" for value in times]
