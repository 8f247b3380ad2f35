"""The page on averages in a browser: it draws, follows slider and pointer, and is restored."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from optim_core import ewa
from optim_core.series import temperature
from pages.shared.site.words import LANGUAGES, fill, words
from tests.browser.cases import at_every_size_in_every_language
from tests.choosing import chosen

KEY = "averages"


def facts(seen):
    return seen.figure(KEY, "f.answer.facts")


@at_every_size_in_every_language
def test_it_draws_at_every_size_in_every_language(visit, size, language):
    seen = visit(size).open_figure(KEY, KEY, chapter="start", lang=language)
    assert seen.figure(KEY, "f.plots.map((view) => view.plot.data.length)") == [4, 1]
    assert f"{facts(seen)['first']:.3g}" in seen.page.locator(".live").inner_text()
    assert seen.page.locator("[data-testid=stSidebarNav]").count() == 0
    assert seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    seen.picture(f"averages-{size}-{language}")


def test_a_slider_changes_the_average_and_the_address(visit):
    seen = visit().open_figure(KEY, KEY, chapter="weights", lang="en")
    seen.page.locator("input[type=range][data-knob=beta]").press("End")
    seen.wait_for(f"__figures.{KEY}.answer.facts.beta === 0.999")
    seen.page.wait_for_url("**beta=0.999**")
    average = ewa(temperature(), 0.999)[199]
    assert facts(seen)["average"] == pytest.approx(average, rel=1e-12)
    again = visit().open_figure(KEY, KEY, **dict(parse_qsl(urlsplit(seen.page.url).query)))
    assert facts(again) == facts(seen)


def test_pressing_on_a_day_looks_at_that_day(visit):
    seen = visit().open_figure(KEY, KEY, chapter="weights", lang="en")
    box = seen.page.locator(".plotview").first.bounding_box()
    seen.page.mouse.click(box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"])
    seen.wait_for(f"__figures.{KEY}.answer.facts.day !== 200")
    day = facts(seen)["day"]
    assert 120 < day < 240
    seen.page.wait_for_url(f"**day={day}**")


@chosen("language", LANGUAGES, by_day=["zh"])
def test_a_file_is_asked_for_in_the_viewers_language(visit, language):
    """Streamlit's own words are English: they are not seen, and what is seen is heard, too."""
    seen = visit().open_figure("averages", "averages", lang=language, chapter="own")
    zone = seen.page.locator('[data-testid="stFileUploaderDropzone"]')
    zone.wait_for()
    assert zone.get_by_role("button", name=words(language)["site.choose_file"]).count()
    theirs = zone.locator("button [data-testid=stMarkdownContainer]").bounding_box()
    assert theirs["width"] <= 1 and theirs["height"] <= 1
    limit = zone.locator('[data-testid="stFileUploaderDropzoneInstructions"] > div')
    told = limit.evaluate("(node) => getComputedStyle(node, '::after').content")
    assert told == f'"{fill(words(language)["site.most_size"], {"size": 1})}"'
