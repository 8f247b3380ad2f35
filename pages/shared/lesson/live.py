"""What the live blocks of a lesson have in common: only the lesson's own sliders move, and where
they stand goes into the reader's record."""

from pages.shared import figures
from pages.shared.figures.figure import lesson_figure
from pages.shared.lesson import stage_pins
from pages.shared.site import t
from pages.shared.site.escape import escaped


def plain_label(item, label):
    return item.labels.get(label, label)


def settings_words(of, settings):
    """Learning rate α = 0.061, Momentum β = 0.57."""
    sliders = getattr(of.options, "sliders", {})
    return escaped(t("lessons.comma").join(
        f"{of.labels.get(name, sliders[name].label or name)} = {value:g}"
        for name, value in settings.items()
        if name in sliders
    ))  # fmt: skip


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


def keep_settings(item, reading, settings):
    record = reading.record(item.id)
    if settings != record.get("settings"):
        record["settings"] = settings
        record["tries"] = record.get("tries", 0) + 1


def draw_figure(name, item, reading, asked):
    """A block that is one of the figures of the pages, asked for as a link would."""
    settings, problems = figures.read(name, asked)
    sliders = getattr(item.options, "sliders", {})
    keys = {
        slider: slider if slider in figures.FIGURES[name].SETTINGS else f"slider_{place}"
        for place, slider in enumerate(sliders, 1)
    }
    lesson_figure(
        name,
        figures.Opened(settings, reading.language, problems),
        key=f"{reading.id}.{item.id}",
        controls=[control(item, slider, [key]) for slider, key in keys.items()],
        on_change=lambda query: keep_settings(item, reading, of_figure(item, reading, keys, query)),
    )


def of_figure(item, reading, keys, query):
    """{slider: value} that a figure says, {key: text}; each as it was where that is none of its."""
    before = reading.settings(item.id)
    return {
        slider: stage_pins.of_text(item.options.sliders[slider], key, query, before[slider], [])
        for slider, key in keys.items()
    }
