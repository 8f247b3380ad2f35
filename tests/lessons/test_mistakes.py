"""Each mistake is told of where it stands, by its rule, in both languages, and nothing breaks."""

import pytest

from lessons.engine.problems import INFO, RULES, Notes
from tests.lessons.lesson_files import (
    CHINESE,
    LESSON,
    problems_of,
    problems_of_both,
)
from tests.lessons.mistakes import IN_A_LESSON, IN_A_NAME, IN_A_TRANSLATION, place

FILES = {"file-read", "prerequisite"}  # in test_files.py and test_course_folders.py


def _named(mistakes):
    return [pytest.param(*each, id=f"{each[0]}, {each[1]}") for each in mistakes]


def _places(problems):
    return [(problem.line, problem.column, problem.rule) for problem in problems]


def _is_well_said(problem):
    """One line with what to do, in both languages."""
    english, chinese = problem.say("en"), problem.say("zh")
    assert english != chinese and " - " in english and " - " in chinese
    assert "\n" not in english + chinese
    assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)
    return True


def test_the_lesson_that_they_are_made_in_is_clean(tmp_path):
    assert problems_of(LESSON) == []
    assert problems_of_both(tmp_path, en=LESSON, zh=CHINESE) == []


@pytest.mark.parametrize(("rule", "what", "text"), _named(IN_A_LESSON))
def test_a_mistake_gives_one_message_where_it_stands(rule, what, text):
    text, line, column = place(text)
    found = problems_of(text)
    assert _places(found) == [(line, column, rule)], [problem.line_of() for problem in found]
    assert all(map(_is_well_said, found))


@pytest.mark.parametrize(("rule", "what", "name", "text"), IN_A_NAME)
def test_a_file_is_called_as_it_calls_itself(rule, what, name, text):
    text, line, column = place(text)
    assert (line, column, rule) in _places(problems_of(text, name))


@pytest.mark.parametrize(("rule", "what", "text"), _named(IN_A_TRANSLATION))
def test_a_translation_fits_its_original(rule, what, text, tmp_path):
    text, line, column = place(text)
    problems = problems_of_both(tmp_path, en=LESSON, zh=text)
    assert (line, column, rule) in _places(problems)
    assert {each.file for each in problems} == {"valley.zh.md"}
    assert all(map(_is_well_said, problems))


def test_every_rule_is_broken_by_some_mistake():
    broken = {each[0] for each in (*IN_A_LESSON, *IN_A_NAME, *IN_A_TRANSLATION)}
    informs = {id_ for id_, rule in RULES.items() if rule.level == INFO}
    assert set(RULES) == broken | informs | FILES
    assert not broken & informs


def test_a_message_is_as_the_house_writes_it():
    text = LESSON.replace("surface: {", "surfaces: {")
    said = [problem.line_of() for problem in problems_of(text) if problem.rule == "unknown-key"]
    assert said == [
        "valley.en.md:18:1: error [unknown-key] unknown key surfaces - did you mean 'surface'?"
    ]


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("surface:", "surfaces:", "surface"),
        ("{experiment} race", "{experimnt} race", "experiment"),
        ("heavy_ball", "heavyball", "heavy_ball"),
        ("id: quadratic", "id: quadratc", "quadratic"),
        ("step: 0.05", "stepp: 0.05", "step"),
        ("reveals", "reveal", "reveals"),
        ("steps_to_loss", "step_to_loss", "steps_to_loss"),
        ("within_steps", "within_step", "within_steps"),
        ("lr: $lr, beta", "lr: $rl, beta", "lr"),
        ("run: Heavy, metric", "run: Haevy, metric", "Heavy"),
        ("schedule: cosine", "schedule: cosin", "cosine"),
    ],
)
def test_a_typing_mistake_is_asked_about(old, new, meant):
    text = LESSON.replace("optimizer: sgd, lr: $lr", "optimizer: sgd, lr: $lr, schedule: cosine")
    said = " ".join(problem.line_of() for problem in problems_of(text.replace(old, new, 1)))
    assert f"did you mean {meant!r}?" in said


def test_what_there_is_is_listed_where_nothing_is_near():
    said = [each.say() for each in problems_of(LESSON.replace("heavy_ball", "zzzzzz"))]
    assert any("there are" in each and "adam" in each and "heavy_ball" in each for each in said)


def test_what_a_lesson_says_can_not_write_into_a_terminal():
    notes = Notes("a.en.md")
    notes.add("unknown-block", 1, name="\x1b[31m\nred" + "x" * 10_000, suggestion="")
    assert "\x1b" not in notes.problems[0].line_of() and "\n" not in notes.problems[0].line_of()
    assert len(notes.problems[0].line_of()) < 2_000
