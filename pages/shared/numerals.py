"""How a number is written in a sentence: as the browser's own `write` does."""

import math

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def written(value, digits=3):
    """0.0123, 1.2×10⁻⁷, 20 000 000, ∞: `digits` significant digits, whole numbers in full."""
    if not math.isfinite(value):
        return "–" if math.isnan(value) else "∞" if value > 0 else "−∞"
    if value == int(value) and abs(value) < 1e12:
        return f"{int(value):,}".replace(",", "\u202f").replace("-", "−")
    if 1e-3 <= abs(value) < 1e5:
        short = float(f"{value:.{digits}g}")
        return repr(int(short) if short == int(short) else short).replace("-", "−")
    mantissa, power = f"{value:.{digits - 1}e}".split("e")
    front = "" if float(mantissa) == 1.0 else f"{float(mantissa):g}×"
    return f"{front}10{str(int(power)).translate(_RAISED)}".replace("-", "−")


def percent(share, digits=3):
    return f"{written(100.0 * share, digits)}\u202f%"
