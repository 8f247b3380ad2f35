"""What the stage asks and what it gets: a request of plain values in, one binary packet out.

Nothing here trusts its caller: the query is read as any link is, everything else is bounded.
"""

import json
import math
from dataclasses import replace
from urllib.parse import parse_qsl

import numpy as np

from optim_core import OPTIMIZERS, Scenario, sweep
from optim_core.grid import heights
from optim_core.results import first_off_map, first_within, lowest, resting_places
from optim_core.theory import (
    best_gradient_descent,
    best_heavy_ball,
    heavy_ball_rate,
    largest_stable_rate,
)
from pages.shared.site import plots
from pages.shared.site.packet import pack, single
from pages.shared.site.words import known, translator, words
from pages.shared.stage import batches
from pages.shared.stage.film import film_of, mathml
from pages.shared.stage.panels import PANELS

MOST_GRID = 160
RATE_CELLS = (72, 60)  # learning rates, momentums
RATE_STEPS = 160  # long enough to average over, too short to underflow
LARGEST_RATE = 1e6
SLOW = ("rates", "surface", "panel", "pace")
FEW_STEPS = 5_000  # of all runs together, 2 ms of the longest formula
LONGEST_NAME = 200  # characters
MOST_OF_REQUEST = 8_192  # characters


def answer(request):
    """The packet for one request; ValueError, in words, where it can't be understood."""
    return packet(request, *understood(request))


def understood(request):
    """(scenario, problems) of a request; ValueError where it asks for nothing that there is."""
    kind = request.get("kind")
    if kind not in KINDS:
        raise ValueError(f"kind={str(kind)[:40]!r} is not one of {', '.join(KINDS)}")
    return Scenario.from_query(parse_qsl(str(request.get("query", ""))))


def is_light(request, scenario):
    """Whether the answer takes a few milliseconds at most."""
    few = len(scenario.runs) * scenario.steps <= FEW_STEPS
    light = few and scenario.ground.data is None and scenario.fairness != "tuned"
    return light and request["kind"] not in SLOW


def packet(request, scenario, problems):
    kind = request["kind"]
    header, arrays = _KINDS[kind](scenario, request)
    header |= {"id": _whole(request.get("id"), 0, 2**53, 0), "kind": kind}
    if problems:
        header["problems"] = [list(problem) for problem in problems]
    return pack(header, arrays)


def read_request(text):
    """The request in a text frame; ValueError, in words, where there is none."""
    if len(text) > MOST_OF_REQUEST:
        raise ValueError(f"a request has at most {MOST_OF_REQUEST} characters; got {len(text)}")
    try:
        request = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("a request is JSON") from None
    if not isinstance(request, dict):
        raise ValueError("a request is a JSON object")
    return request


def _runs(scenario, request):
    """Every run: [status, last step, first step within `target` of the minimum, first step off
    the map] (-1 where never), its path and its loss."""
    floor = lowest(scenario)
    target = _number(request.get("target"), 1e-3)
    trajectories, domain = scenario.run(), scenario.ground.domain
    rows = [
        [
            run.status,
            run.stopped_at,
            first_within(run.loss, floor, target),
            first_off_map(run, domain),
        ]
        for run in trajectories
    ]
    arrays = [part for run in trajectories for part in (single(run.path), single(run.loss))]
    samples, sizes = batches.sizes(scenario)
    return {"runs": rows, "floor": floor, "samples": samples, "batches": sizes}, arrays


def _surface(scenario, request):
    ground = scenario.ground
    columns, rows = _shape(request.get("shape"))
    window = _window(ground.domain, columns, rows)
    x = np.linspace(window[0], window[1], columns)
    y = np.linspace(window[2], window[3], rows)
    grid = heights(scenario.terrain, x, y, scenario.surface_knobs)
    header = {
        "columns": columns,
        "window": window,
        "minima": resting_places(scenario).tolist(),
        "axes": ground.axes,
        "contours": ground.contours,
        "floor": lowest(scenario),
        "marks": marks(scenario, _language(request)),
    }
    return header, [single(grid.ravel())]


def _window(domain, columns, rows):
    """The domain widened to the shape of the screen, a unit as long across as up."""
    x_low, x_high, y_low, y_high = domain
    unit = max((x_high - x_low) / columns, (y_high - y_low) / rows)
    middle_x, middle_y = (x_low + x_high) / 2, (y_low + y_high) / 2
    half_x, half_y = unit * columns / 2, unit * rows / 2
    return [middle_x - half_x, middle_x + half_x, middle_y - half_y, middle_y + half_y]


def marks(scenario, language):
    """Special values of the sliders, where theory has them, each {knob, keys, value, label, title,
    set}.

    `keys` are those of the runs that they are true of.
    """
    ground = scenario.ground
    if ground.curvatures is None:
        return []
    text = words(language)
    curvatures, _ = ground.curvatures(**scenario.surface_knobs)
    lr_keys, beta_keys = _keys(scenario, "lr"), _keys(scenario, "beta")
    limit = largest_stable_rate(curvatures)
    proved = _keys(scenario, "lr", ("sgd", *_BALLS))
    found = [
        {
            "knob": "lr",
            "keys": proved,
            "value": limit,
            "label": text["stage.mark_limit"],
            "title": text["stage.mark_limit_title"],
            "set": [[lr_keys, _rounded(limit)]],
        }
    ]
    if beta_keys and any(run.optimizer in _BALLS for run in scenario.runs):
        lr, beta = _best_pair(_convention(scenario), curvatures)
        pair = [[lr_keys, _rounded(lr)], [beta_keys, _rounded(beta)]]
        common = {
            "label": text["stage.mark_best"],
            "title": text["stage.mark_best_title"],
            "set": pair,
        }
        found += [
            {"knob": "lr", "keys": lr_keys, "value": lr, **common},
            {"knob": "beta", "keys": beta_keys, "value": beta, **common},
        ]
    return found


_BALLS = ("heavy_ball", "momentum")


def _convention(scenario):
    """In which of the two conventions the sliders speak: that of the last of these runs."""
    balls = [run.optimizer for run in scenario.runs if run.optimizer in _BALLS]
    return "momentum" if balls[-1:] == ["momentum"] or _is_effective(scenario) else "heavy_ball"


def _is_effective(scenario):
    return scenario.fairness == "effective"


def _best_pair(convention, curvatures):
    """The fastest (lr, beta) of heavy ball, as `convention` writes it."""
    lr, beta, _ = best_heavy_ball(curvatures)
    return lr / _strength(convention, beta), beta


def _strength(convention, beta):
    """The learning rate of the equal heavy ball, as a multiple of that of `convention`."""
    return OPTIMIZERS[convention].gain({"beta": beta}) * (1.0 - beta)


def _keys(scenario, knob, optimizers=None):
    """The query's keys of one knob, for all runs that have it, or only those of `optimizers`."""
    suffixes = ["" if k == 0 else f".{k + 1}" for k in range(len(scenario.runs))]
    return [
        f"{knob}{suffix}"
        for run, suffix in zip(scenario.runs, suffixes, strict=True)
        if knob in run.knobs and (optimizers is None or run.optimizer in optimizers)
    ]


def _parts(scenario, request):
    """Gradient and memory of one run, projected on the directions across and along the ravine."""
    ground = scenario.ground
    run = _chosen(scenario, request)
    trajectory = scenario.run_one(run)
    along, across, titles = (1.0, 0.0), (0.0, 1.0), ("part_y", "part_x")
    if ground.curvatures is not None:
        _, (along, across) = ground.curvatures(**scenario.surface_knobs)
        titles = ("part_across", "part_along")
    velocity = OPTIMIZERS[run.optimizer].velocity
    parts, arrays = [], []
    for title, direction in zip(titles, (across, along), strict=True):
        gradient = trajectory.grad[:-1] @ np.array(direction)
        memory = trajectory.memory[velocity][1:] @ np.array(direction) if velocity else gradient[:0]
        parts.append(
            {"title": title, "cancelled": cancelled(gradient), "remembers": bool(velocity)}
        )
        arrays += [single(gradient), single(memory)]
    return {"parts": parts}, arrays


def cancelled(series):
    """The share of a series that its signs cancel: 0 all of one sign, 1 the sum is zero."""
    whole = float(np.sum(np.abs(series)))
    if not 0.0 < whole < math.inf:
        return 0.0
    return 1.0 - abs(float(np.sum(series))) / whole


def _rates(scenario, request):
    """Predicted and measured convergence rate over (learning rate, momentum)."""
    curvatures = _curvatures(scenario)
    if curvatures is None:
        return {"sorry": words(_language(request))["stage.no_rates"]}, []
    convention = _convention(scenario)
    columns, rows = RATE_CELLS
    betas = np.linspace(0.0, 0.99, rows)
    top = 4.4 / curvatures[-1] / _strength(convention, 0.9)
    lrs = np.geomspace(top / 150.0, top, columns)
    predicted = _predicted(convention, curvatures, lrs, betas)
    measured = _sweep(scenario, convention, lrs, betas).rate
    arrays = [single(array) for array in (lrs, betas, predicted, measured)]
    return {"best": _best(convention, curvatures, _language(request))}, arrays


def _rate(scenario, request):
    """Predicted and measured rate of one pair."""
    curvatures = _curvatures(scenario)
    if curvatures is None:
        return {"sorry": words(_language(request))["stage.no_rates"]}, []
    convention = _convention(scenario)
    beta = min(max(_number(request.get("beta"), 0.0), 0.0), 0.999)
    lr = np.array([min(_number(request.get("lr"), 0.1), LARGEST_RATE)])
    betas = np.array([beta])
    predicted = float(_predicted(convention, curvatures, lr, betas)[0, 0])
    found = _sweep(scenario, convention, lr, betas)
    measured = math.inf if found.diverged[0, 0] else float(found.rate[0, 0])
    rates = {"predicted": predicted, "measured": measured}
    shown = {name: _rate_code(rate) for name, rate in rates.items()}
    return shown | {"lr": float(lr[0]), "beta": beta}, []


def _rate_code(rate):
    """A rate below 1; "diverges" from there on; "too_fast" where a run was over too soon."""
    if math.isnan(rate):
        return "too_fast"
    return rate if rate < 1.0 else "diverges"


def _curvatures(scenario):
    """Those of a quadratic; None where nothing is proved."""
    ground = scenario.ground
    return ground.curvatures(**scenario.surface_knobs)[0] if ground.curvatures else None


def _predicted(convention, curvatures, lrs, betas):
    strength = np.array([_strength(convention, beta) for beta in betas])
    return heavy_ball_rate(curvatures, np.outer(strength, lrs), betas[:, None])


def _sweep(scenario, convention, lrs, betas):
    return sweep(
        convention,
        scenario.terrain,
        ("lr", lrs),
        ("beta", betas),
        start=scenario.start,
        steps=RATE_STEPS,
        surface_knobs=scenario.surface_knobs,
    )


def _best(convention, curvatures, language):
    """The fastest gradient descent and the fastest heavy ball, as points of the map of rates."""
    text = words(language)
    plain, _ = best_gradient_descent(curvatures)
    lr, beta = _best_pair(convention, curvatures)
    return [
        {"lr": plain / _strength(convention, 0.0), "beta": 0.0, "label": text["stage.best_plain"]},
        {"lr": lr, "beta": beta, "label": text["stage.mark_best"]},
    ]


def _film(scenario, request):
    run = _chosen(scenario, request)
    return film_of(scenario, run, _language(request))


def _panel(scenario, request):
    """A plot beside the map, of the run in focus."""
    name = str(request.get("name"))
    if name not in PANELS:
        raise ValueError(f"name={name[:40]!r} is not one of {', '.join(PANELS)}")
    run, t = _place(scenario, request), translator(_language(request))
    figure = PANELS[name].draw(scenario, run, t, _called(scenario, request))
    header, arrays = plots.unpack(figure)
    return header | {"name": name}, arrays


def _formulas(scenario, request):
    """The formulas of the surface, and of each optimiser on it, under their titles."""
    language = _language(request)
    optimizers = dict.fromkeys(run.optimizer for run in scenario.runs)
    told = [(scenario.ground, [scenario.ground.formula])]
    told += [(OPTIMIZERS[name], OPTIMIZERS[name].formula) for name in optimizers]
    return {
        "formulas": [
            [getattr(spec.title, language), [mathml(line) for line in lines if line]]
            for spec, lines in told
        ]
    }, []


def _slope(scenario, request):
    """All that one run's optimiser was told: the gradient at each of its points."""
    [run] = replace(scenario, runs=(_chosen(scenario, request),)).run()
    return {}, [single(run.grad)]


def _samples(scenario, request):
    return batches.samples(scenario)


def _batch(scenario, request):
    shape = _shape(request.get("shape"))
    window = _window(scenario.ground.domain, *shape)
    step = _whole(request.get("step"), 0, scenario.steps - 1, 0)
    return batches.batch(scenario, _chosen(scenario, request), step, window, shape)


def _pace(scenario, request):
    return batches.pace(scenario)


_KINDS = {
    "runs": _runs,
    "surface": _surface,
    "parts": _parts,
    "rates": _rates,
    "rate": _rate,
    "film": _film,
    "formulas": _formulas,
    "panel": _panel,
    "slope": _slope,
    "samples": _samples,
    "batch": _batch,
    "pace": _pace,
}
KINDS = tuple(_KINDS)


def _chosen(scenario, request):
    return scenario.runs[_place(scenario, request)]


def _place(scenario, request):
    return _whole(request.get("run"), 0, len(scenario.runs) - 1, 0)


def _called(scenario, request):
    """What the page calls the runs; nothing where it leaves that to us."""
    names = request.get("names")
    known = isinstance(names, list) and len(names) == len(scenario.runs)
    return tuple(str(name)[:LONGEST_NAME] for name in names) if known else ()


def _language(request):
    return known(request.get("language"))


def _shape(value):
    try:
        columns, rows = value
    except (TypeError, ValueError):
        columns, rows = 100, 75
    return _whole(columns, 2, MOST_GRID, 100), _whole(rows, 2, MOST_GRID, 75)


def _whole(value, least, most, default):
    if isinstance(value, bool) or not isinstance(value, int):
        return default
    return min(max(value, least), most)


def _number(value, default):
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < math.inf:
        return default
    return float(value)


def _rounded(value):
    """Down, to three significant digits: a slider set to a limit must not be beyond it."""
    step = 10.0 ** (math.floor(math.log10(value)) - 2) if value > 0 else 1.0
    return float(f"{math.floor(value / step + 1e-9) * step:.12g}")
