"""A map's pixel is the run it opens, and its sentence is true to the numbers."""

import importlib
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optim_core import OPTIMIZERS, SURFACES, Scenario
from optim_core.results import results
from pages.shared import figures
from pages.shared.figures.catalogue import maps
from pages.shared.figures.sweeps import axes_of, minima_of, plan, worth
from pages.shared.site.words import LANGUAGES, translator
from tests.pages.opening import components, opened

SMALL = {"cells": "64", "steps": "60"}


def settings(**query):
    found, problems = figures.read("maps", SMALL | query)
    assert problems == ()
    return found


def drawn(language="en", **query):
    *_, last = figures.drawn("maps", settings(**query), translator(language))
    return last


def whole(chart):
    *_, found = chart.pictures()
    return found


MAPS = {
    "knobs": {"optimizer": "heavy_ball", "across": "lr", "down": "beta"},
    "adam": {"optimizer": "adam", "surface": "rosenbrock", "across": "beta1", "down": "beta2"},
    "condition": {"optimizer": "sgd", "across": "lr", "down": "surface.condition"},
    "starts": {"surface": "himmelblau", "across": "x0", "down": "y0", "lr": "0.02"},
    "below_zero": {"optimizer": "adam", "surface": "styblinski_tang", "across": "lr", "down": "x0"},
    "typed": {"surface": "formula", "formula": "(x-1)^2 + 3*y^2 - 2", "across": "x0", "down": "lr"},
    "data": {"surface": "diabetes_bmi", "across": "lr", "down": "surface.shift"},
}


@pytest.fixture(params=MAPS)
def asked(request):
    return MAPS[request.param]


def some_cells(chart):
    rng = np.random.default_rng(0)
    return rng.integers(0, (len(chart.down.values), len(chart.across.values)), (25, 2)).tolist()


def test_a_pixel_is_the_run_that_it_opens(asked):
    """Through the link, as the race page reads it: when it arrived, where it ended, what became."""
    chart = plan(settings(**asked))
    found = whole(chart)
    for row, column in some_cells(chart):
        link = chart.cell(row, column).to_query()
        opened, problems = Scenario.from_query(link)
        assert problems == ()
        [run], [result] = opened.run(), results(opened)
        assert (run.status in ("diverged", "domain")) == found.diverged[row, column]
        if chart.floor is not None:
            assert result.reached == found.steps_to_target[row, column]
        if not found.diverged[row, column]:
            assert result.loss == found.final_loss[row, column]


def test_the_chosen_cell_is_the_settings_own(asked):
    """Whoever opens a link to one run finds that run chosen on the map."""
    chart = plan(settings(**asked))
    row, column = 9, 50
    query = {chart.across.name: repr(float(chart.across.values[column])),
             chart.down.name: repr(float(chart.down.values[row]))}  # fmt: skip
    again = plan(settings(**asked | query))
    assert (again.row, again.column) == (row, column)
    assert again.chosen() == chart.cell(row, column)
    assert again.key == chart.key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("show", maps.SHOWN)
def test_every_map_says_what_it_shows(asked, show, language):
    figure = drawn(language, show=show, **asked)
    assert figure.progress is None
    assert figure.facts["done"] == 1.0
    assert figure.facts["reached"] == figure.facts["pixel"]
    assert not re.search(r"\{\w+\}|nan|None", figure.sentence)
    if figure.table:
        assert sum(row[1] for row in figure.table[1]) == 64 * 64


def test_the_best_cell_of_the_sentence_is_the_best_run():
    chart = plan(settings(**MAPS["knobs"]))
    shown = worth(whole(chart), "steps", chart.floor)
    row, column = maps.best_cell(shown)
    [result] = results(chart.cell(row, column))
    assert result.reached == shown[row, column] == np.nanmin(shown)
    sentence = drawn(**MAPS["knobs"]).sentence
    assert f"arrived after {result.reached} steps" in sentence
    lost = 100 * np.isnan(shown).mean()
    assert f"{lost:.2g} % diverged" in sentence
    assert f"{100 * np.isposinf(shown).mean():.2g} % did not arrive in time" in sentence


def test_the_last_cell_is_not_said_to_be_past_its_edge():
    sentence = drawn(**MAPS["adam"], beta2="0.9999").sentence
    assert "β₂ = 0.9999" in sentence
    assert "= 1," not in sentence


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_knob_is_called_as_its_optimiser_calls_it(optimizer):
    knobs = OPTIMIZERS[optimizer].knobs
    [given] = components(opened("maps", optimizer=optimizer, across="x0", down="y0", lang="en"))
    titles = {control["id"]: control["title"] for control in given["controls"]}
    assert {name: titles[name] for name in knobs} == {n: knobs[n].title.en for n in knobs}


def test_basins_are_counted_by_the_minimum_they_end_in():
    query = MAPS["starts"] | {"optimizer": "sgd", "lr": "0.01", "steps": "400"}
    figure, chart = drawn(show="basin", **query), plan(settings(**query))
    minima, ends = minima_of(chart.scenario), whole(chart).end.reshape(-1, 2)
    owner = np.hypot(*(ends[:, None] - minima).T).argmin(axis=0)
    assert [row[1] for row in figure.table[1]] == sorted(np.bincount(owner), reverse=True)
    assert len(minima) == 4


@pytest.fixture
def often(monkeypatch):
    """Pictures after every few updates, as a slower machine would show them."""
    monkeypatch.setattr(importlib.import_module("optim_core.sweep"), "VISIT", 5_000)
    monkeypatch.setattr(maps, "PAUSE", 0.0)


def test_pictures_come_coarse_first_and_the_last_is_whole(often):
    pictures = list(figures.drawn("maps", settings(steps="61", **MAPS["knobs"]), translator("en")))
    shares = [picture.progress for picture in pictures]
    sizes = [picture.plots[0].traces[0]["z"].shape for picture in pictures]
    assert sizes == sorted(sizes) and sizes[0] < sizes[-1] == (64, 64)
    assert len(shares) > 3 and shares[-1] is None
    assert shares[:-1] == sorted(set(shares[:-1]))


def test_a_map_left_half_way_is_not_taken_for_whole(often):
    asked = settings(steps="62", **MAPS["knobs"])
    pictures = figures.drawn("maps", asked, translator("en"))
    assert next(pictures).progress < 1
    pictures.close()
    assert whole(plan(asked)).done.all()


def test_a_start_where_a_formula_has_no_value_is_said():
    query = {"surface": "formula", "formula": "log(x) + y^2", "across": "x0", "down": "y0"}
    assert "no value" in drawn(x0="-3", y0="1", **query).sentence
    assert "no value" not in drawn(x0="3", y0="1", **query).sentence


def test_every_axis_of_every_optimiser_can_be_drawn(optimizer_id, surface_id):
    names = axes_of(optimizer_id, SURFACES[surface_id])
    for across, down in zip(names, names[1:] + names[:1], strict=True):
        chart = plan(settings(optimizer=optimizer_id, surface=surface_id, across=across, down=down))
        assert (chart.across.name, chart.down.name) == (across, down)


@pytest.fixture(params=OPTIMIZERS)
def optimizer_id(request):
    return request.param


@pytest.fixture(params=("quadratic", "ackley", "diabetes_bmi"))
def surface_id(request):
    return request.param


@given(st.sampled_from(list(OPTIMIZERS)), st.sampled_from(maps.SETTINGS["across"].options),
       st.sampled_from(maps.SETTINGS["down"].options), st.sampled_from(list(SURFACES)))  # fmt: skip
def test_any_settings_make_a_map(optimizer, across, down, surface):
    """A link may name an axis that this optimiser, or this surface, does not have."""
    chart = plan(settings(optimizer=optimizer, across=across, down=down, surface=surface))
    assert chart.across.name != chart.down.name
    assert chart.chosen() is not None
