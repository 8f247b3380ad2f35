"""Choices of a question: a list with a box for each, and below it what is said to it."""

import re
from dataclasses import dataclass, replace

from lessons.engine.splitter import Prose

CHOICE = re.compile(r"^ {0,3}[-*+] +(?:\[([ xX])\] *)?(.*)$")
FEEDBACK = re.compile(r"^\s+> ?(.*)$")
BOX = re.compile(r"^\s*[-*+]?\s*\[[^\]]{0,3}\](?![(\[:])")


@dataclass(frozen=True)
class Choice:
    text: str
    right: bool
    feedback: str = ""


def choices_of(block, notes):
    """(the question, its choices): a list with a box, and what is said to each below it."""
    question, choices = [], []
    for number, line in _numbered(block):
        choice, feedback = CHOICE.match(line), FEEDBACK.match(line)
        if BOX.match(choice[2] if choice else line):
            notes.add("choice-box", number, text=line.strip()[:60])
        if choice:
            choices.append(Choice(choice[2].strip(), (choice[1] or " ") in "xX"))
        elif choices and feedback:
            said = f"{choices[-1].feedback} {feedback[1]}".strip()
            choices[-1] = replace(choices[-1], feedback=said)
        elif choices and line.startswith("  "):
            choices[-1] = replace(choices[-1], text=f"{choices[-1].text} {line.strip()}")
        else:
            question.append(line)
    return "\n".join(question).strip(), tuple(choices)


def _numbered(block):
    for part in block.parts:
        if isinstance(part, Prose):
            yield from enumerate(part.text.split("\n"), part.line)


def check_choices(item, place, notes):
    right = sum(choice.right for choice in item.choices)
    if not item.choices:
        notes.add("choices-missing", *place, id=item.id or item.kind)
    elif not right:
        notes.add("choices-no-answer", *place, id=item.id or item.kind)
    elif item.spec.one_right and right > 1:
        notes.add("choices-many", *place, id=item.id or item.kind, count=right)
