"""How numbers are written in sentences: the same way as in the browser's scales.js."""

import math

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def written(value, digits=3):
    """0.0123, 1.2×10⁻⁷, ∞: `digits` significant digits, no trailing zeros."""
    value = float(value)
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    size = abs(value)
    if value == 0 or 1e-3 <= size < 1e5:
        digits = max(digits, 5) if size >= 1e3 else digits
        return f"{float(f'{value:.{digits}g}'):.15g}".replace("-", "−")
    mantissa, power = f"{value:.{digits - 1}e}".split("e")
    front = "" if float(mantissa) == 1 else f"{float(mantissa):g}×"
    return front.replace("-", "−") + "10" + str(int(power)).translate(_RAISED)


def share(part, whole):
    """Of a hundred: 0 %, under 0.1 %, 3.2 %, 41 %."""
    percent = 100.0 * part / whole
    if 0 < percent < 0.1:
        return "< 0.1 %"
    return f"{percent:.2g} %" if percent < 99.95 or part == whole else f"{percent:.4g} %"
