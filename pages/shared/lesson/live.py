"""The live blocks of a lesson, on the components of the pages: only its own sliders move."""

import streamlit as st

from lessons.engine.measure import filled, table_bytes
from pages.shared import figures
from pages.shared.figures import own_tables
from pages.shared.figures.figure import figure
from pages.shared.figures.sweeps import ends_text
from pages.shared.lesson import progress, stage_pins
from pages.shared.site import link
from pages.shared.stage import stage

PANELS = {"loss": "loss", "anatomy": "film", "table": "results"}


def live(item, reading):
    DRAWN[item.kind](item, reading)


def still(item, reading):
    """The same for paper: at its end, and nothing to press."""
    if item.kind == "experiment":
        experiment(item, reading, still=True)
    else:
        live(item, reading)


def experiment(item, reading, still=False):
    """The stage, with the lesson's labels; what is chosen goes into the reader's record.

    Where a prediction waits there is no stage yet, so that nothing can be pinned or compared that
    would give it away.
    """
    options, settings = item.options, reading.settings(item.id)
    held = stage_pins.of_record(item, reading.record(item.id))
    scenario, pinned = stage_pins.on_stage(item, settings, held)
    shown = [*options.runs, *(options.runs[pin["run"]] for pin in held["pins"])]
    panels = [PANELS[each] for each in options.show if each in PANELS] or ["loss"]
    mesh = "surface3d" in options.show and "contour" not in options.show
    view = {"panel": panels[0], "axis": "log", "mode": "mesh" if mesh else "map"}
    stage(
        link.Opened(scenario, view | {"step": None, "run": None}, reading.language, (), pinned),
        key=f"{reading.id}.{item.id}",
        knobs={},
        panels=panels,
        scene=f"{reading.id}.{item.id}.{progress.turn()}",
        names=[plain_label(item, run.label) for run in shown],
        controls=[control(item, name, keys_of(options, name)) for name in options.sliders],
        still=still,
        address=False,
        on_change=lambda query: take(item, reading, query),
    )
    if options.describe:
        st.caption(item.labels.get("describe", options.describe))


def plain_label(item, label):
    return item.labels.get(label, label)


def control(item, name, keys):
    """A slider as the stage knows it: the knob that it moves, under the lesson's own name."""
    slider = item.options.sliders[name]
    return {
        "id": knob_of(keys[0]) if keys else name,
        "keys": keys,
        "title": item.labels.get(name, slider.label or name),
        "symbol": "",
        "scale": slider.scale,
        "low": slider.min,
        "high": slider.max,
        "least": slider.min,
        "most": slider.max,
        "step": slider.step or 0,
        "whole": slider.step == 1,
    }


def knob_of(key):
    """The id of a knob without the number of its run."""
    name, _, number = key.rpartition(".")
    return name if number.isdigit() else key


def keys_of(options, name):
    """Keys of a scenario's query that a slider moves."""
    keys = []
    for number, run in enumerate(options.runs, 1):
        suffix = "" if number == 1 else f".{number}"
        for knob, value in run.knobs.items():
            if value == f"${name}":
                keys.append(knob.replace("schedule_", "schedule.", 1) + suffix)
    ground = getattr(options.surface, "knobs", {})
    return keys + [f"surface.{knob}" for knob, value in ground.items() if value == f"${name}"]


def take(item, reading, query):
    """The reader let go of a slider, one more try; or pinned, or compared."""
    record = reading.record(item.id)
    before = reading.settings(item.id), stage_pins.of_record(item, record)
    settings, record["kept"] = stage_pins.of_stage(item, query, *before)
    keep_settings(item, reading, settings)


def keep_settings(item, reading, settings):
    record = reading.record(item.id)
    if settings != record.get("settings"):
        record["settings"] = settings
        record["tries"] = record.get("tries", 0) + 1


def averages(item, reading):
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
    _figure("averages", item, reading, asked)


def _series(name, reading):
    """A built-in series, or a column of a file beside the lesson."""
    if not name.startswith("assets/"):
        return {"series": name}
    table = own_tables.keep(table_bytes(name, reading.assets))
    return {"series": "own", "table": table, "column": "0"}


def sweep(item, reading):
    options = item.options
    knobs = getattr(options.surface, "knobs", {})
    name = options.surface if isinstance(options.surface, str) else options.surface.id
    _figure("maps", item, reading, {
        "optimizer": options.optimizer,
        "surface": name,
        **{f"surface.{knob}": str(filled(value, {})) for knob, value in knobs.items()},
        "across": options.across.knob,
        "down": options.down.knob,
        "across_ends": ends_text(options.across.min, options.across.max, options.across.scale),
        "down_ends": ends_text(options.down.min, options.down.max, options.down.scale),
        "show": options.metric,
        "steps": str(options.steps),
    })  # fmt: skip


def training(item, reading):
    asked = {f"slider_{k}": str(v) for k, v in enumerate(reading.settings(item.id).values(), 1)}
    place = {"lesson": reading.entry.id, "block": item.id}
    _figure("lesson", item, reading, place | asked)


def _figure(name, item, reading, asked):
    settings, problems = figures.read(name, asked)
    sliders = getattr(item.options, "sliders", {})
    keys = {
        slider: slider if slider in figures.FIGURES[name].SETTINGS else f"slider_{place}"
        for place, slider in enumerate(sliders, 1)
    }
    figure(
        name,
        figures.Opened(settings, reading.language, problems),
        key=f"{reading.id}.{item.id}",
        controls=[control(item, slider, [key]) for slider, key in keys.items()],
        below=True,
        address=False,
        on_change=lambda query: keep_settings(item, reading, of_figure(item, reading, keys, query)),
    )


def of_figure(item, reading, keys, query):
    """{slider: value} that a figure says, {key: text}; each as it was where that is none of its."""
    before = reading.settings(item.id)
    return {
        slider: stage_pins.of_text(item.options.sliders[slider], key, query, before[slider], [])
        for slider, key in keys.items()
    }


DRAWN = {"experiment": experiment, "training": training, "averages": averages, "map": sweep}
