"""docs/threats.md says what is in force: its numbers are the program's, and its tests exist."""

import re
import tomllib
from pathlib import Path

import pytest

from lessons.engine import lesson
from optim_core import tables
from optim_core.formula import tokens, tree
from pages.shared.figures import claim_runs, own_tables
from pages.shared.figures.lab import runs
from pages.shared.server import gate, streamlit_patches
from pages.shared.server import uploads as room

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "threats.md").read_text("utf-8")
SETTINGS = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))["server"]
NUMBERS = {
    "S3": (
        f"{streamlit_patches.MOST_DROPPED:,} sessions",
        f"{SETTINGS['disconnectedSessionTTL']} s",
    ),
    "S4": (
        f"{SETTINGS['maxUploadSize']} MB a file",
        f"{room.MOST_FILES} files a session",
        f"{room.MOST_BYTES / 2**20:g} MB for all",
    ),
    "S5": (f"{gate.MOST_VISITORS:,} visitors", f"{gate.MOST_SOCKETS:,} sockets"),
    "S6": (f"{gate.PER_SECOND:g} messages a second",),
    "S11": (
        f"{own_tables.MOST_TABLES} tables",
        f"{runs.MOST_CURVES} curves",
        f"{claim_runs.MOST} experiments",
    ),
    "S12": (f"{SETTINGS['maxWidgetStateSize']} MB",),
    "F3": (
        f"{tokens.LONGEST} characters",
        f"{tree.DEEPEST} levels",
        f"{tree.MOST_OPERATIONS} operations",
    ),
    "L6": (f"{lesson.MOST_BYTES:,} bytes",),
    "C1": (
        f"{tables.MOST_BYTES / 2**20:g} MB",
        f"{tables.MOST_ROWS:,} rows",
        f"{tables.MOST_COLUMNS} columns",
    ),
}


@pytest.mark.parametrize("row", NUMBERS)
def test_a_limit_is_the_one_that_is_written_down(row):
    """Whoever raises one has to say so where it is promised."""
    [line] = re.findall(rf"^\| {row} \|.*", TEXT, re.MULTILINE)
    assert [number for number in NUMBERS[row] if not re.search(rf"(?<!\d){number}", line)] == []


def test_every_test_that_is_named_is_there():
    named = set(re.findall(r"`(\w+/\w+\.py)`", TEXT))
    assert len(named) > 30
    assert [name for name in named if not (ROOT / "tests" / name).is_file()] == []
