"""Runs a lesson for its author: every answer, claim and challenge, and the numbers it speaks of."""

from lessons.engine.answers import live_blocks, value_of
from lessons.engine.measure import Unmeasurable
from lessons.engine.problems import Notes


def check(lesson, *, assets=None):
    """The problems that show when a Lesson is run."""
    notes = Notes(lesson.file)
    live = live_blocks(lesson, notes, assets)
    for item in lesson.items.values():
        if item.is_set:
            with notes.about(item.id):
                item.spec.check(item, live, lesson, notes)
    return tuple(notes.problems) + check_values(lesson, live)


def check_values(lesson, live):
    """Problems of the live numbers in a lesson's sentences."""
    notes = Notes(lesson.file)
    broken = {id_ for id_, item in lesson.items.items() if item.spec.live} - set(live)
    for spoken in lesson.values:
        if spoken.text.partition(".")[0] in broken:
            continue  # that block says itself what is wrong
        with notes.about(spoken.block):
            try:
                value_of(spoken.text, live)
            except Unmeasurable as error:
                notes.add("value", spoken.line, spoken.column, text=spoken.text, why=error.text)
    return tuple(notes.problems)
