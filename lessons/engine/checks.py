"""What may be wrong with names and numbers in a block's options, whichever kind it is of."""

from lessons.engine.measure import reachable
from lessons.engine.problems import suggestion
from optim_core import OPTIMIZERS, SCHEDULES, SURFACES, Text

THREE_DIGITS = Text("in numbers of three digits", "取三位有效数字")
LIVE_BLOCK = Text("experiment", "实验")
OF_RUN = ("label", "optimizer", "schedule")


def is_one_of(item, notes, key, name, registry, *path):
    """Whether there is a `name` in the registry."""
    if name in registry:
        return True
    fix = suggestion(name, registry)
    place = item.places.value_place(path)
    notes.add("unknown-id", *place, key=key, name=name, suggestion=fix)
    return False


def check_surface(item, surface, notes):
    path = ("surface", "id") if ("surface", "id") in item.places.begins else ("surface",)
    if is_one_of(item, notes, "surface", surface.id, SURFACES, *path):
        knobs = SURFACES[surface.id].knobs
        _check_knobs(item, surface, knobs, knobs, notes, "surface")


def check_runs(item, notes, more=()):
    """Optimisers, schedules and knobs that there are, `more` knobs too; labels that differ."""
    labels = set()
    for number, run in enumerate(item.options.runs):
        here = ("runs", number)
        if run.label in labels:
            notes.add("duplicate-label", *item.places.place(here), label=run.label)
        labels.add(run.label)
        known = is_one_of(item, notes, "optimizer", run.optimizer, OPTIMIZERS, *here, "optimizer")
        rates = is_one_of(item, notes, "schedule", run.schedule, SCHEDULES, *here, "schedule")
        if known and rates:
            schedule = [f"schedule_{name}" for name in SCHEDULES[run.schedule].knobs]
            allowed = [*OPTIMIZERS[run.optimizer].knobs, *schedule, *more]
            _check_knobs(item, run, allowed, [*OF_RUN, *allowed], notes, *here)


def _check_knobs(item, part, allowed, meant, notes, *path):
    """Of a part that has knobs beside its options; one that is not allowed may be one `meant`."""
    for knob in part.knobs:
        if knob not in allowed:
            here = (*path, knob)
            key = ".".join(map(str, here))
            fix = suggestion(knob, meant)
            notes.add("unknown-key", *item.places.place(here), key=key, suggestion=fix)


def check_sliders(item, notes):
    """Each slider is used, begins in its range and on its grid; each $name is one."""
    sliders, moved = item.options.sliders, item.options.moved
    for name, path in moved.items():
        if name not in sliders:
            _unknown_slider(item, name, item, notes, item.places.value_place(path))
    for name, slider in sliders.items():
        if name not in moved:
            notes.add("slider-unbound", *item.places.place(("sliders", name)), name=name)
        place = item.places.value_place(("sliders", name, "value"))
        _check_reach(name, slider, slider.value, notes, place)


def can_be_set(item, changes, of, notes, *path):
    """Whether the sliders of block `of` can be set so, as the options at `path` say."""
    before = len(notes.errors)
    sliders = getattr(of.options, "sliders", {})
    for name, value in changes.items():
        here = (*path, name)
        if name in sliders:
            _check_reach(name, sliders[name], value, notes, item.places.value_place(here))
        else:
            _unknown_slider(item, name, of, notes, item.places.place(here))
    return len(notes.errors) == before


def _unknown_slider(item, name, of, notes, place):
    fix = suggestion(name, getattr(of.options, "sliders", {}))
    notes.add("slider-unknown", *place, id=of.id, name=name, suggestion=fix)


def _check_reach(name, slider, value, notes, place):
    said = {"name": name, "value": f"{value:g}"}
    said |= {"low": f"{slider.min:g}", "high": f"{slider.max:g}"}
    if not slider.min <= value <= slider.max:
        notes.add("slider-range", *place, **said)
    elif not reachable(slider, value):
        step = THREE_DIGITS if slider.step is None else _steps_of(slider)
        notes.add("slider-grid", *place, step=step, **said)


def _steps_of(slider):
    return Text(f"in steps of {slider.step:g}", f"步长 {slider.step:g}")


def referred(item, live, lesson, notes, *path):
    """The live block that a question is about; None where there is none, and a problem unless that
    block has one of its own."""
    name = item.options.about
    if name in live:
        return live[name]
    meant = lesson.items.get(name)
    if meant is None or not (meant.spec.live or meant.misnamed):
        not_there(item, name, suggestion(name, live), notes, *path)
    return None


def not_there(item, name, fix, notes, *path):
    place = item.places.value_place(path)
    notes.add("reference", *place, id=item.id, kind=LIVE_BLOCK, name=name, suggestion=fix)
