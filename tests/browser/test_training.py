"""The training lab in a browser: it trains at once, follows its knobs, and can be held."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from optim_core import train
from tests.browser.cases import at_every_size_in_every_language
from tests.browser.tabs import SIZES

KEY = "training"


def facts(seen):
    return seen.figure(KEY, "f.answer.facts")


def lab(visit, size="laptop", **query):
    seen = visit(size).open_figure(KEY, KEY, **{"lang": "en"} | query)
    seen.wait_for("!__figures.training.busy")
    return seen


@at_every_size_in_every_language
def test_it_opens_trained_at_every_size_in_every_language(visit, size, language):
    seen = lab(visit, size, lang=language)
    assert seen.figure(KEY, "f.plots.length") == 4
    assert facts(seen)["epochs"] == 20
    assert f"{100 * facts(seen)['test_accuracy']:.1f}" in seen.page.locator(".live").inner_text()
    assert seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    seen.picture(f"training-{size}-{language}")


@pytest.mark.nightly
def test_curves_and_picture_are_on_screen_without_scrolling(visit):
    seen = lab(visit)
    for place in range(4):
        box = seen.page.locator(".plotview").nth(place).bounding_box()
        assert box["y"] + box["height"] <= SIZES["laptop"][1]
    assert seen.page.locator("[data-knob=seeds]").bounding_box()["y"] < SIZES["laptop"][1]


@pytest.mark.nightly
def test_a_knob_trains_again_and_the_link_restores_it(visit):
    seen = lab(visit)
    seen.page.locator("input[type=range][data-knob=epochs]").press("Home")
    seen.wait_for("__figures.training.answer.facts.epochs === 1")
    seen.page.wait_for_url("**epochs=1&**")
    history = train("mlp", "digits", "adam", epochs=1, knobs={"lr": 0.01})
    assert facts(seen)["test_accuracy"] == pytest.approx(history.test_accuracy[-1])
    again = lab(visit, **dict(parse_qsl(urlsplit(seen.page.url).query)))
    assert facts(again) == facts(seen)


@pytest.mark.nightly
def test_another_data_set_brings_a_network_and_a_picture_of_its_own(visit):
    seen = lab(visit)
    seen.page.locator("select[data-knob=dataset]").select_option("spirals")
    seen.page.wait_for_url("**hidden=16%2C16**")
    seen.wait_for("__figures.training.plots.length === 3 && !__figures.training.busy")
    kinds = seen.figure(KEY, "f.answer.plots[1].traces.map((trace) => trace.type)")
    assert kinds[0] == "heatmap" and set(kinds[1:]) == {"scatter"}
    seen.page.locator("select[data-knob=model] option[value=logistic]").wait_for(state="attached")
    models = seen.page.locator("select[data-knob=model] option").evaluate_all(
        "(options) => options.map((option) => option.value)"
    )
    assert models == ["logistic", "softmax", "mlp"]


def test_it_can_be_held_carried_on_by_one_update_and_given_another_rate(visit):
    seen = lab(visit, epochs=2)
    seen.page.locator("select[data-knob=pace]").select_option("step")
    step = seen.page.locator("[data-tell=step]")
    step.click()
    seen.wait_for("__figures.training.answer.facts.updates === 1")
    seen.page.locator("[data-tell=slower]").click()
    seen.wait_for("__figures.training.answer.facts.rate === 0.005")
    step.click()
    seen.wait_for("__figures.training.answer.facts.updates === 2")
    seen.page.locator("[data-tell=pause]").click()
    seen.wait_for("!__figures.training.busy")
    assert facts(seen)["updates"] == 44 and facts(seen)["rate"] == 0.005
    assert "The learning rate became 0.005" in seen.page.locator(".live").inner_text()


@pytest.mark.nightly
def test_stop_ends_it_where_it_is(visit):
    seen = visit().open_figure(KEY, KEY, lang="en", pace="watch", epochs=200)
    seen.wait_for("__figures.training.answer.facts.updates > 0")
    seen.page.get_by_role("button", name="Stop").click()
    seen.wait_for("!__figures.training.busy")
    updates = facts(seen)["updates"]
    seen.moment()
    assert facts(seen)["updates"] == updates < 4400


@pytest.mark.nightly
def test_a_pinned_run_stays_beside_the_next(visit):
    seen = lab(visit, epochs=3)
    seen.page.get_by_role("button", name="Pin this run").click()
    seen.page.wait_for_url("**pins=**")
    seen.wait_for("__figures.training.answer.table?.[1].length === 2")
    seen.page.locator("input[type=range][data-knob=lr]").press("PageDown")
    seen.wait_for("__figures.training.answer.table?.[1][1][0].startsWith('1: learning rate 0.01')")
    assert len(seen.figure(KEY, "f.answer.table[1]")) == 2


@pytest.mark.nightly
def test_files_that_are_not_there_are_asked_for_and_what_was_there_stays(visit):
    seen = lab(visit)
    before = seen.figure(KEY, "f.painted")
    seen.page.locator("select[data-knob=dataset]").select_option("mnist")
    note = seen.page.locator(".note")
    note.wait_for()
    assert "MNIST is read from files that you have" in note.inner_text()
    assert seen.figure(KEY, "f.painted") == before and seen.figure(KEY, "f.plots.length") == 4


def test_a_table_of_ones_own_is_trained_on_and_bad_rows_are_counted(visit):
    seen = lab(visit, chapter="own")
    rows = [f"{k},{k % 7},{int(k % 7 > 3)}" for k in range(60)]
    table = "\n".join(["size,shape,kind", *rows, "1,x,0"]).encode()
    seen.page.get_by_role("button", name="CSV file").click()
    seen.page.set_input_files(
        "input[type=file]", {"name": "own.csv", "mimeType": "text/csv", "buffer": table}
    )
    seen.page.wait_for_url("**dataset=csv**")
    seen.wait_for("__figures.training.settings.dataset === 'csv' && !__figures.training.busy")
    seen.page.get_by_text("1 row could not be used, the first in line 62").wait_for()
    assert facts(seen)["test_accuracy"] > 0.6


def test_experiment_4_waits_for_start_and_shows_progress(visit):
    seen = visit()
    seen.go(KEY, lang="en", chapter="regularisation", seeds=5)
    seen.wait_for("window.__figures?.regularisation")
    assert seen.figure("regularisation", "f.painted") == 0
    seen.page.get_by_role("button", name="Start").click()
    seen.wait_for("__figures.regularisation.answer?.facts.mlp")
    assert seen.page.locator("table").inner_text().count("98.90 %") == 1
    seen.page.get_by_role("button", name="Stop").click()


def test_the_training_is_saved_as_a_program(visit):
    seen = lab(visit)
    for name, word in (("training.py", "Python script"), ("training.ipynb", "Notebook")):
        with seen.page.expect_download() as saving:
            seen.page.locator(".figure .saver").evaluate("(saver) => { saver.open = true }")
            seen.page.get_by_role("button", name=word, exact=True).click()
        assert saving.value.suggested_filename == name
        assert "def learn_layers(" in saving.value.path().read_text("utf-8")


@pytest.mark.nightly
def test_a_schedule_brings_its_own_sliders(visit):
    seen = lab(visit)
    assert seen.page.locator("[data-knob=staircase_every]").count() == 0
    seen.page.locator("select[data-knob=schedule]").select_option("staircase")
    slider = seen.page.locator("input[type=range][data-knob=staircase_every]")
    slider.wait_for()
    before = facts(seen)["rate"]
    slider.press("End")
    seen.wait_for(f"__figures.training.answer.facts.rate !== {before}")
    seen.wait_for("!__figures.training.busy")
    assert facts(seen)["rate"] == 0.01  # no stair within twenty epochs
