"""Lessons in folders: found, ordered, tied to their translations, and read again when changed."""

import os

import pytest

from lessons.engine import course
from lessons.engine.lesson import read_file
from tests.lessons.lesson_files import CHINESE, LESSON, picture, problems_of_both, written


def test_a_reader_gets_the_words_of_a_translation_and_the_settings_of_the_original(tmp_path):
    entry = written(tmp_path, en=LESSON, zh=CHINESE)
    chinese = entry.versions["zh"]
    assert chinese.front.title == "窄谷" and chinese.file == "valley.zh.md"
    race, guess = chinese.items["race"], chinese.items["guess"]
    assert race.options == entry.original.items["race"].options
    assert race.labels == {"lr": "学习率", "beta": "动量", "Plain": "梯度下降", "Heavy": "重球法"}
    assert [(choice.text, choice.right) for choice in guess.choices] == [
        ("重球", True),
        ("普通", False),
    ]
    assert guess.text == "哪个更快？" and guess.choices[0].feedback == "对。"
    assert chinese.items["sooner"].inner[0].text == "哪一个是刹车？"
    assert entry.versions["en"] is entry.original


def test_a_hint_keeps_its_place_in_a_translation(tmp_path):
    english = LESSON.replace(":::{hint}\n", ":::{hint}\n:after: 2\n")
    entry = written(tmp_path, en=english, zh=CHINESE)
    assert entry.versions["zh"].items["sooner"].inner[0].options.after == 2


def test_what_is_not_translated_is_shown_as_it_is(tmp_path):
    short = CHINESE[: CHINESE.index(":::{numeric}")]
    entry = written(tmp_path, en=LESSON, zh=short)
    assert entry.versions["zh"].items["steps"] is entry.original.items["steps"]
    assert written(tmp_path, en=LESSON).versions["zh"].items.keys() == entry.original.items.keys()


def test_an_original_may_be_in_any_language(tmp_path):
    chinese = LESSON.replace("language: en", "language: zh")
    english = CHINESE.replace("language: zh", "language: en").replace("en.md", "zh.md")
    assert problems_of_both(tmp_path, zh=chinese, en=english) == []
    entry = written(tmp_path, zh=chinese, en=english)
    assert entry.original.file == "valley.zh.md" and entry.versions["en"].front.title == "窄谷"


def test_a_translation_alone_says_what_it_lacks(tmp_path):
    (problem,) = problems_of_both(tmp_path, zh=CHINESE)
    assert (problem.rule, problem.line, problem.column) == ("translation-original", 5, 13)
    assert written(tmp_path, zh=CHINESE).draft


def test_a_broken_translation_leaves_the_original_alone(tmp_path):
    entry = written(tmp_path, en=LESSON, zh="Half")
    assert entry.original.file == "valley.en.md" and not entry.draft
    entry = written(tmp_path, en="Half", zh=CHINESE)
    assert entry.original.file == "valley.en.md" and entry.draft


def test_lessons_are_in_order_of_teaching(tmp_path):
    for id_, order in (("a", 3), ("b", 1), ("c", 2)):
        text = LESSON.replace("id: valley", f"id: {id_}\norder: {order}")
        (tmp_path / f"{id_}.en.md").write_text(text)
    (tmp_path / "README.md").write_text("Not a lesson.")
    assert list(course.course([tmp_path])) == ["b", "c", "a"]


def test_the_own_folder_is_added_and_wins(tmp_path, monkeypatch):
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
        written(folder, en=LESSON)
    assert course.course([one, two])["valley"].folder == two
    monkeypatch.setenv("LESSONS_DIR", str(two))
    assert course.folders() == [course.HOME, two]
    monkeypatch.setenv("LESSONS_DIR", str(tmp_path / "nowhere"))
    assert course.folders() == [course.HOME]


def test_a_file_is_read_again_when_it_changed(tmp_path):
    first = written(tmp_path, en=LESSON).original
    assert course.course([tmp_path])["valley"].original is first
    path = tmp_path / "valley.en.md"
    path.write_text(LESSON.replace("A narrow valley", "A wide valley"))
    os.utime(path, ns=(1, 1))
    assert course.course([tmp_path])["valley"].original.front.title == "A wide valley"


def test_an_image_that_is_added_is_noticed(tmp_path):
    text = LESSON + "\n![A valley](assets/valley.png)\n"
    assert [each.rule for each in written(tmp_path, en=text).problems] == ["image"]
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "valley.png").write_bytes(picture())
    assert written(tmp_path, en=text).problems == ()


def test_a_lesson_that_comes_before_must_be_there(tmp_path):
    text = LESSON.replace("objectives", "prerequisites: [gradients, vally]\nobjectives", 1)
    entry = written(tmp_path, en=text)
    found = [each for each in course.run(entry, {"valley", "gradients"}) if each.level != "info"]
    (problem,) = found
    assert (problem.rule, problem.line, problem.column) == ("prerequisite", 5, 28)
    assert "did you mean 'valley'?" in problem.say()


@pytest.mark.parametrize("change", ["", "one more word"])
def test_a_translation_knows_when_its_original_changed(change, tmp_path):
    source = written(tmp_path, en=LESSON).original.source
    chinese = CHINESE.replace("objectives", f"source: {source}\nobjectives", 1)
    rules = [each.rule for each in problems_of_both(tmp_path, en=LESSON + change, zh=chinese)]
    assert rules == (["translation-old"] if change else [])
    hinted = course.run(written(tmp_path, en=LESSON, zh=CHINESE), {"valley"})
    assert source in next(each.say() for each in hinted if each.rule == "translation-undated")


def test_a_file_that_is_gone_is_a_problem_and_no_exception(tmp_path):
    assert [each.rule for each in read_file(tmp_path / "valley.en.md").problems] == ["file-read"]
