"""The RMSprop page in a browser: squares and stems follow the scrubber, the ravine turns."""

import numpy as np
import pytest
from playwright.sync_api import expect

from optim_core import Run, Scenario
from tests.browser.cases import at_every_size_in_every_language
from tests.choosing import chosen

RAVINE = Scenario(
    surface="quadratic",
    surface_knobs={"condition": 30},
    runs=(Run("sgd", {"lr": 0.065}), Run("rmsprop", {"lr": 0.065, "beta": 0.99})),
)
SQUARES = "s.frame.squares.shown"


@at_every_size_in_every_language
def test_it_draws_at_every_size_in_every_language(visit, size, language):
    seen = visit(size).open("rmsprop", chapter="squares", lang=language, step=12)
    seen.wait("__stage.frame.squares.shown?.update === 12")
    assert seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    seen.picture(f"rmsprop-{size}-{language}")


@pytest.mark.nightly
@chosen("chapter", ["weights", "epsilon", "axes", "turned", "film"], by_day=["epsilon"])
def test_every_chapter_draws_in_the_dark(visit, chapter):
    seen = visit(color_scheme="dark").open("rmsprop", chapter=chapter, lang="en", step=20)
    seen.settled()
    panel = seen.stage("s.view.panel")
    assert seen.page.locator(f'[data-panel="{panel}"][aria-selected="true"]').count() == 1
    expect(seen.page.locator(".panel > :visible")).to_have_count(1)
    seen.picture(f"rmsprop-{chapter}-dark")


def test_the_squares_are_the_runs_own_at_every_step(visit):
    [_, done] = RAVINE.run()
    seen = visit().open("rmsprop", chapter="squares", lang="en", step=3)
    seen.wait("__stage.frame.squares.shown?.update === 3")
    for update in (3, 4):
        shown = seen.stage(SQUARES)
        np.testing.assert_allclose(shown["area"], done.memory["s"][update + 1], rtol=1e-12)
        np.testing.assert_allclose(shown["g"], done.grad[update], rtol=1e-12)
        seen.page.locator(".stage").focus()
        seen.page.keyboard.press("ArrowRight")
        seen.wait(f"__stage.frame.squares.shown.update === {update + 1}")


@pytest.mark.nightly
def test_both_squares_are_drawn_to_one_scale_and_fit(visit):
    seen = visit().open("rmsprop", chapter="squares", lang="en", step=0)
    seen.wait("__stage.frame.squares.shown")
    longest = seen.stage(
        f"Math.max(...{SQUARES}.area.map(Math.sqrt), ...{SQUARES}.g.map(Math.abs))"
    )
    width = seen.stage("s.frame.squares.chart.clientWidth")
    assert 0.15 * width < longest * seen.stage("s.frame.squares.scale") < 0.5 * width


@pytest.mark.nightly
def test_a_run_without_squares_says_so(visit):
    seen = visit().open("rmsprop", chapter="squares", lang="en", run=0)
    caption = seen.page.locator(".panel .stack:visible .caption")
    caption.get_by_text("Gradient descent divides by no root").wait_for()


@pytest.mark.nightly
def test_the_stems_follow_the_slider_and_add_up(visit):
    seen = visit().open("rmsprop", chapter="weights", lang="en", step=9)
    caption = seen.page.locator(".panel .stack:visible .caption")
    caption.get_by_text(f"10 weights add up to {1 - 0.9**10:.3g}").wait_for()
    seen.page.locator("input[type=range][data-knob=beta]").press("Home")
    caption.get_by_text("the newest g² counts 1,").wait_for()
    seen.page.wait_for_url("**beta=0&**")


@pytest.mark.nightly
def test_turning_the_valley_moves_the_mark_on_the_curve(visit):
    seen = visit().open("rmsprop", chapter="turned", lang="en", step=200)
    seen.wait("__stage.frame.plotted.answer?.name === 'rotations'")
    before = seen.stage("s.frame.plotted.answer.sentence")
    seen.page.locator("input[type=range][data-knob='surface.rotation']").press("ArrowLeft")
    seen.page.wait_for_function(
        "(before) => __stage.frame.plotted.answer.sentence !== before", arg=before
    )
    steps = seen.stage("s.runs[1].reached")
    seen.page.get_by_text(f"RMSprop {steps} steps (along the axes").wait_for()
