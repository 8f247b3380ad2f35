"""Runs a lesson: its answers, its claims, its challenges, and the numbers in its sentences."""

import math

from lessons.engine import measure, schema
from lessons.engine.lesson import Item
from lessons.engine.measure import Unmeasurable, measured
from lessons.engine.problems import Notes, suggestion
from optim_core import (
    DATASETS,
    MODELS,
    OPTIMIZERS,
    SCHEDULES,
    SURFACES,
    Formula,
    FormulaError,
    Text,
)
from optim_core.series import SERIES
from optim_core.tables import TableError

# Settings by which a challenge's difficulty is measured; a training takes longer than a descent.
TRIED = {"experiment": 400, "averages": 400, "training": 20}
EASY = 0.35  # of all settings: a challenge that so many win asks for nothing
DIGITS = 4  # more than so many can't be read off a picture
THREE_DIGITS = Text("in numbers of three digits", "取三位有效数字")
LIVE_BLOCK = Text("experiment", "实验")
OF_RUN = ("label", "optimizer", "schedule")


def check(lesson, *, assets=None):
    """The problems that show when a Lesson is run."""
    notes = Notes(lesson.file)
    live = live_blocks(lesson, notes, assets)
    for item in lesson.items.values():
        with notes.about(item.id):
            if _is_set(item):
                _CHECKS.get(item.kind, lambda *_: None)(item, live, lesson, notes)
    return tuple(notes.problems) + check_values(lesson, live)


def live_blocks(lesson, notes, assets=None):
    """{id: Item} of the live blocks that can be carried out; what is wrong with others is noted."""
    live = {}
    for item in lesson.items.values():
        if item.kind in schema.LIVE and _is_set(item):
            with notes.about(item.id):
                if _known(item, notes, assets):
                    live[item.id] = item
    return live


def _is_set(item):
    """Whether a block has options that fit it; in a translation it has labels only."""
    return isinstance(item.options, schema.BLOCKS.get(item.kind, ()))


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
        except ValueError as error:
            notes.add("cannot-run", item.line, id=item.id, why=str(error))
    return len(notes.errors) == before


def _is_one_of(item, notes, key, name, registry, *path):
    if name in registry:
        return True
    fix = suggestion(name, registry)
    place = item.places.value_place(path)
    notes.add("unknown-id", *place, key=key, name=name, suggestion=fix)
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
        line, column = item.places.value_place(["formula"])
        notes.add("formula", line, column + error.column - 1, why=error.text)


def _check_surface(item, surface, notes):
    path = ("surface", "id") if ("surface", "id") in item.places.begins else ("surface",)
    if not _is_one_of(item, notes, "surface", surface.id, SURFACES, *path):
        return
    for knob in surface.knobs:
        if knob not in SURFACES[surface.id].knobs:
            fix = suggestion(knob, SURFACES[surface.id].knobs)
            place = _place(item, "surface", knob)
            notes.add("unknown-key", *place, key=f"surface.{knob}", suggestion=fix)


def _check_runs(item, notes, more=()):
    """Optimisers, schedules and knobs that there are; labels that differ."""
    labels = set()
    for number, run in enumerate(item.options.runs):
        here = ("runs", number)
        if run.label in labels:
            place = _place(item, *here)
            notes.add("duplicate-label", *place, label=run.label)
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
    _check_runs(item, notes, ("batch", *measure.SETTINGS))


def _known_averages(item, notes, assets):
    name = item.options.series
    if not name.startswith("assets/"):
        _is_one_of(item, notes, "series", name, SERIES, "series")
        return
    try:
        measure.series(name, assets)
    except TableError as error:
        place = item.places.value_place(["series"])
        notes.add("bad-value", *place, key="series", why=error.text)


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
    used = dict(_names_used(options)) if item.kind != "averages" else {"beta": ("betas",)}
    for name, path in used.items():
        if name not in options.sliders and item.kind != "averages":
            fix = suggestion(name, options.sliders)
            place = item.places.value_place(path)
            notes.add("slider-unknown", *place, id=item.id, name=name, suggestion=fix)
    for name, slider in options.sliders.items():
        if name not in used:
            notes.add("slider-unbound", *_place(item, "sliders", name), name=name)
        _check_reach(item, notes, name, slider.value, "sliders", name, "value")


def _names_used(options):
    """(slider, path of the option that names it)."""
    for number, run in enumerate(getattr(options, "runs", ())):
        yield from _named(run, ("runs", number))
    yield from _named(getattr(options, "surface", None), ("surface",))


def _named(part, path):
    for knob, value in getattr(part, "knobs", {}).items():
        if isinstance(value, str):
            yield value[1:], (*path, knob)


def _check_reach(item, notes, name, value, *path, of=None):
    slider = (of or item).options.sliders[name]
    place = item.places.value_place(path)
    if not slider.min <= value <= slider.max:
        notes.add("slider-range", *place, name=name, value=f"{value:g}",
                  low=f"{slider.min:g}", high=f"{slider.max:g}")  # fmt: skip
    elif not measure.reachable(slider, value):
        step = THREE_DIGITS if slider.step is None else _steps_of(slider)
        notes.add("slider-grid", *place, name=name, value=f"{value:g}", step=step,
                  low=f"{slider.min:g}", high=f"{slider.max:g}")  # fmt: skip


def _steps_of(slider):
    return Text(f"in steps of {slider.step:g}", f"步长 {slider.step:g}")


def _setting(item, changes, of, notes, *path):
    """Whether the sliders of another block can be set so."""
    before = len(notes.errors)
    sliders = getattr(of.options, "sliders", {})
    for name, value in changes.items():
        if name not in sliders:
            fix = suggestion(name, sliders)
            place = _place(item, *path, name)
            notes.add("slider-unknown", *place, id=of.id, name=name, suggestion=fix)
        else:
            _check_reach(item, notes, name, value, *path, name, of=of)
    return len(notes.errors) == before


def _referred(item, name, live, lesson, notes, *path):
    """The live block of that name; None, and a problem unless that block has its own, if none."""
    if name in live:
        return live[name]
    meant = lesson.items.get(name)
    if meant is None or (meant.kind not in schema.LIVE and meant.kind in schema.BLOCKS):
        fix = suggestion(name, live)
        place = item.places.value_place(path)
        notes.add("reference", *place, id=item.id, kind=LIVE_BLOCK, name=name, suggestion=fix)
    return None


def _check_claims(item, live, lesson, notes):
    if item.id not in live:
        return
    for number, claim in enumerate(getattr(item.options, "claims", ())):
        place = _place(item, "claims", number)
        if not _setting(item, claim.at, item, notes, "claims", number, "at"):
            continue
        said = _said(claim)
        try:
            value = claimed(item, claim)
        except Unmeasurable as error:
            notes.add("cannot-run", *place, id=f"{item.id}.claims.{number}", why=error.text)
            continue
        rule = "claim-holds" if measure.meets(claim, value) else "claim"
        notes.add(rule, *place, claim=said, metric=claim.metric, value=f"{value:.4g}")


def claimed(item, claim):
    """The number that a claim bounds: a run's, or what it has more than another run."""
    setting = measured(item, claim.at)
    value = setting.value(claim.metric, claim.run, claim.target)
    if claim.versus:
        value -= setting.value(claim.metric, claim.versus, claim.target)
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
        place = item.places.value_place(["reveals"])
        notes.add("reveals", *place, id=item.id, name=reveals)


def answer_of(numeric, live):
    """The number that a numeric block asks for; Unmeasurable where there is none."""
    asked = numeric.answer
    answer = measured(live[asked.experiment], asked.at).value(asked.metric, asked.run, asked.target)
    if not math.isfinite(answer):
        raise Unmeasurable("it is infinite", "它是无穷大")
    return answer


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
    notes.add("answer", item.line, id=item.id, value=f"{answer:.6g}", accepts=_accepts(accept))
    if not accept.takes(float(f"{answer:.{DIGITS}g}"), answer):
        notes.add("accept-tight", item.line, id=item.id, value=f"{answer:.10g}")
    for number, wrong in enumerate(item.options.wrong):
        if accept.takes(wrong.value, answer):
            place = _place(item, "wrong", number)
            notes.add("wrong-is-right", *place, value=f"{wrong.value:g}", answer=f"{answer:.6g}")


def _accepts(accept):
    said = f" ± {accept.abs:g}" if accept.abs else ""
    said += f" ± {100 * accept.rel:g} %" if accept.rel else ""
    return said if accept.sigfig is None else Text(
        f" to {accept.sigfig} digits", f"（{accept.sigfig} 位有效数字）"
    )  # fmt: skip


def _check_challenge(item, live, lesson, notes):
    options = item.options
    of = _referred(item, options.experiment, live, lesson, notes, "experiment")
    if of is None or not _setting(item, options.reference, of, notes, "reference"):
        return
    if not _setting(item, options.without, of, notes, "without"):
        return
    if of.kind not in TRIED:
        notes.add("reference", *item.places.value_place(["experiment"]), id=item.id,
                  kind=LIVE_BLOCK, name=of.id, suggestion=suggestion(of.id, ()))  # fmt: skip
        return
    try:
        value = measure.goal_value(*_goal(item, of), options.reference, of.assets)
    except Unmeasurable as error:
        notes.add("challenge-unmeasured", *_place(item, "goal"), id=item.id, why=error.text)
        return
    if not measure.meets(options.goal, value):
        place = _place(item, "reference")
        notes.add("challenge-lost", *place, id=item.id, metric=options.goal.metric,
                  value=f"{value:.4g}")  # fmt: skip
    if measure.wins(*_goal(item, of), {}, of.assets):
        notes.add("challenge-won-at-start", *_place(item, "goal"), id=item.id)
        return
    _check_difficulty(item, of, notes)


def _goal(item, of):
    return of.options, item.options.goal, item.options.run


def _check_difficulty(item, of, notes):
    share = share_that_wins(item, of)
    rule = "challenge-easy" if share > EASY else "challenge"
    notes.add(rule, item.line, id=item.id, share=f"{100 * share:.1f}")
    without = item.options.without
    won = share_that_wins(item, of, without) if without else 0
    if won:
        setting = ", ".join(f"{name} = {value:g}" for name, value in without.items())
        place = _place(item, "without")
        notes.add("challenge-without", *place, id=item.id, setting=setting,
                  share=f"{100 * won:.1f}")  # fmt: skip


def share_that_wins(item, of, fixed=None):
    """Of settings drawn over all sliders of block `of`, but for `fixed`, the share that wins."""
    drawn = list(measure.settings(of.options, TRIED[of.kind], fixed=fixed))
    return sum(measure.wins(*_goal(item, of), each, of.assets) for each in drawn) / len(drawn)


def value_of(text, live):
    """The number of {value}`block.run.metric`; Unmeasurable where there is none."""
    block, _, rest = text.partition(".")
    run, _, metric = rest.rpartition(".")
    if block not in live:
        fix = suggestion(block, live)
        raise Unmeasurable(f"no block {block!r}: {fix.en}", f"没有块 {block!r}：{fix.zh}")
    return measured(live[block]).value(metric, run)


def check_values(lesson, live):
    """Problems of the live numbers in a lesson's sentences."""
    notes = Notes(lesson.file)
    for spoken in lesson.values:
        if spoken.text.partition(".")[0] in _broken(lesson, live):
            continue  # that block says itself what is wrong
        with notes.about(spoken.block):
            try:
                value_of(spoken.text, live)
            except Unmeasurable as error:
                notes.add("value", spoken.line, spoken.column, text=spoken.text, why=error.text)
    return tuple(notes.problems)


def _broken(lesson, live):
    return {id_ for id_, item in lesson.items.items() if item.kind in schema.LIVE} - set(live)


_CHECKS = {
    **dict.fromkeys(schema.LIVE, _check_claims),
    "predict": _check_predict,
    "numeric": _check_numeric,
    "challenge": _check_challenge,
}
