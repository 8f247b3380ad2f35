"""The page on claims in a browser: a guess, dots seed by seed, a verdict, and what overturns it."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from optim_core import CLAIMS
from pages.shared.site.words import words
from tests.browser.cases import at_every_size_in_every_language

KEY = "claims"
DONE = f"window.__figures?.{KEY}?.answer?.facts?.done && __figures.{KEY}.painted > 0"
DOTS = "f.plots[0].plot.data.filter((d) => d.marker?.size === 5).map((d) => d.x.length)"


def facts(seen):
    return seen.figure(KEY, "f.answer.facts")


def measured(claim, **knobs):
    """The verdict of the core itself."""
    return CLAIMS[claim].verdict(list(CLAIMS[claim].experiment(knobs)))


@at_every_size_in_every_language
def test_a_verdict_is_drawn_at_every_size_in_every_language(visit, size, language):
    seen = visit(size)
    seen.go("claims", claim="adam_faster", guess="holds", seeds=6, lang=language)
    seen.wait_for(DONE)
    found = measured("adam_faster", seeds=6)
    assert facts(seen)["outcome"] == found.outcome
    assert facts(seen)["wins"] == found.wins
    said = words(language)[f"claims.say_{found.outcome}"]
    assert said in seen.page.locator(".live").inner_text()
    [dots] = seen.figure(KEY, DOTS)
    assert dots == found.n
    assert seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    seen.picture(f"claims-{size}-{language}")


def test_from_the_list_by_a_guess_to_a_verdict_and_back(visit):
    seen = visit()
    seen.go("claims", lang="en")
    seen.page.locator("button", has_text="Test claim 8").click()
    seen.page.locator("button", has_text="it depends").click()
    seen.wait_for(DONE)
    found = measured("correction_not_worth_it")
    assert facts(seen)["outcome"] == found.outcome
    seen.page.wait_for_url("**guess=depends**")
    seen.page.locator("button", has_text="All claims").click()
    seen.page.locator("button", has_text="Look at claim 8 again").wait_for()
    seen.page.get_by_text(f"{found.wins} of {found.n} pairs won").wait_for()


@pytest.mark.nightly
def test_a_knob_overturns_a_setting_and_the_address_restores_it(visit):
    seen = visit()
    query = {"claim": "correction_not_worth_it", "where": "first.same", "seeds": 10}
    seen.go("claims", guess="holds", lang="en", **query)
    seen.wait_for(DONE)
    assert facts(seen)["sides"] == {"first.same": "for"}
    seen.page.locator("input[type=range][data-knob=lr]").press("End")
    seen.wait_for(f"{DONE} && __figures.{KEY}.settings.lr !== '0.1'")
    seen.page.wait_for_url("**lr=1**")
    seen.wait_for(f"__figures.{KEY}.answer.facts.sides['first.same'] === 'against'")
    again = visit()
    again.go("claims", **dict(parse_qsl(urlsplit(seen.page.url).query)))
    again.wait_for(DONE)
    assert facts(again) == facts(seen)


@pytest.mark.nightly
def test_stop_leaves_what_was_measured_and_calls_it_no_verdict(visit):
    seen = visit()
    query = {"claim": "l2_and_decay_best", "guess": "holds", "seeds": 200, "lang": "en"}
    seen.go("claims", **query)
    seen.wait_for(f"window.__figures?.{KEY}?.answer?.facts?.pairs > 8")
    seen.page.get_by_role("button", name="Stop").click()
    seen.wait_for(f"!__figures.{KEY}.busy")
    assert not facts(seen)["done"]
    assert "the verdict comes when all of them are" in seen.page.locator(".live").inner_text()
