"""Every lesson can be read, answered and broken, in every language, and no file hurts the app."""

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.engine.course import course
from lessons.engine.kinds import KINDS, LIVE
from lessons.engine.measure import measured
from pages.shared.figures import drawn, read
from pages.shared.lesson import live, progress
from pages.shared.lesson.answers import number_in
from pages.shared.lesson.reading import read as reading_of
from pages.shared.lesson.steps import scenes, steps
from pages.shared.site.escape import escaped
from pages.shared.site.words import LANGUAGES, translator, words
from tests.lessons.lesson_files import picture
from tests.pages.lesson_files import EVERYTHING, fill
from tests.pages.opening import components, opened, prose

OWN = tuple(course())
LESSONS = (*OWN, "valley", "everything", "broken")
TEXT = st.one_of(st.text(max_size=8), st.floats().map(str))
HOSTILE = ("../valley", "valley/../valley", "..", "/etc/passwd", "valley.en.md", "", "%00", "谷")


def test_the_lesson_with_everything_has_every_kind_of_block():
    missing = [kind for kind in KINDS if f":{{{kind}}}" not in EVERYTHING]
    assert missing == [], "add them to EVERYTHING in tests/pages/lesson_files.py"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    fill(tmp_path)
    monkeypatch.setenv("LESSONS_DIR", str(tmp_path))
    monkeypatch.delenv("LESSONS_AUTHOR", raising=False)
    return tmp_path


def press(app, name, lang="en", **values):
    """Press the button with these words of the table."""
    label = translator(lang)(f"lessons.{name}", **values)
    return next(each for each in app.button if each.label == label).click().run()


def captions(app):
    return " ".join(each.value for each in app.caption)


def guessed(**query):
    """The small lesson, its prediction made."""
    app = opened("lessons", lang="en", lesson="valley", **query)
    app.radio[0].set_value(0)
    return press(app, "commit")


def stages(app):
    return [each for each in components(app) if "query" in each]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lesson", LESSONS)
def test_every_step_of_every_lesson_opens_in_every_language(lesson, language):
    count = len(steps(course()[lesson].versions[language]))
    for step in range(1, count + 1):
        app = opened("lessons", lang=language, lesson=lesson, step=str(step))
        assert not app.exception
        assert app.header
        assert bool(app.error) == (lesson == "broken" and step == 1)


def changed(path, before, after):
    """A file written again, at another moment than the clock of this disk may tell."""
    path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")
    os.utime(path, ns=(1, 1))


def test_a_number_follows_the_file_that_it_is_computed_from(folder):
    """Also where only the original was changed, or a table beside it."""
    asked = "valley.Momentum.loss"
    read_in = {each: reading_of(course()["valley"], each).value(asked) for each in LANGUAGES}
    assert len(set(read_in.values())) == 1
    changed(folder / "valley.en.md", "steps: ", "steps: 1")
    for language, before in read_in.items():
        assert reading_of(course()["valley"], language).value(asked) < before


def test_a_number_follows_the_table_beside_the_lesson(folder):
    (folder / "assets").mkdir()
    table = folder / "assets" / "rain.csv"
    table.write_text("rain\n3\n5\n")
    (folder / "rainy.en.md").write_text(
        "---\nid: rainy\ntitle: Rain\nlanguage: en\n---\n"
        ":::{averages} rain\n---\nseries: assets/rain.csv\nbetas: [0.5]\n---\n:::\n"
    )
    dry = reading_of(course()["rainy"], "en").value("rain.value")
    changed(table, "5", "50")
    assert reading_of(course()["rainy"], "en").value("rain.value") > dry


SEEN = (
    "---\nid: seen\ntitle: Seen\nlanguage: en\n---\nBefore.\n\n![A hill](assets/a.png)\n\nAfter.\n"
)


@pytest.mark.parametrize(
    ("data", "shown"),
    [(picture(), 1), (picture(2_000)[:-30], 0), (b"", 0)],
    ids=["whole", "half", "empty"],
)
def test_an_image_that_is_none_costs_itself_and_not_the_page(data, shown, folder):
    """Its description stands in its place; what is the matter, the checker tells its author."""
    (folder / "seen.en.md").write_text(SEEN)
    (folder / "assets").mkdir()
    (folder / "assets" / "a.png").write_bytes(data)
    app = opened("lessons", lang="en", lesson="seen")
    assert not app.exception
    assert len(app.get("image")) == shown
    assert "Before." in prose(app) and "After." in prose(app)
    assert ("A hill" in prose(app)) != bool(shown)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lesson", LESSONS)
def test_every_lesson_can_be_printed(lesson, language):
    app = opened("lessons", lang=language, lesson=lesson, view="print")
    assert not app.exception
    assert not app.button


def test_paper_has_the_pictures_that_were_seen():
    assert not stages(opened("lessons", lang="en", lesson="valley", view="print"))
    app = guessed()
    app.query_params["view"] = "print"
    [stage] = stages(app.run())
    assert stage["still"] and stage["names"] == ["Gradient descent", "Momentum"]
    assert "Learning rate α = 0.02" in captions(app)


@pytest.mark.parametrize("name", HOSTILE)
def test_an_id_that_is_none_opens_the_list(name):
    app = opened("lessons", lang="en", lesson=name)
    assert not app.exception
    assert translator("en")("lessons.no_such", name=escaped(name)) in captions(app)
    assert any(each.label == translator("en")("lessons.open", number=1) for each in app.button)


def test_drafts_and_lessons_without_an_original_are_not_listed(folder):
    text = (folder / "valley.en.md").read_text("utf-8")
    (folder / "valley.en.md").write_text(text.replace("language: en", "language: en\ndraft: true"))
    app = opened("lessons", lang="en")
    assert "A valley" not in prose(app)
    assert "orphan" not in prose(app)
    assert "A lesson" in prose(app)


def test_a_prediction_comes_before_what_it_is_about():
    app = opened("lessons", lang="en", lesson="valley")
    assert not stages(app)
    assert "ends at a loss" not in prose(app)
    app = press(app, "commit")  # nothing chosen
    assert not stages(app)
    app.radio[0].set_value(1)
    app = press(app, "commit")
    assert len(stages(app)) == 1
    assert "Run it and look." in app.warning[0].value
    assert "ends at a loss" in prose(app)


def test_a_lesson_has_only_its_own_sliders():
    [stage] = stages(guessed())
    assert [each["title"] for each in stage["controls"]] == ["Learning rate α", "Momentum β"]
    assert [each["keys"] for each in stage["controls"]] == [["lr", "lr.2"], ["beta.2"]]
    assert (stage["controls"][1]["low"], stage["controls"][1]["high"]) == (0, 0.95)
    assert stage["names"] == ["Gradient descent", "Momentum"]
    assert stage["fixed"] and not stage["address"]


def test_a_number_is_compared_with_the_simulators_own():
    app = press(guessed(), "next")
    answer = reading_of(course()["valley"], "en")
    right = answer.answer(answer.lesson.items["steps"])
    app.text_input[0].set_value("seven")
    app = press(app, "check")
    assert words("en")["lessons.not_a_number"] in captions(app)
    app.text_input[0].set_value(str(right + 5))
    app = press(app, "check")
    assert "Not" in app.warning[0].value
    app.text_input[0].set_value(str(right + 1))
    app = press(app, "check")
    assert f"{right:g}" in app.success[-1].value


def test_show_me_sets_the_sliders_to_the_case_asked_about():
    app = press(guessed(), "next")
    app = press(app, "show_me")
    assert "lr=0.02" in stages(app)[0]["query"] and "beta.2=0.8" in stages(app)[0]["query"]


def predicted(app):
    """Both predictions of the first step made, one after the other."""
    for block, fields in (("how-many", ("number",)), ("where", ("x", "y"))):
        for field in fields:
            key = f".{block}.{field}."
            next(each for each in app.text_input if key in each.key).set_value("1")
        app = next(b for b in app.button if b.key and f".{block}.commit" in b.key).click().run()
    return app


def test_a_wrong_number_with_a_name_gets_its_message_and_hints_come_after_tries():
    app = predicted(opened("lessons", lang="en", lesson="everything"))
    for expected in (False, True):
        number = next(each for each in app.text_input if ".far." in each.key)
        number.set_value("3")
        check = next(b for b in app.button if b.key and "far" in b.key and "FormSubmit" in b.key)
        app = check.click().run()
        assert any("minima less one" in each.value for each in app.warning)
        assert any("Look at the curve" in each.value for each in app.info) == expected


def test_a_question_says_what_each_choice_is_worth_and_ends_after_its_tries():
    app = opened("lessons", lang="en", lesson="everything")
    for _ in range(2):
        for box in app.checkbox:
            box.set_value(box.label in ("One", "Two"))
        app = next(b for b in app.button if b.key and "several.check" in b.key).click().run()
    said = " ".join(each.value for each in (*app.success, *app.warning, *app.info))
    assert "One is." in said and "Two is even." in said
    assert "One · Three" in said
    assert all(box.disabled for box in app.checkbox)


def test_broken_blocks_are_red_cards_and_the_rest_works():
    app = opened("lessons", lang="en", lesson="broken")
    said = [each.value for each in app.error]
    assert len(said) == 4
    for words_ in ("did you mean 'surface'", "did you mean 'quadratic'", "did you mean 'quiz'"):
        assert any(words_ in each for each in said)
    assert any("needs the block “misspelt”" in each for each in said)
    assert len(stages(app)) == 1


def test_prose_has_no_way_out():
    said = prose(opened("lessons", lang="en", lesson="everything"))
    assert "javascript" not in said
    assert "far.away" not in said
    assert "a way out" in said


def test_a_file_that_is_half_written_leaves_the_last_good_version(folder):
    assert not opened("lessons", lang="en", lesson="valley").error
    text = (folder / "valley.en.md").read_text("utf-8")
    (folder / "valley.en.md").write_text(text[: text.index("runs:")], "utf-8")
    app = opened("lessons", lang="en", lesson="valley")
    assert not app.error
    assert "A valley" in app.header[0].value


def test_starting_over_forgets_one_answer_or_all():
    app = guessed()
    app = press(app, "again")
    assert not stages(app)
    app.radio[0].set_value(0)
    app = press(press(app, "commit"), "start_over")
    assert not stages(app)
    assert app.session_state["progress"]["lessons"]["valley"]["blocks"].get("guess", {}) == {}


def test_the_training_of_a_lesson_is_the_one_that_the_checker_runs():
    live = reading_of(course()["everything"], "en").live
    query = {"lesson": "everything", "block": "digits", "slider_1": "0.01"}
    settings, problems = read("lesson", query)
    assert problems == ()
    *_, last = drawn("lesson", settings, translator("en"))
    setting = measured(live["digits"])
    expected = [setting.value("test_loss", run) for run in ("Adam", "Plain")]
    assert last.facts["test_loss"] == pytest.approx(expected, rel=1e-12)
    assert "Adam ends with a loss of" in last.sentence


@pytest.mark.parametrize(("block", "said"), [("ten-seeds", "It holds 0"), ("one-seed", "")])
def test_two_runs_with_several_seeds_are_compared_pair_by_pair(block, said):
    settings, _ = read("lesson", {"lesson": "claims", "block": block})
    *_, last = drawn("lesson", settings, translator("en"))
    assert ("95 % interval" in last.sentence) is bool(said) and said in last.sentence


def test_a_training_of_no_lesson_says_so():
    settings, _ = read("lesson", {"lesson": "../valley", "block": "digits"})
    with pytest.raises(ValueError, match="digits"):
        list(drawn("lesson", settings, translator("en")))


@given(st.dictionaries(st.sampled_from(["slider_1", "slider_2", "steps"]), TEXT))
def test_whatever_a_picture_says_its_sliders_stand_within_their_ranges(query):
    reading = reading_of(course()["everything"], "en")
    item = reading.live["digits"]
    sliders = item.options.sliders
    keys = {slider: f"slider_{place}" for place, slider in enumerate(sliders, 1)}
    found = live.of_figure(item, reading, keys, query)
    assert found.keys() == sliders.keys()
    assert all(sliders[name].min <= value <= sliders[name].max for name, value in found.items())


def test_questions_after_a_picture_stay_with_it():
    lesson = course()["everything"].versions["en"]
    first = scenes(steps(lesson)[0], lesson.items)
    assert [scene.live.id for scene in first] == ["hill"]
    assert [part.id for part in first[0].after if getattr(part, "id", "")] == ["far"]


def test_a_question_brings_its_picture_from_another_step():
    lesson = course()["valley"].versions["en"]
    second = scenes(steps(lesson)[1], lesson.items)
    assert [scene.live.id for scene in second] == ["valley"]


def test_every_metric_of_a_goal_has_words():
    for name in (name for kind in LIVE.values() for name in kind.metrics):
        assert words("en")[f"lessons.metric_{name}"]


KEPT = {"valley": {"step": 1, "blocks": {"guess": {"chosen": [0], "done": True}}}}


def test_progress_is_read_back_as_it_was_written():
    assert progress.read(progress.write(KEPT)) == KEPT
    assert progress.read(progress.write({"valley@en": {}})) == {}


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(("kind", "lessons", "blocks", "step", "valley", *progress.FIELDS)), inner,
        max_size=4),
)  # fmt: skip


@given(anything)
def test_any_file_is_progress_or_refused(data):
    try:
        found = progress.read(json.dumps({"kind": progress.KIND, "lessons": data}))
    except progress.Unreadable:
        return
    for lesson in found.values():
        for record in lesson["blocks"].values():
            assert all(progress.FIELDS[name](value) for name, value in record.items())


@given(st.text(max_size=30))
def test_any_text_is_progress_or_refused(text):
    with pytest.raises(progress.Unreadable):
        progress.read(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("42", 42), (" 1e-3 ", 1e-3), ("−2", -2), ("0,5", 0.5), ("3×10^-4", 3e-4), ("nan", None),
     ("inf", None), ("two", None), ("", None), ("1e999", None)],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text, value):
    assert number_in(text) == value
