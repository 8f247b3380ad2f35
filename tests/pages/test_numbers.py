"""Numbers on a page are written as on paper."""

import math

import pytest

from pages.shared.site.numbers import write


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.0, "0"),
        (0.0123456, "0.0123"),
        (-0.5, "−0.5"),
        (12345.678, "12346"),
        (1.2345e-7, "1.23×10⁻⁷"),
        (1e-3, "0.001"),
        (1e-10, "10⁻¹⁰"),
        (-4.5e12, "−4.5×10¹²"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "–"),
    ],
)
def test_numbers_are_written_as_in_the_browser(value, written):
    assert write(value) == written
