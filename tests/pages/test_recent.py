"""What is kept for all visitors is bounded, and bears that they all come at once."""

import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from pages.shared.figures import sweeps
from pages.shared.figures.catalogue import maps
from pages.shared.site.recent import Recent

VISITORS = 8


@pytest.fixture
def restless():
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def all_at_once(visit):
    with ThreadPoolExecutor(VISITORS) as visitors:
        return list(visitors.map(visit, range(VISITORS)))


def test_the_oldest_is_forgotten_first():
    kept = Recent(2)
    for key in "abc":
        kept.keep(key, key.upper())
    assert [kept.get(key) for key in "abc"] == [None, "B", "C"]
    assert len(kept) == 2


def test_what_is_kept_again_is_the_newest():
    kept = Recent(2)
    for key in "abac":
        kept.keep(key, key.upper())
    assert [kept.get(key) for key in "abc"] == ["A", None, "C"]


def test_what_is_unwanted_is_forgotten():
    kept = Recent(4)
    for key in "abcd":
        kept.keep(key, key.upper())
    kept.forget(lambda key, value: key in "ab" and value != "A")
    assert [kept.get(key) for key in "abcd"] == ["A", None, "C", "D"]


def test_it_is_made_once_for_all_who_ask_meanwhile():
    kept, made = Recent(2), []

    def make():
        time.sleep(0.01)
        made.append(1)
        return len(made)

    assert all_at_once(lambda visitor: kept.get_or_make("a", make)) == [1] * VISITORS
    assert kept.get_or_make("a", make) == 1


def test_many_keep_and_ask_at_once(restless):
    kept = Recent(3)

    def visit(visitor):
        for k in range(2_000):
            key = (visitor + k) % 7
            kept.keep(key, 10 * key)
            assert kept.get(key) in (None, 10 * key)
            assert len(kept) <= 3

    all_at_once(visit)


def test_a_map_may_be_put_out_while_it_is_asked_for(restless, monkeypatch):
    """More different maps than are kept, and each visitor looks at them in an order of his own."""
    settings = {name: setting.default for name, setting in maps.SETTINGS.items()}
    plans = [sweeps.plan(settings | {"steps": 100.0 + k}) for k in range(9)]
    assert len({plan.key for plan in plans}) == len(plans)
    monkeypatch.setattr(sweeps.Plan, "_sweeping", lambda plan: iter([plan.key]))

    def visit(visitor):
        for plan in random.Random(visitor).choices(plans, k=400):
            assert list(plan.pictures()) == [plan.key]

    all_at_once(visit)
