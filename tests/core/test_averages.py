"""The exponentially weighted average is pandas', and what a course says of it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optim_core import ewa
from optim_core.ewa import lag, moving_average, weights, window
from tests.golden.cases import AVERAGES, BETAS

SERIES = np.random.default_rng(1).normal(size=60)


def numbers(least):
    return st.lists(st.floats(-1e6, 1e6), min_size=least, max_size=40)


@pytest.mark.parametrize("beta", BETAS)
@pytest.mark.uncompiled
def test_averages_as_pandas_does(beta):
    with np.load(AVERAGES) as arrays:
        series, (plain, corrected) = arrays["series"], arrays[f"{beta}"]
    np.testing.assert_allclose(ewa(series, beta), plain, rtol=1e-12, atol=0)
    np.testing.assert_allclose(ewa(series, beta, bias_correction=True), corrected, rtol=1e-12)


def test_the_stored_averages_are_those_of_the_cases():
    with np.load(AVERAGES) as arrays:
        assert set(arrays) == {"pandas", "series", *map(str, BETAS)}
        assert {arrays[f"{beta}"].shape for beta in BETAS} == {(2, 365)}


@given(series=numbers(1), beta=st.floats(0.0, 0.999))
def test_each_value_is_the_weighted_sum_of_those_before(series, beta):
    """The definition, written out: (1 - beta) beta^k on x_{t-k}."""
    ages = np.arange(len(series))
    slow = [sum((1 - beta) * beta ** (t - k) * series[k] for k in ages[: t + 1]) for t in ages]
    np.testing.assert_allclose(ewa(series, beta), slow, rtol=1e-9, atol=1e-6)


def test_the_first_value_is_small_by_one_minus_beta():
    """v_1 = (1 - beta) x_1, not 1 - beta x_1."""
    assert ewa([20.0], 0.9) == pytest.approx([2.0])
    assert ewa([20.0], 0.9, bias_correction=True).tolist() == [20.0]


@given(value=st.floats(-1e9, 1e9), beta=st.floats(0.0, 1.0, exclude_max=True))
def test_correction_is_exact_for_a_constant_series(value, beta):
    corrected = ewa([value] * 30, beta, bias_correction=True)
    np.testing.assert_allclose(corrected, value, rtol=1e-14, atol=1e-300)


def test_correction_matters_at_first_only():
    plain, corrected = ewa(np.ones(400), 0.9), ewa(np.ones(400), 0.9, bias_correction=True)
    assert corrected[0] / plain[0] == pytest.approx(10.0)
    np.testing.assert_allclose(plain[300:], corrected[300:], rtol=1e-12)


def test_no_memory_is_the_series_itself():
    for corrected in (False, True):
        np.testing.assert_array_equal(ewa(SERIES, 0.0, bias_correction=corrected), SERIES)


def test_the_series_is_left_as_it_was():
    series = SERIES.copy()
    ewa(series, 0.9, bias_correction=True)
    np.testing.assert_array_equal(series, SERIES)
    assert ewa(list(range(5)), 0.5).shape == (5,)


@pytest.mark.parametrize(("beta", "days"), [(0.0, 1), (0.5, 2), (0.9, 10), (0.98, 50)])
def test_so_many_values_count(beta, days):
    """And the weight of one that old is down to about 1/e of the newest."""
    assert window(beta) == pytest.approx(days)
    if beta >= 0.9:
        assert beta**days == pytest.approx(1 / np.e, rel=0.06)


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9, 0.98])
def test_weights_sum_to_what_correction_divides_by(beta):
    assert weights(beta, 20).sum() == pytest.approx(1.0 - beta**20, rel=1e-12)
    assert weights(beta, 5000).sum() == pytest.approx(1.0, rel=1e-12)
    assert weights(beta, 8) @ SERIES[7::-1] == pytest.approx(ewa(SERIES[:8], beta)[-1])
    assert weights(beta, 0).tolist() == []


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9, 0.98])
def test_the_average_of_a_ramp_comes_late_by_the_lag(beta):
    ramp = np.arange(3000.0)
    assert (ramp - ewa(ramp, beta))[-1] == pytest.approx(lag(beta), rel=1e-9)
    assert lag(beta) == pytest.approx(window(beta) - 1.0)


@given(series=numbers(1), window=st.integers(1, 60))
def test_a_moving_average_is_the_mean_of_the_last_values(series, window):
    slow = [np.mean(series[max(0, t + 1 - window) : t + 1]) for t in range(len(series))]
    np.testing.assert_allclose(moving_average(series, window), slow, rtol=1e-9, atol=1e-6)


@pytest.mark.parametrize("beta", [-0.1, 1.0, 2, np.nan, np.inf])
def test_a_decay_without_meaning_is_refused(beta):
    for asked in (lambda: ewa([1.0], beta), lambda: weights(beta, 3), lambda: window(beta)):
        with pytest.raises(ValueError, match=r"beta=.* has no meaning outside \[0, 1\)"):
            asked()


@pytest.mark.parametrize(
    ("series", "said"),
    [
        ([], "line of 1 to"),
        ([[1.0, 2.0]], r"it is \(1, 2\)"),
        (3.0, "line of 1 to"),
        ([1.0, np.nan, np.inf], r"series\[1\]=nan is not finite"),
        (["warm"], "not a number"),
        ([[1.0], [1.0, 2.0]], "not a number"),
    ],
)
def test_a_series_that_is_none_is_refused(series, said):
    for average in (lambda: ewa(series, 0.9), lambda: moving_average(series, 3)):
        with pytest.raises(ValueError, match=said):
            average()


@pytest.mark.parametrize("values", [0, -1, 1.5])
def test_a_window_is_counted(values):
    with pytest.raises(ValueError, match=f"window={values}"):
        moving_average([1.0], values)
