"""What is promised for a hall, at a small size: nothing fails. How fast it is, a soak says."""

import asyncio
import random

import pytest
from streamlit.proto.Delta_pb2 import Delta

from tests.bench.hall import attacks, fuzz, meter, promises, report, soak, wander
from tests.bench.hall.client import Failed, Refused, Visitor, address
from tests.bench.hall.crowd import crowd
from tests.bench.servers import Site
from tests.choosing import chosen
from tests.pages.opening import PAGES
from tests.serving.visitor import Visitor as Guest
from tests.serving.visitor import words

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


@pytest.mark.nightly
def test_who_drags_a_slider_is_answered(hall):
    found = promises.drags(hall, users=8, rate=10.0, seconds=2.0)
    said(found)
    moves = len(found.answers.seconds) + found.answers.overtaken
    assert found.answers.errors == [] and len(found.answers.seconds) >= 8 and moves <= 8 * 21


@pytest.mark.nightly
def test_who_runs_a_page_again_and_again_is_answered(hall):
    found = promises.reruns(hall, "momentum", seconds=1.0, users=2)
    said(found)
    assert found.answers.errors == [] and found.answers.seconds


@pytest.mark.nightly
def test_all_who_were_cut_off_come_back_to_where_they_were(hall):
    assert promises.dropped(hall, 10, away=0.3) == [""] * 10


def test_another_session_is_not_where_i_was(hall):
    """Or the test before would pass on a server that forgets everybody."""
    assert promises.dropped(hall, 1, away=0.3, forget=True) == ["another session"]


@pytest.mark.nightly
def test_sessions_are_opened_and_closed_and_memory_is_told(hall):
    print(promises.holding(hall, (0, 5)), promises.closing(hall, (2, 4), 0.1))


def test_nothing_on_any_page_ends_in_an_exception(hall):
    found = promises.wanders(hall, 60, users=3, each=20)
    assert found.errors == [] and len(found.seconds) == 60


async def widgets(url, page):
    """Kinds of all that can be used on a page."""
    async with Visitor(url) as visitor:
        await visitor.open("" if page == "home" else page, "lang=en")
        kinds = {each.WhichOneof("type"): each for each in visitor.shown.values()}
        return {kind for kind, each in kinds.items() if getattr(getattr(each, kind), "id", "")}


@pytest.mark.parametrize("page", PAGES)
def test_a_wanderer_can_use_all_that_is_on_a_page(hall, page):
    found = asyncio.run(widgets(hall.url, page))
    assert found and found <= {*wander.ACTS, *wander.LEFT_ALONE}


CHANGES = {  # what each act changes of the page
    "selectbox": ("maps", "", lambda visitor: visitor.query),
    "checkbox": ("race", "", lambda visitor: visitor.query),
    "button_group": ("momentum", "", lambda visitor: visitor.query),
    "bidi_component": ("momentum", "&lr=0.1", lambda visitor: visitor.query),
    "menu": ("momentum", "", lambda visitor: visitor.page),
    "page_link": ("maps", "", lambda visitor: visitor.page),
    "button": ("race", "", lambda visitor: visitor.query),
    "slider": ("adam", "&chapter=fair&fairness=tuned", lambda visitor: visitor.query),
    "radio": ("lessons", "&lesson=momentum&step=2", lambda visitor: held_by(visitor, "radio")),
    "text_input": (
        "race",
        "&surface=formula&formula=x^2%2By^2",
        lambda visitor: held_by(visitor, "text_input"),
    ),
}


def held_by(visitor, kind):
    ids = {getattr(each, kind).id for each in visitor.found(kind)}
    return {id_: str(state) for id_, state in visitor._states.items() if id_ in ids}


async def states(url, kind):
    """What a page shows, before and after each of a few acts of one kind."""
    page, query, shown = CHANGES[kind]
    chance = random.Random(7)
    async with Visitor(url) as visitor:
        for _ in range(8):
            await visitor.open(page, f"lang=en{query}")
            before = shown(visitor)
            await wander.ACTS[kind](visitor, chance.choice(wander.by_kind(visitor)[kind]), chance)
            yield before, shown(visitor)


@pytest.mark.parametrize("kind", CHANGES)
def test_what_a_wanderer_does_is_done(hall, kind):
    """Or a hundred thousand interactions could be a hundred thousand looks at the same page."""

    async def changed():
        return [after != before async for before, after in states(hall.url, kind)]

    assert sum(asyncio.run(changed())) >= 2


BY_DAY = {attacks.wipes_caches, attacks.asks_for_much, attacks.speaks_in_wrong_types}


@chosen("attack", attacks.ATTACKS, BY_DAY)
def test_each_attack_of_a_soak_is_heard(hostile, attack):
    attack(hostile)
    with Guest(hostile) as guest:
        assert "Descent Lab" in words(guest.open("lang=en", "home"))


def test_a_soak_asks_for_no_less_than_was_promised():
    assert soak.FULL["users"] == 200 and soak.FULL["dragging"] == 100
    assert soak.FULL["sessions"] == 300 and soak.FULL["closed"] == (100, 1_000)
    assert soak.FULL["interactions"] == 10**5 and soak.FULL["formulas"] == 10**6
    assert soak.FULL["lessons"] == 10**5
    assert soak.FULL["tables"] == soak.FULL["requests"] == 10**4
    assert set(fuzz.KINDS) <= set(soak.FULL)


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


@pytest.mark.nightly
@pytest.mark.parametrize("part", soak.PARTS)
def test_a_soak_can_be_run(part):
    assert "Not measured" not in soak.measured(part, FEW)
