"""The page on learning-rate decay: its figures say what their runs did."""

import numpy as np
import pytest

from optim_core import descend
from optim_core.theory import measured_radius, noise_radius
from pages.shared import figures
from pages.shared.figures.catalogue import schedules
from pages.shared.site.numbers import percent, write
from pages.shared.site.words import LANGUAGES, translator, words
from tests.pages.opening import components, opened, prose

CHAPTERS = {
    "ball": "ball",
    "all": "schedules",
    "table": "notes_table",
    "freeze": "freeze",
    "hand": "",
}


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


def drawn(name, language="en", **settings):
    defaults, _ = figures.read(name, {})
    *_, last = figures.drawn(name, defaults | settings, translator(language))
    return last


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chapter_opens_in_every_language(chapter, language):
    app = opened("decay", lang=language, chapter=chapter)
    assert not app.exception
    assert app.header[0].value == words(language)[f"decay.{chapter}.title"]
    [component] = components(app)
    assert component.get("figure", "") == CHAPTERS[chapter]


def test_the_ball_is_as_wide_as_is_proved(language):
    for lr in (0.02, 0.1, 0.5):
        figure = drawn("ball", language, lr=lr)
        assert figure.facts["predicted"] == noise_radius((1.0, 1.0), lr, 1.0)
        assert figure.facts["measured"] == pytest.approx(figure.facts["predicted"], rel=0.25)
        assert write(figure.facts["measured"]) in figure.sentence
        assert figure.facts["slope"] == pytest.approx(0.5, abs=0.05)


def test_every_schedule_is_run_on_the_same_noise(language):
    """At no noise left to differ in, the constant run is the one that the core makes."""
    figure = drawn("schedules", language, seed=3)
    run = descend(
        "sgd",
        "noisy_bowl",
        start=schedules.START,
        steps=600,
        knobs={"lr": 0.3},
        noise=1.0,
        seed=3,
    )
    constant = figure.plots[1].traces[0]
    np.testing.assert_array_equal(constant["y"], np.hypot(*run.path[::10].T))
    assert len(figure.table[1]) == len(schedules.ALL)


@pytest.mark.parametrize("family", schedules.FAMILIES)
def test_the_sentence_about_the_schedules_is_that_of_the_medians(family, language):
    for seed in (0, 40):
        figure = drawn("schedules", language, family=family, seed=seed)
        ends = figure.facts["ends"]
        others = [name for name in schedules.FAMILIES[family] if name != "constant"]
        best = min(others, key=ends.get)
        assert best == figure.facts["best_name"]
        assert schedules.title(best, translator(language)) in figure.sentence
        assert write(ends[best]) in figure.sentence
        closer = sum(ends[name] < ends["constant"] for name in others)
        assert str(closer) in figure.sentence


@pytest.mark.parametrize("name", ["schedules", "freeze", "notes_table"])
def test_a_learning_rate_holds_to_the_end_of_its_plot(name):
    rates = drawn(name).plots[0]
    for trace in rates.traces:
        assert trace["x"][-1] == rates.x.range[1]
        assert len(trace["x"]) == len(trace["y"])


def test_without_noise_no_decay_is_nearer_and_it_says_so(language):
    figure = drawn("schedules", language, noise=0.0)
    assert figure.facts["best"] > figure.facts["constant"]
    head = words(language)["schedules.under_none"].split("{")[0]
    assert figure.sentence.startswith(head)
    assert head not in drawn("schedules", language).sentence
    assert figure.sentence == drawn("schedules", language, noise=0.0, seed=7, over="many").sentence


def test_reduce_on_plateau_halves_and_only_halves():
    ran = schedules.carried_out("on_plateau", figures.read("schedules", {})[0], range(1))
    steps = ran.rates[1:] / ran.rates[:-1]
    assert set(steps.tolist()) == {1.0, 0.5}


def test_the_table_of_the_notes_is_computed(language):
    figure = drawn("notes_table", language)
    assert figure.facts["rates"][1:] == pytest.approx([0.1, 0.2 / 3, 0.05, 0.04])
    printed = [float(row[3]) for row in figure.table[1][1:]]
    assert printed == pytest.approx(figure.facts["rates"][1:], abs=5e-4)
    assert "0.0667" in figure.sentence


def test_the_formula_without_its_first_rate_fails_where_it_is_too_fast(language):
    fails, harmless = (drawn("notes_table", language, condition=c) for c in (8.0, 1.5))
    assert fails.facts["diverged"] and write(fails.facts["highest"]) in fails.sentence
    assert not harmless.facts["diverged"]
    assert harmless.facts["highest"] <= harmless.facts["start"]
    assert len(drawn("notes_table", language, rate=0.5).table[0]) == 3


@pytest.mark.parametrize("decay", ["inverse_time", "exponential"])
def test_who_counts_updates_freezes_and_intervals_do_not(decay, language):
    figure = drawn("freeze", language, decay=decay)
    ends, late = figure.facts["ends"], figure.facts["late"]
    assert ends["update"] > ends["epoch"] > ends["interval"] > ends["never"]
    assert late["update"] < 0.05 < 0.5 < late["interval"]
    for clock in ends:
        assert write(ends[clock]) in figure.sentence
        assert percent(write(100.0 * late[clock], 2), translator(language)) in figure.sentence


def test_by_hand_says_how_near_each_run_stays(language):
    app = opened("decay", lang=language, chapter="hand", **{"schedule.points": "50:0.01"})
    t = translator(language)
    run = descend(
        "sgd",
        "noisy_bowl",
        steps=240,
        knobs={"lr": 0.4},
        noise=1.0,
        schedule="manual",
        schedule_knobs={"points": [(50.0, 0.01)]},
    )
    radius = measured_radius(run.path[-60:], np.zeros(2), share=1.0)
    assert t("decay.hand.stays_decayed", radius=write(radius)) in prose(app)


def test_nonsense_in_a_link_is_named(language):
    app = opened("decay", lang=language, chapter="all", lr="fast", family="mine")
    assert not app.exception
    said = " ".join(caption.value for caption in app.caption)
    assert "lr=fast" in said and "family=mine" in said
