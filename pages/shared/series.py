"""Series of one number a day (or a week), to be averaged."""

from functools import cache

import numpy as np

from pages.shared import uploads

DAYS = 365
CLIMATE = 8  # seed of the weather


@cache
def temperature():
    """A made-up year in a mild climate, in °C: the season, and weather that lingers some days."""
    generator = np.random.default_rng(CLIMATE)
    day = np.arange(DAYS)
    weather = np.empty(DAYS)
    weather[0] = generator.normal()
    for t in range(1, DAYS):
        weather[t] = 0.6 * weather[t - 1] + generator.normal()
    return 16.0 - 7.0 * np.cos(2 * np.pi * (day - 20) / DAYS) + 1.8 * weather


def ramp():
    """One more each day: how far an average lags behind is read off directly."""
    return np.arange(1.0, 121.0)


def constant():
    return np.full(120, 10.0)


@cache
def price():
    """A real series: a share's weekly price 2018 and 2019, first week 1, as plotly brings it."""
    from plotly.data import stocks

    return stocks()["GOOG"].to_numpy(float)


SERIES = {"temperature": temperature, "price": price, "ramp": ramp, "constant": constant}
OWN = "own"


def values(name, table="", column=0):
    """A series by its id; "own" is a column of a kept table, the first where it has fewer."""
    if name != OWN:
        return SERIES[name]()
    own = uploads.table(table)
    return own.series(own.names[column if column < len(own.names) else 0])
