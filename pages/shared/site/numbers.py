"""How a number is written on a page: as on paper, and as the browser's own `write` does it."""

import math

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def write(value, digits=3):
    """0.0123, 1.2×10⁻⁷, ∞: `digits` significant digits, no trailing zeros."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    size = abs(value)
    if size == 0 or 1e-3 <= size < 1e5:
        shown = max(digits, 5) if size >= 1e3 else digits
        return f"{float(f'{value:.{shown}g}'):.{max(shown, 6)}g}".replace("-", "−")  # not 1e+02
    mantissa, power = f"{value:.{digits - 1}e}".split("e")
    front = "" if float(mantissa) == 1.0 else f"{float(mantissa):g}×"
    return f"{front}10{str(int(power)).translate(_SUPERSCRIPTS)}".replace("-", "−")


def counted(steps, limit, t):
    """25 steps; of −1 that `limit` were too few."""
    if steps < 0:
        return t("panels.steps_never", limit=limit)
    return t("panels.steps_count", count=steps)


def within(value, top):
    """As `write`, in as many digits as keep it from going past `top`: 0.9999 is not 1."""
    return write(value, next(n for n in range(3, 18) if float(f"{value:.{n}g}") <= top))


def share(part, whole):
    """Of a hundred: 0 %, under 0.1 %, 3.2 %, 41 %."""
    percent = 100.0 * part / whole
    if 0 < percent < 0.1:
        return "< 0.1 %"
    if 99.5 <= percent < 100:
        return f"{math.floor(100 * percent) / 100:g} %"  # all but a few are not all
    return f"{percent:.3g} %" if percent == 100 else f"{percent:.2g} %"
