"""All lessons of the course: found in folders, looked up by id, translations tied to originals."""

import os
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from lessons.engine import answers, checking
from lessons.engine.lesson import NAME, Lesson, read_file
from lessons.engine.problems import Notes, suggestion
from lessons.engine.schema import FrontMatter, TranslatedFrontMatter
from lessons.engine.translation import in_language

HOME = Path(__file__).parents[1]
LANGUAGES = ("en", "zh")
MOST_FILES = 500
LAST = 1e9  # in the order of teaching: lessons that don't say where they stand


@dataclass(frozen=True)
class Entry:
    """One lesson: its original, and {language: Lesson} of what a reader of each gets."""

    id: str
    original: Lesson
    translations: tuple[Lesson, ...]  # as they were read
    versions: dict
    problems: tuple  # of all its files, not yet run
    folder: Path
    numbers: dict = field(
        default_factory=dict, compare=False, repr=False
    )  # computed when asked for

    @property
    def order(self):
        return getattr(self.original.front, "order", LAST), self.id

    @property
    def draft(self):
        return getattr(self.original.front, "draft", True)

    @property
    def assets(self):
        return self.folder / "assets"

    @cached_property
    def checked(self):
        """(its live blocks that can be carried out, what is wrong with the others)."""
        notes = Notes(self.original.file)
        return answers.live_blocks(self.original, notes, self.assets), tuple(notes.problems)


def folders():
    """Where lessons stand: the course, and the folder that LESSONS_DIR names."""
    own = os.environ.get("LESSONS_DIR")
    return [HOME, *([Path(own)] if own and Path(own).is_dir() else [])]


def files(folder):
    """The lesson files in a folder, bounded; README.md and the like are none."""
    names = sorted(path for path in folder.glob("*.md") if NAME.match(path.name))
    return names[:MOST_FILES]


def misnamed(folder):
    """Files that end as a lesson does, and have no name that one could have."""
    named = sorted(path.name for path in folder.glob("*.md") if not NAME.match(path.name))
    endings = tuple(f".{language}.md" for language in LANGUAGES)
    return [name for name in named if name.endswith(endings)][:MOST_FILES]


def course(places=None):
    """{id: Entry}, in order of teaching; what has not changed is neither read nor tied again.

    Where two folders hold the same id, the later folder's lesson replaces the other.
    """
    found = {}
    for folder in folders() if places is None else places:
        grouped, beside = {}, _states(folder / "assets")
        for path in files(folder):
            version = path, _state(path), beside
            grouped.setdefault(NAME.match(path.name)[1], []).append(version)
        found |= {id_: _tied_once(id_, folder, tuple(each)) for id_, each in grouped.items()}
    return dict(sorted(found.items(), key=lambda pair: pair[1].order))


def _states(folder):
    """Images and tables beside a lesson belong to what is checked of it, and computed."""
    return tuple((path.name, _state(path)) for path in sorted(folder.glob("*")))


def _state(path):
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=2 * MOST_FILES)
def _read_once(path, changed, assets_changed):
    return read_file(path)


@lru_cache(maxsize=MOST_FILES)
def _tied_once(id_, folder, versions):
    return entry_of(id_, folder, [_read_once(*each) for each in versions])


def entry_of(id_, folder, lessons):
    """The first with the front matter of an original is the original; the others translate it."""
    original = min(lessons, key=_is_translation)
    others = tuple(lesson for lesson in lessons if lesson is not original)
    problems = [problem for lesson in lessons for problem in lesson.problems]
    if isinstance(original.front, TranslatedFrontMatter):
        problems.append(_no_original(original, original))
    versions = {_language(lesson): lesson for lesson in (original, *others)}
    for lesson in others:
        if lesson.front is None:
            continue
        if getattr(lesson.front, "translates", "") != original.file:
            problems.append(_no_original(lesson, original))
        if isinstance(lesson.front, TranslatedFrontMatter):
            versions[_language(lesson)], found = in_language(original, lesson)
            problems += found
    versions = {language: versions.get(language, original) for language in LANGUAGES}
    return Entry(id_, original, others, versions, tuple(sorted(problems)), folder)


def _is_translation(lesson):
    """0 of an original, 1 where that can't be read, 2 of a translation."""
    kinds = (FrontMatter, type(None), TranslatedFrontMatter)
    return next(place for place, kind in enumerate(kinds) if isinstance(lesson.front, kind))


def _language(lesson):
    return NAME.match(lesson.file)[2]


def _no_original(lesson, original):
    notes = Notes(lesson.file)
    place = lesson.places.value_place(["translates"])
    if isinstance(lesson.front, TranslatedFrontMatter):
        notes.add("translation-original", *place, name=lesson.front.translates)
    else:
        notes.add("two-originals", *place, name=original.file)
    return notes.problems[0]


def run(entry, known=()):
    """The Entry's problems when it is run as well; `known` are the ids of all lessons."""
    found = [*entry.problems, *_prerequisites(entry.original, known)]
    found += checking.check(entry.original, assets=entry.assets)
    live = answers.live_blocks(entry.original, Notes(entry.original.file), entry.assets)
    for lesson in entry.translations:
        found += checking.check_values(lesson, live)
    return tuple(sorted(set(found)))


def _prerequisites(lesson, known):
    notes = Notes(lesson.file)
    for number, name in enumerate(getattr(lesson.front, "prerequisites", ())):
        if name not in known:
            place = lesson.places.place(["prerequisites", number])
            notes.add("prerequisite", *place, name=name, suggestion=suggestion(name, known))
    return notes.problems
