"""Runs the tests part by part: `make test` all that is not nightly, `make nightly` everything.

The first part that fails ends it, with its exit code. Last comes a table of how long each part took
and what it said; its last line counts the tests of all parts, Node's too, in pytest's own words.
"""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

MACHINES = "tests/serving/test_two_machines.py"  # tells time by the clock: alone on its machine
LOAD = "from optim_core import compiling; compiling.prepare()"
NPM = "npm --prefix tests/node --silent"
BY_NODE = re.compile(r"ℹ (pass|fail|skipped) ([1-9]\d*)$")
IN_PYTESTS_WORDS = {"pass": "passed", "fail": "failed", "skipped": "skipped"}
BECAME = re.compile(r"(\d+) (passed|skipped|failed|errors?)\b")


def parts(nightly):
    """What is run for each part, as a shell reads it."""
    pytest = 'python -m pytest -m ""' if nightly else "python -m pytest"
    chosen = "" if nightly else "-m uncompiled"
    return {
        "tools": "python tests/browser/chromium.py && python tests/serving/nginx.py",
        "lint": f"ruff check . && ruff format --check . && {NPM} run lint",
        "node": f"{NPM} test",
        "kernels": f"python -c '{LOAD}'",
        "unit": f"{pytest} -n auto --dist loadgroup --ignore tests/browser --ignore {MACHINES}",
        "two machines": f"{pytest} {MACHINES}",
        "browser": f"{pytest} -n 2 --dist loadfile tests/browser",
        "core without compiler": f"NUMBA_DISABLE_JIT=1 {pytest} -n auto {chosen} tests/core",
    }


def main(nightly):
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    table, code = [], 0
    for name, command in parts(nightly).items():
        print(f"\n{name}: {command}", flush=True)
        start = time.monotonic()
        code, last = run(command)
        table.append((name, time.monotonic() - start, last))
        if code:
            break
    print_table(table, code)
    return code


def run(command):
    """(exit code, last line that it printed; of Node's tests, what it counted line by line)."""
    last, counts = "", []
    with subprocess.Popen(command, shell=True, text=True, stdout=subprocess.PIPE) as process:
        for line in process.stdout:
            print(line, end="", flush=True)
            last = line.strip() or last
            if found := BY_NODE.match(line):
                counts.append(f"{found[2]} {IN_PYTESTS_WORDS[found[1]]}")
    return process.returncode, ", ".join(counts) or last


def print_table(table, code):
    print()
    for name, seconds, last in table:
        print(f"{name:22}{seconds:6.0f} s   {last}")
    counts = Counter()
    for *_, last in table:
        counts.update({what: int(count) for count, what in BECAME.findall(last)})
    if code and not counts.keys() & {"failed", "error", "errors"}:  # it ended before it could count
        counts["error"] = 1
    became = ", ".join(f"{counts[what]} {what}" for what in sorted(counts))
    print(f"{became or 'no tests ran'} in {sum(seconds for _, seconds, _ in table):.2f}s")


if __name__ == "__main__":
    sys.exit(main(nightly=sys.argv[1:] == ["nightly"]))
