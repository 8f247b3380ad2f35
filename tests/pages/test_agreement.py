"""What a page says and what its picture shows agree, however far a slider is pushed."""

import re

import numpy as np
import pytest

from optim_core import Run, Scenario
from optim_core.results import results
from optim_core.sampling import SAMPLINGS, epoch_order, samples_seen, updates_per_epoch
from optim_core.settings import Knob
from pages.shared import figures
from pages.shared.figures import FIGURES
from pages.shared.site.numbers import share, write
from pages.shared.site.words import LANGUAGES, translator, words
from pages.shared.stage.panels import PANELS, first_steps, norm
from pages.shared.stage.panels import results as results_panel
from tests.pages.opening import opened, prose

EN = translator("en")
# Neither 1e+02 nor nan is how a number stands on paper.
OFF_PAPER = re.compile(r"\d(\.\d+)?e[+-]?\d|\bnan\b|\binf\b")
QUICK = ("averages", "ball", "escape", "freeze", "gradient_cloud", "notes_digits",
         "notes_replacement", "notes_table", "schedules")  # fmt: skip
PUSHED = {"lr", "rate", "beta", "noise", "batch", "condition"}
COUNTED = "steps|updates|epochs|times|days|weights|samples"


def far(name):
    """The figure's settings with every slider for a rate at one end, and at the other."""
    knobs = {
        key: knob
        for key, knob in FIGURES[name].SETTINGS.items()
        if isinstance(knob, Knob) and key in PUSHED
    }
    few = {key: "2" for key in ("seeds",) if key in FIGURES[name].SETTINGS}
    for end in ("low", "high"):
        yield {key: knob.to_text(getattr(knob, end)) for key, knob in knobs.items()} | few


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", QUICK)
def test_numbers_are_as_on_paper_at_either_end_of_the_sliders(name, language):
    for query in far(name):
        settings, problems = figures.read(name, query)
        assert problems == ()
        *_, picture = figures.drawn(name, settings, translator(language))
        cells = [cell for row in (picture.table or ((), ()))[1] for cell in row]
        texts = [picture.sentence, *(cell for cell in cells if isinstance(cell, str))]
        assert [text for text in texts if OFF_PAPER.search(text)] == []


@pytest.mark.parametrize("name", QUICK)
def test_every_axis_runs_upwards(name):
    for query in far(name):
        settings, _ = figures.read(name, query)
        *_, picture = figures.drawn(name, settings, EN)
        for plot in picture.plots:
            for axis in (plot.x, plot.y):
                assert axis.range is None or axis.range[0] < axis.range[1]


@pytest.mark.parametrize("value", [99.4, 99.9, 999.9, 9.96, 99999.4])
@pytest.mark.parametrize("digits", [1, 2, 3])
def test_a_number_just_below_a_power_of_ten_is_written_out(value, digits):
    assert "e" not in write(value, digits)


def test_all_but_a_few_are_not_all():
    t, parts = translator("en"), (0, 500, 996, 1000)
    assert [share(part, 1000, t) for part in parts] == ["0 %", "50 %", "99.6 %", "100 %"]


def test_chinese_parts_no_number_from_its_percent_sign():
    assert share(500, 1000, translator("zh")) == "50%"


@pytest.mark.parametrize("prefix", ["stage", "panels", "momentum", "rmsprop", "adam", "averages"])
def test_one_of_anything_is_not_several(prefix):
    """Where a number is filled in before a plural, there is a form for one."""
    plural = re.compile(rf"\{{\w+\}}\**,? ({COUNTED})\b")
    wrong = {key: text for key, text in words("en").items() if plural.search(text)}
    kept = {"stage.fit_batch_1", "stage.fit_batch_2", "stage.fit_all_1", "stage.fit_all_2"}
    kept |= {
        "panels.moments_sentence",
        "panels.squares_caption",
        "panels.moments_scaled",
    }  # 0.5 times, as a factor
    kept |= {f"panels.weights_{kind}" for kind in ("mean", "corrected", "sum")}
    assert [key for key in wrong if key.startswith(f"{prefix}.") and key not in kept] == []


@pytest.mark.parametrize("sampling", SAMPLINGS)
@pytest.mark.parametrize("batch", [1, 7, 64, 100])
def test_samples_seen_are_counted_one_by_one(sampling, batch):
    samples = 100
    size = samples if sampling == "full" else batch
    per_epoch = updates_per_epoch(sampling, samples, batch)
    seen = 0
    for update in range(40):
        assert samples_seen(update, per_epoch, samples, size) == seen
        order = epoch_order(sampling, samples, 0, update // per_epoch)
        begin = update % per_epoch * size
        seen += len(order[begin : begin + size])


def test_the_table_names_the_step_that_the_badge_names():
    scenario = Scenario(surface="rosenbrock", runs=(Run("sgd", {"lr": 0.01}),))
    [found], [run] = results(scenario), scenario.run()
    assert found.status == "diverged" and 0 < found.left < run.stopped_at
    table = results_panel.draw(scenario, 0, EN).table
    assert table[1][0][-1] == f"diverged, step {found.left}"


def test_a_slope_of_zero_is_drawn_as_zero():
    at_rest = Scenario(surface="saddle", start=(0.0, 0.0), runs=[Run("sgd")], steps=5)
    slope = norm.draw(at_rest, 0, EN).plots[1]
    assert slope.y.scale == "linear"
    assert not np.any(slope.traces[0]["y"])


@pytest.mark.parametrize("panel", ["moments", "norm"])
def test_a_panel_calls_a_run_what_the_map_calls_it(panel):
    runs = [Run("rmsprop", {"eps_inside": place}) for place in (0.0, 1.0)]
    scenario = Scenario(runs=runs, steps=20)
    sentence = PANELS[panel].draw(scenario, 1, EN, ("Careful", "Bold")).sentence
    assert sentence.startswith("Bold:")


def test_the_four_adams_look_as_on_the_map_or_as_nobody_there():
    four = [
        Run("adam", dict(zip(first_steps.SWITCHES, each, strict=True)))
        for each in first_steps.COMBINATIONS
    ]
    assert list(first_steps.looks_of(four)) == [0, 1, 2, 3]
    two = [Run("adam", {"beta2": beta2}) for beta2 in (0.99, 0.999)]
    assert not set(first_steps.looks_of(two)) & {0, 1}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["momentum", "rmsprop"])
def test_who_is_too_slow_is_not_said_never_to_arrive(page, language):
    chapter = {"momentum": "memory", "rmsprop": "squares"}[page]
    query = {"chapter": chapter, "lr": "0.002", "lr.2": "0.002", "steps": "37"}
    assert "37" in prose(opened(page, lang=language, **query))


def test_by_hand_says_no_more_updates_and_changes_than_there_are():
    app = opened("decay", lang="en", chapter="hand", steps="20")
    assert "last 20 updates" in prose(app)
    points = ((80.0, 0.1), (160.0, 0.03))
    short = Scenario(runs=(Run("sgd", {}, "manual", {"points": points}),), steps=100)
    sentence = PANELS["alpha"].draw(short, 0, EN).sentence
    assert "80" in sentence and "160" not in sentence


def test_a_plateau_has_no_ridge():
    said = prose(opened("saddles", lang="en", chapter="plateau", start="0,0"))
    assert "off the ridge" not in said


def test_all_lowest_minima_are_named():
    settings, _ = figures.read("stationary", {"formula": "x^4 - 2*x^2 + y^2"})
    [picture] = figures.drawn("stationary", settings, EN)
    assert "(−1, 0) and (1, 0)" in picture.sentence


def test_the_first_corrected_day_may_come_after_the_series():
    settings, _ = figures.read("averages", {"curves": "corrected", "beta": "0.999"})
    [picture] = figures.drawn("averages", settings, EN)
    day = picture.facts["settled"]
    assert 0.999**day <= 0.01 < 0.999 ** (day - 1)


@pytest.mark.parametrize("curves", FIGURES["averages"].CURVES)
def test_a_memory_may_be_longer_than_any_series(curves):
    settings, problems = figures.read("averages", {"curves": curves, "beta": "0.999999999"})
    [picture] = figures.drawn("averages", settings, EN)
    assert problems == ()
    assert "β = 1 " not in picture.sentence
    assert "β = 0.999999999" in [
        trace["name"].split(", ")[-1] for trace in picture.plots[0].traces if "name" in trace
    ]


def test_where_both_diverge_both_are_said_to():
    settings, _ = figures.read("notes_table", {"lr": "1", "condition": "30", "rate": "0.01"})
    [picture] = figures.drawn("notes_table", settings, EN)
    assert picture.facts["own_diverged"] and picture.sentence.count("diverges") == 2


def test_the_whole_ball_is_on_the_map():
    settings, _ = figures.read("ball", {"lr": "1", "noise": "2"})
    [picture] = figures.drawn("ball", settings, EN)
    assert picture.facts["predicted"] < picture.plots[0].y.range[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_saddle_has_no_lowest_loss_to_be_above(language):
    query = {"surface": "saddle", "optimizer": "adam", "cells": "64", "show": "outcome"}
    settings, _ = figures.read("maps", query, {"x0": -1.5, "y0": 0.1})
    *_, picture = figures.drawn("maps", settings, translator(language))
    assert {"en": "above the lowest", "zh": "比最小值高"}[language] not in picture.sentence


def test_a_map_asks_about_what_it_shows():
    assert "beta" in prose(opened("maps", lang="en"))
    assert "beta" not in prose(opened("maps", lang="en", optimizer="sgd", down="surface.condition"))


def test_one_percentage_point_is_not_several():
    line = EN("claims.line_points", line=f"{1.0:g}")
    assert line.endswith("1 percentage point")
