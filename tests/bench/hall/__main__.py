"""A hall of visitors on a server of our own, measured: `make load`.

`python -m tests.bench.hall [--users 60] [--think 5] [--seconds 30]`: at most 2,000 users for two
hours, and never a server elsewhere.
"""

import argparse

from tests.bench.hall import promises, report
from tests.bench.servers import compile_kernels, ready
from tests.bench.table import Table

RATE = 10.0  # moves of a slider a second
PAGES = ("", "lessons", "momentum", "race", "training")


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.bench.hall", description=__doc__)
    parser.add_argument("--users", type=int, default=60)
    parser.add_argument("--think", type=float, default=5.0, help="seconds between two presses")
    parser.add_argument("--seconds", type=float, default=30.0)
    asked = parser.parse_args()
    compile_kernels()
    with ready("app.py") as site:
        print(busy(site, asked.users, asked.think, asked.seconds).markdown())
        print(held(site, (0, 100, 1_000)).markdown())


def busy(site, users, think, seconds):
    rows = [
        [f"{users} users, thinking {think:g} s", promises.live(site, users, think, seconds)],
        [f"{users} users dragging, {RATE:g} moves/s", promises.drags(site, users, RATE, seconds)],
        *([f"/{page}, again and again", promises.reruns(site, page, 5.0)] for page in PAGES),
    ]
    return Table(
        "A hall on one server",
        ("", *report.COLUMNS),
        [[name, *report.row(crowd.answers, crowd.cpu)] for name, crowd in rows],
        note=errors(crowd.answers for _, crowd in rows),
    )


def held(site, counts):
    sizes = promises.holding(site, counts)
    rows = [[f"{n:,}", report.shown(size)] for n, size in zip(counts, sizes, strict=True)]
    return Table("Memory of the server", ("open sessions", "MB"), rows)


def errors(crowds):
    """The first few, in words."""
    found = [error for answers in crowds for error in answers.errors]
    return "\n".join(found[:5])


if __name__ == "__main__":
    main()
