"""The race: choosing surface and runs, pinning them, and a table that the runs bear out."""

from urllib.parse import parse_qsl

import numpy as np
import pytest

from optim_core import OPTIMIZERS, SURFACES, Run, Scenario, descend
from optim_core.results import results
from pages.shared.site import pins
from pages.shared.site.words import LANGUAGES, translator
from pages.shared.stage import panels
from tests.pages.opening import components, opened
from tests.pages.test_answers import ask

RACE = Scenario(surface="beale", runs=(Run("sgd", {"lr": 0.01}), Run("adam")), steps=60)


def race(**query):
    app = opened("race", **{"lang": "en"} | query)
    assert not app.exception
    return app


def data_of(app):
    return components(app)[0]


def captions(app):
    return " ".join(caption.value for caption in app.caption)


def scenario_of(app):
    query = dict(parse_qsl(data_of(app)["query"]))
    pins.take(query)
    scenario, problems = Scenario.from_query(query)
    assert problems == ()
    return scenario


def pinned(app):
    return dict(parse_qsl(data_of(app)["query"])).get("pins")


def test_pinning_keeps_the_runs_and_goes_on_with_copies():
    app = race(**RACE.to_query()).button(key="pin").click().run()
    assert app.query_params["pins"] == "1,2"
    data = data_of(app)
    assert scenario_of(app).runs == RACE.runs * 2
    assert pinned(app) == "1,2"
    assert data["names"] == ["Gradient descent", "Adam"] * 2
    turned = {control["run"] for control in data["controls"] if "run" in control}
    assert turned == {2, 3}  # a pinned run has no sliders
    again = race(**app.query_params)
    assert data_of(again)["query"] == data["query"]
    assert scenario_of(again.button(key="unpin").click().run()).runs == RACE.runs


def test_one_run_can_be_unpinned_and_taken_away():
    app = race(**RACE.to_query()).button(key="pin").click().run()
    app.toggle(key="pinned-0").set_value(False).run()
    assert app.query_params["pins"] == "2"
    app.button(key="remove-1").click().run()
    assert "pins" not in app.query_params
    assert [run.optimizer for run in scenario_of(app).runs] == ["sgd", "sgd", "adam"]


def test_runs_are_added_until_there_is_no_room():
    app = race(**RACE.to_query())
    for count in range(3, pins.MOST_RUNS + 1):
        app.button(key="add-lion").click().run()
        assert len(scenario_of(app).runs) == count
    assert app.button(key="pin").disabled


def test_a_click_that_comes_before_the_menu_is_closed_changes_nothing():
    full = Scenario(runs=[Run("sgd")] * pins.MOST_RUNS)
    app = race(**full.to_query()).button(key="add-adam").click().run()
    assert not app.exception
    assert scenario_of(app) == full


def test_optimiser_and_schedule_of_a_run_are_changed():
    app = race(**RACE.to_query())
    app.selectbox(key="optimizer-1").set_value("nesterov").run()
    app.selectbox(key="schedule-0").set_value("cosine").run()
    first, second = scenario_of(app).runs
    assert (first.optimizer, first.schedule) == ("sgd", "cosine")
    assert first.knobs == RACE.runs[0].knobs
    assert second.optimizer == "nesterov"
    keys = [key for control in data_of(app)["controls"] for key in control["keys"]]
    assert {"schedule.end", "lr.2", "beta.2", "steps", "noise", "seed"} <= set(keys)


@pytest.mark.parametrize("surface", SURFACES)
def test_every_surface_opens_at_learning_rates_that_it_bears(surface):
    app = race(**RACE.to_query()).selectbox(key="surface").set_value(surface).run()
    assert not app.exception
    scenario = scenario_of(app)
    assert scenario.surface == surface
    assert scenario.start == SURFACES[surface].start
    assert [run.optimizer for run in scenario.runs] == ["sgd", "adam"]
    if scenario.ground.minima(**scenario.surface_knobs):
        assert all(run.status != "diverged" for run in scenario.run())


def test_a_typed_formula_is_raced_on():
    app = race(**RACE.to_query()).selectbox(key="surface").set_value("formula").run()
    app.text_input(key="formula").set_value("(x-1)^2 + y^2").run()
    assert scenario_of(app).formula == "(x-1)^2 + y^2"


@pytest.mark.parametrize(("language", "said"), [("en", "column 2"), ("zh", "第 2 列")])
def test_a_formula_that_cannot_be_read_changes_nothing(language, said):
    query = Scenario(surface="formula", formula="x^2 + y^2").to_query()
    app = race(lang=language, **query)
    before = data_of(app)["query"]
    app.text_input(key="formula").set_value("2x + y").run()
    assert not app.exception
    assert said in captions(app)
    assert data_of(app)["query"] == before
    assert app.text_input(key="formula").value == "2x + y"


def test_pins_that_cannot_be_read_are_named():
    app = race(pins="x,9")
    assert "pins=x,9" in captions(app)
    assert pinned(app) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_is_the_runs_own(language):
    race = Scenario(surface="booth", runs=RACE.runs, steps=300)
    figure = panels.PANELS["results"].draw(race, 0, translator(language))
    header, rows = figure.table
    assert len(header) == len(rows[0])
    found = results(race)
    for row, result in zip(rows, found, strict=True):
        assert row[1] == (str(result.reached) if result.reached >= 0 else "–")
    arrived = [(r.reached, row[0]) for r, row in zip(found, rows, strict=True) if r.reached >= 0]
    step, name = min(arrived)
    assert name in figure.sentence and str(step) in figure.sentence


def test_where_there_is_nothing_to_arrive_at_nobody_is_first():
    figure = panels.PANELS["results"].draw(Scenario(surface="saddle"), 0, translator("en"))
    assert "no lowest point" in figure.sentence
    slow = Scenario(runs=(Run("sgd", {"lr": 1e-4}),) * 2, steps=5)
    assert "No run" in panels.PANELS["results"].draw(slow, 0, translator("en")).sentence


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_an_optimiser_sees_what_it_was_given(optimizer):
    """The slope view draws the gradient with its noise: that, and no other, moved the run."""
    scenario = Scenario(surface="booth", runs=(Run("sgd"), Run(optimizer)), noise=0.5, steps=9)
    _, [slopes] = ask("slope", scenario, run=1)
    run = descend(optimizer, "booth", start=scenario.start, steps=9, noise=0.5)
    np.testing.assert_allclose(slopes.reshape(-1, 2), run.grad, rtol=1e-6)
