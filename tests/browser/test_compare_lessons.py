"""Pins and comparisons on a lesson's stage: within its sliders, and in the lesson's own link."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from pages.shared.site.words import words
from tests.browser.tabs import SIZES

AHEAD = {"lesson": "momentum", "step": "7", "lang": "en"}
RULER = {"lesson": "rmsprop", "step": "1", "lang": "en"}
STEEPER = {
    "ruler.pins": "1,2",
    "ruler.compare": "split",
    "ruler.b.kappa": "10",
    "ruler.a.kappa": "30",
}
WALLS = "s.runs.map((run) => [...run.path])"


def query_of(page):
    return dict(parse_qsl(urlsplit(page.url).query))


def press(seen, name):
    seen.page.locator(f"button.{name}:visible").click()
    seen.rest()


def turn(seen, key="PageDown"):
    seen.page.locator(".controls input[type=range]").first.press(key)
    seen.rest()


def elsewhere(visit, seen, **changes):
    """The copied link, opened by somebody else."""
    address = seen.stage("s.address.here()")
    return visit().open("lessons", **dict(parse_qsl(urlsplit(address).query)) | changes)


@pytest.mark.nightly
def test_a_pinned_run_of_a_lesson_stays_and_its_link_brings_it_back(visit):
    seen = visit().open("lessons", **AHEAD)
    assert set(query_of(seen.page)) == set(AHEAD)
    press(seen, "pin_run")
    turn(seen)
    kept = {key: text for key, text in query_of(seen.page).items() if key not in AHEAD}
    assert kept == {"ahead.pins": "2", "ahead.b.lr": "0.017", "ahead.1.lr": "0.02"}
    assert seen.page.locator(".chip.pinned").inner_text().strip() == "Nesterov α 0.02"
    other = elsewhere(visit, seen, lang="zh")
    assert other.stage(WALLS) == seen.stage(WALLS)
    assert other.stage("s.runs[0].name") == "重球法"
    press(seen, "unpin_runs")
    assert set(query_of(seen.page)) == set(AHEAD)


@pytest.mark.nightly
@pytest.mark.parametrize("size", SIZES)
def test_two_settings_of_a_lesson_are_compared(visit, size):
    seen = visit(size).open("lessons", **AHEAD)
    before = seen.stage(WALLS)
    press(seen, "compare")
    turn(seen)
    press(seen, "split")
    after = seen.stage(WALLS)
    assert after[2:] == before and after[0] != before[0]
    assert seen.page.locator(".live").inner_text().startswith("From A to B: α 0.02 → 0.017.")
    assert seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert elsewhere(visit, seen, lang="zh").stage(WALLS) == after
    press(seen, "swap")
    assert seen.stage(WALLS) == after[2:] + after[:2]
    assert query_of(seen.page)["ahead.b.lr"] == "0.02"
    seen.page.reload()
    seen.wait("__stage.painted > 0")
    assert seen.stage(WALLS) == after[2:] + after[:2]
    press(seen, "end_compare")
    assert seen.stage(WALLS) == before
    assert set(query_of(seen.page)) == set(AHEAD)


@pytest.mark.nightly
def test_a_comparison_waits_for_the_prediction_about_it(visit):
    seen = visit().go("lessons", **RULER | STEEPER)
    page = seen.page
    page.get_by_text(words("en")["lessons.predict_first"]).wait_for()
    assert page.evaluate("window.__stages === undefined")
    page.get_by_text("exactly as many as before").click()
    page.get_by_role("button", name=words("en")["lessons.commit"]).click()
    seen.wait("__stage.painted > 0 && __stage.comparison.surface && __stage.runs.length === 4")
    assert seen.stage("[s.query.get('surface.condition'), s.query.get('a.surface.condition')]") == [
        "10",
        "30",
    ]
    assert page.locator(".map:visible").count() == 2
    turn(seen, "Home")
    assert query_of(page)["ruler.b.kappa"] == "3"
    press(seen, "undo")
    assert query_of(page)["ruler.b.kappa"] == "10"


@pytest.mark.nightly
def test_a_swap_is_only_offered_where_the_lessons_runs_go_on(visit):
    seen = visit().open("lessons", **AHEAD)
    press(seen, "pin_run")
    press(seen, "compare")
    assert seen.stage("s.comparison.layout") == "overlaid"
    assert seen.page.locator("button.swap:visible").count() == 0
