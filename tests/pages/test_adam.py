"""The Adam page: seven chapters, and what they say is what the runs did."""

import re

import pytest

from optim_core import OPTIMIZERS, Run, Scenario
from pages.shared.site.words import LANGUAGES, words
from pages.shared.stage.panels.fair import outcomes
from tests.pages.opening import components, prose
from tests.pages.opening import opened as open_page

CHAPTERS = ("chain", "start", "moments", "beta2", "relatives", "fair", "film")
RELATIVES = [name for name, spec in OPTIMIZERS.items() if spec.relative_of == "adam"][:7]


def opened(**query):
    return open_page("adam", **query)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chapter_opens_in_every_language(chapter, language):
    app = opened(lang=language, chapter=chapter)
    assert not app.exception
    assert app.header[0].value == words(language)[f"adam.{chapter}.title"]
    assert not re.search(r"\{\w+\}", re.sub(r"\$.*?\$|\\\w+\{\w+\}", "", prose(app), flags=re.S))
    [stage] = components(app)
    assert stage["view"]["panel"] == stage["panels"][0]


@pytest.mark.parametrize(
    ("guess", "said"), [("longer", "and the run agrees"), ("shorter", "otherwise")]
)
def test_the_uncorrected_first_step_answers_the_guess(guess, said):
    app = opened(lang="en").button(key=f"adam.guess-{guess}").click().run()
    assert "the first step is **3.16 α**; predicted: 3.16 α" in prose(app)
    assert said in prose(app)
    [stage] = components(app)
    assert stage["names"] == ["both corrected", "only m̂", "only v̂", "uncorrected"]


def test_the_notes_beta_hides_what_the_papers_shows():
    text = prose(opened(lang="en", chapter="beta2"))
    assert (
        "With the notes' value the uncorrected first step is **1 α**, with the paper's **3.16 α**"
        in text
    )
    later = (1 - 0.9**10) / (1 - 0.99**10) ** 0.5
    assert f"step 10 would still be **{later:.3g} α** long" in text


@pytest.mark.parametrize("fairness", ["same", "effective", "tuned"])
def test_who_is_before_adam_is_counted_from_the_runs(fairness):
    runs = [Run(name, {"lr": 0.3}) for name in ("adam", *RELATIVES)]
    scenario = Scenario(surface="beale", runs=runs, steps=150, fairness=fairness)
    adam, *others = [steps for _, steps, _ in outcomes(scenario)]
    faster = [
        OPTIMIZERS[name].title.en
        for name, steps in zip(RELATIVES, others, strict=True)
        if 0 <= steps < adam
    ]
    text = prose(opened(lang="en", chapter="fair", fairness=fairness))
    assert adam > 0 and faster
    verb = "settles" if len(faster) == 1 else "settle"
    assert f"of the 7 others {verb} before Adam ({', '.join(faster)})." in text


def test_a_guess_about_the_race_is_answered_by_it():
    app = opened(lang="en", chapter="relatives").button(key="adam.rank-some").click().run()
    assert app.query_params["fairness"] == "tuned"
    assert app.query_params["tuning.trials"] == "24"
    assert "You said “one to three of them”, and the run agrees." in prose(app)


def test_fairness_and_its_budget_are_in_the_link():
    app = opened(lang="en", chapter="fair")
    app.select_slider(key="trials").set_value(6).run()
    assert app.query_params["tuning.trials"] == "6"
    [stage] = components(app)
    assert "tuning.trials=6" in stage["query"]
    app.button_group(key="fairness").set_value("effective").run()
    [stage] = components(app)
    assert "fairness=effective" in stage["query"] and "tuning" not in stage["query"]
    assert not app.exception


def test_a_tuned_race_has_no_slider_for_the_learning_rate():
    link = {"lang": "en", "chapter": "relatives"}
    ids = {fairness: _controls(opened(**link, fairness=fairness)) for fairness in ("same", "tuned")}
    assert "lr" in ids["same"] and "lr" not in ids["tuned"]


def _controls(app):
    [stage] = components(app)
    return [control["id"] for control in stage["controls"]]


def test_a_link_to_another_experiment_opens_in_every_chapter():
    link = Scenario(surface="beale", steps=40, runs=[Run("rmsprop"), Run("lion"), Run("sgd")])
    for chapter in CHAPTERS:
        assert not opened(lang="en", chapter=chapter, **link.to_query()).exception


def test_a_link_to_runs_that_make_no_step_opens_in_every_chapter():
    for chapter in CHAPTERS:
        for lr in ("0", "1e308"):
            link = {"lr": lr, **{f"lr.{k}": lr for k in range(2, 5)}}
            assert not opened(lang="en", chapter=chapter, **link).exception
