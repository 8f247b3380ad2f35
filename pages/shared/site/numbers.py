"""How a number is written on a page: as on paper, and as the browser's own `write` does it.

Both round the number that a float is, exactly, and a tie away from zero, as at school:
tests/golden/numbers.json holds both to it.
"""

import math
from decimal import ROUND_HALF_UP, Context

from optim_core.text import shortest

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def write(value, digits=3):
    """0.0123, 1.2×10⁻⁷, ∞: `digits` significant digits, no trailing zeros."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    near = _rounded(value, digits)
    if value == 0 or 1e-3 <= abs(value) < 1e5:
        return shortest(float(near)).replace("-", "−")
    power = near.adjusted()
    mantissa = shortest(float(near.scaleb(-power)))
    front = "" if mantissa == "1" else f"{mantissa}×"
    return f"{front}10{str(power).translate(_SUPERSCRIPTS)}".replace("-", "−")


def _rounded(value, digits):
    """With `digits` significant digits; what is in the thousands has five."""
    shown = max(digits, 5) if 1e3 <= abs(value) < 1e5 else digits
    return Context(shown, ROUND_HALF_UP).create_decimal_from_float(float(value))


def counted(steps, limit, t):
    """25 steps; of −1 that `limit` were too few."""
    if steps < 0:
        return t("panels.steps_never", limit=limit)
    return t("panels.steps_count", count=steps)


def within(value, top):
    """As `write`, in as many digits as keep it from going past `top`: 0.9999 is not 1."""
    return write(value, next(n for n in range(3, 18) if float(_rounded(value, n)) <= top))


def percent(number, t):
    """41 %; in Chinese 41%."""
    return t("figure.percent", number=number)


def as_rates(value, t):
    """A length beside the learning rate: 3.16 α; one is α alone in Chinese."""
    number = write(value)
    return t("panels.rates_one") if number == "1" else t("panels.rates_many", number=number)


def grouped(count, language):
    """53,040; in Chinese 53040: its names for numbers go by four digits, so it groups no three."""
    return str(count) if language == "zh" else f"{count:,}"


def share(part, whole, t):
    """Of a hundred: 0 %, under 0.1 %, 3.2 %, 41 %."""
    of_100 = 100.0 * part / whole
    if 0 < of_100 < 0.1:
        return percent("< 0.1", t)
    if 99.5 <= of_100 < 100:
        return percent(f"{math.floor(100 * of_100) / 100:g}", t)  # all but a few are not all
    return percent(f"{of_100:.3g}" if of_100 == 100 else f"{of_100:.2g}", t)
