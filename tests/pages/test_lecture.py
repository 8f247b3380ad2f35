"""Any page or lesson as slides: nothing but the slide, and no answer before its time."""

import pytest

from lessons.engine.course import course
from optim_core import CLAIMS
from pages.shared import lecture
from pages.shared.lecture import TYPE
from pages.shared.site.words import LANGUAGES, translator, words
from tests.pages.lesson_files import fill
from tests.pages.opening import PAGES, components, deck, menu, opened, prose

CHAPTERED = ("adam", "averages", "decay", "momentum", "rmsprop", "saddles", "training", "variants")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    fill(tmp_path)
    monkeypatch.setenv("LESSONS_DIR", str(tmp_path))
    return tmp_path


def said(app):
    """Every word on the screen."""
    kinds = ("markdown", "caption", "header", "subheader", "success", "info", "warning")
    return " ".join(each.value for kind in kinds for each in getattr(app, kind))


def pictures(app):
    return [each for each in components(app) if "query" in each]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_a_lecture_in_every_language(page, language):
    app = opened(page, lang=language, view="lecture")
    assert not app.exception and not app.error
    given = deck(app)
    assert given["view"] == "lecture"
    assert len(given["titles"]) >= 1 and all(given["titles"])
    assert not app.get("popover")
    notes = words(language).get(f"{page}.lecturer", "").split("\n")[0]
    assert not notes or notes not in said(app)


@pytest.mark.parametrize("page", CHAPTERED)
def test_every_chapter_is_a_slide_and_the_address_says_which(page):
    given = deck(opened(page, lang="en", view="lecture"))
    assert len(given["titles"]) >= 5
    assert given["place"] == 0


@pytest.mark.parametrize("language", ["en", pytest.param("zh", marks=pytest.mark.nightly)])
@pytest.mark.parametrize("lesson", sorted(course()))
def test_every_slide_of_every_lesson_opens_before_and_after_its_answers(lesson, language):
    count = len(deck(opened("lessons", lang=language, lesson=lesson))["titles"])
    for step in range(1, count + 1):
        for shown in (0, 9):
            app = opened(
                "lessons", lang=language, lesson=lesson, step=step, view="lecture", shown=shown
            )
            assert not app.exception and not app.error
            assert deck(app)["place"] == step - 1
            if shown:
                assert not deck(app)["waits"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", (*PAGES, "lessons"))
def test_the_lecturers_own_screen_has_notes_and_no_picture(page, language):
    lesson = {"lesson": "momentum"} if page == "lessons" else {}
    app = opened(page, lang=language, view="presenter", **lesson)
    assert not app.exception
    assert not components(app)
    assert deck(app)["view"] == "presenter"
    if page in CHAPTERED:
        first = words(language)[f"{page}.lecturer"].strip().split("\n")[0]
        assert first in said(app)
        assert deck(app)["minutes"] >= 15


def test_words_without_a_question_in_the_original_break_no_desk(folder):
    """A translated block without an id belongs to no settings."""
    with (folder / "valley.zh.md").open("a", encoding="utf-8") as file:
        file.write("\n:::{numeric}\n需要多少步？\n:::\n")
    app = opened("lessons", lang="zh", lesson="valley", step=2, view="presenter")
    assert not app.exception


def test_minutes_are_the_same_in_every_language():
    for page in PAGES:
        minutes = {deck(opened(page, lang=each, view="lecture"))["minutes"] for each in LANGUAGES}
        assert len(minutes) == 1


def test_the_minutes_of_a_lesson_are_those_of_its_file():
    front = course()["momentum"].original.front
    assert deck(opened("lessons", lesson="momentum", view="lecture"))["minutes"] == front.duration


def test_a_question_of_a_lesson_waits_for_the_lecturer():
    app = opened("lessons", lang="en", lesson="valley", view="lecture")
    assert deck(app)["waits"]
    assert not pictures(app)
    assert "ends at a loss" not in said(app) and "✓" not in said(app)
    app.query_params["shown"] = "1"
    app = app.run()
    assert not deck(app)["waits"]
    assert pictures(app)
    assert "ends at a loss" in said(app)
    assert "✓" in said(app)


def test_what_the_lecturer_shows_is_not_kept_as_a_readers_answer():
    app = opened("lessons", lang="en", lesson="valley", view="lecture", shown=1)
    assert not app.session_state["progress"]["lessons"]["valley"]["blocks"]


def test_alone_too_nothing_after_a_prediction_is_seen_before_it():
    app = opened("lessons", lang="en", lesson="adam", step=1)
    assert "One question before you go on" not in said(app)
    assert "So $\\alpha$ has a new meaning" not in said(app)
    assert not app.text_input
    app.radio[0].set_value(2)
    commit = words("en")["lessons.commit"]
    app = next(each for each in app.button if each.label == commit).click().run()
    assert "So $\\alpha$ has a new meaning" in said(app)


def test_a_class_sees_no_note_for_the_lecturer_and_the_desk_does():
    last = len(deck(opened("lessons", lang="en", lesson="adam"))["titles"])
    shown = said(opened("lessons", lang="en", lesson="adam", step=last, view="lecture", shown=9))
    desk = said(opened("lessons", lang="en", lesson="adam", step=1, view="presenter"))
    assert "Misconceptions" not in shown
    assert "Misconceptions" in desk


@pytest.mark.parametrize("page", ["momentum", "adam", "rmsprop"])
def test_a_chapter_that_asks_waits_and_its_answer_is_the_next_slide(page):
    app = opened(page, lang="en", view="lecture")
    assert deck(app)["waits"]
    app = app.button[0].click().run()
    assert deck(app)["place"] == 1
    assert app.query_params["view"] == "lecture"


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_is_tested_when_the_lecturer_says_so(claim):
    app = opened("claims", lang="en", claim=claim, view="lecture")
    assert deck(app)["waits"] and not components(app)
    app.query_params["shown"] = "1"
    app = app.run()
    [given] = components(app)
    assert given["figure"] == "claims"
    assert not deck(app)["waits"]


def test_the_ridge_keeps_its_answer_in_a_hall():
    app = opened("saddles", lang="en", view="lecture")
    assert deck(app)["waits"] and not components(app)
    app.query_params["shown"] = "1"
    app = app.run()
    assert components(app) and not deck(app)["waits"]


def test_the_notes_table_is_trained_when_the_lecturer_says_so():
    app = opened("training", lang="en", chapter="regularisation", view="lecture")
    assert deck(app)["waits"] and not components(app)
    app.query_params["shown"] = "1"
    app = app.run()
    [given] = components(app)
    assert given["figure"] == "regularisation" and not given["on_demand"]
    assert not deck(app)["waits"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "nonsense",
    [{"view": "leçture"}, {"zoom": "9"}, {"shown": "-1"}, {"shown": "many"}, {"zoom": ""}],
)
def test_nonsense_in_the_address_of_a_lecture_is_named_and_replaced(nonsense, language):
    query = {"view": "lecture"} | nonsense
    app = opened("momentum", lang=language, **query)
    assert not app.exception
    ((key, value),) = nonsense.items()
    problem = f"{key}={value}"
    if key == "view":
        assert problem in said(app)
    assert any(problem in each for each in deck(app)["problems"])


def test_a_step_that_is_none_is_named_and_the_first_is_shown():
    app = opened("lessons", lang="en", lesson="valley", step=77, view="lecture")
    assert "step=77" in said(app)
    assert deck(app)["place"] == 0


def test_the_type_has_three_sizes_and_the_link_says_which():
    assert len(TYPE) == len(lecture.SIZES) == 3
    for zoom in TYPE:
        assert deck(opened("decay", lang="en", view="lecture", zoom=zoom))["zoom"] == zoom
    assert deck(opened("decay", lang="en", view="lecture"))["zoom"] == 2


def test_the_link_of_a_slide_survives_a_change_of_the_experiment():
    app = opened("momentum", lang="en", view="lecture", zoom=3)
    assert {"view", "zoom", "shown"} <= set(components(app)[0]["page_keys"])
    button = next(each for each in app.button if each.key == "momentum.guess-fewer")
    app = button.click().run()
    assert app.query_params["view"] == "lecture" and app.query_params["zoom"] == "3"
    assert translator("en")("momentum.memory.title") in said(app)


def test_outside_a_lecture_a_page_has_its_menu_and_a_way_in():
    app = opened("momentum", lang="en")
    assert deck(app)["view"] == "page"
    assert menu(app)["lecture"] == words("en")["site.lecture"]


def test_the_words_of_the_deck_are_on_no_slide_without_it():
    assert "deck" not in prose(opened("home", lang="en"))
