"""What the checker says of a lesson once it has been run, for the author's page.

Running takes up to seconds: each version is run once, one after the other and beside the page,
which goes on following its file.
"""

from concurrent.futures import ThreadPoolExecutor

from lessons.engine import course
from lessons.engine.files import Unreadable, read_bytes
from lessons.engine.lesson import MOST_BYTES
from lessons.engine.problems import ERROR, WARNING
from pages.shared.site.recent import Recent

_runner = ThreadPoolExecutor(1, "lessons")
_runs = Recent(100)  # Futures of problems, by version


def version(entry):
    """Another value whenever one of its files, in any language, was changed."""
    files = {each.file: each.source for each in (entry.original, *entry.versions.values())}
    said = tuple(problem.line_of() for problem in entry.problems)
    return str(entry.folder), entry.id, tuple(files.items()), _changed(entry), said


def _changed(entry):
    paths = sorted(entry.folder.glob(f"{entry.id}.*.md"))
    return tuple((path.name, path.stat().st_mtime_ns) for path in paths if path.is_file())


def is_run(entry):
    return _is_over(_runs.get(version(entry)))


def _is_over(run):
    return run is not None and run.done() and not run.cancelled()


def begin(entry, known):
    """Have it run, where this version was not; versions that still wait are not wanted any more."""
    key = version(entry)
    _runs.forget(lambda each, run: each[:2] == key[:2] and each != key and run.cancel())
    _runs.get_or_make(key, lambda: _runner.submit(course.run, entry, known))


def problems(entry):
    """All that is known by now; what only running finds comes later."""
    run = _runs.get(version(entry))
    return run.result() if _is_over(run) else entry.problems


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
