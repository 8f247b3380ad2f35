"""Make the reference averages again, with pandas: `python -m tests.golden.make_averages`.

pandas' ewm keeps the share 1 - alpha, so alpha = 1 - beta. Its adjust=True divides by the sum of
the weights, which is what bias correction does. Its adjust=False begins at the first value; told to
begin at zero, by a zero put before the series, it is the average without correction.
"""

import numpy as np
import pandas as pd

from tests.golden.cases import AVERAGES, BETAS


def series():
    """A year of temperatures, such as a course smooths: a wave and weather."""
    days = np.arange(365.0)
    weather = np.random.default_rng(0).standard_normal(365)
    return 10.0 - 9.0 * np.cos(2.0 * np.pi * days / 365.0) + 3.0 * weather


def averages(values, beta):
    """(2, days): without and with bias correction."""
    from_zero = pd.Series([0.0, *values]).ewm(alpha=1.0 - beta, adjust=False).mean()[1:]
    return from_zero, pd.Series(values).ewm(alpha=1.0 - beta, adjust=True).mean()


def main():
    values = series()
    arrays = {f"{beta}": np.array(averages(values, beta)) for beta in BETAS}
    np.savez_compressed(AVERAGES, pandas=pd.__version__, series=values, **arrays)
    print(f"{AVERAGES.name}: {len(arrays)} averages, {AVERAGES.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
