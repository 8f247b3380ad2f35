"""The first page in a browser: its miniatures live, open their pages, and lead back."""

import pytest

from pages.shared.site.words import words
from tests.browser.cases import at_every_size_in_every_language

DRAWN = """[...__gallery.canvases.values()].map((canvas) => {
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  return pixels.some((value, place) => place % 4 === 3 && value > 200);
})"""


def opened(seen, **query):
    seen.go("", **query)
    seen.wait_for("window.__gallery?.shown > 0.5")
    return seen


@at_every_size_in_every_language
def test_every_miniature_draws(visit, size, language):
    seen = opened(visit(size, motion=True), lang=language)
    drawn = seen.page.evaluate(DRAWN)
    assert drawn and all(drawn)
    assert len(drawn) == seen.page.locator(".gallery .card").count()
    assert seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    seen.picture(f"home-{size}-{language}")


@pytest.mark.nightly
def test_a_card_opens_its_page_in_the_same_language(visit):
    seen = opened(visit(), lang="zh")
    seen.page.locator(".card[data-page=averages]").click()
    seen.page.wait_for_url("**/averages?lang=zh**")
    seen.page.get_by_role("heading", name=words("zh")["averages.memory.title"]).wait_for()


def test_it_leads_back_to_where_one_was(visit):
    seen = visit().open_figure("averages", "averages", chapter="start", day=33, lang="en")
    place = seen.page.url
    opened(seen, lang="en")
    seen.page.locator(".gallery .again").click()
    seen.wait_for("window.__figures?.averages?.answer?.facts.day === 33")
    assert seen.page.url == place


@pytest.mark.nightly
def test_it_rests_where_less_motion_is_wished(visit):
    seen = visit(motion=False)
    seen.go("", lang="en")
    seen.wait_for("window.__gallery?.frames === 1")
    seen.moment()
    assert seen.page.evaluate("__gallery.frames") == 1
