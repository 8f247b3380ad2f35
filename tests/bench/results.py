"""The measurements that are kept: RESULTS.md, a section for each part of the bench and the soak."""

import os
import platform
import re
from importlib import metadata
from pathlib import Path

RESULTS = Path(__file__).parent / "RESULTS.md"
MARK = "<!-- {} -->"
PACKAGES = ("numba", "numpy", "streamlit", "torch", "jax", "optax")


def keep(name, text):
    """Put the tables of one part into RESULTS.md, in the place of its former ones."""
    kept = sections(RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "") | {name: text}
    parts = [f"{MARK.format(each)}\n\n{kept[each]}" for each in sorted(kept)]
    RESULTS.write_text("\n".join(["# Measurements\n", machine(), *parts]), encoding="utf-8")


def sections(text):
    """{part: its tables} of a RESULTS.md."""
    _, *pieces = re.split(MARK.format(r"(\w+)") + "\n\n", text)
    bodies = [body.rstrip("\n") + "\n" for body in pieces[1::2]]
    return dict(zip(pieces[::2], bodies, strict=True))


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
