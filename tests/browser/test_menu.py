"""The menu of all pages: links that load nothing anew, worked by mouse and by keys."""

import pytest

from pages.shared.site.words import words
from tests.browser.cases import at_every_size_in_every_language
from tests.pages.opening import PAGES

HERE = ".st-key-menu .here"
OPEN = ".pages:popover-open"


@pytest.fixture
def seen(visit):
    return visit().open(chapter="memory", lang="en", step=5)


@at_every_size_in_every_language
def test_every_page_is_on_it_and_in_view(visit, size, language):
    seen = visit(size).open(lang=language)
    seen.page.locator(HERE).click()
    seen.page.locator(OPEN).wait_for()
    shown = seen.page.locator(f"{OPEN} a").all_text_contents()
    assert sorted(shown) == sorted(words(language)[f"{page}.title"] for page in PAGES)
    box = seen.page.locator(OPEN).bounding_box()
    assert box["x"] >= 0 and box["y"] >= 0
    assert box["x"] + box["width"] <= seen.page.viewport_size["width"]
    assert box["y"] + box["height"] <= seen.page.viewport_size["height"]


def test_a_page_is_opened_without_a_reload_and_back_leads_back(seen):
    before = seen.page.url
    seen.page.evaluate("window.mark = 1")
    seen.page.locator(HERE).click()
    seen.page.get_by_role("link", name="Adam").click()
    seen.page.wait_for_url("**/adam?lang=en**")
    seen.page.locator(HERE, has_text="Adam").wait_for()
    seen.page.locator(OPEN).wait_for(state="detached")
    seen.page.go_back()
    seen.page.locator(HERE, has_text="Momentum").wait_for()
    assert seen.page.url == before
    assert seen.page.evaluate("window.mark") == 1


def test_it_is_worked_by_keys(seen):
    seen.page.locator(HERE).focus()
    seen.page.keyboard.press("Enter")
    seen.page.locator(OPEN).wait_for()
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("document.activeElement.textContent") == words("en")["home.title"]
    seen.page.keyboard.press("Escape")
    seen.page.locator(OPEN).wait_for(state="detached")
    assert seen.page.evaluate("document.activeElement.className") == "here"


def test_it_begins_the_lecture_where_one_is(seen):
    seen.page.locator(HERE).click()
    seen.page.locator(f"{OPEN} .lecture").click()
    seen.page.wait_for_url("**view=lecture**")
    assert "chapter=memory" in seen.page.url


IN_VIEW = """(() => {
  const chosen = document.querySelector(".st-key-chapter [role=radio][aria-checked=true]");
  const [own, strip] = [chosen, chosen.closest(".st-key-chapter")]
    .map((node) => node.getBoundingClientRect());
  const whole = strip.left <= own.left && own.right <= strip.right;
  return whole && chosen.innerText.startsWith(`${%d} `);
})()"""


def test_the_chosen_chapter_is_in_view_among_many(visit):
    seen = visit().go("momentum", lang="en", chapter="printed").settled()
    seen.wait_for(IN_VIEW % 7)
    for place in (6, 5, 4, 3, 2, 1):
        seen.page.get_by_role("button", name=f"← {place}").click()
        seen.wait_for(IN_VIEW % place)
