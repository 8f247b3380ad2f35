"""What nobody thought of is told calmly to the visitor, and by the same number to the log."""

import re

import pytest

from pages.shared.server import errors
from tests.bench.hall import meter
from tests.serving.conftest import UNEXPECTED, Site
from tests.serving.visitor import Visitor, words

BROKEN = """
import streamlit as st
from streamlit import runtime

if runtime.exists():
    st.button("press")
    raise RuntimeError("the reason\\nError 000000 at a line of its own")
else:
    from pages.shared.server import prepared

    app = st.App(__file__, **prepared())
"""
SAID = {"en": "it is not your doing", "zh": "不是你的操作造成的"}


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    folder = tmp_path_factory.mktemp("broken")
    (folder / "app.py").write_text(BROKEN)
    site = Site(folder / "log", script=folder / "app.py")
    yield site
    site.end()


@pytest.mark.parametrize("language", SAID)
def test_a_page_that_breaks_says_so_calmly_with_the_number_of_the_log(broken, language):
    with Visitor(broken) as visitor:
        shown = words(visitor.open(f"lang={language}"))
    [number] = re.findall(r"\b[0-9A-F]{6}\b", shown)
    assert SAID[language] in shown
    assert "the reason" not in shown and "app.py" not in shown and "RuntimeError" not in shown
    [line] = [line for line in broken.log.read_text().splitlines() if f"Error {number}" in line]
    assert "app.py:7: RuntimeError('the reason\\n" in line


@pytest.mark.nightly
def test_whoever_counts_what_was_unexpected_sees_it_in_the_log(broken):
    """Or a promise of none would be kept by any server."""
    with Visitor(broken) as visitor:
        visitor.open("lang=en")
    assert UNEXPECTED.findall(broken.log.read_text())
    assert meter.unhandled(broken.log) >= 1


def test_a_text_can_not_write_a_line_of_its_own_into_the_log():
    lines = []
    handler = type("", (), {"level": 0, "handle": lambda self, record: lines.append(record)})()
    errors._log.addHandler(handler)
    number = errors.note(ValueError("one\nError 123456 at two"))
    errors._log.removeHandler(handler)
    assert (
        lines[0].getMessage()
        == f"Error {number} at nowhere: ValueError('one\\nError 123456 at two')"
    )
