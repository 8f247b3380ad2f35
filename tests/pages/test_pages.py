"""Every page opens in every language, from any link, without a warning."""

import json
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from optim_core import Run, Scenario, descend
from pages.shared.words import LANGUAGES, words

ROOT = Path(__file__).parents[2]
PAGES = {path.stem: path for path in sorted((ROOT / "pages").glob("[a-z]*.py"))}
CHAPTERS = ("ravine", "memory", "conventions", "why", "rates", "film")
KEPT = (
    "surface",
    "surface.condition",
    "start",
    "steps",
    "optimizer",
    "lr",
    "optimizer.2",
    "beta.2",
)


def opened(page="momentum", **query):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    if page != "momentum":
        app.switch_page(str(PAGES[page])).run()
    return app


def data_of(app):
    """What the stage on the page was given."""
    [stage] = app.get("bidi_component")
    return json.loads(stage.proto.json)


def prose(app):
    return " ".join(block.value for block in app.markdown)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_every_language(page, language):
    app = opened(page, lang=language)
    assert not app.exception
    assert app.header[0].value == words(language)[f"{page}.ravine.title"]
    assert words(language)["site.name"] in prose(app)
    assert not app.warning
    assert not app.error


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
        [caption] = app.caption
        for key in ("lr=fast", "chapter=none", "panel=<b>", "step=-1", "axis=x"):
            assert key in caption.value
        assert said in caption.value


@given(st.dictionaries(st.sampled_from(KEPT), st.text(max_size=30), max_size=5))
def test_no_text_in_a_link_raises(query):
    scenario, _ = Scenario.from_query(query)
    assert all(run.status for run in scenario.run())


def test_the_answer_is_not_shown_before_the_guess():
    app = opened(lang="en")
    runs = [key for key, _ in parse_qsl(data_of(app)["query"]) if key.startswith("optimizer")]
    assert runs == ["optimizer"]
    assert "with it" not in prose(app)


@pytest.mark.parametrize(("guess", "said"), [("fewer", "and so it is"), ("more", "otherwise")])
def test_the_verdict_is_the_runs(guess, said):
    app = opened(lang="en").button(key=f"guess-{guess}").click().run()
    assert not app.exception
    knobs = {"surface_knobs": {"condition": 30}, "start": (-4, 2), "steps": 120}
    plain = descend("sgd", "quadratic", knobs={"lr": 0.06}, **knobs)
    ball = descend("heavy_ball", "quadratic", knobs={"lr": 0.06, "beta": 0.8}, **knobs)
    steps = [int((run.loss <= 1e-3).argmax()) for run in (plain, ball)]
    assert steps[1] < steps[0]
    assert f"**{steps[0]} steps** without momentum, **{steps[1]} steps** with it." in prose(app)
    assert said in prose(app)


def test_the_two_conventions_are_one_when_linked():
    apart = opened(lang="en", chapter="conventions")
    assert float(prose(apart).split("at most **")[1].split("**")[0]) > 0.1
    linked = apart.toggle(key="linked").set_value(True).run()
    assert linked.query_params["fairness"] == "effective"
    assert float(prose(linked).split("at most **")[1].split("**")[0]) < 1e-12


def test_switching_the_language_keeps_the_experiment():
    link = Scenario(surface="saddle", steps=33).to_query()
    app = opened(lang="en", chapter="why", **link)
    before = data_of(app)["query"]
    app.button_group(key="language").set_value("zh").run()
    assert app.query_params["lang"] == "zh"
    assert data_of(app)["query"] == before
    assert app.header[0].value == words("zh")["momentum.why.title"]
