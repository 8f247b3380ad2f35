"""What the checker says of a lesson once it has been run, for the author's page.

Running takes up to seconds, so each version is run once.
"""

from collections import OrderedDict

from lessons.engine import course
from lessons.engine.problems import ERROR, WARNING

MOST = 100
_found = OrderedDict()  # {version: problems}


def version(entry):
    """Another value whenever one of its files, in any language, was changed."""
    files = {each.file: each.source for each in (entry.original, *entry.versions.values())}
    said = tuple(problem.line_of() for problem in entry.problems)
    return str(entry.folder), entry.id, tuple(files.items()), _changed(entry), said


def _changed(entry):
    paths = sorted(entry.folder.glob(f"{entry.id}.*.md"))
    return tuple((path.name, path.stat().st_mtime_ns) for path in paths if path.is_file())


def is_run(entry):
    return version(entry) in _found


def run(entry, known):
    """Run it, where this version was not run before."""
    key = version(entry)
    if key not in _found:
        _found[key] = course.run(entry, known)
        while len(_found) > MOST:
            _found.popitem(last=False)
    return _found[key]


def problems(entry):
    """All that is known by now; what only running finds comes later."""
    return _found.get(version(entry), entry.problems)


def counts(entry):
    """(errors, warnings)."""
    levels = [problem.level for problem in problems(entry)]
    return levels.count(ERROR), levels.count(WARNING)


def line(entry, problem):
    """The line of the file that a problem speaks of."""
    path = entry.folder / problem.file
    try:
        lines = path.read_text("utf-8", "replace").split("\n")
    except OSError:
        return ""
    return lines[min(problem.line, len(lines)) - 1]
