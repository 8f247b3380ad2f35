"""What the product installs is known to the byte, free to pass on, and asked after."""

import json
import re
from itertools import pairwise

import pytest

from tests.supply import audit
from tests.supply.licences import FORBIDDEN, licences
from tests.supply.lock import LOCKS, ROOT
from tests.supply.pins import pins

HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def locked(target):
    """The lines of a lock that are no comment and no option."""
    lines = (ROOT / target).read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith(("#", "-"))]


@pytest.mark.parametrize("target", LOCKS)
def test_every_package_has_one_version_and_hashes(target):
    """A line is a hash, or a package that ends in a backslash: then a hash follows."""
    lines = locked(target)
    assert HASH.fullmatch(lines[-1])
    for line, following in pairwise(lines):
        assert HASH.fullmatch(line) or re.match(r"[\w.-]+==[\w.]+ (;.* )?\\$", line)
        assert line.endswith("\\") == bool(HASH.fullmatch(following))


@pytest.mark.parametrize("target", LOCKS)
def test_packages_come_as_wheels_from_wherever_the_machine_gets_them(target):
    text = (ROOT / target).read_text("utf-8")
    assert "--only-binary :all:" in text or "-r ../requirements.txt" in text
    assert "index-url" not in text and "http" not in text and "find-links" not in text


@pytest.mark.parametrize(("target", "source"), [(name, LOCKS[name][0]) for name in LOCKS])
def test_a_lock_holds_what_its_source_asks_for(target, source):
    asked, found = pins(ROOT / source), pins(ROOT / target)
    assert asked and asked.items() <= {name: found.get(_plain(name)) for name in asked}.items()


def _plain(name):
    """As PyPI writes names."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_tests_use_the_versions_of_the_product():
    for target in LOCKS:
        shared = pins(ROOT / target).keys() & pins().keys()
        assert all(pins(ROOT / target)[name] == pins()[name] for name in shared)


def test_the_lock_of_node_holds_hashes_and_no_address_and_runs_nothing():
    folder = ROOT / "tests/node"
    packages = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
    theirs = [package for path, package in packages.items() if path]
    assert len(theirs) > 50
    for package in theirs:
        assert package["integrity"].startswith("sha512-") and "resolved" not in package
    options = (folder / ".npmrc").read_text("utf-8").splitlines()
    assert {"ignore-scripts=true", "omit-lockfile-registry-resolved=true"} <= set(options)


def test_all_licences_are_known_and_none_is_the_gpl():
    found = licences()
    assert len(found) > 40
    assert [name for name, words in found.items() if not words] == []
    assert [name for name, words in found.items() if FORBIDDEN.search(words)] == []


@pytest.mark.parametrize(
    "words",
    ["GPL-3.0-only", "MIT AND AGPL-3.0", "LGPLv3+", "GNU General Public License v2 (GPLv2)"],
)
def test_the_gpl_is_recognised_in_all_its_names(words):
    assert FORBIDDEN.search(words)


def test_a_script_of_others_that_is_served_brings_its_licence():
    script = (ROOT / "pages/shared/browser/save/gifenc.js").read_text("utf-8")
    notice = script[: script.index("*/")]
    assert notice.startswith("/* gifenc 1.0.3, https://github.com/mattdesl/gifenc")
    assert "The MIT License (MIT)\nCopyright (c) 2017 Matt DesLauriers" in notice
    assert "shall be included in" in notice and 'PROVIDED "AS IS"' in notice


SOUND = {"name": "numpy", "version": "2.4.6", "vulns": []}
UNSEEN = {"name": "numba", "skip_reason": "Dependency not found on PyPI"}
HOLE = {"id": "PYSEC-2030-1", "fix_versions": ["9.9"], "aliases": []}
HOLED = {"name": "pillow", "version": "13.0.0", "vulns": [HOLE]}


def answer(*packages):
    return json.dumps({"dependencies": packages, "fixes": []})


@pytest.mark.parametrize("nothing", ["", "no network", "{}", "[]", answer()])
def test_an_audit_that_could_not_ask_says_so(nothing, monkeypatch, capsys):
    monkeypatch.setattr(audit, "ask", lambda: nothing)
    assert audit.main(strict=False) == 0
    assert audit.main(strict=True) == 2
    assert capsys.readouterr().out == 2 * "Not checked: could not reach the data.\n"


def test_a_package_that_nobody_knows_is_not_called_sound():
    """pip-audit itself then says that there are no known vulnerabilities."""
    found, said = audit.judge(answer(SOUND, UNSEEN))
    assert found == audit.NOT_CHECKED
    assert said == [
        "Not checked: could not reach the data on numba.",
        "1 of 2 packages checked, 0 known holes.",
    ]


def test_a_hole_is_named_with_its_remedy():
    found, said = audit.judge(answer(SOUND, UNSEEN, HOLED))
    assert found == audit.HOLES
    assert said[0] == "pillow 13.0.0: PYSEC-2030-1, mended in 9.9"


def test_an_audit_without_holes_is_sound():
    found, said = audit.judge(answer(SOUND))
    assert (found, said) == (audit.SOUND, ["1 of 1 packages checked, 0 known holes."])


def test_an_audit_goes_on_where_its_tool_can_not_be_had(monkeypatch):
    monkeypatch.setattr(audit, "find_spec", lambda name: None)
    monkeypatch.setattr(audit, "INSTALL", ["/nowhere/pip"])
    assert audit.ask() == ""
