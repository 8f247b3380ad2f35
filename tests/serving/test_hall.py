"""What is promised for a hall, at a small size: nothing fails. How fast it is, a soak says."""

import pytest
from streamlit.proto.Delta_pb2 import Delta

from tests.bench.hall import fuzz, meter, promises, report, soak
from tests.bench.hall.client import Failed, Refused, Visitor, address
from tests.bench.hall.crowd import crowd
from tests.bench.servers import Site

FEW = dict.fromkeys(soak.FULL, 2) | {
    "open": (0, 2),
    "closed": (1, 2),
    "interactions": 20,
    "formulas": 50,
    "lessons": 20,
    "tables": 20,
    "requests": 20,
    "attackers": 1,
    "starts": 1,
    "minute": 3.0,
}


@pytest.fixture
def hall(site):
    """The server of these tests, as the bench knows servers; no page of it ends unexpectedly."""
    before = meter.unhandled(site.log)
    yield Site(site.url, 0.0, 0.0, site.process.pid, site.log)
    assert meter.unhandled(site.log) == before


def said(found):
    """How fast it was, for whoever reads along; a busy machine is no failure."""
    print(dict(zip(report.COLUMNS, report.row(found.answers, found.cpu), strict=True)))


def test_only_servers_of_this_machine_are_visited():
    for elsewhere in ("http://example.org", "http://10.0.0.1:8501", "https://localhost", "x", ""):
        with pytest.raises(Refused):
            address(elsewhere, "lab/channel")
    assert address("http://localhost:8501", "lab/channel") == "ws://localhost:8501/lab/channel"


@pytest.mark.parametrize(("users", "seconds"), [(0, 1), (2_001, 1), (1, 7_201), (1, 0)])
def test_a_crowd_has_an_end(users, seconds):
    with pytest.raises(ValueError, match="at most"):
        crowd(None, users, seconds)


def test_a_crowd_counts_its_errors():
    async def visit(number, answers, until):
        raise OSError("gone")

    assert crowd(visit, 3, 1).errors == ["OSError: gone"] * 3


def test_percentiles_are_values_that_were_seen():
    assert [report.percentile(range(1, 101), part) for part in (0.5, 0.95, 0.99, 1.0)] == [
        50, 95, 99, 100,
    ]  # fmt: skip
    assert report.percentile([7], 0.5) == 7


def test_who_reads_and_presses_is_answered(hall):
    found = promises.live(hall, users=8, think=1.0, seconds=3.0)
    said(found)
    assert found.answers.errors == [] and found.answers.seconds


def test_who_drags_a_slider_is_answered(hall):
    found = promises.drags(hall, users=8, rate=10.0, seconds=2.0)
    said(found)
    moves = len(found.answers.seconds) + found.answers.overtaken
    assert found.answers.errors == [] and len(found.answers.seconds) >= 8 and moves <= 8 * 21


def test_who_runs_a_page_again_and_again_is_answered(hall):
    found = promises.reruns(hall, "momentum", seconds=1.0, users=2)
    said(found)
    assert found.answers.errors == [] and found.answers.seconds


def test_all_who_were_cut_off_come_back_to_where_they_were(hall):
    assert promises.dropped(hall, 10, away=0.3) == [""] * 10


def test_another_session_is_not_where_i_was(hall):
    """Or the test before would pass on a server that forgets everybody."""
    assert promises.dropped(hall, 1, away=0.3, forget=True) == ["another session"]


def test_sessions_are_opened_and_closed_and_memory_is_told(hall):
    print(promises.holding(hall, (0, 5)), promises.closing(hall, (2, 4), 0.1))


def test_nothing_on_any_page_ends_in_an_exception(hall):
    found = promises.wanders(hall, 60, users=3, each=20)
    assert found.errors == [] and len(found.seconds) == 60


@pytest.mark.parametrize("kind", fuzz.KINDS)
def test_anything_ends_in_an_answer_or_an_error_of_ours(kind):
    few = 3 if kind == "lessons, run" else 30  # its challenges are tried out at many settings
    assert fuzz.fuzz(kind, few) == []


def test_anything_sent_to_a_stage_is_answered_or_refused(hall):
    assert fuzz.fuzz_channel(hall.url, 100) == []


def test_a_failure_is_found_and_named():
    def never_negative(number):
        assert number >= 0

    found = fuzz.first_failure(never_negative, fuzz.st.integers(), 1, 200)
    assert found.startswith("seed 1: AssertionError")


def test_a_page_that_ends_in_an_exception_is_an_error():
    delta = Delta()
    delta.new_element.exception.type = "KeyError"
    with pytest.raises(Failed, match="KeyError"):
        Visitor("http://localhost")._draw((0,), delta)


@pytest.mark.parametrize("part", soak.PARTS)
def test_a_soak_can_be_run(part):
    assert "Not measured" not in soak.measured(part, FEW)
