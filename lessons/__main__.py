"""Commands for instructors: python -m lessons check | new | schema | guide."""

import argparse
import json
import os
import re
import signal
import sys
from pathlib import Path

from lessons.engine import course, guide
from lessons.engine.lesson import LONGEST_ID, NAME
from lessons.engine.problems import ERROR, WARNING

ENGINE = Path(__file__).parent / "engine"
GUIDE = course.HOME / "README.md"
TEMPLATES = {"en": ENGINE / "template.md", "zh": ENGINE / "template.zh.md"}
LONGEST_TITLE = 200


def main(arguments=None):
    """Carry out a command; returns the exit code."""
    asked = _parser().parse_args(arguments)
    own = os.environ.get("LESSONS_DIR")
    if own and not Path(own).is_dir():
        _complain(f"LESSONS_DIR names {own}, which is no folder; it is left out")
    return {"check": _check, "new": _new, "schema": _schema, "guide": _guide}[asked.command](asked)


def _parser():
    parser = argparse.ArgumentParser(prog="python -m lessons", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="read and run lessons, and say what is wrong")
    check.add_argument("files", nargs="*", type=Path, help="files or folders; else all lessons")
    check.add_argument("--strict", action="store_true", help="warnings fail too")
    check.add_argument("--json", action="store_true", help="one JSON list, for editors")
    check.add_argument("--language", choices=course.LANGUAGES, default="en", help="of messages")
    new = commands.add_parser("new", help="begin a lesson from a template that checks clean")
    new.add_argument("title")
    new.add_argument("--id", default="", help="name of the file; else made from the title")
    new.add_argument("--language", choices=course.LANGUAGES, default="en", help="of the lesson")
    new.add_argument("--folder", type=Path, help="where; else LESSONS_DIR, else the course")
    commands.add_parser("schema", help="print the JSON schema of all options")
    commands.add_parser("guide", help="write the made parts of lessons/README.md again")
    return parser


def _complain(sentence):
    print(sentence, file=sys.stderr)


def _check(asked):
    paths, unusable = _files(asked.files)
    for sentence in unusable:
        _complain(sentence)
    entries = [] if asked.files and not paths else list(_entries(paths))
    known = {**course.course(), **{entry.id: entry for entry in entries}}
    problems = [
        (entry.folder, problem) for entry in entries for problem in course.run(entry, known)
    ]
    if asked.json:
        print(json.dumps([_plain(*each, asked.language) for each in problems], ensure_ascii=False))
    else:
        _say(problems, len(entries), asked.language)
    fails = (ERROR, WARNING) if asked.strict else (ERROR,)
    return int(bool(unusable) or any(problem.level in fails for _, problem in problems))


def _files(given):
    """(lesson files among what was given, sentences about the rest)."""
    paths, unusable = [], []
    for path in given:
        if path.is_dir():
            inside = course.files(path)
            paths += inside
            if not inside:
                unusable.append(f"{path}: there is no lesson in this folder")
        elif not path.is_file():
            unusable.append(f"{path}: there is no such file")
        elif not NAME.match(path.name):
            unusable.append(f"{path}: a lesson's file is named as momentum.en.md or momentum.zh.md")
        else:
            paths.append(path)
    return paths, unusable


def _entries(paths):
    """The lessons of these files, each with its translations; all lessons for no files."""
    if not paths:
        yield from course.course().values()
    for folder in sorted({path.parent for path in paths}):
        ids = {NAME.match(path.name)[1] for path in paths if path.parent == folder}
        yield from (entry for id_, entry in course.course([folder]).items() if id_ in ids)


def _say(problems, lessons, language):
    for folder, problem in problems:
        print(_shown(folder, problem.file) + problem.line_of(language).removeprefix(problem.file))
    levels = [problem.level for _, problem in problems]
    counts = ((lessons, "lesson"), (levels.count(ERROR), ERROR), (levels.count(WARNING), WARNING))
    said = [f"{count} {name}{'s' * (count != 1)}" for count, name in counts]
    print(f"{said[0]}: {said[1]}, {said[2]}")


def _shown(folder, name):
    """A path as somebody in this folder would write it."""
    here = Path.cwd()
    folder = folder.absolute()
    return str((folder.relative_to(here) if folder.is_relative_to(here) else folder) / name)


def _plain(folder, problem, language):
    return {
        "file": _shown(folder, problem.file),
        "line": problem.line,
        "column": problem.column,
        "level": problem.level,
        "rule": problem.rule,
        "message": problem.say(language),
    }


def _new(asked):
    title = " ".join("".join(c if c.isprintable() else " " for c in asked.title).split())
    id_ = _id(asked.id or title)
    folder = asked.folder or course.folders()[-1]
    path = folder / f"{id_}.{asked.language}.md"
    if not title or len(title) > LONGEST_TITLE:
        return _refuse(f"the title needs 1 to {LONGEST_TITLE} characters; it has {len(title)}")
    if not id_ or (asked.id and asked.id != id_):
        return _refuse("the file's name is small letters, digits and -; give it as --id my-lesson")
    if not folder.is_dir():
        return _refuse(f"{folder} is no folder; make it first")
    return _write(path, title, id_, TEMPLATES[asked.language])


def _id(words):
    """Small letters and digits with - between, as long as an id may be."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:LONGEST_ID].strip("-")


def _refuse(sentence):
    _complain(sentence)
    return 1


def _write(path, title, id_, template):
    quoted = title.replace("'", "''")
    text = template.read_text("utf-8")
    text = text.replace("LESSON-ID", id_, 1).replace("TITLE", quoted, 1)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return _refuse(f"{path} is there already; choose another title, or an --id")
    except OSError as error:
        return _refuse(f"{path} can't be written: {error.strerror}")
    shown = _shown(path.parent, path.name)
    print(f"{shown} is begun. Next: python -m lessons check {shown}")
    return 0


def _schema(asked):
    print(json.dumps(guide.json_schema(), indent=1, ensure_ascii=False))
    return 0


def _guide(asked):
    GUIDE.write_text(guide.written(GUIDE.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):  # not on Windows
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # whoever reads may stop, as head does
    sys.exit(main())
