"""Pins and comparisons in a browser: what is kept stays, what goes on changes; a link has both."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from optim_core import Run, Scenario
from optim_core.results import first_within
from pages.shared.site.words import words
from tests.browser.cases import at_every_size_in_every_language
from tests.choosing import chosen

RACE = {"chapter": "memory", "lang": "en", "step": "120"}
RUNS = (Run("sgd", {"lr": 0.02}), Run("heavy_ball", {"lr": 0.02, "beta": 0.8}))
STAGES = {
    "momentum": {"chapter": "ravine"},
    "rmsprop": {"chapter": "squares"},
    "adam": {"chapter": "start"},
    "variants": {"chapter": "samplings"},
    "decay": {"chapter": "hand"},
    "saddles": {"chapter": "ridge"},
    "race": {},
}


def query_of(page):
    return dict(parse_qsl(urlsplit(page.url).query))


def press(seen, name):
    seen.page.locator(f"button.{name}").click()
    seen.rest()


def turn(seen, knob, key="PageDown"):
    seen.page.locator(f'.controls input[type=range][data-knob="{knob}"]').first.press(key)
    seen.rest()


def paths(seen):
    return seen.stage("s.runs.map((run) => [...run.path])")


def test_a_pinned_run_stays_while_the_others_turn(visit):
    seen = visit().open(**RACE)
    press(seen, "pin_run")
    assert seen.stage("s.query.get('pins')") == query_of(seen.page)["pins"] == "3"
    plain, ball, pinned = paths(seen)
    assert ball == pinned
    turn(seen, "lr")
    after = paths(seen)
    assert after[2] == pinned and after[0] != plain and after[1] != ball
    looks = seen.stage("s.runs.map((run) => [run.look.dash, run.look.marker, run.strength < 1])")
    assert looks[1][:2] != looks[2][:2] and [look[2] for look in looks] == [False, False, True]
    chip = seen.page.locator(".chip.pinned")
    assert chip.inner_text().strip() == "Heavy ball α 0.06 β 0.8"
    seen.page.get_by_text("with momentum").first.wait_for()  # the page goes on about the others
    press(seen, "unpin_runs")
    assert len(paths(seen)) == 2 and "pins" not in query_of(seen.page)


@pytest.mark.nightly
def test_a_mark_leaves_the_pinned_runs_alone(visit):
    seen = visit().open(**RACE)
    press(seen, "pin_run")
    seen.page.locator(".mark", has_text="best ball").first.click()
    seen.rest()
    assert seen.stage("[s.query.get('lr.3'), s.query.get('beta.3')]") == ["0.06", "0.8"]
    assert seen.stage("s.query.get('lr.2')") != "0.06"


@chosen("page", STAGES, by_day=[])
def test_two_settings_are_compared_on_every_stage(visit, page):
    seen = visit().open(page, lang="en", step=9, **STAGES[page])
    before, runs = paths(seen), seen.stage("s.runs.length")
    press(seen, "compare")
    slider = seen.page.locator(".controls input[type=range]").first
    slider.press("PageDown")
    seen.rest()
    both = paths(seen)
    assert len(both) == 2 * runs
    assert both[runs:] == before and both[:runs] != before
    press(seen, "split")
    assert seen.stage("[s.frame.split.map, s.frame.map].map((map) => map.runs.length)") == [
        runs,
        runs,
    ]
    boxes = [each.bounding_box() for each in seen.page.locator(".map").all()]
    assert boxes[0]["width"] == pytest.approx(boxes[1]["width"], abs=1)
    assert seen.stage("s.frame.split.map.x.invert(100) === s.frame.map.x.invert(100)")
    assert seen.page.locator(".live").inner_text().startswith("From A to B:")
    press(seen, "overlaid")
    assert seen.stage("[s.frame.split.on, s.frame.map.runs.length]") == [False, 2 * runs]


def comparison(**changes):
    """A at κ 30, B at κ 5 and another start and learning rate."""
    first = Scenario(surface="quadratic", surface_knobs={"condition": 30}, runs=RUNS, steps=200)
    live = tuple(Run(run.optimizer, run.knobs | {"lr": 0.03}) for run in RUNS)
    second = Scenario(
        surface="quadratic",
        surface_knobs={"condition": 5},
        start=(3.0, 1.0),
        runs=live + RUNS,
        steps=150,
    )
    ground = {
        f"a.{key}": text
        for key, text in first.to_query().items()
        if not key.startswith(("optimizer", "lr", "beta", "schedule"))
    }
    kept = {"pins": "3,4", "compare": "split"} | ground
    return first, second, second.to_query() | kept | changes


@at_every_size_in_every_language
def test_a_copied_comparison_opens_as_it_was(visit, size, language):
    first, second, query = comparison()
    seen = visit(size).open(chapter="memory", lang=language, step="200", **query)
    seen.wait("__stage.comparison.surface && __stage.player.t === 200")
    expected = [*second.run()[:2], *first.run()]
    found = paths(seen)
    for path, run in zip(found, expected, strict=True):
        assert path == pytest.approx(run.path.ravel().tolist(), rel=1e-6, abs=1e-30)
    shown = dict(parse_qsl(seen.stage("s.query.toString()")))
    assert shown == {key: text for key, text in query.items() if key != "lang"}
    assert seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    drawn = "[s.comparison.surface, s.surface].map(({ levels, grid }) => grid[5])"
    one, other = seen.stage(drawn)
    assert one != other
    seen.picture(f"compare-{size}-{language}")


@pytest.mark.nightly
def test_the_sentence_is_the_runs_own(visit):
    first, second, query = comparison()
    seen = visit().open(chapter="memory", lang="en", step="150", **query)
    seen.wait("__stage.frame.live.textContent.includes('From A')")
    said = seen.page.locator(".live").inner_text()
    assert "κ 30 → 5" in said and "α 0.02 → 0.03" in said and "start (−4, 2) → (3, 1)" in said
    for before, after in zip(first.run(), second.run()[:2], strict=True):
        steps = [first_within(run.loss, 0.0, 1e-3) for run in (before, after)]
        for count in steps:
            assert f"at step {count} " in said if count >= 0 else "still" in said
        if min(steps) >= 0:
            side = "A" if steps[0] < steps[1] else "B"
            assert f"{side} is {abs(steps[0] - steps[1])} steps sooner" in said


@pytest.mark.nightly
def test_who_diverges_is_named_with_the_step(visit):
    _, _, query = comparison(lr="0.5")
    seen = visit().open(chapter="memory", lang="en", step="150", **query)
    seen.wait("__stage.frame.live.textContent.includes('From A')")
    left = seen.stage("s.runs[0].left")
    said = seen.page.locator(".live").inner_text()
    assert f"B diverges and leaves the map at step {left}" in said
    assert "only A stays" in said


@pytest.mark.nightly
def test_swapping_turns_the_tables(visit):
    _, _, query = comparison()
    seen = visit().open(chapter="memory", lang="en", step="150", **query)
    seen.wait("__stage.runs.length === 4")
    before = paths(seen)
    press(seen, "swap")
    seen.wait("__stage.query.get('surface.condition') === '30' && __stage.comparison.answer")
    after = paths(seen)
    assert after == before[2:] + before[:2]
    assert query_of(seen.page)["a.surface.condition"] == "5"
    press(seen, "swap")
    seen.wait("__stage.query.get('surface.condition') === '5' && __stage.comparison.answer")
    assert paths(seen) == before
    press(seen, "end_compare")
    assert paths(seen) == before[:2]
    assert not any(key.startswith("a.") or key == "compare" for key in query_of(seen.page))


@pytest.mark.nightly
def test_on_two_surfaces_there_are_two_maps(visit):
    seen = visit().open(**RACE)
    press(seen, "compare")
    assert seen.stage("s.comparison.layout") == "overlaid"
    turn(seen, "surface.condition", "Home")
    assert seen.stage("s.comparison.layout") == "split"
    seen.wait("__stage.comparison.surface && __stage.frame.split.map.runs.length === 2")
    assert seen.page.locator(".map:visible").count() == 2
    button = seen.page.locator("button.overlaid")
    assert (
        button.is_disabled() and button.get_attribute("title") == words("en")["stage.two_surfaces"]
    )
    assert seen.stage("new Set(s.runs.map((run) => run.floor)).size") == 1
    press(seen, "undo")
    assert seen.stage("s.comparison.layout") == "overlaid"
    assert seen.page.locator(".map:visible").count() == 1


@pytest.mark.nightly
def test_dragging_the_start_moves_only_bs(visit):
    seen = visit().open(**RACE)
    press(seen, "compare")
    before = paths(seen)
    box = seen.page.locator(".map canvas.grab").bounding_box()
    seen.page.mouse.click(box["x"] + 0.7 * box["width"], box["y"] + 0.3 * box["height"])
    seen.rest()
    after = paths(seen)
    assert after[2:] == before[2:]
    start = seen.stage("s.query.start")
    assert all(path[:2] == pytest.approx(start, rel=1e-6) for path in after[:2])


@pytest.mark.nightly
def test_a_panel_is_about_the_side_of_the_run_in_focus(visit):
    """A's film is A's run on A's ground."""
    first, _, query = comparison()
    seen = visit().open(chapter="memory", lang="en", step="3", panel="film", run="3", **query)
    seen.wait("__stage.frame.film.film && __stage.frame.film.film.optimizer === 'heavy_ball'")
    x = seen.stage("[...s.frame.film.film.values.x.slice(0, 6)]")
    assert x == pytest.approx(first.run()[1].path[:3].ravel().tolist(), rel=1e-6)


@pytest.mark.nightly
def test_eight_runs_are_compared_with_eight_on_two_maps(visit):
    seen = visit().open("adam", chapter="relatives", lang="en", step=9)
    before = paths(seen)
    press(seen, "compare")
    assert seen.stage("s.comparison.layout") == "split"
    turn(seen, "lr")
    both = paths(seen)
    assert len(both) == 16 and both[8:] == before and both[:8] != before
    looks = seen.stage("s.runs.map(({look}) => [look.colour, look.dash, look.marker].join())")
    assert len(set(looks)) == 16
    shown = query_of(seen.page)
    assert shown["pins"] == "9,10,11,12,13,14,15,16"
    assert seen.page.locator("button.overlaid").is_enabled()
    seen.page.get_by_text("The same α for all.").wait_for()
    assert seen.page.locator(".results tbody tr").count() == 8  # of the run in focus: B's


@pytest.mark.nightly
def test_where_there_is_no_room_for_a_pin_the_button_says_so(visit):
    seen = visit().open("adam", chapter="relatives", lang="en", step=9)
    button = seen.page.locator("button.pin_run")
    assert button.is_disabled()
    assert "8" in button.get_attribute("title")


@pytest.mark.nightly
def test_a_comparison_that_can_not_be_read_is_named(visit):
    seen = visit().open(**RACE | {"compare": "sideways", "pins": "7"})
    seen.page.get_by_text("compare=sideways").wait_for()
    assert seen.stage("s.runs.length") == 2
