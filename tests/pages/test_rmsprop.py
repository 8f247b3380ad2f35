"""The RMSprop page: seven chapters, and what they say is what the runs did."""

import re

import pytest

from optim_core import Run, Scenario, descend
from optim_core.results import first_within
from pages.shared.site.words import LANGUAGES, words
from tests.pages.opening import components, prose
from tests.pages.opening import opened as open_page

CHAPTERS = ("ravine", "squares", "weights", "epsilon", "axes", "turned", "film")


def opened(**query):
    return open_page("rmsprop", **query)


def steps_of(optimizer, **knobs):
    run = descend(optimizer, "quadratic", knobs=knobs, steps=120, surface_knobs={"condition": 30.0})
    return first_within(run.loss, 0.0, 1e-3)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chapter_opens_in_every_language(chapter, language):
    app = opened(lang=language, chapter=chapter)
    assert not app.exception
    assert app.header[0].value == words(language)[f"rmsprop.{chapter}.title"]
    assert not re.search(r"\{\w+\}", re.sub(r"\$.*?\$|\\\w+\{\w+\}", "", prose(app), flags=re.S))
    [stage] = components(app)
    assert stage["view"]["panel"] == stage["panels"][0]


@pytest.mark.parametrize(
    ("guess", "said"), [("fewer", "and the run agrees"), ("more", "otherwise")]
)
def test_the_verdict_is_the_runs(guess, said):
    app = opened(lang="en").button(key=f"rmsprop.guess-{guess}").click().run()
    assert not app.exception
    plain, rooted = steps_of("sgd", lr=0.065), steps_of("rmsprop", lr=0.065, beta=0.99)
    assert 0 < rooted < 0.9 * plain
    assert f"Plain descent needs **{plain} steps**, RMSprop **{rooted}**." in prose(app)
    assert said in prose(app)


def test_plain_descent_oscillates_where_rmsprop_does_not():
    counts = re.search(
        r"valley \*\*(\d+) times\*\*, RMSprop \*\*(\d+)",
        prose(opened(lang="en", chapter="squares")),
    )
    plain, rooted = map(int, counts.groups())
    assert plain > 100 and rooted == 0


@pytest.mark.parametrize(("beta", "who"), [(0.9, "Hinton"), (0.99, "PyTorch"), (0.999, "Adam")])
def test_every_beta_is_told_with_its_source_and_its_own_run(beta, who):
    text = prose(opened(lang="en", chapter="weights"))
    [row] = [
        line
        for line in text.split("\n")
        if line.startswith(f"- **{beta:g}**") or f" - **{beta:g}**" in line
    ]
    assert who in row
    assert f"first step **{(1 - beta) ** -0.5:.3g} α**" in row
    assert f"after **{steps_of('rmsprop', lr=0.065, beta=beta)} steps**" in row


def test_epsilon_inside_the_root_is_the_larger_floor():
    text = prose(opened(lang="en", chapter="epsilon"))
    outside, inside = map(
        float, re.search(r"\*\*([\d.]+) α\*\*.*?\*\*([\d.]+) α\*\*", text, re.S).groups()
    )
    assert inside < 0.5 * outside
    assert "ε outside the root" in text and "ε inside the root" in text


def test_a_turned_valley_is_told_as_measured():
    app = opened(lang="en", chapter="axes").button(key="rmsprop.turn-same").click().run()
    plain, plain_before, rooted, rooted_before = map(
        int,
        re.search(
            r"descent \*\*(\d+) steps\*\* \(along the axes (\d+) steps\),"
            r" RMSprop \*\*(\d+) steps\*\*\s+\(along the axes (\d+) steps\)",
            prose(app),
        ).groups(),
    )
    assert plain == plain_before
    assert rooted_before < plain < rooted
    assert "The run says otherwise" in prose(app)
    assert app.query_params["chapter"] == "turned"


def test_a_link_to_another_experiment_opens_in_every_chapter():
    link = Scenario(surface="beale", steps=40, runs=[Run("adam"), Run("lion"), Run("sgd")])
    for chapter in CHAPTERS:
        assert not opened(lang="en", chapter=chapter, **link.to_query()).exception


def test_a_link_to_runs_that_make_no_step_opens_in_every_chapter():
    for chapter in CHAPTERS:
        for lr in ("0", "1e308"):
            link = {"lr": lr, "lr.2": lr}
            assert not opened(lang="en", chapter=chapter, **link).exception
