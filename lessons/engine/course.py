"""All lessons of the course: found in folders, looked up by id, translations tied to originals."""

import os
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from lessons.engine import running
from lessons.engine.lesson import NAME, Lesson, in_language, read_file
from lessons.engine.problems import Notes, suggestion

HOME = Path(__file__).parents[1]
LANGUAGES = ("en", "zh")
MOST_FILES = 500


@dataclass(frozen=True)
class Entry:
    """One lesson: its original, and {language: Lesson} of what a reader of each gets."""

    id: str
    original: Lesson
    versions: dict
    problems: tuple  # of all its files, not yet run
    folder: Path

    @property
    def order(self):
        return (self.original.front.order, self.id) if self.original.front else (1e9, self.id)

    @property
    def draft(self):
        return self.original.front is None or self.original.front.draft


def folders():
    """Where lessons stand: the course, and the folder that LESSONS_DIR names."""
    own = os.environ.get("LESSONS_DIR")
    return [HOME, *([Path(own)] if own and Path(own).is_dir() else [])]


def files(folder):
    """The lesson files in a folder, bounded; README.md and the like are none."""
    names = sorted(path for path in folder.glob("*.md") if NAME.match(path.name))
    return names[:MOST_FILES]


def course(places=None):
    """{id: Entry}, in order of teaching; each file is read again only when it has changed."""
    found = {}
    for folder in folders() if places is None else places:
        grouped = {}
        for path in files(folder):
            grouped.setdefault(NAME.match(path.name)[1], []).append(path)
        for id_, paths in grouped.items():
            found[id_] = _entry(id_, folder, tuple(_read(path) for path in paths))
    return dict(sorted(found.items(), key=lambda pair: pair[1].order))


def _read(path):
    stat = path.stat()
    return _read_once(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=2 * MOST_FILES)
def _read_once(path, changed, size):
    return read_file(path)


def _entry(id_, folder, lessons):
    originals = [lesson for lesson in lessons if not hasattr(lesson.front, "translates")]
    original = originals[0] if originals else lessons[0]
    problems = [problem for lesson in lessons for problem in lesson.problems]
    versions = {}
    for lesson in lessons:
        language = NAME.match(lesson.file)[2]
        if lesson is original or lesson.front is None:
            versions.setdefault(language, lesson)
            continue
        if lesson.front.translates != original.file or not originals:
            notes = Notes(lesson.file)
            notes.add("translation-original", 1, name=lesson.front.translates)
            problems += notes.problems
        words, found = in_language(original, lesson)
        problems += found
        versions[language] = words
    for language in LANGUAGES:
        versions.setdefault(language, original)
    return Entry(id_, original, versions, tuple(sorted(problems)), folder)


def run(entry, known=()):
    """The Entry's problems when it is run as well; `known` are the ids of all lessons."""
    notes = Notes(entry.original.file)
    for name in getattr(entry.original.front, "prerequisites", ()):
        if name not in known:
            notes.add("prerequisite", 1, name=name, suggestion=suggestion(name, known))
    found = list(running.check(entry.original, assets=entry.folder / "assets"))
    for language, version in entry.versions.items():
        if version is not entry.original and version.file != entry.original.file:
            found += _of_words(replace(version), entry, language)
    return tuple(sorted({*entry.problems, *notes.problems, *found}))


def _of_words(version, entry, language):
    """Live numbers in a translation's own sentences; its settings were run already."""
    notes = Notes(version.file)
    live = {id_: item for id_, item in entry.original.items.items() if item.options is not None}
    running._check_values(version, live, notes)
    return notes.problems
