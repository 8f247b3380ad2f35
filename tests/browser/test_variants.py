"""Samplings in a browser: they race, a batch shows its own bowl, and the clock can be changed."""

from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pytest

from optim_core import Scenario
from optim_core.batches import members
from tests.browser.cases import at_every_size_in_every_language
from tests.choosing import chosen


def query_of(seen):
    return dict(parse_qsl(urlsplit(seen.page.url).query))


def open_stage(visit, chapter, size="laptop", **query):
    return visit(size).open("variants", chapter=chapter, **{"lang": "en", **query})


BATCH = """(step) => {
  const batch = window.__stage?.frame.fit.batch;
  return batch?.members && batch.step === step && [...batch.members];
}"""


def at_step(seen, step):
    return seen.page.wait_for_function(BATCH, arg=step).json_value()


@at_every_size_in_every_language
def test_four_samplings_race_at_every_size_in_every_language(visit, size, language):
    seen = open_stage(visit, "samplings", size, lang=language, step=60)
    assert len(at_step(seen, 60)) == 64
    assert seen.stage("s.runs.map((run) => run.batch)") == [442, 64, 1, 64]
    assert seen.stage("s.frame.fit.count") == 442
    assert seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    seen.picture(f"variants-{size}-{language}")


def test_a_step_forward_shows_the_next_batch_and_its_bowl(visit):
    seen = open_stage(visit, "batch", step=5)
    scenario = Scenario.from_query(dict(parse_qsl(seen.stage("s.query.toString()"))))[0]
    bowls = []
    for step in (5, 6):
        if step > 5:
            seen.page.locator(".stage").press("ArrowRight")
        assert at_step(seen, step) == members("shuffle", 8, 442, scenario.seed, step).tolist()
        bowls.append(seen.stage("s.frame.fit.batch.lines.flat(2)"))
        assert len(bowls[-1]) > 400
    assert bowls[0] != bowls[1]
    seen.page.get_by_text("update 7: its batch has 8 of 442").wait_for()


@pytest.mark.nightly
def test_dragging_the_batch_size_changes_batches_and_address(visit):
    seen = open_stage(visit, "batch", step=5)
    seen.page.locator("input[type=range][data-knob=batch]").press("Home")
    seen.wait("__stage.frame.fit.batch?.size === 1")
    seen.page.wait_for_url("**batch=1&**")
    assert seen.stage("s.runs[0].name").endswith("B = 1")
    again = visit().open("variants", **query_of(seen))
    np.testing.assert_array_equal(
        again.stage("[...s.runs[0].path]"), seen.stage("[...s.runs[0].path]")
    )


@pytest.mark.nightly
def test_the_clock_of_the_curves_can_be_changed(visit):
    seen = open_stage(visit, "axes", step=600)
    select = seen.page.locator("select[aria-label='Horizontal axis']")
    ends = {}
    for unit in ("update", "epoch", "sample", "second"):
        select.select_option(unit)
        seen.wait(f"__stage.frame.loss.unit === '{unit}'")
        if unit == "second":
            seen.wait("__stage.runs.every((run) => run.seconds > 0)")
        ends[unit] = seen.stage("s.runs.map((run) => s.frame.loss.x.at(run, 600))")
        assert f"unit={unit}" in seen.page.url
    assert len(set(ends["update"])) == 1
    for unit in ("epoch", "sample", "second"):
        full, some, one = ends[unit]
        assert full > some > one


@pytest.mark.nightly
def test_choosing_another_run_looks_at_its_batch(visit):
    seen = open_stage(visit, "samplings", step=10)
    at_step(seen, 10)
    seen.page.locator(".chip").nth(0).click()
    seen.wait("__stage.frame.fit.batch?.whole === true")
    assert seen.stage("s.frame.fit.batch.lines") == []
    seen.page.locator(".chip").nth(2).click()
    seen.wait("__stage.frame.fit.batch?.size === 1")


@chosen(
    ("chapter", "name"),
    [
        ("regression", "notes_line"),
        ("replacement", "notes_replacement"),
        ("digits", "notes_digits"),
        ("cloud", "gradient_cloud"),
        ("hardware", "epoch_time"),
    ],
    by_day=[("replacement", "notes_replacement")],
)
def test_every_figure_draws(visit, chapter, name):
    seen = visit().open_figure("variants", name, chapter=chapter, lang="en")
    seen.wait_for(f"window.__figures.{name}.answer.progress == null")
    assert all(seen.figure(name, "f.plots.map((view) => view.plot.data.length > 0)"))
    assert seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    seen.picture(f"variants-{chapter}")


@pytest.mark.nightly
def test_pressing_on_the_plot_of_noise_chooses_the_batch(visit):
    seen = visit().open_figure("variants", "gradient_cloud", chapter="cloud", lang="en")
    box = seen.page.locator(".plotview").nth(1).bounding_box()
    seen.page.mouse.click(box["x"] + 0.8 * box["width"], box["y"] + 0.5 * box["height"])
    seen.wait_for("window.__figures.gradient_cloud.answer.facts.batch > 50")
    seen.page.wait_for_url("**batch=**")
