"""The Adam page in a browser: first steps, both memories, and a race that says its terms."""

import pytest
from playwright.sync_api import expect

from tests.browser.cases import at_every_size_in_every_language
from tests.choosing import chosen


def panel(seen, name):
    seen.wait(f"__stage.frame.plotted.answer?.name === {name!r}")
    return seen.stage("s.frame.plotted.answer")


@at_every_size_in_every_language
def test_it_draws_at_every_size_in_every_language(visit, size, language):
    seen = visit(size).open("adam", chapter="fair", lang=language, step=30)
    assert len(panel(seen, "fair")["table"][1]) == 8
    assert seen.page.locator(".panel .results tr").count() == 9
    assert seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    seen.picture(f"adam-{size}-{language}")


@pytest.mark.nightly
@chosen(
    "chapter",
    ["chain", "start", "moments", "beta2", "relatives", "film"],
    by_day=["relatives"],
)
def test_every_chapter_draws_in_the_dark(visit, chapter):
    seen = visit(color_scheme="dark").open("adam", chapter=chapter, lang="en", step=20)
    expect(seen.settled().page.locator(".panel > :visible")).to_have_count(1)
    seen.picture(f"adam-{chapter}-dark")


def test_the_first_ten_steps_follow_the_slider(visit):
    seen = visit().open("adam", chapter="start", lang="en", step=10)
    facts = panel(seen, "first_steps")["facts"]
    assert facts["predicted"][3] == pytest.approx(10**0.5)
    assert facts["first"] == pytest.approx(facts["predicted"], rel=1e-5)
    seen.page.locator("input[type=range][data-knob=beta2]").press("Home")
    seen.wait("__stage.frame.plotted.answer.facts.predicted[3] < 0.2")
    seen.page.get_by_text("the first step is 0.1 α").wait_for()


def test_the_stems_of_both_memories_are_those_of_their_beta(visit):
    seen = visit().open("adam", chapter="chain", lang="en", step=9)
    caption = seen.page.locator(".panel .stack:visible .caption")
    caption.get_by_text("v: the newest g² counts 0.001").wait_for()
    text = caption.inner_text()
    assert f"10 weights add up to {1 - 0.9**10:.3g}" in text
    assert f"10 weights add up to {1 - 0.999**10:.3g}" in text
    seen.page.locator(".chip").first.click()
    caption.get_by_text("v: the newest g counts 0.1").wait_for()


@pytest.mark.nightly
def test_another_fairness_is_another_race_and_in_the_address(visit):
    seen = visit().open("adam", chapter="fair", lang="en", step=30)
    tuned = panel(seen, "fair")["facts"]["rates"]
    assert len(set(tuned)) > 4
    seen.page.get_by_role("radio", name="same α").or_(
        seen.page.get_by_role("button", name="same α")
    ).first.click()
    seen.page.wait_for_url("**fairness=same**")
    seen.wait("new Set(__stage.frame.plotted.answer.facts.rates).size === 1")


def test_a_correction_switched_off_changes_the_film(visit):
    seen = visit().open("adam", chapter="film", lang="en", step=0)
    seen.wait("__stage.frame.film.film")
    assert seen.stage("s.frame.film.pair('m_hat')[0]") == pytest.approx(-4.0)
    seen.page.locator(".row.switch").first.click()
    seen.wait("__stage.frame.film.film.knobs.correct_m === 0")
    assert seen.stage("s.frame.film.pair('m_hat')[0]") == pytest.approx(-0.4)
