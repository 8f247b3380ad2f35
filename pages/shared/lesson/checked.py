"""What the checker says of a lesson once it has been run, for the author's page.

Running takes up to seconds: each version is run once, one after the other and beside the page,
which goes on following its file.
"""

from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor

from lessons.engine import course
from lessons.engine.files import Unreadable, read_bytes
from lessons.engine.lesson import MOST_BYTES
from lessons.engine.problems import ERROR, WARNING

MOST = 100
_runner = ThreadPoolExecutor(1, "lessons")
_runs = OrderedDict()  # {version: Future of problems}


def version(entry):
    """Another value whenever one of its files, in any language, was changed."""
    files = {each.file: each.source for each in (entry.original, *entry.versions.values())}
    said = tuple(problem.line_of() for problem in entry.problems)
    return str(entry.folder), entry.id, tuple(files.items()), _changed(entry), said


def _changed(entry):
    paths = sorted(entry.folder.glob(f"{entry.id}.*.md"))
    return tuple((path.name, path.stat().st_mtime_ns) for path in paths if path.is_file())


def is_run(entry):
    run = _runs.get(version(entry))
    return run is not None and run.done()


def begin(entry, known):
    """Have it run, where this version was not; versions that still wait are not wanted any more."""
    key = version(entry)
    if key in _runs:
        return
    for old in [each for each in _runs if each[:2] == key[:2] and _runs[each].cancel()]:
        del _runs[old]
    _runs[key] = _runner.submit(course.run, entry, known)
    while len(_runs) > MOST:
        _runs.popitem(last=False)[1].cancel()


def problems(entry):
    """All that is known by now; what only running finds comes later."""
    return _runs[version(entry)].result() if is_run(entry) else entry.problems


def counts(entry):
    """(errors, warnings)."""
    levels = [problem.level for problem in problems(entry)]
    return levels.count(ERROR), levels.count(WARNING)


def line(entry, problem):
    """The line of the file that a problem speaks of."""
    try:
        data = read_bytes(entry.folder / problem.file, MOST_BYTES)
    except Unreadable:
        return ""
    lines = data.decode("utf-8", "replace").split("\n")
    return lines[min(problem.line, len(lines)) - 1]
