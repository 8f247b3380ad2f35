"""Numbers of a crowd as words of a table."""

import math


def percentile(values, part):
    """The value that `part` of all are at or below; nan of none."""
    ordered = sorted(values)
    return ordered[max(math.ceil(part * len(ordered)) - 1, 0)] if ordered else math.nan


def milliseconds(values, part):
    return 1e3 * percentile(values, part)


def shown(number, form="{:.0f}"):
    return "-" if math.isnan(number) else form.format(number)


COLUMNS = ("answers", "p50 ms", "p95 ms", "p99 ms", "errors", "CPU ms each", "kB each")


def row(answers, cpu):
    """The columns of one crowd; `cpu` are the seconds of processor that the server used for it."""
    count = len(answers.seconds)
    each = math.nan if count == 0 else 1e3 * cpu / count
    size = math.nan if count == 0 else answers.bytes / count / 1e3
    parts = [shown(milliseconds(answers.seconds, part)) for part in (0.5, 0.95, 0.99)]
    errors = str(len(answers.errors))
    return [f"{count:,}", *parts, errors, shown(each, "{:.1f}"), shown(size, "{:.1f}")]
