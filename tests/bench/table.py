"""What a bench module hands over: tables, or the reason why its machine can't make them."""

from collections.abc import Sequence
from dataclasses import dataclass


class Missing(Exception):
    """Raised by `tables()` with the name of what this machine lacks, such as a browser."""


@dataclass(frozen=True)
class Table:
    """A title, columns, rows of text, and what was aimed at.

    `met` is computed by whoever measured; None where nothing was aimed at, or where this machine
    lacks what the aim compares with.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    aim: str = ""
    met: bool | None = None
    note: str = ""

    def markdown(self):
        lines = [f"## {self.title}", "", *self._grid(), ""]
        if self.aim:
            lines += [f"Aim: {self.aim}. **{self._verdict()}**", ""]
        if self.note:
            lines += [self.note, ""]
        return "\n".join(lines)

    def _grid(self):
        widths = [max(map(len, column)) for column in zip(self.columns, *self.rows, strict=True)]
        rule = ["-" * width for width in widths]
        for row in (self.columns, rule, *self.rows):
            yield "| " + " | ".join(map(str.ljust, row, widths)) + " |"

    def _verdict(self):
        return {True: "Met.", False: "Not met.", None: "Not measured here."}[self.met]
