"""What is promised for a hall of three hundred, at full size: an hour or two, when asked for.

`python -m tests.bench.hall.soak [part ...]` keeps each table as soon as it is measured, with those
of the bench, so that an hour is not lost with the next one.
"""

import math
import os
import socket
import sys
import tempfile
import time
import traceback
from datetime import date
from pathlib import Path

from tests.bench.hall import attacks, fuzz, meter, promises, report
from tests.bench.results import keep
from tests.bench.servers import ROOT, compile_kernels, ready
from tests.bench.table import Table
from tests.pages.opening import PAGES
from tests.serving import conftest

FULL = {
    "users": 200,
    "dragging": 100,
    "sessions": 300,
    "open": (0, 100, 1_000),
    "closed": (100, 1_000),
    "interactions": 100_000,
    "formulas": 1_000_000,
    "lessons": 100_000,
    "lessons, run": 10_000,
    "tables": 10_000,
    "requests": 10_000,
    "attackers": 5,
    "starts": 5,
    "minute": 60.0,  # seconds
}
THINK, RATE = 5.0, 10.0  # seconds; moves a second
LIVE_P95, LIVE_P99, DRAG_P95, RERUN_P50 = 300.0, 800.0, 150.0, 10.0  # milliseconds
RERUNS_A_CORE = 100.0
HEALTH = 50.0  # milliseconds
GROWTH = 10.0  # MB
START = 5.0  # seconds
FORGET = ("--server.disconnectedSessionTTL", "2")
FORGOTTEN = 4.0  # seconds, after which a closed session is forgotten
EMPTY = ROOT / "tests" / "bench" / "hall" / "empty.py"


def main(names, size=FULL):
    compile_kernels()
    for name in names or PARTS:
        text = f"{measured(name, size)}\n{when()}\n"
        print(text, flush=True)
        keep(f"soak_{name}", text)


def measured(name, size):
    """The table of one part as text; one that fails says so in its place, and the others go on."""
    try:
        return PARTS[name](size).markdown()
    except Exception as what:
        traceback.print_exc()
        return f"## {name}\n\nNot measured: it ended with {what!r}.\n"


def when():
    """A part of the soak may be measured alone: each has its own day and machine."""
    names = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    models = [line.partition(":")[2].strip() for line in names.splitlines() if "model name" in line]
    return f"{date.today():%Y-%m-%d}, {os.cpu_count()} processors, {models[0] if models else '?'}."


def crowds(size):
    minute = size["minute"]
    with ready("app.py") as site:
        live = promises.live(site, size["users"], THINK, minute)
        drags = promises.drags(site, size["dragging"], RATE, minute / 2)
    rows = [
        [f"{size['users']} live, thinking {THINK:g} s", *report.row(live.answers, live.cpu)],
        [
            f"{size['dragging']} dragging, {RATE:g} moves/s",
            *report.row(drags.answers, drags.cpu),
        ],
    ]
    met = (
        report.milliseconds(live.answers.seconds, 0.95) <= LIVE_P95
        and report.milliseconds(live.answers.seconds, 0.99) <= LIVE_P99
        and report.milliseconds(drags.answers.seconds, 0.95) <= DRAG_P95
        and not live.answers.errors + drags.answers.errors
    )
    return Table(
        "A hall on one server",
        ("", *report.COLUMNS),
        rows,
        aim=f"0 errors; live p95 {LIVE_P95:g}, p99 {LIVE_P99:g} ms; dragging p95 {DRAG_P95:g} ms",
        met=met,
        note="The loader runs beside the server, on the same processors. Those who are "
        "live come within the first five seconds; each press may be any on the page, and is "
        "followed by what the stage asks. "
        f"{drags.answers.overtaken:,} moves were overtaken by newer ones.",
    )


def reruns(size):
    """An empty page on a server like ours, then every page: for the cost of each, one visitor."""
    with ready(EMPTY) as site:
        rows = [_rerun("an empty page", site, "", size["minute"])]
    with ready("app.py") as site:
        rows += [
            _rerun(page, site, "" if page == "home" else page, size["minute"] / 6) for page in PAGES
        ]
    [empty, *_] = rows
    return Table(
        "Pages run again and again, by one visitor",
        ("page", *report.COLUMNS, "a second and core"),
        [row for row, _, _ in rows],
        aim=f"empty page p50 {RERUN_P50:g} ms, {RERUNS_A_CORE:g} a second and core",
        met=empty[1] <= RERUN_P50 and not empty[2] < RERUNS_A_CORE,
    )


def _rerun(name, site, page, seconds):
    """(row, median ms, runs for a second of processor)."""
    found = promises.reruns(site, page, seconds)
    rate = len(found.answers.seconds) / found.cpu if found.cpu else math.nan
    row = [name, *report.row(found.answers, found.cpu), report.shown(rate)]
    return row, report.milliseconds(found.answers.seconds, 0.5), rate


def attacked(size):
    """On a machine whose way to the internet swallows every call, as in the tests of faults."""
    many = size["attackers"]
    silent, place = (
        socket.create_server(("127.0.0.1", 0), backlog=200),
        tempfile.TemporaryDirectory(),
    )
    with silent, place as folder:
        nowhere = f"http://127.0.0.1:{silent.getsockname()[1]}"
        site = conftest.Site(
            Path(folder) / "log", HTTP_PROXY=nowhere, HTTPS_PROXY=nowhere, NO_PROXY=""
        )
        try:
            found = {each.__name__: attacks.health(site, each, many) for each in attacks.ATTACKS}
        finally:
            site.end()
    return Table(
        f"How soon the server says that it is well while {many} visitors do one thing only",
        ("", "p99 ms"),
        [[name.replace("_", " "), f"{ms:.0f}"] for name, ms in found.items()],
        aim=f"{HEALTH:g} ms",
        met=max(found.values()) < HEALTH,
        note="The best of three rounds of 100 questions.",
    )


def memory(size):
    with ready("app.py") as site:
        held = promises.holding(site, size["open"])
    with ready("app.py", options=FORGET) as site:
        left = promises.closing(site, size["closed"], FORGOTTEN)
    rows = [[f"{n:,} open", report.shown(mb)] for n, mb in zip(size["open"], held, strict=True)]
    rows += [
        [f"{n:,} were closed", report.shown(mb)] for n, mb in zip(size["closed"], left, strict=True)
    ]
    grown = left[-1] - left[0]
    return Table(
        "Memory of the server",
        ("sessions", "MB"),
        rows,
        aim=f"growth of less than {GROWTH:g} MB between the closed ones (here {grown:.1f} MB)",
        met=None if math.isnan(grown) else grown < GROWTH,
    )


def returning(size):
    with ready("app.py") as site:
        came = promises.dropped(site, size["sessions"])
    return Table(
        "All connections break at once",
        ("sessions", "came back as they were"),
        [[f"{len(came):,}", f"{came.count(''):,}"]],
        aim="every one",
        met=set(came) == {""},
        note="; ".join(sorted(set(came) - {""})[:3]),
    )


def wandering(size):
    with ready("app.py") as site:
        found = promises.wanders(site, size["interactions"])
        unhandled = meter.exceptions(site.log)
    shown = [report.shown(report.milliseconds(found.seconds, part)) for part in (0.5, 0.99)]
    return Table(
        "Anything on any page, one after the other",
        ("interactions", "p50 ms", "p99 ms", "errors", "exceptions in the log"),
        [[f"{len(found.seconds):,}", *shown, str(len(found.errors)), str(len(unhandled))]],
        aim="no error, no exception",
        met=not found.errors and not unhandled and len(found.seconds) >= size["interactions"],
        note="\n".join([*found.errors[:3], *unhandled[:3]]),
    )


def starting(size):
    answers, all_loaded = [], []
    for _ in range(size["starts"]):
        with ready("app.py") as site:
            all_loaded.append(time.time() - site.started)
            answers.append(site.healthy - site.started)
    rows = [
        [name, str(len(times)), *(f"{report.percentile(times, part):.1f}" for part in (0.5, 1.0))]
        for name, times in (("answers", answers), ("has loaded all", all_loaded))
    ]
    return Table(
        "From `streamlit run` to a server that is ready, kernels from the cache",
        ("", "starts", "median s", "longest s"),
        rows,
        aim=f"{START:g} s",
        met=max(all_loaded) <= START,
    )


def nonsense(size):
    """Whatever is typed, written or sent ends in an answer or in an error of ours."""
    rows, failures = [], []
    for kind in fuzz.KINDS:
        begin = time.perf_counter()
        found = fuzz.fuzz(kind, size[kind], os.cpu_count())
        rows.append(
            [kind, f"{size[kind]:,}", f"{time.perf_counter() - begin:.0f}", str(len(found))]
        )
        failures += found
    with ready("app.py") as site:
        begin = time.perf_counter()
        found = fuzz.fuzz_channel(site.url, size["requests"])
        unhandled = meter.unhandled(site.log)
    spent = f"{time.perf_counter() - begin:.0f}"
    rows.append(
        ["requests to a stage", f"{size['requests']:,}", spent, str(len(found) + unhandled)]
    )
    return Table(
        "Anything at all",
        ("", "cases", "s", "batches that ended in something else"),
        rows,
        aim="none",
        met=not failures + found and not unhandled,
        note="\n\n".join((failures + found)[:3]),
    )


PARTS = {
    part.__name__: part
    for part in (crowds, reruns, memory, returning, attacked, starting, wandering, nonsense)
}

if __name__ == "__main__":
    main(sys.argv[1:])
