"""Houses of pages/shared and of its JavaScript: each knows those before it, and none behind it."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = ROOT / "pages" / "shared"
HOUSES = ("site", "lecture", "stage", "figures", "lesson", "shell", "server")
ROOMS = ("core", "draw", "widgets", "save", "figure", "stage", "lesson", "deck", "site")
ENTRIES = ("lesson", "deck", "site")  # nobody's: the page itself asks for them
IMPORTED = re.compile(r'\bfrom "(\.[^"]+)";')


def houses_named_by(path):
    """Houses of pages/shared that a file imports from, at any depth of it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            parts = [*node.module.split("."), *(each.name for each in node.names)]
            if parts[:2] == ["pages", "shared"]:
                yield parts[2]
            elif parts[0] == "pages":
                yield "pages"


def test_every_folder_is_a_house():
    assert {path.parent.name for path in SHARED.glob("*/__init__.py")} == set(HOUSES)
    assert {path.name for path in SHARED.glob("*.py")} == {"__init__.py"}
    assert {path.name for path in (SHARED / "browser").iterdir() if path.is_dir()} == set(ROOMS)


def test_a_house_knows_only_those_before_it():
    for place, house in enumerate(HOUSES):
        for path in sorted((SHARED / house).rglob("*.py")):
            behind = set(houses_named_by(path)) - set(HOUSES[: place + 1])
            assert not behind, f"{path.relative_to(ROOT)} imports {behind}"


def test_pages_know_no_server():
    for path in sorted((ROOT / "pages").glob("*.py")):
        assert "server" not in set(houses_named_by(path)), path.name


def test_a_folder_of_scripts_knows_only_those_before_it():
    for place, room in enumerate(ROOMS):
        known = set(ROOMS[: place + 1]) - (set(ENTRIES) - {room})
        for path in sorted((SHARED / "browser" / room).rglob("*.js")):
            for said in IMPORTED.findall(path.read_text("utf-8")):
                imported = (path.parent / said).resolve()
                assert imported.is_file(), f"{path.name} imports {said}, which is not there"
                assert imported.parent.name in known, f"{path.relative_to(ROOT)} imports {said}"
