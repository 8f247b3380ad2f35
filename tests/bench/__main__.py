"""Measure, print tables, and keep them in results.md: `python -m tests.bench [module ...]`.

Every module in this folder with a function `tables() -> list[Table]` takes part; the soak, which
takes hours, only when it is named. One that its machine can't run says what is missing, by raising
Missing or ImportError. Each is kept as soon as it is measured; one that fails says so in its place,
and the others go on.
"""

import importlib
import os
import platform
import re
import sys
import traceback
from importlib import metadata
from pathlib import Path

from tests.bench.table import Missing

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "results.md"
MARK = "<!-- {} -->"
WHEN_NAMED = ("soak",)
PACKAGES = ("numba", "numpy", "streamlit", "torch", "jax", "optax")


def main(names):
    for name in names or (each for each in takes_part() if each not in WHEN_NAMED):
        text = measured(name)
        print(text, flush=True)
        keep(name, text)


def keep(name, text):
    """Put the tables of one module into results.md, in the place of its former ones."""
    kept = sections(RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "") | {name: text}
    parts = [f"{MARK.format(each)}\n\n{kept[each]}" for each in takes_part() if each in kept]
    RESULTS.write_text("\n".join(["# Measurements\n", machine(), *parts]), encoding="utf-8")


def sections(text):
    """{module: its tables} of a results.md."""
    _, *pieces = re.split(MARK.format(r"(\w+)") + "\n\n", text)
    bodies = [body.rstrip("\n") + "\n" for body in pieces[1::2]]
    return dict(zip(pieces[::2], bodies, strict=True))


def takes_part():
    """Found by text, because importing a module that is meant to be run would run it."""
    return sorted(
        path.stem
        for path in FOLDER.glob("*.py")
        if "\ndef tables(" in path.read_text(encoding="utf-8")
    )


def machine():
    """What a number means without: versions and processors."""
    versions = [f"{name} {metadata.version(name)}" for name in PACKAGES if installed(name)]
    lines = [
        f"Python {platform.python_version()}, {', '.join(versions)}.",
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors. "
        "Medians; everybody in a table was measured in turns, in one process.",
    ]
    return "\n".join(lines) + "\n"


def installed(name):
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def measured(name):
    """The tables of one module as text; or what its machine lacks, or what went wrong."""
    try:
        module = importlib.import_module(f"tests.bench.{name}")
        return "\n".join(table.markdown() for table in module.tables())
    except Exception as what:  # one part must not take the others with it
        if lacks(what):
            return f"## {name}\n\nNot measured here; missing: {what}\n"
        traceback.print_exc()
        return f"## {name}\n\nNot measured: it ended with {what!r}.\n"


def lacks(what):
    """Whether the machine lacks something; a module of ours that can't be imported is a mistake."""
    ours = str(getattr(what, "name", "")).startswith("tests.")
    return isinstance(what, Missing) or (isinstance(what, ImportError) and not ours)


if __name__ == "__main__":
    main(sys.argv[1:])
