"""Controls show the run that is drawn, whoever changed it: a chapter, Back, a slide, a lesson."""

import contextlib
import itertools
import json

import pytest
from playwright.sync_api import TimeoutError

from pages.shared.site.words import words
from tests.choosing import chosen

PAGES = ("momentum", "rmsprop", "adam", "variants", "decay", "saddles", "averages", "training")
CHAPTERS = ".st-key-chapter button"
PARTS = "[...Object.values(window.__stages || {}), ...Object.values(window.__figures || {})]"
HERE = f"{PARTS}.filter((part) => part.node.isConnected)"
# [[key, what its control shows, what is drawn, what the address says], …], each as text.
SHOWN = """HERE
  .flatMap((part) => {
    const said = part.data.address ? location.search : part.query.toString();
    const address = new URLSearchParams(said);
    const { rows, startRow } = (part.frame?.sliders || part).controls;
    const start = startRow ? [["start", startRow.boxes.map((box) => box.value).join(",")]] : [];
    const shown = ({ spec, box, input }) => [spec.keys[0],
      box?.type === "checkbox" ? String(Number(box.checked)) : box ? box.value
        : input?.tagName === "SELECT" ? input.value
        : input?.querySelector("[aria-pressed=true]")?.dataset.value];
    return [...start, ...rows.map(shown)].filter(([key, text]) => key && text !== undefined)
      .map(([key, text]) => [key, text, part.query.get(key), address.get(key) ?? text]);
  })""".replace("HERE", HERE)
# Python and JavaScript write some numbers differently; they mean the same.
MEANING = "(text) => text.split(',').map((part) => (isNaN(part) ? part : Number(part))).join()"
AGREES = f"([_, ...texts]) => new Set(texts.map({MEANING})).size === 1"


def agree(seen):
    """Whatever happened just now: soon all that is shown is what is drawn, and in the address."""
    with contextlib.suppress(TimeoutError):
        seen.wait_for(f"{HERE}.length && {SHOWN}.every({AGREES})")
    assert seen.page.evaluate(f"{SHOWN}.filter((each) => !({AGREES})(each))") == [], seen.page.url


def begin(visit, page, **query):
    seen = visit().go(page, lang="en", **query)
    seen.wait_for(f"{PARTS}.some((part) => part.painted > 0)")
    agree(seen)
    return seen


def chapter(seen):
    return seen.page.evaluate("new URLSearchParams(location.search).get('chapter')")


def moved_on(seen, act):
    """Another chapter is open after `act`, and its controls agree."""
    before = chapter(seen)
    act()
    seen.wait_for(f"new URLSearchParams(location.search).get('chapter') !== {json.dumps(before)}")
    agree(seen)


def walk(seen, places):
    for place in places:
        moved_on(seen, seen.page.locator(CHAPTERS).nth(place).click)


@chosen("page", PAGES, by_day=["averages"])
def test_forth_and_back_through_the_chapters(visit, page):
    seen = begin(visit, page)
    count = seen.page.locator(CHAPTERS).count()
    walk(seen, [*range(1, count), *range(count - 2, -1, -2)])
    moved_on(seen, seen.page.go_back)
    moved_on(seen, seen.page.go_back)
    moved_on(seen, seen.page.go_forward)


@pytest.mark.nightly
@pytest.mark.parametrize("page", PAGES)
def test_from_every_chapter_to_every_other(visit, page):
    seen = begin(visit, page)
    count = seen.page.locator(CHAPTERS).count()
    for first, last in itertools.pairwise(range(count)):
        walk(
            seen,
            [place for other in range(last, count) for place in (other, first)][2 * (not first) :],
        )
        walk(seen, [last])


@pytest.mark.nightly
@pytest.mark.parametrize("page", ["momentum", "adam"])
def test_on_every_slide(visit, page):
    seen = begin(visit, page, view="lecture")
    slides = seen.page.evaluate("__deck.data.titles.length")
    for key, times in (("PageDown", slides - 1), ("PageUp", 2)):
        for _ in range(times):
            moved_on(seen, lambda key=key: seen.page.keyboard.press(key))


def test_what_is_being_typed_stays_and_what_was_entered_follows(visit):
    seen = begin(visit, "momentum")
    box = seen.page.get_by_role("spinbutton").first
    box.fill("0.0123")
    seen.page.evaluate("__stage.restore(__stage.query.toString())")
    assert box.input_value() == "0.0123"
    box.press("Enter")
    agree(seen)
    box.focus()
    seen.page.locator("button.undo").evaluate("(button) => button.click()")
    agree(seen)
    assert box.input_value() == "0.06"


@pytest.mark.nightly
def test_a_case_that_a_lesson_shows(visit):
    seen = begin(visit, "lessons", lesson="momentum")
    case = words("en")["lessons.show_me"]
    for _ in range(8):
        shown = seen.page.get_by_role("button", name=case)
        if shown.count():
            break
        seen.page.get_by_role("button", name=words("en")["lessons.next"]).first.click()
        seen.rest()
    shown.first.click()
    agree(seen)
