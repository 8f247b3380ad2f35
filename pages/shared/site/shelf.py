"""The lessons that can be opened, looked up by id: what an address says is never made a path."""

import os

from lessons.engine import course
from lessons.engine.schema import TranslatedFrontMatter

# What a file looks like while it is being written: there is no lesson to show in it.
UNFINISHED = {"file-read", "front-matter", "fence-unclosed", "yaml"}
_whole = {}  # {(folder, id): Entry}, the last version of each that could be read


def for_authors():
    """Whether this server was started for those who write lessons."""
    return os.environ.get("LESSONS_AUTHOR") == "1"


def entries():
    """{id: Entry} of all lessons; one that is half written stays as it was before."""
    return {id_: last_whole(entry) for id_, entry in course.course().items()}


def readable():
    """Those that readers see: drafts are for authors, a translation alone is for nobody."""
    return {
        id_: each
        for id_, each in entries().items()
        if not is_orphan(each) and (for_authors() or not each.draft)
    }


def is_orphan(entry):
    """Whether the original is not there: without it, there are no settings."""
    return isinstance(entry.original.front, TranslatedFrontMatter)


def last_whole(entry):
    key = (entry.folder, entry.id)
    if UNFINISHED & {problem.rule for problem in entry.problems}:
        return _whole.get(key, entry)
    _whole[key] = entry
    return entry
