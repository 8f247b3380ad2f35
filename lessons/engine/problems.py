"""What can be wrong with a lesson: one table of rules, and the problems that they find."""

import difflib
import tomllib
from dataclasses import dataclass
from pathlib import Path

from optim_core import Text

ERROR, WARNING, INFO = "error", "warning", "info"


@dataclass(frozen=True)
class Rule:
    """What is wrong, with {names} to fill in, and what to do about it."""

    level: str
    what: Text
    fix: Text


def _rules():
    table = tomllib.loads((Path(__file__).parent / "rules.toml").read_text("utf-8"))
    return {
        id_: Rule(rule["level"], Text(**rule["what"]), Text(**rule["fix"]))
        for id_, rule in table.items()
    }


RULES = _rules()


@dataclass(frozen=True, order=True)
class Problem:
    """One finding: where (line and column from 1), which rule, and its values."""

    file: str
    line: int
    column: int
    rule: str
    values: tuple = ()
    block: str = ""  # the id of the block it belongs to

    @property
    def level(self):
        return RULES[self.rule].level

    def say(self, language="en"):
        """What is wrong, and what to do, in one line."""
        rule, values = RULES[self.rule], dict(self.values)
        what, fix = (getattr(text, language) for text in (rule.what, rule.fix))
        filled = {name: _in(language, value) for name, value in values.items()}
        said = what.format(**filled)
        return said if rule.level == INFO else f"{said} - {fix.format(**filled)}"

    def line_of(self, language="en"):
        """As compilers write it: file:line:column: level [rule] what - what to do."""
        where = f"{self.file}:{self.line}:{self.column}"
        return f"{where}: {self.level} [{self.rule}] {self.say(language)}"


def _in(language, value):
    return getattr(value, language) if isinstance(value, Text) else value


def suggestion(name, known):
    """Did you mean …? else: which there are."""
    near = difflib.get_close_matches(str(name), list(map(str, known)), 1, 0.6)
    if near:
        return Text(f"did you mean {near[0]!r}?", f"是不是想写 {near[0]!r}？")
    listed = ", ".join(sorted(map(str, known)))
    return Text(
        f"there are {listed}" if listed else "there is none", f"可用的有 {listed or '（无）'}"
    )


class Notes:
    """Gathers the problems of one file."""

    def __init__(self, file):
        self.file = file
        self.problems = []
        self.block = ""

    def add(self, rule, line, column=1, /, **values):
        self.problems.append(
            Problem(self.file, line, column, rule, tuple(values.items()), self.block)
        )

    @property
    def errors(self):
        return [problem for problem in self.problems if problem.level == ERROR]
