"""An experiment: the stage, on which only the lesson's own sliders move."""

import streamlit as st

from pages.shared.lesson import progress, stage_pins
from pages.shared.lesson.live import control, keep_settings, plain_label
from pages.shared.site import link
from pages.shared.stage import lesson_stage

PANELS = {"loss": "loss", "anatomy": "film", "table": "results"}


def still(item, reading):
    """At its end, and nothing to press."""
    draw(item, reading, still=True)


def draw(item, reading, still=False):
    """The stage, with the lesson's labels; what is chosen goes into the reader's record.

    Where a prediction waits there is no stage yet, so that nothing can be pinned or compared that
    would give it away.
    """
    options, settings = item.options, reading.settings(item.id)
    pinning = stage_pins.of_record(item, reading.record(item.id))
    scenario, pinned = stage_pins.on_stage(item, settings, pinning)
    shown = [*options.runs, *(options.runs[pin["run"]] for pin in pinning["pins"])]
    panels = [PANELS[each] for each in options.show if each in PANELS] or ["loss"]
    mesh = "surface3d" in options.show and "contour" not in options.show
    view = {"panel": panels[0], "axis": "log", "mode": "mesh" if mesh else "map"}
    lesson_stage(
        link.Opened(scenario, view | {"step": None, "run": None}, reading.language, (), pinned),
        key=f"{reading.id}.{item.id}",
        panels=panels,
        scene=f"{reading.id}.{item.id}.{progress.turn()}",
        names=[plain_label(item, run.label) for run in shown],
        controls=[control(item, name, keys_of(options, name)) for name in options.sliders],
        still=still,
        on_change=lambda query: take(item, reading, query),
    )
    if options.describe:
        st.caption(item.labels.get("describe", options.describe))


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
