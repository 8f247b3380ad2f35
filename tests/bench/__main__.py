"""Measure, print tables, and keep them in RESULTS.md: `python -m tests.bench [module ...]`.

Every module in this folder with a function `tables() -> list[Table]` takes part. One that its
machine can't run says what is missing, by raising Missing or ImportError. Each is kept as soon as
it is measured; one that fails says so in its place, and the others go on.
"""

import importlib
import sys
import traceback
from pathlib import Path

from tests.bench.results import keep
from tests.bench.table import Missing

FOLDER = Path(__file__).parent


def main(names):
    for name in names or takes_part():
        text = measured(name)
        print(text, flush=True)
        keep(name, text)


def takes_part():
    """Found by text, because importing a module that is meant to be run would run it."""
    return sorted(
        path.stem
        for path in FOLDER.glob("*.py")
        if "\ndef tables(" in path.read_text(encoding="utf-8")
    )


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
