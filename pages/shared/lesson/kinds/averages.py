"""Averages of a series, and the slider of the first beta."""

from lessons.engine.kinds.averages import table_bytes
from pages.shared.figures import own_tables
from pages.shared.lesson.live import draw_figure


def draw(item, reading):
    options, values = item.options, reading.settings(item.id)
    beta, *others = options.betas
    asked = {
        "curves": "corrected" if options.corrected else "one",
        "beta": str(values.get("beta", beta)),
        "also": ",".join(f"{each:g}" for each in others),
        **_series(options.series, reading),
    }
    if options.day or "day" in values:
        asked["day"] = str(values.get("day", options.day))
    draw_figure("averages", item, reading, asked)


def _series(name, reading):
    """A built-in series, or a column of a file beside the lesson."""
    if not name.startswith("assets/"):
        return {"series": name}
    table = own_tables.keep(table_bytes(name, reading.assets))
    return {"series": "own", "table": table, "column": "0"}
