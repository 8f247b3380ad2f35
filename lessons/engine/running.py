"""Runs a lesson: its answers, its claims, its challenges, and the numbers in its sentences."""

import re

from lessons.engine import measure, schema
from lessons.engine.lesson import Item
from lessons.engine.measure import Measured, Unmeasurable
from lessons.engine.problems import Notes, Text, suggestion
from lessons.engine.splitter import Prose
from optim_core import (
    DATASETS,
    MODELS,
    OPTIMIZERS,
    SCHEDULES,
    SURFACES,
    Formula,
    FormulaError,
)  # fmt: skip
from optim_core.series import SERIES
from optim_core.tables import TableError, read_table

TRIED = 400  # settings by which a challenge's difficulty is measured
EASY = 0.35  # of all settings: a challenge that so many win asks for nothing
VALUE = re.compile(r"\{value\}`([^`\n]+)`")
OF_RUN = ("label", "optimizer", "schedule")


def check(lesson, *, assets=None):
    """The problems that show when a Lesson is run."""
    notes = Notes(lesson.file)
    live = {}
    for item in lesson.items.values():
        notes.block = item.id
        if item.kind in schema.LIVE and item.options is not None and _known(item, notes, assets):
            live[item.id] = item
    for item in lesson.items.values():
        notes.block = item.id
        if item.options is not None:
            _CHECKS.get(item.kind, lambda *_: None)(item, live, lesson, notes)
    notes.block = ""
    _check_values(lesson, live, notes)
    return tuple(notes.problems)


def _place(item, *path):
    return item.places.place(path)


def _known(item, notes, assets):
    """Whether all that a live block names is there, and it can be carried out."""
    before = len(notes.errors)
    {
        "experiment": _known_experiment, "training": _known_training,
        "averages": _known_averages, "map": _known_map,
    }[item.kind](item, notes, assets)  # fmt: skip
    if hasattr(item.options, "sliders"):
        _check_sliders(item, notes)
    if len(notes.errors) == before and item.kind == "experiment":
        try:
            measure.experiment(item.options)
        except (ValueError, KeyError) as error:
            notes.add("cannot-run", item.line, id=item.id, why=str(error))
    return len(notes.errors) == before


def _is_one_of(item, notes, key, name, registry, *path):
    if name in registry:
        return True
    fix = suggestion(name, registry)
    notes.add("unknown-id", *_place(item, *path), key=key, name=name, suggestion=fix)
    return False


def _known_experiment(item, notes, assets):
    options = item.options
    if options.formula:
        _check_formula(item, options.formula, notes)
    else:
        _check_surface(item, options.surface, notes)
    _check_runs(item, notes)


def _check_formula(item, text, notes):
    try:
        Formula(text)
    except FormulaError as error:
        place = _place(item, "formula")
        notes.add("formula", *place, why=error.text, column=error.column)


def _check_surface(item, surface, notes):
    name = surface if isinstance(surface, str) else surface.id
    if not _is_one_of(item, notes, "surface", name, SURFACES, "surface"):
        return
    for knob in {} if isinstance(surface, str) else surface.knobs:
        if knob not in SURFACES[name].knobs:
            fix = suggestion(knob, SURFACES[name].knobs)
            place = _place(item, "surface", knob)
            notes.add("unknown-key", *place, key=f"surface.{knob}", suggestion=fix)


def _check_runs(item, notes, more=()):
    """Optimisers, schedules and knobs that there are; labels that differ."""
    labels = set()
    for number, run in enumerate(item.options.runs):
        here = ("runs", number)
        if run.label in labels:
            place = _place(item, *here)
            notes.add("duplicate-id", *place, id=run.label, line=item.line)
        labels.add(run.label)
        known = _is_one_of(item, notes, "optimizer", run.optimizer, OPTIMIZERS, *here, "optimizer")
        rates = _is_one_of(item, notes, "schedule", run.schedule, SCHEDULES, *here, "schedule")
        if not known or not rates:
            continue
        schedule = [f"schedule_{name}" for name in SCHEDULES[run.schedule].knobs]
        allowed = [*OPTIMIZERS[run.optimizer].knobs, *schedule, *more]
        for knob in run.knobs:
            if knob not in allowed:
                fix = suggestion(knob, [*OF_RUN, *allowed])
                place = _place(item, *here, knob)
                notes.add("unknown-key", *place, key=f"runs.{number}.{knob}", suggestion=fix)


def _known_training(item, notes, assets):
    options = item.options
    _is_one_of(item, notes, "model", options.model, MODELS, "model")
    _is_one_of(item, notes, "dataset", options.dataset, DATASETS, "dataset")
    _check_runs(item, notes, ("batch", "sampling", "l2", "weight_decay", "dropout"))


def _known_averages(item, notes, assets):
    name = item.options.series
    if name.startswith("assets/"):
        _series_of_file(item, name, notes, assets)
    else:
        _is_one_of(item, notes, "series", name, SERIES, "series")


def _series_of_file(item, name, notes, assets):
    try:
        series(name, assets)
    except (OSError, TableError) as error:
        why = getattr(error, "text", str(error))
        notes.add("bad-value", *_place(item, "series"), key="series", why=why)


def series(name, assets):
    """A built-in series, or the first column of a CSV file in the assets."""
    if not name.startswith("assets/"):
        return SERIES[name]()
    path = assets / name.removeprefix("assets/") if assets else None
    if path is None or path.parent != assets:
        raise TableError(
            f"{name} is not a file in lessons/assets.", f"{name} 不是 lessons/assets 中的文件。"
        )
    table = read_table(path.read_bytes())
    return table.series(table.names[0])


def _known_map(item, notes, assets):
    options = item.options
    known = _is_one_of(item, notes, "optimizer", options.optimizer, OPTIMIZERS, "optimizer")
    _check_surface(item, options.surface, notes)
    if not known:
        return
    axes = [*OPTIMIZERS[options.optimizer].knobs, "x0", "y0"]
    for axis in ("across", "down"):
        _is_one_of(item, notes, "knob", getattr(options, axis).knob, axes, axis, "knob")


def _check_sliders(item, notes):
    """Each slider is used, begins in its range and on its grid; each $name is one."""
    options = item.options
    used = set(_names_used(options))
    for name in sorted(used - set(options.sliders)):
        fix = suggestion(name, options.sliders)
        notes.add("slider-unknown", item.line, id=item.id, name=name, suggestion=fix)
    for name, slider in options.sliders.items():
        place = _place(item, "sliders", name)
        if name not in used and item.kind != "averages":
            notes.add("slider-unbound", *place, name=name)
        _check_reach(item, notes, name, slider.value, "sliders", name, "value")


def _names_used(options):
    knobs = [value for run in getattr(options, "runs", ()) for value in run.knobs.values()]
    surface = getattr(options, "surface", None)
    knobs += list(getattr(surface, "knobs", {}).values())
    return (value[1:] for value in knobs if isinstance(value, str) and value.startswith("$"))


def _check_reach(item, notes, name, value, *path, of=None):
    slider = (of or item).options.sliders[name]
    place = _place(item, *path)
    if not slider.min <= value <= slider.max:
        notes.add("slider-range", *place, name=name, value=f"{value:g}",
                  low=f"{slider.min:g}", high=f"{slider.max:g}")  # fmt: skip
    elif not measure.reachable(slider, value):
        step = "three digits" if slider.step is None else f"{slider.step:g}"
        notes.add("slider-grid", *place, name=name, value=f"{value:g}", step=step,
                  low=f"{slider.min:g}", high=f"{slider.max:g}")  # fmt: skip


def _setting(item, changes, of, notes, *path):
    """Whether the sliders of another block can be set so."""
    before = len(notes.errors)
    for name, value in changes.items():
        if name not in of.options.sliders:
            fix = suggestion(name, of.options.sliders)
            place = _place(item, *path, name)
            notes.add("slider-unknown", *place, id=of.id, name=name, suggestion=fix)
        else:
            _check_reach(item, notes, name, value, *path, name, of=of)
    return len(notes.errors) == before


def _referred(item, name, live, lesson, notes, *path):
    """The live block of that name; None, and a problem unless that block has its own, if none."""
    if name in live:
        return live[name]
    if name not in lesson.items or lesson.items[name].kind not in schema.LIVE:
        fix = suggestion(name, live)
        kind = Text("experiment", "实验")
        place = _place(item, *path)
        notes.add("reference", *place, id=item.id, kind=kind, name=name, suggestion=fix)
    return None


def _check_claims(item, live, lesson, notes):
    if item.id not in live:
        return
    for number, claim in enumerate(item.options.claims):
        place = _place(item, "claims", number)
        if not _setting(item, claim.at, item, notes, "claims", number, "at"):
            continue
        said = _said(claim)
        try:
            value = claimed(item.options, claim)
        except Unmeasurable as error:
            notes.add("cannot-run", *place, id=f"{item.id}.claims.{number}", why=error.text)
            continue
        rule = "claim-holds" if measure.meets(claim, value) else "claim"
        notes.add(rule, *place, claim=said, metric=claim.metric, value=f"{value:.4g}")


def claimed(options, claim):
    """The number that a claim bounds: a run's, or what it has more than another run."""
    measured = Measured(options, dict(claim.at))
    value = measured.value(claim.metric, claim.run, claim.target)
    if claim.versus:
        value -= measured.value(claim.metric, claim.versus, claim.target)
    return value


def _said(bound):
    parts = [f"> {bound.above:g}"] if bound.above is not None else []
    parts += [f"< {bound.below:g}"] if bound.below is not None else []
    run = f"{bound.run}." if getattr(bound, "run", "") else ""
    versus = f" - {bound.versus}" if getattr(bound, "versus", "") else ""
    return f"{run}{bound.metric}{versus} {' and '.join(parts)}"


def _check_predict(item, live, lesson, notes):
    reveals = item.options.reveals
    if reveals is None:
        return
    ids = [part.id for part in lesson.parts if isinstance(part, Item)]
    if reveals not in ids[ids.index(item.id) + 1 :]:
        notes.add("reveals", *_place(item, "reveals"), id=item.id, name=reveals)


def answer_of(numeric, live):
    """The number that a numeric block asks for; Unmeasurable where there is none."""
    asked = numeric.answer
    measured = Measured(live[asked.experiment].options, dict(asked.at))
    return measured.value(asked.metric, asked.run, asked.target)


def _check_numeric(item, live, lesson, notes):
    asked = item.options.answer
    of = _referred(item, asked.experiment, live, lesson, notes, "answer", "experiment")
    if of is None or not _setting(item, asked.at, of, notes, "answer", "at"):
        return
    try:
        answer = answer_of(item.options, live)
    except Unmeasurable as error:
        notes.add("answer-none", *_place(item, "answer"), id=item.id, why=error.text)
        return
    accept = item.options.accept
    accepts = f" ± {accept.abs:g}" if accept.abs else ""
    notes.add("answer", item.line, id=item.id, value=f"{answer:.6g}", accepts=accepts)
    for number, wrong in enumerate(item.options.wrong):
        if accept.takes(wrong.value, answer):
            place = _place(item, "wrong", number)
            notes.add("wrong-is-right", *place, value=f"{wrong.value:g}", answer=f"{answer:.6g}")


def _check_challenge(item, live, lesson, notes):
    options = item.options
    of = _referred(item, options.experiment, live, lesson, notes, "experiment")
    if of is None or not _setting(item, options.reference, of, notes, "reference"):
        return
    if not _setting(item, options.without, of, notes, "without"):
        return
    try:
        value = measure.goal_value(of.options, options.goal, options.run, options.reference)
    except Unmeasurable as error:
        notes.add("cannot-run", item.line, id=item.id, why=error.text)
        return
    if not measure.meets(options.goal, value):
        place = _place(item, "reference")
        notes.add("challenge-lost", *place, id=item.id, metric=options.goal.metric,
                  value=f"{value:.4g}")  # fmt: skip
    if measure.wins(of.options, options.goal, options.run, {}):
        notes.add("challenge-won-at-start", *_place(item, "goal"), id=item.id)
        return
    _check_difficulty(item, of.options, notes)


def _check_difficulty(item, options, notes):
    share = _share(item.options, options)
    rule = "challenge-easy" if share > EASY else "challenge"
    notes.add(rule, item.line, id=item.id, share=f"{100 * share:.1f}")
    if item.options.without:
        without = _share(item.options, options, item.options.without)
        if without:
            setting = ", ".join(f"{name} = {v:g}" for name, v in item.options.without.items())
            place = _place(item, "without")
            notes.add("challenge-without", *place, id=item.id, setting=setting,
                      share=f"{100 * without:.1f}")  # fmt: skip


def _share(challenge, options, fixed=None):
    """Of settings drawn over all sliders, the share that wins."""
    drawn = list(measure.settings(options, TRIED, fixed=fixed))
    won = sum(measure.wins(options, challenge.goal, challenge.run, each) for each in drawn)
    return won / len(drawn)


def value_of(text, live):
    """The number of {value}`block.run.metric`; Unmeasurable where there is none."""
    block, _, rest = text.partition(".")
    run, _, metric = rest.rpartition(".")
    if block not in live:
        fix = suggestion(block, live)
        raise Unmeasurable(f"no block {block!r}: {fix.en}", f"没有块 {block!r}：{fix.zh}")
    return Measured(live[block].options, {}).value(metric, run)


def _check_values(lesson, live, notes):
    """Live numbers stand in prose, also inside of blocks."""
    for part in lesson.parts:
        text = part.text if isinstance(part, Prose | Item) else ""
        for number, line in enumerate(text.split("\n"), getattr(part, "line", 1)):
            for found in VALUE.finditer(line):
                try:
                    value_of(found[1], live)
                except Unmeasurable as error:
                    notes.add("value", number, found.start() + 1, text=found[1], why=error.text)


_CHECKS = {
    **dict.fromkeys(schema.LIVE, _check_claims),
    "predict": _check_predict,
    "numeric": _check_numeric,
    "challenge": _check_challenge,
}
