"""Which sliders a stage shows, and the keys of the scenario that each one moves."""

from optim_core import OPTIMIZERS
from optim_core.scenario import MOST_STEPS
from pages.shared.words import words

STEPS = (10, 400)  # range of the slider


def controls_of(scenario, knobs, language):
    """A list of {id, keys, title, symbol, scale, low, high, least, most, step}.

    `knobs` is {id: (low, high) of its slider, or None for the knob's own}. An id is a knob of
    the optimisers (one slider moves it in all runs that have it), "surface.<knob>", or "steps".
    Ids that this scenario does not have are left out.
    """
    return [
        control | (dict(zip(("low", "high"), ends, strict=True)) if ends else {})
        for id_, ends in knobs.items()
        for control in _controls(scenario, id_, language)
    ]


def _controls(scenario, id_, language):
    if id_ == "steps":
        return [_steps(language)]
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
        "most": min(knob.below * (1 - 1e-9) if knob.below > 0 else knob.below, 1e6),
        "step": _step(knob),
    }


def _step(knob):
    """Linear sliders move in round steps, a hundredth of the track or less; others have none."""
    if knob.scale != "linear":
        return 0
    track = knob.high - knob.low
    return next(step for step in (5.0, 1.0, 0.1, 0.01, 0.001) if step <= track / 50)


def _steps(language):
    return {
        "id": "steps",
        "keys": ["steps"],
        "title": words(language)["stage.steps"],
        "symbol": "n",
        "scale": "linear",
        "low": STEPS[0],
        "high": STEPS[1],
        "least": 1,
        "most": MOST_STEPS,
        "step": 1,
    }
