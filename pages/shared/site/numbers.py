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


def share(part, whole):
    """Of a hundred: 0 %, under 0.1 %, 3.2 %, 41 %."""
    percent = 100.0 * part / whole
    if 0 < percent < 0.1:
        return "< 0.1 %"
    if 99.5 <= percent < 100:
        return f"{math.floor(100 * percent) / 100:g} %"  # all but a few are not all
    return f"{percent:.3g} %" if percent == 100 else f"{percent:.2g} %"
