"""The page on samplings: every chapter opens, and says what the runs say."""

import numpy as np
import pytest

from optim_core import Run, Scenario
from optim_core.pace import epoch_seconds
from pages.shared import figures
from pages.shared.figures.catalogue import epoch_time
from pages.shared.site.numbers import write
from pages.shared.site.words import LANGUAGES, translator, words
from tests.pages.opening import components, opened, prose

CHAPTERS = (
    "samplings",
    "batch",
    "axes",
    "regression",
    "replacement",
    "digits",
    "cloud",
    "hardware",
)
FIGURES = ("notes_line", "notes_replacement", "notes_digits", "gradient_cloud", "epoch_time")


def last(name, language="en", **changed):
    settings, problems = figures.read(name, {key: str(value) for key, value in changed.items()})
    assert problems == ()
    *_, picture = figures.drawn(name, settings, translator(language))
    assert picture.progress is None
    return picture


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chapter_opens_in_every_language(chapter, language):
    app = opened("variants", lang=language, chapter=chapter)
    assert not app.exception
    assert app.header[0].value == words(language)[f"variants.{chapter}.title"]
    assert components(app)[0]["language"] == language


def test_the_list_beside_the_stage_has_the_runs_own_numbers():
    runs = (Run("sgd", {"lr": 0.1}), Run("sgd", {"lr": 0.1}, sampling="shuffle", batch=100))
    scenario = Scenario(surface="line", steps=40, runs=runs)
    said = prose(opened("variants", lang="en", chapter="samplings", **scenario.to_query()))
    floor = scenario.ground.lowest()
    for name, run in zip(
        ("full batch, B = 1000", "shuffled, B = 100"), scenario.run(), strict=True
    ):
        above = run.loss - floor
        assert f"**{name}:** 40 updates" in said
        assert f"ends {write(above[-1])} above the minimum" in said
        assert f"never more than {write(above[-11:].max())}." in said
    assert "40 epochs, 40,000 samples" in said and "4 epochs, 4,000 samples" in said


def test_another_data_set_keeps_the_samplings():
    app = opened("variants", lang="en", chapter="samplings")
    app.selectbox(key="data").set_value("logistic_cancer").run()
    assert not app.exception
    assert app.query_params["surface"] == "logistic_cancer"
    assert app.query_params["sampling.3"] == "shuffle" and app.query_params["batch.3"] == "1"
    assert components(app)[0]["view"]["panel"] == "fit"


def test_a_surface_without_samples_says_so():
    app = opened("variants", lang="en", chapter="samplings", surface="beale")
    assert not app.exception
    assert words("en")["variants.no_samples"] in prose(app)


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_says_the_same_in_both_languages(name):
    """All its numbers, in as many places; times are measured anew, and differ."""
    english, chinese = (last(name, language) for language in LANGUAGES)
    assert len(english.plots) == len(chinese.plots)
    assert english.sentence and chinese.sentence and english.sentence != chinese.sentence
    if name not in ("epoch_time", "notes_line"):
        assert english.facts == chinese.facts


def test_the_first_experiment_is_the_notes_own():
    facts = last("notes_line").facts
    assert [run["updates"] for run in facts["runs"].values()] == [1_000, 8_000, 1_000_000]
    assert facts["smooth"] and facts["noisy"] and facts["slowest"]


def test_what_the_notes_claim_is_denied_where_it_is_not_so():
    """At a rate of 1 the full batch diverges: it is not smooth, and the sentence says it isn't."""
    picture = last("notes_line", rate=1.0, epochs=20)
    assert not picture.facts["smooth"]
    assert "not what the notes say" in picture.sentence


def test_larger_batches_are_worse_only_where_they_update_less():
    picture = last("notes_replacement")
    assert picture.facts["same_epochs"]["rises"] and picture.facts["same_epochs"]["ratio"] > 20
    assert picture.facts["same_updates"]["ratio"] < 1.3
    assert "as the notes find" in picture.sentence
    assert "they diverge: epochs, α ∝ B, B = 100 (α = 1)." in picture.sentence
    assert picture.facts["same_epochs"]["ahead"] == 4  # the other reading of the notes
    assert "it is not so" in picture.sentence and "4 of the 4 batch sizes" in picture.sentence


def test_the_notes_digits_and_ours_stand_apart():
    picture = last("notes_digits")
    theirs, ours = picture.plots
    assert theirs.traces[0]["y"].tolist() == [2.708, 2.554, 2.444, 2.362]
    assert theirs.title != ours.title
    assert picture.facts["behind"] == picture.facts["seeds"] == 5
    assert len(picture.table[1]) == 12


@pytest.mark.parametrize("dataset", ["line", "diabetes_bmi"])
@pytest.mark.parametrize("sampling", ["shuffle", "replacement"])
def test_the_cloud_is_as_wide_as_predicted(dataset, sampling):
    for at in ("start", "minimum"):
        picture = last("gradient_cloud", dataset=dataset, sampling=sampling, at=at, batch=32)
        facts = picture.facts
        assert facts["measured"] == pytest.approx(facts["predicted"], abs=4 * facts["error"])
        cloud, _, whole = picture.plots[0].traces
        away = np.hypot(cloud["x"] - whole["x"][0], cloud["y"] - whole["y"][0])
        assert (away**2).mean() ** 0.5 == pytest.approx(facts["predicted"], rel=0.15)


def test_how_long_an_epoch_takes_is_said_as_it_was_measured(monkeypatch):
    """By a clock for which an update takes 2 ms, and each measurement half as long as the last."""

    def seconds(*_, batch_size, **__):
        return 2e-3 * np.ceil(1000 / batch_size) / np.array([0.25, 0.5, 1.0])

    monkeypatch.setattr(epoch_time, "epoch_seconds", seconds)
    picture = last("epoch_time")
    facts, (times, _) = picture.facts, picture.plots
    assert (facts["smallest"], facts["samples"], facts["times"]) == (1, 1000, "1000")
    assert (facts["slow"], facts["quick"]) == ("2000", "2")
    assert times.traces[1]["y"][[0, -1]].tolist() == [2000.0, 2.0]


def test_an_epoch_is_measured_by_a_clock():
    took = epoch_seconds("linear", "line", "sgd", times=3, shortest=0.0, knobs={"lr": 0.0})
    assert took.shape == (3,) and (took > 0).all()
