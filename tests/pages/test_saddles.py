"""The page on saddle points: who stays, who leaves, and how rare minima are."""

import re
from urllib.parse import parse_qsl

import numpy as np
import pytest

from optim_core import OPTIMIZERS, Scenario, hessians
from optim_core.escape import escape_times
from pages.shared import figures
from pages.shared.figures.catalogue.escape import NOISES, PLACES, STEPS
from pages.shared.site.escape import escaped
from pages.shared.site.numbers import write
from pages.shared.site.words import LANGUAGES, translator, words
from pages.shared.stage.panels import norm
from tests.pages.opening import components, opened, prose

CHAPTERS = ("ridge", "noise", "escape", "plateau", "ravine", "random", "points")


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


def pictures(name, language="en", **settings):
    defaults, _ = figures.read(name, {})
    return list(figures.drawn(name, defaults | settings, translator(language)))


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chapter_opens_in_every_language(chapter, language):
    app = opened("saddles", lang=language, chapter=chapter)
    assert not app.exception
    assert app.header[0].value == words(language)[f"saddles.{chapter}.title"]
    assert len(components(app)) == 1


def test_exactly_on_the_ridge_nobody_leaves(language):
    said = prose(opened("saddles", lang=language, chapter="ridge"))
    t = translator(language)
    assert t("saddles.never_aside") in said
    for name in ("sgd", "heavy_ball", "rmsprop", "adam"):
        called = getattr(OPTIMIZERS[name].title, language)
        assert t("saddles.stayed", name=called, steps=150) in said


def test_a_start_beside_the_ridge_is_told_apart(language):
    said = prose(opened("saddles", lang=language, chapter="ridge", start="-1.5,0.01"))
    t = translator(language)
    assert t("saddles.never_aside") not in said
    assert t("saddles.stayed", name="Adam", steps=150) not in said


def test_noise_is_chosen_on_the_page_and_goes_into_the_link():
    app = opened("saddles", lang="en", chapter="noise")
    app.button_group(key="noise").set_value(0.1).run()
    assert app.query_params["noise"] in ("0.1", ["0.1"])
    assert not app.exception


def test_the_other_saddle_opens_beside_the_ravine():
    app = opened("saddles", lang="en", chapter="ravine").button(key="second").click().run()
    assert "surface=monkey_saddle" in components(app)[0]["query"]


@pytest.mark.parametrize("noise", ["0", "1e-6", "0.1"])
def test_the_times_are_those_of_the_core(noise, language):
    [figure] = pictures("escape", language, noise=noise)
    start, level = PLACES["saddle"]
    for name in ("sgd", "adam"):
        found = escape_times(
            name,
            "saddle",
            level,
            seeds=range(NOISES),
            steps=STEPS,
            start=start,
            noise=float(noise),
            knobs={"lr": 0.01},
        )
        assert figure.facts["medians"][name] == found.median
        assert figure.facts["escaped"][name] == found.escaped
    medians = list(figure.facts["medians"].values())
    assert medians == sorted(medians)
    assert len(figure.table[1]) == len(OPTIMIZERS)


@pytest.mark.parametrize("surface", PLACES)
def test_the_sentence_names_whoever_is_first(surface, language):
    t = translator(language)
    for noise in ("1e-6", "0.1"):
        [figure] = pictures("escape", language, surface=surface, noise=noise)
        first, median = next(iter(figure.facts["medians"].items()))
        assert getattr(OPTIMIZERS[first].title, language) in figure.sentence
        assert write(median) in figure.sentence
        leads = first in ("rmsprop", "adam", "nadam", "amsgrad", "adamw", "adamax")
        assert (t("escape.first.adaptive") in figure.sentence) == leads


def test_without_noise_it_says_that_nobody_leaves(language):
    [figure] = pictures("escape", language, noise="0")
    assert set(figure.facts["escaped"].values()) == {0}
    assert str(len(OPTIMIZERS)) in figure.sentence
    assert "∞" not in figure.sentence


def test_hessians_come_in_pictures_that_grow(language):
    shown = pictures("hessians", language, draws=1_200_000.0)
    assert shown[-1].progress is None
    assert all(0.0 < picture.progress < 1.0 for picture in shown[:-1])
    facts = shown[-1].facts
    assert facts["draws"] == 1_200_000
    *_, last = hessians.count("goe", 1_200_000, seed=0)
    np.testing.assert_array_equal(facts["goe"], last.all_up)


def test_what_was_never_seen_is_said_to_be_below_a_bound(language):
    [figure] = pictures("hessians", language, draws=30_000.0)
    seen = int((figure.facts["goe"] > 0).sum())
    row = figure.table[1][seen]
    assert row[0] == seen + 1
    assert write(hessians.at_most(30_000), 2) in row[3]
    assert write(hessians.at_most(30_000), 2) in figure.sentence
    assert f"n = {seen + 1}" in figure.sentence


def test_one_hessian_is_counted_up_and_down(language):
    for size in (1, 9, 64):
        [figure] = pictures("hessians", language, draws=1_000.0, size=float(size))
        bars = figure.plots[1].traces
        assert [len(bar["x"]) for bar in bars] == [size - figure.facts["up"], figure.facts["up"]]


def test_a_formula_is_classified(language):
    [figure] = pictures("stationary", language, formula="sin(x)*sin(y)")
    assert [figure.facts[kind] for kind in ("minimum", "maximum", "saddle")] == [8, 8, 9]
    assert all(number in figure.sentence for number in ("25", "8", "9"))
    assert len(figure.table[1]) == 25
    [figure] = pictures("stationary", language, formula="x^3 - 3*x*y^2")
    assert figure.facts["degenerate"] == 1
    assert translator(language)("stationary.flat") in figure.sentence


@pytest.mark.parametrize(("formula", "key"), [("x + y", "none"), ("log(-1)", "undefined")])
def test_where_there_is_nothing_it_says_so(formula, key, language):
    [figure] = pictures("stationary", language, formula=formula)
    assert figure.sentence == translator(language)(f"stationary.{key}")
    assert figure.table[1] == []


def test_a_formula_that_cannot_be_read_is_named_with_its_column(language):
    settings, problems = figures.read("stationary", {"formula": "x^2 + 2y"})
    assert settings["formula"] == "x^4 - 2*x^2 + y^2"
    said = getattr(problems[0], language)
    assert re.search(r"8", said) and "2*y" in said
    app = opened("saddles", lang=language, chapter="points", formula="x^2 + 2y")
    assert not app.exception
    assert any(escaped(said) in caption.value for caption in app.caption)


def test_an_example_goes_into_the_link():
    app = opened("saddles", lang="en", chapter="points")
    app = app.button(key="sin(x)*sin(y)").click().run()
    assert "sin%28x%29" in components(app)[0]["query"]


def test_on_the_plateau_the_slope_is_small_while_the_loss_is_high(language):
    app = opened("saddles", lang=language, chapter="plateau")
    scenario, _ = Scenario.from_query(parse_qsl(components(app)[0]["query"]))
    figure = norm.draw(scenario, 1, translator(language))
    assert figure.facts["smallest"] < 0.02 and figure.facts["loss"] > 0.9
    assert write(figure.facts["loss"]) in figure.sentence and figure.cursor
