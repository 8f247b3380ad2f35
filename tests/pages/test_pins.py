"""Pinned runs stay; the others go on. Of two settings one stays, and the link has them both."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optim_core import Run, Scenario
from pages.shared.site import pins
from pages.shared.site.run_names import names, twins
from pages.shared.site.words import LANGUAGES
from tests.pages.opening import components, opened

TEXT = st.text(max_size=12)
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
    assert len(scenario.runs) == pins.MOST_RUNS
    assert not pins.room(scenario, pinned)


def test_a_click_that_comes_before_its_button_is_gone_changes_nothing():
    full, alone = Scenario(runs=[Run("sgd")] * pins.MOST_RUNS), Scenario(runs=[Run("sgd")])
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


@given(TEXT)
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


GROUNDS = st.builds(
    Scenario,
    surface=st.sampled_from(["quadratic", "beale", "saddle"]),
    start=st.tuples(*(st.floats(-3, 3) for _ in "xy")),
    steps=st.integers(1, 400),
    seed=st.integers(0, 1000),
    noise=st.floats(0, 5),
    fairness=st.sampled_from(["same", "effective", "tuned"]),
    runs=st.just(RACE.runs * 2),
)


@given(GROUNDS, GROUNDS, st.sampled_from(pins.LAYOUTS))
def test_a_comparison_is_read_as_it_is_written(first, second, layout):
    found = pins.Pinned((2, 3), (), layout, first)
    query = second.to_query() | found.to_query()
    said = pins.take(query)
    assert Scenario.from_query(query) == (second, ())
    assert pins.pinned(said, second) == (found, ())


@given(st.dictionaries(st.sampled_from(["pins", "compare", "a.start", "a.surface", "a.lr"]), TEXT))
def test_no_comparison_in_a_link_raises_and_nonsense_is_named(said):
    found, problems = pins.pinned(said, RACE)
    assert all(text.en and text.zh for text in problems)
    assert found.layout in ("", *pins.LAYOUTS)
    assert bool(found.layout) == (found.ground is not None)
    if said.get("compare") and not found.layout:
        assert problems


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({"pins": "2", "compare": "sideways"}, "compare=sideways"),
        ({"compare": "split"}, "compare=split"),
        ({"pins": "1,2", "compare": "split"}, "nothing is compared"),
        ({"pins": "2", "compare": "split", "a.start": "here"}, "setting A"),
        ({"pins": "2", "compare": "split", "a.lr": "0.1"}, "setting A"),
    ],
)
def test_what_can_not_be_compared_is_said(said, named):
    _, [problem] = pins.pinned(said, RACE)
    assert named in problem.en


def test_a_page_talks_about_what_its_knobs_turn():
    scenario, pinned = pins.pin(RACE, ())
    alive, found = pins.apart(scenario, pins.Pinned(pinned))
    assert alive.runs == found.runs == RACE.runs
    assert found.places == (2, 3)  # on the stage pinned runs stand last
    assert pins.apart(RACE, pins.Pinned((0, 1))) == (RACE, pins.Pinned())


@pytest.mark.parametrize("page", ["momentum", "rmsprop", "adam", "saddles", "race"])
def test_every_page_with_a_stage_keeps_a_comparison(page):
    [before] = components(opened(page, lang="en"))
    whole = Scenario.from_query(parse_qsl(before["query"]))[0]
    runs = whole.runs[-2:]
    two = Scenario(surface="beale", runs=runs * 2, steps=50)
    found = pins.Pinned(tuple(range(len(runs), 2 * len(runs))), (), "split", whole)
    app = opened(page, lang="en", **two.to_query(), **found.to_query())
    assert not app.exception and not app.warning
    assert not any("In the link" in caption.value for caption in app.caption)
    [data] = components(app)
    assert dict(parse_qsl(data["query"])) == two.to_query() | found.to_query()
    turned = {key for control in data["controls"] for key in control["keys"]}
    assert turned and not any(key.endswith(f".{2 * len(runs)}") for key in turned)
