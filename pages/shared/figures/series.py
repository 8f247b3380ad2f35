"""Series to be averaged: those of the core, a real one, and the viewer's own."""

from functools import cache

from optim_core.series import SERIES as CORE
from pages.shared.figures import own_tables


@cache
def price():
    """A real series: a share's weekly price 2018 and 2019, first week 1, as plotly brings it."""
    from plotly.data import stocks

    return stocks()["GOOG"].to_numpy(float)


SERIES = {"temperature": CORE["temperature"], "price": price, **CORE}
OWN = "own"


def values(name, table="", column=0):
    """A series by its id; "own" is a column of a kept table, the first where it has fewer."""
    if name != OWN:
        return SERIES[name]()
    own = own_tables.table(table)
    return own.series(own.names[column if column < len(own.names) else 0])
