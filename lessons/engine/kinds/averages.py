"""An exponentially weighted average of a series."""

from functools import cached_property
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import Field

from lessons.engine import checks
from lessons.engine.files import Unreadable, read_bytes
from lessons.engine.kind import Live, MovedOptions
from lessons.engine.measure import Measured, Metric, Unmeasurable, slider_values
from lessons.engine.records import MOVED
from lessons.engine.schema import Named, Number
from optim_core import ewa
from optim_core.ewa import lag, window
from optim_core.series import SERIES
from optim_core.tables import MOST_BYTES, TableError, read_table


def _on_day(average, number, target):
    values = average.values
    asked = target if target is not None else average.options.day
    day = len(values) if asked is None else asked
    if day != int(day) or not 1 <= day <= len(values):
        days = len(values)
        raise Unmeasurable(f"there is no day {day:g} of {days}", f"共 {days} 天，没有第 {day:g} 天")
    return values[int(day) - 1]


METRICS = {
    "value": Metric(_on_day, "the average on the block's `day`, on day `target`, or on the last"),
    "window": Metric(
        lambda average, number, target: window(average.beta), "how many values count: 1 / (1 - β)"
    ),
    "lag": Metric(
        lambda average, number, target: lag(average.beta),
        "by how many values a ramp's average comes late: β / (1 - β)",
    ),
}


class Average(Measured):
    metrics = METRICS

    @cached_property
    def beta(self):
        return slider_values(self.options, self.changes).get("beta", self.options.betas[0])

    @cached_property
    def values(self):
        """The average after each value of the series."""
        values = series(self.options.series, self.assets)
        return ewa(values, self.beta, bias_correction=self.options.corrected)


class Averages(MovedOptions):
    measures: ClassVar = Average

    series: Named = Field(description="a built-in series, or a CSV file as `assets/rain.csv`")
    betas: Annotated[
        list[Annotated[Number, Field(ge=0, lt=1)]], Field(min_length=1, max_length=4)
    ] = Field(description="one average each; the slider `beta` moves the first")
    corrected: bool = Field(False, description="whether the bias at the beginning is taken out")
    day: int | None = Field(None, ge=1, le=10_000, description="the day that is marked")

    @property
    def moved(self):
        return {"beta": ("betas",)} if "beta" in self.sliders else {}


def series(name, assets):
    """A built-in series, or the first column of a CSV file in the assets."""
    if not name.startswith("assets/"):
        return SERIES[name]()
    table = read_table(table_bytes(name, assets))
    return table.series(table.names[0])


def table_bytes(name, assets):
    """Those of a CSV file in the assets; TableError where there is none to read."""
    path = Path(assets or "", name.removeprefix("assets/"))
    if not assets or path.parent != assets:
        raise TableError(f"{name} is not a file in assets.", f"{name} 不是 assets 中的文件。")
    try:
        return read_bytes(path, MOST_BYTES)
    except Unreadable as reason:
        en, zh = reason.text
        raise TableError(f"{name} can't be read: {en}.", f"无法读取 {name}：{zh}。") from None


def known(item, notes, assets):
    name = item.options.series
    if name.startswith("assets/"):
        _check_table(item, name, notes, assets)
    else:
        checks.is_one_of(item, notes, "series", name, SERIES, "series")
    checks.check_sliders(item, notes)


def _check_table(item, name, notes, assets):
    try:
        series(name, assets)
    except TableError as error:
        place = item.places.value_place(["series"])
        notes.add("bad-value", *place, key="series", why=error.text)


SPEC = Live(
    options=Averages,
    order=30,
    purpose="an exponentially weighted average of a series",
    example="""\
:::{averages} days
---
series: temperature
betas: [0.9]
corrected: false
day: 20
sliders:
  beta: {label: β, min: 0, max: 0.99, step: 0.01, value: 0.9}
---
:::
""",
    remarks="""\
Built-in series: `temperature`, `ramp`, `constant`. Of a CSV file, the first column of numbers is
taken.
""",
    known=known,
    draws=400,
    record=MOVED,
)
