"""What can be wrong with a lesson: one table of rules, and the problems that they find."""

import difflib
import tomllib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from optim_core import Text

ERROR, WARNING, INFO = "error", "warning", "info"
LONGEST = 600  # characters of a value in a message


@dataclass(frozen=True)
class Rule:
    """What is wrong, with {names} to fill in, and what to do about it."""

    level: str
    what: Text
    fix: Text


def _table(name):
    return tomllib.loads((Path(__file__).parent / name).read_text("utf-8"))


def _rules():
    return {
        id_: Rule(rule["level"], Text(**rule["what"]), Text(**rule["fix"]))
        for id_, rule in _table("rules.toml").items()
    }


RULES = _rules()
REASONS = _table("reasons.toml")


def why_not(kind, said, values=None):
    """A parser's message in words for people: of kind yaml its text, of kind value its name."""
    for reason in REASONS[kind]:
        if said in reason["types"] if kind == "value" else reason["said"] in said:
            return Text(*(reason[language].format(**(values or {})) for language in Text._fields))
    raise LookupError(f"reasons.toml doesn't know {kind} {said!r}")


@dataclass(frozen=True)
class Problem:
    """One finding: where (line and column from 1), which rule, and its values."""

    file: str
    line: int
    column: int
    rule: str
    values: tuple = ()
    block: str = ""  # the id of the block it belongs to

    def __lt__(self, other):
        return self._order() < other._order()

    def _order(self):
        return self.file, self.line, self.column, self.rule, str(self.values)

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
    """One line without control characters, however long and odd what the lesson says is."""
    said = str(getattr(value, language) if isinstance(value, Text) else value)
    short = said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"
    return "".join(letter if letter.isprintable() else "�" for letter in short)


def suggestion(name, known):
    """Did you mean …? else: which there are."""
    near = difflib.get_close_matches(str(name)[:60], list(map(str, known)), 1, 0.5)
    if near:
        return Text(f"did you mean {near[0]!r}?", f"是不是想写 {near[0]!r}？")
    listed = ", ".join(sorted(map(str, known)))
    return Text(
        f"there are {listed}" if listed else "there is none",
        f"可用的有 {listed}" if listed else "这里一个也没有",
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

    @contextmanager
    def about(self, block):
        """What is added meanwhile belongs to the block of that id; without one, to that around."""
        outer, self.block = self.block, block or self.block
        yield
        self.block = outer

    @property
    def errors(self):
        return [problem for problem in self.problems if problem.level == ERROR]
