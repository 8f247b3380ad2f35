"""A CSV file becomes the numbers that its author saw, or a sentence that says why not."""

import codecs
import gzip
import io
import time
import zipfile
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optim_core.tables import (
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    NO_NUMBER,
    PACKED,
    TableError,
    read_table,
)
from tests.choosing import chosen

SEEN = [[1.5, 2.0], [-3.25, 4e3]]
ENGLISH = "height,weight\n1.5,2\n-3.25,4e3\n"
EUROPEAN = "Größe;Gewicht\n1,5;2\n-3,25;4e3\n"
CHINESE = "身高,体重\n1.5,2\n-3.25,4e3\n"

READABLE = {
    "utf-8": (ENGLISH.encode(), "utf-8", ",", "."),
    "utf-8 with its mark": (CHINESE.encode("utf-8-sig"), "utf-8", ",", "."),
    "chinese utf-8": (CHINESE.encode(), "utf-8", ",", "."),
    "gbk": (CHINESE.encode("gbk"), "gb18030", ",", "."),
    "gb18030, a rare character": (CHINESE.replace("高", "㐂").encode("gb18030"),
                                  "gb18030", ",", "."),
    "gbk, semicolons": (CHINESE.replace(",", ";").encode("gbk"), "gb18030", ";", "."),
    "utf-16 little end first": (codecs.BOM_UTF16_LE + CHINESE.encode("utf-16-le"),
                                "utf-16", ",", "."),
    "utf-16 big end first": (codecs.BOM_UTF16_BE + CHINESE.encode("utf-16-be"),
                             "utf-16", ",", "."),
    "utf-16 of a workbook": (codecs.BOM_UTF16_LE + CHINESE.replace(",", "\t").encode("utf-16-le"),
                             "utf-16", "\t", "."),
    "european": (EUROPEAN.encode(), "utf-8", ";", ","),
    "tabs and decimal commas": (EUROPEAN.replace(";", "\t").encode(), "utf-8", "\t", ","),
    "tabs and points": (ENGLISH.replace(",", "\t").encode(), "utf-8", "\t", "."),
    "old Macintosh lines": (ENGLISH.replace("\n", "\r").encode(), "utf-8", ",", "."),
    "Windows lines": (ENGLISH.replace("\n", "\r\n").encode(), "utf-8", ",", "."),
    "no line end": (ENGLISH.rstrip().encode(), "utf-8", ",", "."),
    "blank lines and spaces": (ENGLISH.replace("\n", "\n\n , \n").replace(",2", " , 2 ").encode(),
                               "utf-8", ",", "."),
    "quoted": (b'"height, in m","weight"\n"1.5","2"\n-3.25,"4e3"\n', "utf-8", ",", "."),
    "quoted decimal commas": (b'h;w\n"1,5";2\n"-3,25";4e3\n', "utf-8", ";", ","),
    "three decimals": (b"h;w\n1,500;2\n-3,25;4e3\n", "utf-8", ";", ","),
    "other ways to write a number": (b"h,w\n+1.50,2.\n-.325e1,4E+03\n", "utf-8", ",", "."),
}  # fmt: skip


@pytest.mark.parametrize("kind", READABLE)
def test_reads_what_its_author_saw(kind):
    data, encoding, delimiter, decimal = READABLE[kind]
    table = read_table(data)
    assert table.values.tolist() == SEEN
    assert (table.encoding, table.delimiter, table.decimal) == (encoding, delimiter, decimal)
    assert table.header and table.bad == ()
    assert bool(table.notices) == (encoding == "gb18030")


def test_names_are_those_of_the_header():
    assert read_table(CHINESE.encode("gbk")).names == ("身高", "体重")
    assert read_table(EUROPEAN.encode()).names == ("Größe", "Gewicht")
    assert read_table(b'" a  b ",a,a,,a (2)\n1,2,3,4,5').names == (
        "a b",
        "a",
        "a (2)",
        "4",
        "a (2) (2)",
    )
    assert read_table("\u202ea\x07b,c\n1,2".encode()).names == ("a b", "c")
    assert read_table(b"x" * 99 + b"\n1").names == ("x" * 40,)


@pytest.mark.parametrize(
    ("data", "header"),
    [
        (b"1,2\n3,4\n", False),
        (b"year,2020,2021\n1,2,3\n", True),
        (b"nan,2\n3,4\n", False),
        (b"2020-01-01,5\n2020-01-02,6\n", False),
        (b"day,x\n2020-01-01,5\n", True),
        (b"21.5\n22\n", False),
    ],
)
def test_a_header_is_told_from_a_row(data, header):
    table = read_table(data)
    assert table.header == header
    if not header:
        assert table.names[-1] == str(len(data.splitlines()[0].split(b",")))


@pytest.mark.parametrize("word", sorted(NO_NUMBER))
def test_what_stands_for_a_missing_number_is_no_name(word):
    assert not read_table(f"{word.upper()},2\n3,4\n".encode()).header


def test_one_column_may_have_decimal_commas_under_a_name():
    table = read_table(b"Temperatur\n21,5\n-3\n")
    assert table.values.tolist() == [[21.5], [-3.0]]
    assert read_table(b"1.5\n2\n").values.tolist() == [[1.5], [2.0]]


BAD = {
    "nan": "'nan' is not a number",
    "NA": "'NA' is not a number",
    "inf": "'inf' is not a number",
    "-Infinity": "'-Infinity' is not a number",
    "1e100": "'1e100' is too large to calculate with",
    "1e400": "'1e400' is too large to calculate with",
    "-1e101": "'-1e101' is too large to calculate with",
    "tall": "'tall' is not a number",
    "": "the cell is empty",
    '"1,000"': "'1,000' may have a thousands separator; write the number without",
    '"1,234,567.8"': "'1,234,567.8' may have a thousands separator; write the number without",
    "1'000": "'1'000' may have a thousands separator; write the number without",
    "1’000": "'1’000' may have a thousands separator; write the number without",
    "1\u00a0000": "'1\ufffd000' may have a thousands separator; write the number without",
    "1\u202f000": "'1\ufffd000' may have a thousands separator; write the number without",
    "1 000": "'1 000' may have a thousands separator; write the number without",
    '"1,5"': "'1,5' is not a number",
    "1_000": "'1_000' is not a number",
    "0x10": "'0x10' is not a number",
    "１": "'１' is not a number",
    "5%": "'5%' is not a number",
    "1e": "'1e' is not a number",
    ".": "'.' is not a number",
    "=1+1": "'=1+1' is not a number",
    "\x1b[31m" + "x" * 50: "'�[31m" + "x" * 35 + "…' is not a number",
}


@pytest.mark.parametrize("cell", BAD)
def test_a_bad_cell_costs_its_row_and_is_named(cell):
    table = read_table(f"a,b\n1,2\n\n3,{cell}\n5,6\n".encode())
    assert table.values.tolist() == [[1, 2], [5, 6]]
    (bad,) = table.bad
    assert bad.line == 4
    assert bad.reason.en == f"Line 4, column 'b': {BAD[cell]}."
    assert bad.reason.zh.startswith("第 4 行，列 'b'：")


@pytest.mark.parametrize(
    ("data", "line", "shown"),
    [
        (b"a;b\n1,5;2\n1.234,5;2\n", 3, "'1.234,5' may have a thousands"),
        (b"a;b\n1,5;2\n1.234;2\n", 3, "'1.234' may have a thousands"),
        (b"a\tb\n1.5\t2\n1,234\t2\n", 3, "'1,234' may have a thousands"),
        (b"a\tb\n1\t2\n1,234\t2\n", 3, "'1,234' may have a thousands"),
    ],
)
def test_a_thousand_is_never_taken_for_a_one(data, line, shown):
    table = read_table(data)
    assert len(table.values) == 1
    assert table.bad[0].line == line and shown in table.bad[0].reason.en


def test_the_delimiter_is_the_one_of_most_lines_and_not_of_a_title():
    table = read_table(b"Rain, wind; measured\n" + b"1;2\n" * 5)
    assert (table.delimiter, table.values.tolist()) == (";", [[1.0, 2.0]] * 5)


def test_a_number_that_comes_often_decides_no_more_than_another():
    """Two numbers with a comma against one with a point, however many rows have that one."""
    table = read_table(b"a;b\n1,5;2\n3,5;2\n" + b"7;2.5\n" * 9)
    assert (table.decimal, table.values.tolist()) == (",", [[1.5, 2.0], [3.5, 2.0]])


def test_a_row_of_another_width_and_an_open_quotation_are_bad():
    table = read_table(b'a,b\n1,2\n3\n4,5,6\n"7,8\n9,10\n')
    assert table.values.tolist() == [[1, 2], [9, 10]]
    assert [bad.line for bad in table.bad] == [3, 4, 5]
    assert "number of cells than the first: 1, not 2" in table.bad[0].reason.en
    assert table.bad[2].reason.en == "Line 5: a quotation mark is not closed or out of place."


def test_a_column_of_words_or_dates_is_left_out_with_a_notice():
    table = read_table("日期,t,remark\n2020-01-01,1.5,\n2020-01-02,2,wet\n".encode())
    assert table.names == ("t",)
    assert table.series("t").tolist() == [1.5, 2.0]
    assert [notice.en for notice in table.notices] == [
        "The column '日期' holds no numbers and was left out.",
        "The column 'remark' holds no numbers and was left out.",
    ]


def packed():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("table.csv", ENGLISH)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty"),
        (b" \n,,\n;\t\n", "The file is empty"),
        (codecs.BOM_UTF8, "The file is empty"),
        (packed(), "not a text file"),
        (gzip.compress(ENGLISH.encode(), mtime=0), "not a text file"),
        (ENGLISH.encode("utf-16-le"), "not a text file"),
        (ENGLISH.encode("utf-32"), "not a text file"),
        (b"a,b\n1,\x00\n", "not a text file"),
        (b"a,b\n1,2\n\xff\xff,3\n", "Line 3 is neither UTF-8 nor UTF-16 nor GBK"),
        (b"a,b\n", "No column of the table holds numbers"),
        (b"a,b\nc,d\n", "No column of the table holds numbers"),
        (b"a,b\n1,nan\n", "Line 2, column 'b': 'nan' is not a number"),
        (b"a,b\n1\n2\n", "Line 2 has a different number of cells"),
        (b'"a,b\n1,2\n', "Line 1: a quotation mark"),
        *((first + b"\n1,2\n", "not a text file") for first in PACKED),
        (b"1" * (MOST_BYTES + 1), "1,048,577 bytes; at most 1,048,576"),
        (b"1\n" * (MOST_ROWS + 1), "10,001 rows; at most 10,000"),
        (b"1,2\n" + b"1\n" * MOST_ROWS, "10,001 rows; at most 10,000"),
        (b'"\n' * (MOST_ROWS + 2), "10,002 rows; at most 10,000"),
        (b"a\n" + b"1\n" * (MOST_ROWS + 1), "rows; at most 10,000"),
        (b",".join([b"1"] * (MOST_COLUMNS + 1)), "51 columns; at most 50"),
        (b",".join([b"1"] * 100_000), "100,000 columns; at most 50"),
    ],
)
def test_what_is_no_table_is_refused_in_both_languages(data, words):
    with pytest.raises(TableError) as caught:
        read_table(data)
    error = caught.value
    assert words in str(error) == error.text.en
    assert error.text.zh and error.text.zh != error.text.en
    assert (error.line is not None) == str(error).startswith("Line ")


def test_the_largest_allowed_table_is_read():
    row = b",".join([b"1"] * MOST_COLUMNS)
    assert read_table(b"\n".join([row] * MOST_ROWS)).values.shape == (MOST_ROWS, MOST_COLUMNS)
    assert read_table(b"a\n" + b"1\n" * MOST_ROWS).values.shape == (MOST_ROWS, 1)
    long_name = b"a" * (MOST_BYTES - 3) + b"\n1\n"
    assert len(long_name) == MOST_BYTES and read_table(long_name).values.tolist() == [[1.0]]


SLOWEST = {  # kind: (beginning, what comes again and again, end)
    "small cells": ("", ",".join(["1"] * 50) + "\n", ""),
    "long numbers": ("", ",".join(["12.345678"] * 11) + "\n", ""),
    "words": ("", ",".join("x" * 50) + "\n", ""),
    "decimal commas": ("", ";".join(["1,5"] * 25) + "\n", ""),
    "quoted": ("", ",".join(['"1"'] * 25) + "\n", ""),
    "a bad cell at the end of each row": ("1" + ",1" * 49 + "\n", "1" + ",1" * 48 + ",x\n", ""),
    "open quotations": ("a,b\n", '"1,2' + "3" * 90 + "\n", ""),
    "a number without end": ("", "1", ""),
    "almost a number": ("a,b\n", "1", "x,1\n2,2"),
    "thousands without end": ("a;b\n1", ",000", "x;1\n2;2"),
}
BY_DAY = {"words", "open quotations", "almost a number"}


@chosen("kind", SLOWEST, BY_DAY)
def test_no_text_takes_longer_than_its_length(kind):
    """Eight times the bytes take about eight times as long; what went over them again for each
    would take 64. The best of three, as other programs share the machine."""
    part, whole = (
        min(seconds_to_read(text_of(kind, size)) for _ in range(3))
        for size in (MOST_BYTES // 8, MOST_BYTES)
    )
    assert whole < 24 * part + 0.01


def text_of(kind, size):
    begin, again, end = SLOWEST[kind]
    times = (size - len(begin + end)) // len(again)
    if again.endswith("\n"):  # more rows would be refused unread
        times = min(times, (MOST_ROWS - 1) * size // MOST_BYTES)
    return (begin + again * times + end).encode()


def seconds_to_read(data):
    start = time.process_time()
    with suppress(TableError):
        read_table(data)
    return time.process_time() - start


CELL = st.one_of(
    st.floats().map(str),
    st.integers(-(10**6), 10**6).map(str),
    st.text(alphabet="0123456789+-.,eE'\" \t", max_size=8),
    st.text(max_size=6),
)
ROWS = st.lists(st.lists(CELL, min_size=1, max_size=6), max_size=12)
ANY_BYTES = st.binary(max_size=200)


@st.composite
def files(draw):
    delimiter, end = draw(st.sampled_from(",;\t")), draw(st.sampled_from(["\n", "\r\n", "\r"]))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]))
    return end.join(map(delimiter.join, draw(ROWS))).encode(encoding, errors="replace")


def answers_well(data):
    """A table in which everything fits together, or a TableError; nothing else."""
    try:
        table = read_table(data)
    except TableError as error:
        assert error.text.en and error.text.zh
        return
    rows, columns = table.values.shape
    assert rows >= 1 and columns == len(table.names) == len(set(table.names)) >= 1
    assert np.isfinite(table.values).all() and not table.values.flags.writeable
    lines = [bad.line for bad in table.bad]
    assert lines == sorted(set(lines)) and all(line >= 1 for line in lines)
    for target in table.names[:2]:
        for task in ("regression", "classification"):
            try:
                table.to_data(target, task, seed=0)
            except TableError as error:
                assert error.text.en and error.text.zh


@given(ANY_BYTES)
def test_any_bytes_are_answered(data):
    answers_well(data)


@given(files())
def test_any_table_is_answered(data):
    answers_well(data)


@given(
    st.lists(st.tuples(*[st.floats(-1e99, 1e99)] * 3), min_size=1, max_size=9),
    st.sampled_from([(",", "."), (";", "."), (";", ","), ("\t", "."), ("\t", ",")]),
)
def test_numbers_come_back_as_they_were_written(rows, dialect):
    delimiter, decimal = dialect
    # Written with an exponent, no number looks like a thousand.
    cells = [[f"{x:.17e}".replace(".", decimal) for x in row] for row in rows]
    table = read_table("\n".join(map(delimiter.join, cells)).encode())
    assert table.values.tolist() == [list(row) for row in rows]
    assert table.bad == ()


def people(count=40):
    random = np.random.default_rng(3)
    height, age = random.normal(170, 10, count), random.normal(40, 9, count)
    group = np.arange(count) % 3 * 5 - 1
    rows = [f"{h},{a},7,{g}" for h, a, g in zip(height, age, group, strict=True)]
    return read_table("\n".join(["height,age,same,group", *rows]).encode())


def test_a_table_becomes_a_regression():
    table = people()
    data = table.to_data("height", "regression", seed=1)
    assert (data.classes, data.features) == (0, ("age", "same", "group"))
    assert data.x.shape == (30, 3) and data.x_test.shape == (10, 3)
    np.testing.assert_allclose(data.x[:, [0, 2]].std(axis=0), 1.0)
    np.testing.assert_allclose([data.x.mean(), data.y.mean(), data.y.std()], [0, 0, 1], atol=1e-12)
    assert not data.x[:, 1].any() and not data.x_test[:, 1].any()


def test_a_table_becomes_a_classification():
    table = people()
    data = table.to_data("group", "classification", seed=1)
    assert (data.classes, data.labels) == (3, ("-1", "4", "9"))
    assert data.features == ("height", "age", "same")
    assert np.unique(data.y).tolist() == np.unique(data.y_test).tolist() == [0, 1, 2]
    np.testing.assert_array_equal(data.y, table.to_data("group", "classification", seed=1).y)


def test_rows_of_a_class_stay_with_their_numbers():
    table = read_table(("x,y\n" + "".join(f"{k},{k % 2}\n" for k in range(40))).encode())
    data = table.to_data("y", "classification", seed=4)
    # Standardised, the numbers keep their order: the k-th smallest of all is k.
    x = np.concatenate([data.x, data.x_test])[:, 0]
    y = np.concatenate([data.y, data.y_test])
    assert (y[np.argsort(x)] == np.arange(40) % 2).all()


@pytest.mark.parametrize(
    ("target", "task", "words"),
    [
        ("weight", "regression", "no column 'weight'; there are height, age, same, group"),
        ("height", "classification", "'height' has 40 different values; classes are 2 to 20"),
        ("same", "classification", "'same' has 1 different values"),
    ],
)
def test_what_can_not_be_learnt_is_said(target, task, words):
    with pytest.raises(TableError, match="column") as caught:
        people().to_data(target, task, seed=0)
    assert words in str(caught.value)


def test_a_table_too_small_to_learn_from_is_refused():
    with pytest.raises(TableError, match="two columns or more"):
        read_table(b"1\n2\n3\n4\n").to_data("1", "regression", seed=0)
    with pytest.raises(TableError, match="4 rows or more; it has 3"):
        read_table(b"1,2\n2,3\n3,4\n").to_data("1", "regression", seed=0)
    with pytest.raises(ValueError, match="task='guess'"):
        people().to_data("height", "guess", seed=0)
    with pytest.raises(TableError, match="no column"):
        people().series("width")
