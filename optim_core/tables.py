"""The user's own table: the bytes of a CSV file become numbers, or a sentence that says why not.

Read here and not by pandas, which takes a semicolon table with decimal commas for one column,
raises on GBK and UTF-16, and makes text of a whole column where one cell has a thousands
separator. Nothing is unpacked and nothing is opened: bytes in, numbers out.

Encodings   UTF-8 with or without its mark, UTF-16 with its mark, else GB 18030, said in a notice
Delimiters  tab, semicolon or comma: the one that splits most lines into as many cells as the first
Decimals    a point; with semicolons or tabs also a comma, where more cells can only mean that
Rows        a row with a cell that is no usable number is left out and listed with its line
Columns     a column in which nothing looks like a number (dates, names) is left out with a notice
"""

import codecs
import csv
import re
from dataclasses import dataclass
from itertools import compress
from typing import NamedTuple

import numpy as np

from optim_core.data import Data
from optim_core.samples import HELD_OUT, hold_out, standardise
from optim_core.text import Text

MOST_BYTES = 2**20
MOST_ROWS = 10_000
MOST_COLUMNS = 50
MOST_CLASSES = 20
FEWEST_ROWS = 4  # of which a quarter can be held out
LARGEST = 1e100  # a number below this has a finite square, and so has a sum of them
LONGEST_NAME = 40
DELIMITERS = ("\t", ";", ",")  # where two split equally well, the first: 1,5;2,5 has two cells
LOOKED_AT = 200  # lines by which the delimiter is chosen

PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\xd0\xcf\x11\xe0", b"%PDF", b"Rar!")
NO_NUMBER = {"nan", "na", "n/a", "#n/a", "null", "none", "-", "--", "?"} | {
    sign + word for sign in ("", "+", "-") for word in ("inf", "infinity")
}


def _number(decimal):
    # Possessive: what has matched is never tried again, so no cell takes long.
    digits = rf"[0-9]++(?:{decimal}[0-9]*+)?|{decimal}[0-9]++"
    return rf" *+[+-]?(?:{digits})(?:[eE][+-]?[0-9]++)? *+"


NUMBER = {sign: re.compile(_number(re.escape(sign))) for sign in ".,"}
NUMBERS = {sign: re.compile(rf"{one.pattern}(?:\n{one.pattern})*+") for sign, one in NUMBER.items()}
GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:[,.'’ \u00a0\u202f][0-9]{3})+(?:[.,][0-9]+)?")
NUMBER_LIKE = re.compile("|".join(form.pattern for form in (*NUMBER.values(), GROUPED)))


class TableError(ValueError):
    """A table that can't be used: `text` says why in every language, `line` where it is known."""

    def __init__(self, en, zh, line=None):
        super().__init__(en)
        self.text = Text(en=en, zh=zh)
        self.line = line


class BadRow(NamedTuple):
    line: int  # of the file, from 1
    reason: Text


@dataclass(frozen=True, eq=False)
class Table:
    """The numbers of a table and how they were read; rows of `bad` are not among them."""

    names: tuple[str, ...]  # of the columns, all different; numbers from 1 where there were none
    values: np.ndarray  # (rows, columns), float64, read-only
    bad: tuple[BadRow, ...]
    notices: tuple[Text, ...]
    header: bool
    delimiter: str  # "\t", ";" or ","; where there is one column, ";"
    decimal: str  # "." or ","
    encoding: str  # utf-8, utf-16 or gb18030

    def series(self, name):
        """One column in the file's order, (rows,), read-only; TableError where there is none."""
        if name not in self.names:
            known = ", ".join(self.names)
            raise TableError(
                f"There is no column {_shown(name)}; there are {known}.",
                f"没有名为 {_shown(name)} 的列；现有的列：{known}。",
            )
        return self.values[:, self.names.index(name)]

    def to_data(self, target, task, seed):
        """Data in which `target` is told from all other columns; TableError where it can't be.

        A quarter of the rows is held out by `seed`. Features are standardised by the training
        part, and so is the target of a "regression"; in a "classification" each different value
        of the target is a class, smallest first.
        """
        x, y, labels = self.features_and_target(target, task)
        features = tuple(name for name in self.names if name != target)
        parts = part(x, y, len(labels), seed)
        return Data(*parts, len(labels), features=features, labels=labels)

    def features_and_target(self, target, task):
        """(features, target, labels of its classes), all rows; TableError where it can't be."""
        y = self.series(target)
        _check_size(self.values.shape)
        y, labels = _classes(y, target) if _is_classification(task) else (y, ())
        return np.delete(self.values, self.names.index(target), axis=1), y, labels


def part(x, y, classes, seed):
    """x, y to train on and x_test, y_test, standardised: a quarter of the rows is for the test."""
    training, test = hold_out(y, HELD_OUT, seed, classes)
    x, x_test = standardise(x[training], x[test])
    y, y_test = (y[training], y[test]) if classes else standardise(y[training], y[test])
    return x, y, x_test, y_test


def read_table(data):
    """The Table in the bytes of a CSV file; TableError, and nothing else, where there is none."""
    text, encoding, notices = _decoded(data)
    lines = _lines(text)
    delimiter = _delimiter(lines)
    _check_first(*lines[0], delimiter)
    rows, bad = _rows(lines, delimiter)
    decimal = _decimal(rows, delimiter)
    header = _has_header(rows)
    names = _names(rows[0][1] if header else [""] * len(rows[0][1]))
    rows = rows[1:] if header else rows
    _check_rows(len(rows), bad)
    names, rows, left_out = _without_text_columns(names, rows)
    values, more_bad = _values(names, rows, decimal)
    return Table(
        names=names,
        values=values,
        bad=tuple(sorted(bad + more_bad)),
        notices=notices + left_out,
        header=header,
        delimiter=delimiter,
        decimal=decimal,
        encoding=encoding,
    )


def _decoded(data):
    """(text, encoding, notices)."""
    if len(data) > MOST_BYTES:
        raise TableError(
            f"The file has {len(data):,} bytes; at most {MOST_BYTES:,} are read.",
            f"文件有 {len(data)} 字节，最多可读 {MOST_BYTES} 字节。",
        )
    if data.startswith(PACKED):
        raise _not_text()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _text(data, "utf-16"), "utf-16", ()
    try:
        return _checked(data.decode("utf-8-sig")), "utf-8", ()
    except UnicodeDecodeError:
        return _text(data, "gb18030"), "gb18030", (READ_AS_GBK,)


READ_AS_GBK = Text(
    en="The file is not UTF-8; it was read as GBK (GB 18030). Check the column names.",
    zh="文件不是 UTF-8 编码，已按 GBK（GB 18030）读取。请检查列名。",
)


def _text(data, encoding):
    try:
        return _checked(data.decode(encoding))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TableError(
            f"Line {line} is neither UTF-8 nor UTF-16 nor GBK text. Save the file as UTF-8.",
            f"第 {line} 行既不是 UTF-8、UTF-16，也不是 GBK 文本。请把文件另存为 UTF-8。",
            line,
        ) from error


def _checked(text):
    if "\0" in text:
        raise _not_text()
    return text


def _not_text():
    return TableError(
        "This is not a text file; a workbook or an archive, perhaps. Save the table as CSV.",
        "这不是文本文件，可能是工作簿或压缩包。请把表格另存为 CSV。",
    )


def _lines(text):
    """[(number, line)] of all lines with something in them, at least one."""
    every = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [(number, line) for number, line in enumerate(every, 1) if line.strip(" \t;,")]
    if not lines:
        raise TableError("The file is empty.", "文件是空的。")
    if len(lines) > MOST_ROWS + 1:
        raise _too_many_rows(len(lines))
    return lines


def _too_many_rows(count):
    return TableError(
        f"The table has {count:,} rows; at most {MOST_ROWS:,} are read.",
        f"表格有 {count} 行，最多可读 {MOST_ROWS} 行。",
    )


def _delimiter(lines):
    """The delimiter that splits most lines into as many cells as the first; two or more."""
    sample = [line for _, line in lines[:LOOKED_AT]]
    agreeing = {}
    for delimiter in DELIMITERS:
        widths = [len(_split(line, delimiter) or ()) for line in sample]
        agreeing[delimiter] = widths.count(widths[0]) if widths[0] > 1 else 0
    best = max(DELIMITERS, key=agreeing.get)
    return best if agreeing[best] else ";"


def _split(line, delimiter):
    """The cells of a line; None where a quotation mark is out of place."""
    if '"' not in line:
        return line.split(delimiter)
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error:
        return None


def _check_first(number, line, delimiter):
    """The first line says how many columns there are."""
    cells = _split(line, delimiter)
    if cells is None:
        raise TableError(*_misplaced_quote(number), line=number)
    if len(cells) > MOST_COLUMNS:
        raise TableError(
            f"The table has {len(cells):,} columns; at most {MOST_COLUMNS} are read.",
            f"表格有 {len(cells)} 列，最多可读 {MOST_COLUMNS} 列。",
        )


def _misplaced_quote(line):
    return Text(
        en=f"Line {line}: a quotation mark is not closed or out of place.",
        zh=f"第 {line} 行：引号没有闭合或位置不对。",
    )


def _rows(lines, delimiter):
    """([(line number, cells)], [BadRow]); a row has as many cells as the first line."""
    rows, bad = [], []
    for number, line in lines:
        cells = _split(line, delimiter)
        if cells is None:
            bad.append(BadRow(number, _misplaced_quote(number)))
        elif rows and len(cells) != len(rows[0][1]):
            bad.append(BadRow(number, _other_width(number, len(cells), len(rows[0][1]))))
        else:
            rows.append((number, cells))
    return rows, bad


def _other_width(line, width, first):
    return Text(
        en=f"Line {line} has a different number of cells than the first: {width}, not {first}.",
        zh=f"第 {line} 行的单元格数与首行不同：是 {width} 个，不是 {first} 个。",
    )


def _decimal(rows, delimiter):
    """The sign that more different cells use as no thousands separator could be used."""
    if delimiter == ",":
        return "."
    cells = {cell.strip(" ") for _, cells in rows for cell in cells if "," in cell or "." in cell}
    cells = [cell for cell in cells if not GROUPED.fullmatch(cell)]
    commas, points = (
        sum(sign in cell and bool(NUMBER[sign].fullmatch(cell)) for cell in cells) for sign in ",."
    )
    return "," if commas > points else "."


def _has_header(rows):
    """Whether the first line names the columns: all words, or words where the second has none."""
    first = [_is_words(cell) for cell in rows[0][1]]
    second = [_is_words(cell) for cell in rows[1][1]] if len(rows) > 1 else [False] * len(first)
    only_words = all(
        words or not cell.strip() for words, cell in zip(first, rows[0][1], strict=True)
    )
    return only_words or any(a and not b for a, b in zip(first, second, strict=True))


def _is_words(cell):
    """Whether nobody can have meant a number by this cell; False for an empty one."""
    cell = cell.strip()
    return bool(cell) and not NUMBER_LIKE.fullmatch(cell) and cell.casefold() not in NO_NUMBER


def _check_rows(count, bad):
    if count + len(bad) > MOST_ROWS:
        raise _too_many_rows(count + len(bad))
    if bad and not count:
        raise TableError(*bad[0].reason, line=bad[0].line)


def _names(cells):
    """Different names for all columns; a column that has none is called by its number."""
    names = []
    for place, cell in enumerate(cells, 1):
        printable = "".join(c if c.isprintable() else " " for c in cell)
        name = " ".join(printable.split())[:LONGEST_NAME] or str(place)
        names.append(_another(name, names))
    return tuple(names)


def _another(name, others):
    """`name`, or where another has it, the first of "name (2)", "name (3)", ... that isn't."""
    free, times = name, 1
    while free in others:
        times += 1
        free = f"{name} ({times})"
    return free


def _without_text_columns(names, rows):
    """(names, rows, notices) without the columns in which nothing looks like a number."""
    columns = list(zip(*(cells for _, cells in rows), strict=True)) or [()] * len(names)
    numeric = [
        any(cell.strip() and not _is_words(cell) for cell in set(cells)) for cells in columns
    ]
    if not any(numeric):
        raise TableError("No column of the table holds numbers.", "表格中没有数值列。")
    if all(numeric):
        return names, rows, ()
    notices = tuple(_left_out(n) for n, has in zip(names, numeric, strict=True) if not has)
    rows = [(number, list(compress(cells, numeric))) for number, cells in rows]
    return tuple(compress(names, numeric)), rows, notices


def _left_out(name):
    return Text(
        en=f"The column {_shown(name)} holds no numbers and was left out.",
        zh=f"列 {_shown(name)} 中没有数值，已忽略。",
    )


def _values(names, rows, decimal):
    """(values (rows, columns), [BadRow]) of the rows in which every cell is a usable number."""
    columns = zip(*(cells for _, cells in rows), strict=True)
    values = np.column_stack([_column(cells, decimal) for cells in columns])
    good = np.isfinite(values).all(axis=1)
    bad = [_bad_row(names, *rows[k], values[k]) for k in np.flatnonzero(~good)]
    if not good.any():
        raise TableError(*bad[0].reason, line=bad[0].line)
    values = values[good]
    values.flags.writeable = False
    return values, bad


def _column(cells, decimal):
    """float64, nan where a cell is no usable number."""
    text = "\n".join(cells)
    if NUMBERS[decimal].fullmatch(text):
        numbers = map(float, text.replace(",", ".").split("\n"))
    else:
        form = NUMBER[decimal]
        numbers = (
            float(cell.replace(",", ".")) if form.fullmatch(cell) else np.nan for cell in cells
        )
    column = np.fromiter(numbers, float, len(cells))
    return np.where(np.abs(column) < LARGEST, column, np.nan)


def _bad_row(names, line, cells, values):
    """What is the matter with the first bad cell of a row."""
    place = int(np.flatnonzero(np.isnan(values))[0])
    why = _why(cells[place].strip())
    name = _shown(names[place])
    return BadRow(
        line,
        Text(
            en=f"Line {line}, column {name}: {why.en}.", zh=f"第 {line} 行，列 {name}：{why.zh}。"
        ),
    )


def _why(cell):
    if not cell:
        return Text(en="the cell is empty", zh="单元格为空")
    shown = _shown(cell)
    if any(form.fullmatch(cell) and not abs(_float(cell)) < LARGEST for form in NUMBER.values()):
        return Text(en=f"{shown} is too large to calculate with", zh=f"{shown} 太大，无法计算")
    if GROUPED.fullmatch(cell):
        return Text(
            en=f"{shown} may have a thousands separator; write the number without",
            zh=f"{shown} 可能含有千位分隔符，请去掉后再试",
        )
    return Text(en=f"{shown} is not a number", zh=f"{shown} 不是数值")


def _float(cell):
    return float(cell.replace(",", "."))


def _shown(text):
    """A piece of the user's text as it may stand in a sentence."""
    printable = "".join(c if c.isprintable() else "�" for c in text[: LONGEST_NAME + 1])
    return f"'{printable if len(printable) <= LONGEST_NAME else printable[:LONGEST_NAME] + '…'}'"


def _is_classification(task):
    if task not in ("regression", "classification"):
        raise ValueError(f"task={task!r} is neither 'regression' nor 'classification'")
    return task == "classification"


def _check_size(shape):
    rows, columns = shape
    if columns < 2:
        raise TableError(
            "To learn from, a table needs two columns or more.", "用来学习的表格至少需要两列。"
        )
    if rows < FEWEST_ROWS:
        raise TableError(
            f"To learn from, a table needs {FEWEST_ROWS} rows or more; it has {rows}.",
            f"用来学习的表格至少需要 {FEWEST_ROWS} 行；现在只有 {rows} 行。",
        )


def _classes(y, target):
    """(y as 0 ... classes - 1, the values that the classes stand for, as text)."""
    values, y = np.unique(y, return_inverse=True)
    if not 2 <= len(values) <= MOST_CLASSES:
        raise TableError(
            f"The column {_shown(target)} has {len(values):,} different values; "
            f"classes are 2 to {MOST_CLASSES}.",
            f"列 {_shown(target)} 有 {len(values)} 个不同的值；类别数应为 2 到 {MOST_CLASSES}。",
        )
    return y, tuple(str(int(v)) if v == int(v) else repr(v) for v in values.tolist())
