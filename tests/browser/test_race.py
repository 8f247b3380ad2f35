"""The race in a browser: pinned runs are faint, each run has its sliders, the map can be hidden."""

import numpy as np
import pytest

from optim_core import Run, Scenario
from optim_core.results import lowest
from pages.shared.site.words import LANGUAGES, fill, words
from tests.browser.cases import at_every_size_in_every_language
from tests.choosing import chosen

RACE = Scenario(surface="himmelblau", steps=60, runs=(Run("adam"), Run("sgd", {"lr": 0.01})))
PINNED = RACE.to_query() | {"pins": "1", "lang": "en", "step": "40"}


@at_every_size_in_every_language
def test_it_draws_at_every_size_in_every_language(visit, size, language):
    seen = visit(size).open("race", **PINNED | {"lang": language, "panel": "results"})
    seen.page.wait_for_selector(".results td")
    assert seen.page.locator(".results tbody tr").count() == 2
    assert seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    seen.picture(f"race-{size}-{language}")


@pytest.mark.nightly
def test_a_pinned_run_is_faint_and_stays_while_the_other_turns(visit):
    seen = visit().open("race", **PINNED)
    assert seen.stage("s.runs.map((run) => run.strength < 1)") == [True, False]
    before = seen.stage("[[...s.runs[0].path], [...s.runs[1].path]]")
    seen.page.locator('input[type=range][data-knob="lr"]').press("ArrowRight")
    seen.wait("__stage.query.number('lr.2') > 0.01")
    seen.wait_for("new URL(location).searchParams.get('lr.2') > 0.01")
    seen.answered()
    after = seen.stage("[[...s.runs[0].path], [...s.runs[1].path]]")
    assert after[0] == before[0] and after[1] != before[1]


def test_the_sliders_are_those_of_the_run_in_focus(visit):
    seen = visit().open("race", **PINNED)
    knobs = "[...document.querySelectorAll('.controls [data-knob]')].map((e) => e.dataset.knob)"
    assert seen.page.evaluate(knobs)[:1] == ["lr"]
    seen.page.locator(".chip").first.click()
    assert "lr" not in seen.page.evaluate(knobs)  # it is pinned
    seen.page.wait_for_url("**run=0**")


@pytest.mark.nightly
def test_the_map_can_be_hidden_but_for_the_slope(visit):
    seen = visit().open("race", **PINNED)
    seen.page.get_by_role("button", name="What it sees").click()
    seen.wait("__stage.frame.slope.grad")
    seen.page.wait_for_url("**mode=slope**")
    hidden = "getComputedStyle(document.querySelector('.blind .contourlayer')).visibility"
    assert seen.page.evaluate(hidden) == "hidden"
    [run] = RACE.runs[1:]
    gradient = RACE.run_one(run).grad
    seen_slope = seen.stage("s.frame.slope.at(40).slope")
    assert seen_slope == pytest.approx(gradient[40].tolist(), rel=1e-6)
    seen.picture("race-slope")


@pytest.mark.nightly
def test_who_pins_in_the_browser_goes_on_with_a_copy(visit):
    seen = visit().open("race", lang="en", **RACE.to_query())
    seen.page.get_by_role("button", name="Pin").click()
    seen.wait("__stage.runs.length === 4")
    assert seen.stage("s.runs.map((run) => run.strength < 1)") == [True, True, False, False]
    assert "pins=1" in seen.page.url


@pytest.mark.nightly
@chosen("language", LANGUAGES, by_day=["zh"])
def test_a_control_without_effect_says_so(visit, language):
    """Without noise there is nothing that a seed could draw; then there is."""
    seen = visit().open("race", lang=language)
    said = fill(words(language)["stage.idle"], {"symbol": "σ", "value": "0"})
    idle = seen.page.locator(".row.idle")
    idle.wait_for()
    assert idle.inner_text().endswith(said)
    seen.page.locator('input[data-knob="noise"]').press("End")
    seen.wait("__stage.query.number('noise') > 0 && !document.querySelector('.idle')")


def test_the_logarithmic_curve_goes_on_as_far_as_the_runs_own_numbers(visit):
    run = Run("heavy_ball", {"lr": 0.05, "beta": 0.5})
    fit = Scenario("diabetes_bmi", {"shift": 0.0}, start=(-1.5, 2.0), steps=400, runs=(run,))
    seen = visit().open("race", **fit.to_query(), lang="en", panel="loss", step=400)
    for axis in ("Linear", "Log"):
        seen.page.get_by_role("button", name=f"{axis} axis").click()
        seen.wait(f"__stage.view.axis === '{axis.lower()}'")
    seen.frames()
    [expected] = fit.run()
    height = "Array.from(s.runs[0].loss, (_, step) => s.frame.loss.height(s.runs[0], step))"
    above = expected.loss - lowest(fit)
    np.testing.assert_allclose(seen.stage(height), above, rtol=1e-6)
    at_30, at_50 = seen.stage(f"[30, 50].map((step) => s.frame.loss.y({height}[step]))")
    assert at_50 > at_30 + 30  # pixels: the rounding that it showed was level
