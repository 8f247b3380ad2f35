"""The course that readers open: everything in it was run, and nothing is left to be wished for."""

import re

import pytest

from lessons.engine import answers, claims, course
from lessons.engine.kinds import ASKED, LIVE, challenge, numeric
from lessons.engine.measure import wins
from lessons.engine.problems import INFO, Notes
from pages.shared.lesson.steps import steps

AT_EASE, AT_MOST = 15, 25  # minutes
HARD = 0.2  # of all slider settings: more would win by chance
# Section by section of what the app teaches.
SECTIONS = ["variants", "averages", "momentum", "rmsprop", "adam", "decay", "saddles", "claims"]


@pytest.fixture(scope="module")
def entries():
    found = course.course([course.HOME])
    return [entry for entry in found.values() if not entry.draft]


def test_it_is_eight_lessons_in_two_languages(entries):
    assert [entry.id for entry in entries] == SECTIONS
    written = {path.name for path in course.files(course.HOME)}
    assert written == {f"{id_}.{language}.md" for id_ in SECTIONS for language in course.LANGUAGES}


def _blocks(entry, *kinds):
    return [item for item in entry.original.items.values() if item.kind in kinds]


def _live(entry):
    return answers.live_blocks(entry.original, Notes(entry.original.file), entry.assets)


def test_it_checks_clean_in_strict_mode(entries):
    known = {entry.id for entry in entries}
    problems = [each for entry in entries for each in course.run(entry, known)]
    assert [each.line_of() for each in problems if each.level != INFO] == []


def test_every_answer_is_computed_and_accepted(entries):
    for entry in entries:
        live = _live(entry)
        for item in _blocks(entry, "numeric"):
            answer = numeric.answer_of(item.options, live)
            assert item.options.accept.takes(answer, answer), (entry.id, item.id)


def test_every_claim_holds(entries):
    for entry in entries:
        for item in _live(entry).values():
            for claim in getattr(item.options, "claims", ()):
                assert claims.judged(item, claim)[0], (entry.id, item.id, claim)


def test_a_challenge_is_won_by_its_reference_and_lost_at_the_start(entries):
    for entry in entries:
        live = _live(entry)
        for item in _blocks(entry, "challenge"):
            of, asked = live[item.options.experiment], item.options
            said = entry.id, item.id
            assert wins(of.options, asked.goal, asked.run, asked.reference, of.assets), said
            assert not wins(of.options, asked.goal, asked.run, {}, of.assets), said
            assert 0 < challenge.share_that_wins(item, of) <= HARD, said


def test_nothing_wins_without_the_idea(entries):
    for entry in entries:
        live = _live(entry)
        asked = [item for item in _blocks(entry, "challenge") if item.options.without]
        assert asked, entry.id
        for item in asked:
            of = live[item.options.experiment]
            assert challenge.share_that_wins(item, of, item.options.without) == 0, item.id


def test_all_of_it_is_there_in_chinese(entries):
    for entry in entries:
        chinese, original = entry.versions["zh"], entry.original
        assert chinese is not original, entry.id
        assert list(chinese.items) == list(original.items), entry.id
        assert len(chinese.front.objectives) == len(original.front.objectives), entry.id
        breaks = [
            sum(type(part).__name__ == "Break" for part in each.parts)
            for each in (chinese, original)
        ]
        assert breaks[0] == breaks[1], entry.id


def test_each_lesson_is_a_lesson(entries):
    """Objectives, time, and for the reader something to do all along."""
    for entry in entries:
        front = entry.original.front
        assert len(front.objectives) >= 2 and AT_EASE <= front.duration <= AT_MOST, entry.id
        assert len(_blocks(entry, *LIVE)) >= 2, entry.id
        assert len(_blocks(entry, "predict")) >= 2, entry.id
        assert len(_blocks(entry, "numeric")) >= 2, entry.id
        assert len(_blocks(entry, "challenge")) >= 1, entry.id


@pytest.mark.parametrize("language", course.LANGUAGES)
def test_the_lecturer_is_told_the_timing_and_what_goes_wrong(entries, language):
    headings = {
        "en": ("Time|Minutes", "Ask before you run", "Misconceptions|What people get wrong"),
        "zh": ("时间", "先问", "误解"),
    }[language]
    for entry in entries:
        parts = entry.versions[language].parts
        [notes] = [part for part in parts if getattr(part, "kind", "") == "instructor"]
        assert notes.options.minutes == entry.original.front.duration, entry.id
        for heading in headings:
            assert re.search(heading, notes.text), (entry.id, heading)


def test_hardly_a_step_goes_by_without_something_to_do(entries):
    """A block to move or a question to answer in every step, but for the last, which sums up."""
    for entry in entries:
        for step in steps(entry.original)[:-1]:
            assert any(getattr(part, "kind", "") in LIVE | ASKED for part in step), entry.id
