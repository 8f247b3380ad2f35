"""Pinned runs stay; the others go on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optim_core import Run, Scenario
from optim_core.scenario import MOST_RUNS
from pages.shared import pins
from pages.shared.run_names import names, twins
from pages.shared.words import LANGUAGES

RACE = Scenario(runs=(Run("adam", {"lr": 0.2}), Run("sgd")))


def test_a_pinned_run_stays_as_it_is_and_a_copy_goes_on():
    scenario, pinned = pins.pin(RACE, ())
    assert pinned == (0, 1)
    assert scenario.runs == RACE.runs * 2
    assert pins.live(scenario, pinned) == (2, 3)
    assert pins.unpin(scenario, pinned) == (RACE, ())


def test_pinning_again_keeps_what_was_pinned():
    scenario, pinned = pins.pin(*pins.pin(RACE, ()))
    assert pinned == (0, 1, 2, 3)
    assert len(scenario.runs) == 6
    assert pins.room(scenario, pinned)
    scenario, pinned = pins.pin(scenario, pinned)
    assert len(scenario.runs) == MOST_RUNS
    assert not pins.room(scenario, pinned)


def test_a_click_that_comes_before_its_button_is_gone_changes_nothing():
    full, alone = Scenario(runs=[Run("sgd")] * MOST_RUNS), Scenario(runs=[Run("sgd")])
    assert pins.pin(full, (0,)) == (full, (0,))
    assert pins.remove(alone, (), 0) == (alone, ())


def test_pins_of_all_runs_come_alive_again():
    assert pins.unpin(RACE, (0, 1)) == (RACE, ())


def test_taking_a_run_away_keeps_the_pins_of_the_others():
    scenario, pinned = pins.pin(RACE, ())
    fewer, left = pins.remove(scenario, pinned, 0)
    assert fewer.runs == (RACE.runs[1], *RACE.runs)
    assert left == (0,)
    assert pins.turned(left, 0) == () and pins.turned((), 1) == (1,)


@given(st.text(max_size=12))
def test_no_text_in_a_link_raises(text):
    places, problems = pins.read(text, 3)
    assert all(0 <= place < 3 for place in places)
    assert not (places and problems)


def test_pins_are_read_as_they_are_written():
    assert pins.read(pins.write((0, 2)), 3) == ((0, 2), ())
    assert pins.read("9", 3)[0] == ()
    assert "pins=9" in pins.read("9", 3)[1][0].en


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_runs_are_called_the_same(language):
    runs = (Run("adam"), Run("adam", {"lr": 0.2}), Run("adam"), Run("sgd"), Run("lion"))
    assert twins(runs) == [0, 1, 2]
    for spelled in ((), (4,), twins(runs)):
        found = names(runs, spelled, language)
        assert len(set(found)) == len(runs)
        assert [("α" in name) for name in found] == [place in spelled for place in range(5)]
    assert "0.2" in found[1]
