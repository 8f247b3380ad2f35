"""What a server keeps has an end, whatever is asked and whoever has been here."""

import gc
import sys
from functools import _lru_cache_wrapper
from types import FunctionType, ModuleType

import numpy as np
import pytest

from pages.shared.stage.panels import PANELS
from pages.shared.stage.replies import REPLIES, answer
from tests.pages.opening import PAGES, opened

LARGEST = 20_000  # bytes
OURS = ("pages", "lessons", "optim_core")


def endless():
    """{name: how much it keeps} of all caches of ours without a limit."""
    caches = (each for each in gc.get_objects() if type(each) is _lru_cache_wrapper)
    return {
        f"{each.__module__}.{each.__qualname__}": each.cache_info().currsize
        for each in caches
        if each.__module__.startswith(OURS) and each.cache_info().maxsize is None
    }


def ask_all(number):
    """Everything that a stage can ask, never the same for two numbers."""
    lr, formula = f"{0.01 + number / 1e4:.4f}", f"x^2 %2B {number} * y^2"
    runs = f"steps=20&optimizer=adam&optimizer.2=momentum&lr={lr}&lr.2={lr}"
    for query in (runs, f"{runs}&surface=formula&formula={formula}", f"{runs}&surface=line"):
        for kind in REPLIES:
            for name in PANELS if kind == "panel" else ("",):
                answer({"kind": kind, "query": query, "name": name, "language": f"en{number}"})


def test_what_is_kept_without_end_does_not_grow_with_what_is_asked():
    ask_all(0)
    before = endless()
    for number in (1, 2, 3):
        ask_all(number)
    assert len(before) > 10
    assert {name: size for name, size in endless().items() if size > before.get(name, 0)} == {}


def reached(value, seen):
    """Everything that an object holds, but for what the program itself is made of."""
    if id(value) in seen or isinstance(value, type | ModuleType):
        return
    seen[id(value)] = value
    held = value.__closure__ or () if isinstance(value, FunctionType) else gc.get_referents(value)
    for each in held:
        reached(each, seen)


@pytest.mark.parametrize("page", PAGES)
def test_a_session_holds_settings_and_no_pictures(page):
    state, seen = opened(page, lang="en").session_state.to_dict(), {}
    reached(state, seen)
    assert not [each for each in seen.values() if isinstance(each, np.ndarray)]
    assert len(state) > 3 and sum(map(sys.getsizeof, seen.values())) < LARGEST
