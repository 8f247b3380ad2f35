"""The page on saddles in a browser: counting stops, a formula is typed, a slope is read off."""

import pytest

from tests.browser.cases import at_every_size_in_every_language


@at_every_size_in_every_language
def test_it_draws_at_every_size_in_every_language(visit, size, language):
    query = {"chapter": "random", "lang": language, "draws": 100_000}
    seen = visit(size).open_figure("saddles", "hessians", **query)
    seen.wait_for("!__figures.hessians.busy")
    assert seen.figure("hessians", "f.plots.map((view) => view.plot.data.length)") == [6, 2]
    assert seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    seen.picture(f"saddles-{size}-{language}")


@pytest.mark.nightly
def test_counting_shows_how_far_it_is_and_can_be_stopped(visit):
    seen = visit().open_figure(
        "saddles", "hessians", chapter="random", lang="en", draws=1_000_000_000
    )
    seen.wait_for("__figures.hessians.answer.progress > 0")
    seen.page.get_by_role("button", name="Stop").click()
    seen.wait_for("!__figures.hessians.busy")
    counted = seen.figure("hessians", "f.answer.facts.draws")
    seen.moment()
    assert seen.figure("hessians", "f.answer.facts.draws") == counted < 1_000_000_000


def test_a_typed_formula_is_classified_and_one_that_cannot_be_read_changes_nothing(visit):
    seen = visit().open_figure("saddles", "stationary", chapter="points", lang="en")
    box = seen.page.locator("input[data-knob=formula]")
    box.fill("sin(x)*sin(y)")
    box.press("Enter")
    seen.wait_for("__figures.stationary.answer.facts.saddle === 9")
    seen.page.wait_for_url("**formula=sin**")
    seen.rest()
    box.fill("sin(x)*2y")
    box.press("Enter")
    note = seen.page.locator(".note")
    note.wait_for(state="visible")
    assert "column 9" in note.inner_text() and "2*y" in note.inner_text()
    seen.moment()  # the page could run again
    seen.idle()
    assert note.is_visible() and box.input_value() == "sin(x)*2y"
    assert seen.figure("stationary", "f.answer.facts.saddle") == 9
    assert "2y" not in seen.page.url


def test_beside_the_map_slope_and_loss_follow_the_step(visit):
    seen = visit().open("saddles", chapter="plateau", lang="en")
    seen.wait("__stage.frame.plotted.plots.length === 2")
    losses = seen.stage("[...s.frame.plotted.plots[0].plot.data[0].y]")
    norms = seen.stage("[...s.frame.plotted.plots[1].plot.data[0].y]")
    assert min(losses) > 0.9 and max(norms) < 0.05
    seen.page.locator(".chip").first.click()
    seen.wait("Math.min(...__stage.frame.plotted.plots[0].plot.data[0].y) < 0.01")
    assert not seen.page.locator(".plotview .cursor").first.get_attribute("hidden")
