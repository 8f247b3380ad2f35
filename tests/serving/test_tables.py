"""Tables that visitors bring, kept for all of them together."""

import pytest

from optim_core.tables import TableError
from pages.shared.figures import own_tables

ROWS = [f"{k},{k * k % 97}" for k in range(10_000)]


def table(rows):
    return "\n".join(["a,b", *rows]).encode()


def test_two_tables_that_differ_in_one_cell_are_two():
    other = [*ROWS]
    other[7_777] = "7777,-1"
    first, second = own_tables.keep(table(ROWS)), own_tables.keep(table(other))
    assert first != second
    assert (
        own_tables.table(first).values[7_777, 1] != own_tables.table(second).values[7_777, 1] == -1
    )


def test_only_so_many_are_kept_and_whoever_comes_late_is_told():
    first = own_tables.keep(table(ROWS[:10]))
    for k in range(own_tables.MOST_TABLES):
        own_tables.keep(table([*ROWS[:10], f"1,{k}.5"]))
    assert len(own_tables._tables) == own_tables.MOST_TABLES
    with pytest.raises(TableError, match="Choose it again"):
        own_tables.table(first)


def test_a_table_that_is_brought_again_stays_longer():
    first = own_tables.keep(table(ROWS[:10]))
    for k in range(own_tables.MOST_TABLES - 1):
        own_tables.keep(table([*ROWS[:10], f"2,{k}.5"]))
    assert own_tables.keep(table(ROWS[:10])) == first
    own_tables.keep(table([*ROWS[:10], "3,1"]))
    assert own_tables.table(first).values.shape == (10, 2)
