"""Lessons: how long reading one takes, running all of the course, and refusing a hostile one."""

import time

from lessons.engine import course
from lessons.engine.lesson import read, read_file
from tests.bench.table import Table
from tests.bench.timing import round_robin

READ, CHECK, REFUSE = 0.020, 10.0, 0.2  # seconds at most
HOSTILE = {
    "five lines of aliases": "---\na: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b]\n---\n",
    "10,000 brackets": "---\na: " + "[" * 10_000 + "\n---\n",
    "600 fences in one another": "".join(f"{':' * k}{{note}}\n" for k in range(600, 3, -1)),
    "500 blocks without end": ":::{note}\n" * 500,
    "60,000 links without end": "](" * 60_000,
    "40,000 stars": "**a" * 40_000,
    "60,000 quotes in one another": "> " * 60_000,
    "50 MB": "x" * 50_000_000,
}


def tables():
    return [reading(), checking(), refusing()]


def reading():
    """Every file of the course, in both languages."""
    paths = course.files(course.HOME)
    seconds = round_robin({path.name: lambda path=path: read_file(path) for path in paths})
    rows = [
        [path.name, f"{path.stat().st_size / 1000:.1f}", f"{1e3 * seconds[path.name]:.1f}"]
        for path in paths
    ]
    return Table(
        "A lesson is read: text, options, schema",
        ("", "kB", "ms"),
        rows,
        aim=f"at most {1e3 * READ:.0f} ms",
        met=max(seconds.values()) <= READ,
    )


def checking():
    """Answers, claims and challenges of the course; trainings are new, kernels are compiled."""
    entries = course.course([course.HOME])
    seconds = {id_: _seconds(lambda entry=entry: course.run(entry, entries))
               for id_, entry in entries.items()}  # fmt: skip
    rows = [[id_, f"{spent:.2f}"] for id_, spent in seconds.items()]
    whole = sum(seconds.values())
    return Table(
        "A lesson is run: answers, claims, challenges",
        ("", "s"),
        [*rows, ["all", f"{whole:.2f}"]],
        aim=f"all in at most {CHECK:.0f} s",
        met=whole <= CHECK,
    )


def refusing():
    runs = {name: lambda text=text: read(text, "a.en.md") for name, text in HOSTILE.items()}
    seconds = round_robin(runs, rounds=3)
    return Table(
        "A hostile lesson is refused",
        ("", "ms"),
        [[name, f"{1e3 * spent:.1f}"] for name, spent in seconds.items()],
        aim=f"at most {1e3 * REFUSE:.0f} ms",
        met=max(seconds.values()) <= REFUSE,
    )


def _seconds(run):
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin
