"""What is kept on a lesson's stage is the lesson's own, in the record as in the link."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.engine.course import course
from lessons.engine.kinds import experiment
from lessons.engine.measure import slider_values
from optim_core import Run, Scenario
from pages.shared.lesson import progress, stage_pins
from pages.shared.lesson.reading import read
from tests.pages.opening import components, opened

BLOCKS = {
    f"{id_}.{block}": item
    for id_, entry in course().items()
    for block, item in read(entry, "en", preview=True).live.items()
    if item.kind == "experiment"
}
RULER, AHEAD = BLOCKS["rmsprop.ruler"], BLOCKS["momentum.ahead"]
LINK = {"lesson": "momentum", "step": "7", "lang": "en"}
TEXT = st.text(max_size=8)


def of_all(item, settings):
    """All runs as they are at these settings, as setting A."""
    scenario = experiment.scenario(item.options, settings)
    runs = zip(item.options.runs, scenario.runs, strict=True)
    pinned = [{"run": k, "settings": stage_pins.of_run(*pair)} for k, pair in enumerate(runs)]
    ground = stage_pins.of_ground(item.options, scenario)
    return {"pins": pinned, "layout": "split", "ground": ground}


def said(item, settings, held):
    """What the stage says of it."""
    scenario, pinned = stage_pins.on_stage(item, settings, held)
    whole = replace(scenario, runs=scenario.runs + pinned.runs)
    return whole.to_query() | pinned.to_query()


@pytest.mark.parametrize("name", BLOCKS)
def test_every_lessons_comparison_comes_back_from_stage_link_and_file(name):
    item = BLOCKS[name]
    highest = {name: slider.max for name, slider in item.options.sliders.items()}
    settings, held = slider_values(item.options), of_all(item, highest)
    told = stage_pins.of_stage(item, said(item, settings, held), settings, stage_pins.NOTHING)
    assert told[1] == held
    assert experiment.scenario(item.options, told[0]) == experiment.scenario(item.options, settings)
    assert stage_pins.read(item, stage_pins.write(item, settings, held)) == (settings, held, ())
    file = progress.write({"a": {"step": 0, "blocks": {"b": {"kept": held}}}})
    assert progress.read(file)["a"]["blocks"]["b"]["kept"] == held
    assert stage_pins.of_record(item, {"kept": held}) == held


def test_runs_of_two_names_that_are_alike_keep_their_names():
    both = {"pins": [{"run": 1, "settings": {"lr": 0.02}}] * 2, "layout": "", "ground": {}}
    query = said(AHEAD, {"lr": 0.02}, both)
    assert stage_pins.of_stage(AHEAD, query, {"lr": 0.02}, stage_pins.NOTHING)[1] == both


@pytest.mark.parametrize(
    "foreign",
    [
        Scenario(surface="beale"),
        Scenario(surface="quadratic", surface_knobs={"condition": 50}, start=(1, 1), steps=200),
    ],
)
def test_an_experiment_that_is_none_of_the_lesson_changes_nothing(foreign):
    for item, settings in ((AHEAD, {"lr": 0.02}), (RULER, {"kappa": 30})):
        before = settings, stage_pins.NOTHING
        assert stage_pins.of_stage(item, foreign.to_query(), *before) == before


def test_a_pinned_run_that_no_slider_makes_is_not_kept():
    scenario = experiment.scenario(AHEAD.options, {"lr": 0.02})
    strange = replace(scenario, runs=(*scenario.runs, Run("adam"))).to_query() | {"pins": "3"}
    assert stage_pins.of_stage(AHEAD, strange, {"lr": 0.03}, stage_pins.NOTHING) == (
        {"lr": 0.02},
        stage_pins.NOTHING,
    )


def test_what_was_kept_before_the_lesson_was_rewritten_is_forgotten():
    for pin in ({"run": 9, "settings": {}}, {"run": 0, "settings": {"other": 1.0}},
                {"run": 0, "settings": {"lr": 7.0}}):  # fmt: skip
        assert (
            stage_pins.of_record(AHEAD, {"kept": stage_pins.NOTHING | {"pins": [pin]}})
            == stage_pins.NOTHING
        )


@given(st.dictionaries(st.sampled_from(["pins", "compare", "a.kappa", "b.kappa", "1.x"]), TEXT))
def test_no_link_raises_and_all_it_says_fits(query):
    told = {f"ruler.{key}": text for key, text in query.items()}
    settings, held, problems = stage_pins.read(RULER, told)
    assert all(text.en and text.zh for text in problems)
    assert 3 <= settings["kappa"] <= 1000
    assert stage_pins.of_record(RULER, {"kept": held}) == held
    stage_pins.on_stage(RULER, settings, held)


def test_a_link_brings_it_to_the_page_and_names_nonsense():
    app = opened("lessons", **LINK, **{"ahead.pins": "1,2", "ahead.compare": "split",
                                       "ahead.b.lr": "0.03", "ahead.1.lr": "9",
                                       "ahead.1.beta": "0"})  # fmt: skip
    assert not app.exception
    told = " ".join(caption.value for caption in app.caption)
    assert "ahead.1.lr=9" in told and "ahead.1.beta=0" in told
    [stage] = [each for each in components(app) if "query" in each]
    assert "compare=split" in stage["query"] and stage["compares"]
    assert app.query_params["ahead.1.lr"] == "0.02"


def test_a_link_without_it_keeps_what_the_reader_had():
    app = opened("lessons", **LINK, **{"ahead.pins": "2", "ahead.1.lr": "0.01"})
    for key in [key for key in app.query_params if key.startswith("ahead.")]:
        del app.query_params[key]
    app.run()
    assert app.query_params["ahead.1.lr"] == "0.01"
