"""The momentum page: its chapters, and what they say is what the runs did."""

import re
from urllib.parse import parse_qsl

import pytest

from optim_core import Run, Scenario, descend
from pages.shared.site.escape import escaped
from pages.shared.site.words import LANGUAGES, words
from tests.pages.opening import components, prose
from tests.pages.opening import opened as open_page

CHAPTERS = ("ravine", "memory", "conventions", "why", "rates", "film", "printed")


def opened(**query):
    return open_page("momentum", **query)


def data_of(app):
    [stage] = components(app)
    return stage


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chapter_opens_in_every_language(chapter, language):
    app = opened(lang=language, chapter=chapter)
    assert not app.exception
    assert app.header[0].value == words(language)[f"momentum.{chapter}.title"]
    assert data_of(app)["language"] == language


def test_a_link_means_the_same_in_every_language():
    link = Scenario(
        surface="beale", steps=77, runs=(Run("adam", {"lr": 0.25}), Run("nesterov"))
    ).to_query()
    queries = {data_of(opened(lang=language, **link))["query"] for language in LANGUAGES}
    assert [dict(parse_qsl(query)) for query in queries] == [link]


def test_nonsense_in_a_link_is_named_in_the_readers_language():
    for language, said in (("en", "can't be read"), ("zh", "无法读取")):
        app = opened(lang=language, lr="fast", chapter="none", panel="<b>", step="-1", axis="x")
        assert not app.exception
        [caption] = [each for each in app.caption if each.value.startswith("⚠")]
        for key in ("lr=fast", "chapter=none", "panel=<b>", "step=-1", "axis=x"):
            assert escaped(key) in caption.value
        assert said in caption.value


def test_the_answer_is_not_shown_before_the_guess():
    app = opened(lang="en")
    runs = [key for key, _ in parse_qsl(data_of(app)["query"]) if key.startswith("optimizer")]
    assert runs == ["optimizer"]
    assert "with it" not in prose(app)


@pytest.mark.parametrize(
    ("guess", "said"), [("fewer", "and the run agrees"), ("more", "otherwise")]
)
def test_the_verdict_is_the_runs(guess, said):
    app = opened(lang="en").button(key=f"momentum.guess-{guess}").click().run()
    assert not app.exception
    knobs = {"surface_knobs": {"condition": 30}, "start": (-4, 2), "steps": 120}
    escaped = descend("sgd", "quadratic", knobs={"lr": 0.06}, **knobs)
    ball = descend("heavy_ball", "quadratic", knobs={"lr": 0.06, "beta": 0.8}, **knobs)
    steps = [int((run.loss <= 1e-3).argmax()) for run in (escaped, ball)]
    assert steps[1] < steps[0]
    assert f"**{steps[0]} steps** without momentum, **{steps[1]} steps** with it." in prose(app)
    assert said in prose(app)


def test_the_two_conventions_are_one_when_linked():
    apart = opened(lang="en", chapter="conventions")
    assert float(prose(apart).split("at most **")[1].split("**")[0]) > 0.1
    linked = apart.toggle(key="linked").set_value(True).run()
    assert linked.query_params["fairness"] == "effective"
    assert re.search(r"at most \*\*(0|[\d.]*×?10⁻¹.)\*\*", prose(linked))


def test_switching_the_language_keeps_the_experiment():
    link = Scenario(surface="saddle", steps=33).to_query()
    app = opened(lang="en", chapter="why", **link)
    before = data_of(app)["query"]
    app.button_group(key="language").set_value("zh").run()
    assert app.query_params["lang"] == "zh"
    assert data_of(app)["query"] == before
    assert app.header[0].value == words("zh")["momentum.why.title"]


def test_it_speaks_of_momentum_only_where_the_second_run_has_it():
    link = Scenario(runs=(Run("sgd"), Run("sgd", {"lr": 0.01}))).to_query()
    said = prose(opened(lang="en", chapter="memory", **link))
    assert "with it" not in said


def test_the_notes_program_comes_to_rest_beside_the_minimum_as_the_chapter_says():
    """A heavy ball to which every step adds a constant, on a bowl of one curvature."""
    mu, gamma, eta, curvature, epsilon = 0.9, 0.7, 0.05, 3.0, 1e-3
    assert r"\varepsilon(1-\mu)/(\eta\gamma\lambda)" in words("en")["momentum.printed.body"]
    x, v = 1.0, 0.0
    for _ in range(2_000):
        v = mu * v + gamma * curvature * x
        x = x - eta * v + epsilon
    assert x == pytest.approx(epsilon * (1 - mu) / (eta * gamma * curvature))


def test_the_notes_weight_of_the_new_point_leaves_the_anchor_little_pull():
    """How far the anchor is from the point in the chapter's own run, at either weight."""
    [_, run] = Scenario.from_query(dict(parse_qsl(data_of(opened(chapter="printed"))["query"])))[
        0
    ].runs

    def apart(weight):
        knobs = {**run.knobs, "anchor_beta": weight}
        path = descend(run.optimizer, "quadratic", knobs=knobs, steps=120).path
        anchor, gaps = path[0], []
        for point in path:
            anchor = (1 - weight) * anchor + weight * point
            gaps.append(float(abs(point - anchor).max()))
        return max(gaps)

    assert apart(0.9) < 0.2 * apart(0.1)
