"""Which sliders a stage shows, and the keys of the scenario that each one moves."""

import math

from optim_core import OPTIMIZERS, SCHEDULES
from optim_core.batches import BATCH, MOST_BATCH
from optim_core.scenario import MOST_NOISE, MOST_SEED, MOST_STEPS
from optim_core.settings import Knob
from optim_core.text import Text
from pages.shared.site.words import words

STEPS = (10, 400)  # range of the slider


def controls_of(scenario, knobs, language, names=()):
    """A list of {id, keys, title, symbol, scale, low, high, least, most, step, whole}.

    `knobs` is {id: (low, high) of its slider, or None for the knob's own}. An id is a knob of
    the optimisers (one slider moves it in all runs that have it), "surface.<knob>", "steps",
    "noise", "seed", or "batch", of which each run that draws batches has its own, called by its
    place in `names`.
    Ids that this scenario does not have are left out.
    """
    return [
        control | (dict(zip(("low", "high"), ends, strict=True)) if ends else {})
        for id_, ends in knobs.items()
        for control in _controls(scenario, id_, language, names)
    ]


def controls_of_each(scenario, pins, language):
    """The sliders of a race: `run` says in whose focus each is shown. A pinned run has none."""
    return [
        slider(key.removesuffix(suffix), [key], knob, language) | {"run": place}
        for place, run in enumerate(scenario.runs)
        if place not in pins
        for suffix in ["" if place == 0 else f".{place + 1}"]
        for key, knob in _of_one(run, suffix)
    ]


def _of_one(run, suffix):
    for name, knob in OPTIMIZERS[run.optimizer].knobs.items():
        yield name + suffix, knob
    for name, knob in SCHEDULES[run.schedule].knobs.items():
        if isinstance(knob, Knob):
            yield f"schedule.{name}{suffix}", knob


def _controls(scenario, id_, language, names):
    if id_ in _COMMON:
        return [_common(id_, language) | {"idle": _idle_in(scenario, id_)}]
    if id_ == "batch":
        return _batches(scenario, language, names)
    if id_.startswith("surface."):
        knob = scenario.ground.knobs.get(id_.removeprefix("surface."))
        return [slider(id_, [id_], knob, language)] if knob else []
    return _of_the_runs(scenario, id_, language)


def _of_the_runs(scenario, id_, language):
    """One slider for all runs whose values agree; where they differ, one for each value."""
    groups = {}
    for number, run in enumerate(scenario.runs, 1):
        if id_ in run.knobs:
            groups.setdefault(run.knobs[id_], []).append((number, OPTIMIZERS[run.optimizer]))
    sliders = []
    for runs in groups.values():
        keys = [id_ if number == 1 else f"{id_}.{number}" for number, _ in runs]
        control = slider(id_, keys, runs[0][1].knobs[id_], language)
        if len(groups) > 1:
            control["title"] = " · ".join(getattr(spec.title, language) for _, spec in runs)
        sliders.append(control)
    return sliders


def _batches(scenario, language, names):
    """The batch size of every run that draws batches, up to all samples."""
    if scenario.ground.data is None:
        return []
    most = len(scenario.ground.data.samples(**scenario.surface_knobs))
    title = Text(*(words(each)["stage.batch"] for each in ("en", "zh")))
    knob = Knob(BATCH, 1, most, title, "B", "log", least=1, below=MOST_BATCH + 1, whole=True)
    found = []
    for number, run in enumerate(scenario.runs, 1):
        if run.sampling == "full":
            continue
        control = slider("batch", ["batch" if number == 1 else f"batch.{number}"], knob, language)
        called = names[number - 1] if number <= len(names) else ""
        found.append(control | ({"title": called} if called else {}))
    return found


def slider(id_, keys, knob, language):
    """The control of one knob, bound to these keys."""
    return {
        "id": id_,
        "keys": keys,
        "title": getattr(knob.title, language),
        "symbol": knob.symbol,
        "scale": knob.scale,
        "low": knob.low,
        "high": knob.high,
        "least": knob.least,
        "most": min(_highest(knob), 1e6),
        "step": _step(knob),
        "whole": knob.whole,
        "idle": _idle(id_, keys, knob),
    }


def _highest(knob):
    """What a viewer may type: just below 1, and 360 where it is less than 361."""
    if knob.below < math.inf and (knob.whole or knob.below > 10):
        return math.ceil(knob.below) - 1
    return knob.below * (1 - 1e-9) if knob.below > 0 else knob.below


def _idle(id_, keys, knob):
    """[[key, value], …]: where all of these have these values, the control has no effect."""
    if not knob.idle:
        return []
    other, value = knob.idle
    place = len(id_) - len(id_.rpartition(".")[2])
    return [[id_[:place] + other + key[len(id_) :], value] for key in keys]


def _idle_in(scenario, id_):
    """A seed draws the noise and the batches: nothing where there are neither."""
    drawn = any(run.sampling != "full" for run in scenario.runs)
    return [["noise", 0.0]] if id_ == "seed" and not drawn else []


def _step(knob):
    """Linear sliders move in round steps, a hundredth of the track or less; others have none. What
    is counted moves by one."""
    if knob.whole:
        return 1
    if knob.scale != "linear":
        return 0
    track = knob.high - knob.low
    return next(step for step in (5.0, 1.0, 0.1, 0.01, 0.001) if step <= track / 50)


# What belongs to the whole experiment: symbol, scale, ends of the slider, limits, step, whether it
# is a whole number.
_COMMON = {
    "steps": ("n", "linear", *STEPS, 1, MOST_STEPS, 1, True),
    "noise": ("σ", "linear", 0.0, 5.0, 0.0, MOST_NOISE, 0.1, False),
    "seed": ("#", "linear", 0, 50, 0, MOST_SEED, 1, True),
}


def _common(id_, language):
    names = ("symbol", "scale", "low", "high", "least", "most", "step", "whole")
    title = words(language)[f"stage.{id_}"]
    return {"id": id_, "keys": [id_], "title": title, **dict(zip(names, _COMMON[id_], strict=True))}
