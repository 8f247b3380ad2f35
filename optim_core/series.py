"""Series of one number a day, to be averaged."""

from functools import cache

import numpy as np

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


SERIES = {"temperature": temperature, "ramp": ramp, "constant": constant}
