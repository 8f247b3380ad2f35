"""Measure, print tables, and keep them in results.md: `python -m tests.bench`.

Every module in this folder with a function `tables() -> list[Table]` takes part, or those that are
named: `python -m tests.bench training`. What others found before is kept. One that its machine
can't run says what is missing, by raising Missing or ImportError; nothing ever fails.
"""

import importlib
import os
import platform
import sys
from importlib import metadata
from pathlib import Path

from tests.bench.table import Missing

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "results.md"
MARK, END = "<!-- tests/bench/", ".py -->"  # around the name of whose tables follow
PACKAGES = ("numba", "numpy", "streamlit", "torch", "jax", "optax")


def main(asked):
    """Each module's tables are kept as soon as they are there."""
    parts, known = kept(), takes_part()
    if unknown := set(asked) - set(known):
        sys.exit(f"nothing measures {', '.join(unknown)}; there are {', '.join(known)}")
    for name in asked or known:
        parts[name] = f"{machine()}\n{measured(name)}"
        print(parts[name], flush=True)
        keep(parts)


def kept():
    """{module: its tables as text}, of earlier measurements."""
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    _, *sections = text.split(MARK)
    pairs = (section.split(END, 1) for section in sections)
    return {name: tables.strip() + "\n" for name, tables in pairs}


def keep(parts):
    sections = [f"{MARK}{name}{END}\n\n{parts[name]}" for name in sorted(parts)]
    text = "\n".join(["# Measurements\n", *sections])
    RESULTS.write_text(text, encoding="utf-8")


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
    """The tables of one module as text, or what its machine lacks."""
    try:
        module = importlib.import_module(f"tests.bench.{name}")
        return "\n".join(table.markdown() for table in module.tables())
    except (ImportError, Missing) as what:
        if str(getattr(what, "name", "")).startswith("tests."):
            raise  # ours, so a mistake and not something that the machine lacks
        return f"## {name}\n\nNot measured here; missing: {what}\n"


if __name__ == "__main__":
    main(sys.argv[1:])
