"""Measure, print tables, and keep them in results.md: `python -m tests.bench`.

Every module in this folder with a function `tables() -> list[Table]` takes part. One that its
machine can't run says what is missing, by raising Missing or ImportError; nothing ever fails.
"""

import importlib
import os
import platform
from importlib import metadata
from pathlib import Path

from tests.bench.table import Missing

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "results.md"
PACKAGES = ("numba", "numpy", "streamlit", "torch", "jax", "optax")


def main():
    parts = ["# Measurements\n", machine()]
    for name in takes_part():
        parts += measured(name)
    text = "\n".join(parts)
    print(text)
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
        return [table.markdown() for table in module.tables()]
    except (ImportError, Missing) as what:
        if str(getattr(what, "name", "")).startswith("tests."):
            raise  # ours, so a mistake and not something that the machine lacks
        return [f"## {name}\n\nNot measured here; missing: {what}\n"]


if __name__ == "__main__":
    main()
