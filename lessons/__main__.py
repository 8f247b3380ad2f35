"""Commands for instructors: python -m lessons check | new | schema."""

import argparse
import json
import re
import sys
from pathlib import Path

from lessons.engine import course, schema
from lessons.engine.lesson import NAME
from lessons.engine.problems import ERROR, INFO, WARNING

TEMPLATE = Path(__file__).parent / "engine" / "template.md"


def main(arguments=None):
    """Carry out a command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m lessons", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="read and run lessons, and say what is wrong")
    check.add_argument("files", nargs="*", type=Path)
    check.add_argument("--strict", action="store_true", help="warnings fail too")
    check.add_argument("--json", action="store_true", help="one JSON list, for editors")
    new = commands.add_parser("new", help="begin a lesson from a template that checks clean")
    new.add_argument("title")
    new.add_argument("--folder", type=Path, default=None)
    commands.add_parser("schema", help="print the JSON schema of all options")
    asked = parser.parse_args(arguments)
    return {"check": _check, "new": _new, "schema": _schema}[asked.command](asked)


def _check(asked):
    missing = [path for path in asked.files if not path.is_file()]
    for path in missing:
        print(f"{path}: there is no such file", file=sys.stderr)
    wrong_name = [path for path in asked.files if not NAME.match(path.name)]
    for path in wrong_name:
        print(f"{path}: a lesson's file is named <id>.<en or zh>.md", file=sys.stderr)
    places = sorted({path.parent for path in asked.files}) or course.folders()
    entries = course.course(places)
    ids = {NAME.match(path.name)[1] for path in asked.files if NAME.match(path.name)}
    known = {**course.course(), **entries}
    chosen = [entry for entry in entries.values() if not asked.files or entry.id in ids]
    problems = [(entry.folder, problem) for entry in chosen for problem in course.run(entry, known)]
    _say(problems, asked.json)
    fails = (ERROR, WARNING) if asked.strict else (ERROR,)
    failed = any(problem.level in fails for _, problem in problems)
    if not asked.json:
        _sum_up(chosen, problems)
    return int(bool(missing or wrong_name or failed))


def _say(problems, as_json):
    if as_json:
        print(json.dumps([_plain(folder, each) for folder, each in problems], ensure_ascii=False))
        return
    for folder, problem in problems:
        print(f"{_shown(folder)}/{problem.line_of()}")


def _shown(folder):
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def _plain(folder, problem):
    return {
        "file": str(_shown(folder) / problem.file),
        "line": problem.line,
        "column": problem.column,
        "level": problem.level,
        "rule": problem.rule,
        "message": problem.say(),
    }


def _sum_up(chosen, problems):
    counts = {
        level: sum(problem.level == level for _, problem in problems)
        for level in (ERROR, WARNING, INFO)
    }
    print(f"{len(chosen)} lessons: {counts[ERROR]} errors, {counts[WARNING]} warnings")


def _new(asked):
    words = re.sub(r"[^a-z0-9]+", "-", asked.title.lower()).strip("-")
    folder = asked.folder or course.folders()[-1]
    path = folder / f"{words}.en.md"
    if not words:
        print("the title needs a letter or digit of English, for the file name", file=sys.stderr)
        return 1
    if path.exists():
        print(f"{path} is there already; choose another title", file=sys.stderr)
        return 1
    text = TEMPLATE.read_text("utf-8").replace("TITLE", json.dumps(asked.title)[1:-1])
    path.write_text(text.replace("LESSON-ID", words), "utf-8")
    print(f"{path} is begun; python -m lessons check {path}")
    return 0


def _schema(asked):
    print(json.dumps(schema.json_schema(), indent=1, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
