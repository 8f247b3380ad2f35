"""What a reader keeps on a lesson's stage: pinned runs, and setting A of a comparison.

A record has this pinning in the lesson's own terms: which of its runs, and where its sliders stood,
{"pins": [{"run": place, "settings": {slider: value}}], "layout": "", "ground": {slider: value}}. So
nothing can be kept that the lesson's sliders could not show.

While something is kept, the address says it too, for a link to bring it back. Of a block `ball`:
ball.b.lr=0.03 is where a slider stands, ball.pins=2 that a copy of its second run is pinned,
ball.1.lr=0.01 where the slider stood for the first pin; with ball.compare=split the pins are
setting A, and ball.a.steep=30 is where the slider stood that shaped its ground.
"""

import math

import streamlit as st

from lessons.engine.kinds import experiment
from lessons.engine.measure import slider_values
from optim_core import Scenario, Text
from optim_core.text import shortest
from pages.shared.site import link, pins

NOTHING = {"pins": [], "layout": "", "ground": {}}


def on_stage(item, settings, pinning):
    """(scenario, pins.Pinned) of what a record has."""
    options = item.options
    scenario = experiment.scenario(options, settings)
    runs = tuple(_run(options, pin) for pin in pinning["pins"])
    if not runs:
        return scenario, pins.Pinned()
    places = tuple(range(len(scenario.runs), len(scenario.runs) + len(runs)))
    ground = (
        experiment.scenario(options, settings | pinning["ground"]) if pinning["layout"] else None
    )
    return scenario, pins.Pinned(places, runs, pinning["layout"], ground)


def _run(options, pin):
    values = slider_values(options, pin["settings"])
    return experiment.run_of(options.runs[pin["run"]], values)


def of_record(item, record):
    """What a record has kept; nothing where the lesson was rewritten since."""
    pinning, options = record.get("kept", NOTHING), item.options
    moved = [pinning["ground"], *(pin["settings"] for pin in pinning["pins"])]
    fits = all(_fits(options, settings) for settings in moved)
    known = all(pin["run"] < len(options.runs) for pin in pinning["pins"])
    few = len(pinning["pins"]) <= pins.MOST_RUNS
    return pinning if fits and known and few else NOTHING


def _fits(options, settings):
    sliders = options.sliders
    return all(
        name in sliders and sliders[name].min <= value <= sliders[name].max
        for name, value in settings.items()
    )


def of_stage(item, query, settings, pinning):
    """(settings, pinning) that the stage says, {key: text}; those from before where they are none
    of this lesson."""
    said = pins.take(query)
    before, _ = on_stage(item, settings, NOTHING)
    whole, _ = Scenario.from_query(query, before)
    scenario, pinned = pins.apart(whole, pins.pinned(said, whole)[0])
    grounds = {(each.surface, each.formula) for each in (before, scenario, pinned.ground or before)}
    now = _settings(item.options, scenario) if len(grounds) == 1 else None
    if now is None:
        return settings, pinning
    known = pinning["pins"] + [
        {"run": place, "settings": of_run(own, before.runs[place])}
        for place, own in enumerate(item.options.runs)
    ]
    found = _pins(item.options, pinned.runs, known)
    if None in found:
        return now, NOTHING
    ground = of_ground(item.options, pinned.ground) if pinned.layout else {}
    return now, {"pins": found, "layout": pinned.layout, "ground": ground}


def _settings(options, scenario):
    """{slider: value} that make this scenario, or None."""
    settings = of_ground(options, scenario)
    for own, run in zip(options.runs, scenario.runs, strict=False):
        if (own.optimizer, own.schedule) == (run.optimizer, run.schedule):
            settings |= of_run(own, run)
    made = experiment.scenario(options, settings) if _fits(options, settings) else None
    return settings if made == scenario else None


def of_run(own, run):
    """{slider: value} of one run, by its knobs."""
    knobs = dict(run.knobs) | {f"schedule_{name}": run.schedule_knobs[name]
                               for name in run.schedule_knobs}  # fmt: skip
    return {value[1:]: knobs[name] for name, value in own.knobs.items() if _is_slider(value)}


def of_ground(options, scenario):
    """{slider: value} of the ground."""
    knobs = getattr(options.surface, "knobs", {})
    return {
        value[1:]: scenario.surface_knobs[name]
        for name, value in knobs.items()
        if _is_slider(value)
    }


def _is_slider(value):
    return isinstance(value, str) and value.startswith("$")


def _pins(options, runs, known):
    """Each pinned run in the lesson's terms, None where it is none of its runs; `known` come
    first, as runs of two names may be alike."""
    left, found = list(known), []
    for run in runs:
        pin = next((pin for pin in left if _run(options, pin) == run), None)
        if pin is not None:
            left.remove(pin)
        found.append(pin or _pin(options, run))
    return found


def _pin(options, run):
    for place, own in enumerate(options.runs):
        if (own.optimizer, own.schedule) == (run.optimizer, run.schedule):
            pin = {"run": place, "settings": of_run(own, run)}
            if _fits(options, pin["settings"]) and _run(options, pin) == run:
                return pin
    return None


# The address.


def meet(item, reading):
    """What the address says of a block goes into the record, unless we wrote it ourselves; then
    it says what the record has. Gives the sentences about what could not be read."""
    written = st.session_state.setdefault("kept-written", {})
    place, record = (reading.id, item.id), reading.record(item.id)
    said, problems = _said(item.id), ()
    if said and said != written.get(place):
        record["settings"], record["kept"], problems = read(item, said)
    text = write(item, reading.settings(item.id), of_record(item, record))
    for key in said.keys() - text.keys():
        del st.query_params[key]
    for key, value in text.items():
        if st.query_params.get(key) != value:
            st.query_params[key] = value
    written[place] = text
    return problems


def _said(block):
    query = st.query_params.to_dict()
    return {key: query[key] for key in query if key.startswith(f"{block}.")}


def write(item, settings, pinning):
    """{key: text}; empty where nothing is kept."""
    if not pinning["pins"]:
        return {}
    sides = {"b": settings, "a": pinning["ground"]}
    sides |= {str(number): pin["settings"] for number, pin in enumerate(pinning["pins"], 1)}
    text = {"pins": ",".join(str(pin["run"] + 1) for pin in pinning["pins"])}
    text |= {"compare": pinning["layout"]} if pinning["layout"] else {}
    text |= {f"{side}.{name}": shortest(float(value)) for side, settings in sides.items()
             for name, value in settings.items()}  # fmt: skip
    return {f"{item.id}.{key}": value for key, value in text.items()}


def read(item, said):
    """(settings, pinning, problems) of what a link says of a block, {key: text}."""
    options, problems = item.options, []
    own = slider_values(options)
    runs = _numbers(item, said, problems)

    def side(name, sliders):
        keys = {slider: f"{item.id}.{name}.{slider}" for slider in sliders}
        return {slider: of_text(options.sliders[slider], key, said, own[slider], problems)
                for slider, key in keys.items()}  # fmt: skip

    layout = said.get(f"{item.id}.compare", "")
    if layout and (layout not in pins.LAYOUTS or not runs):
        problems.append(_refused(f"{item.id}.compare", layout))
        layout = ""
    found = [
        {"run": run, "settings": side(number, _named(options.runs[run].knobs))}
        for number, run in enumerate(runs, 1)
    ]
    shapes = _named(getattr(options.surface, "knobs", {})) if layout else []
    pinning = {"pins": found, "layout": layout, "ground": side("a", shapes)}
    settings = side("b", options.sliders)
    if runs:
        unknown = said.keys() - write(item, settings, pinning).keys() - {f"{item.id}.compare"}
        problems += [_refused(key, said[key]) for key in sorted(unknown)]
    return settings, pinning, tuple(problems)


def _refused(key, text):
    return Text(
        en=f"In the link, {key}={text[:40]} can't be read; it is left out.",
        zh=f"链接中的 {key}={text[:40]} 无法读取；已忽略。",
    )


def _named(knobs):
    return [value[1:] for value in knobs.values() if _is_slider(value)]


def _numbers(item, said, problems):
    """Places of the pinned runs among the lesson's."""
    key = f"{item.id}.pins"
    parts = said.get(key, "").split(",")
    count = len(item.options.runs)
    good = [each for each in parts if each.isascii() and each.isdigit() and len(each) < 3]
    places = [int(each) - 1 for each in good if 1 <= int(each) <= count]
    if len(places) == len(parts) <= pins.MOST_RUNS:
        return places
    problems.append(_refused(key, said.get(key, "")))
    return []


def of_text(slider, key, said, default, problems):
    """Where a slider stands; where the link doesn't say, the default."""
    if key not in said:
        return default
    try:
        value = float(said[key])
    except ValueError:
        value = math.nan
    if slider.min <= value <= slider.max:
        return value
    problems.append(link.unread(key, said[key], shortest(float(default))))
    return default
