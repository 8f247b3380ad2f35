"""Special values of the sliders, where theory has them."""

import math

from optim_core.theory import largest_stable_rate
from pages.shared.site.words import words
from pages.shared.stage.convergence import BALLS, best_pair, convention_of, curvatures_of


def marks(scenario, language):
    """Each {knob, keys, value, label, title, set}; `keys` are those of the runs that they are true
    of, `set` [[keys, value], …] is what pressing the mark does."""
    curvatures = curvatures_of(scenario)
    if curvatures is None:
        return []
    text = words(language)
    return [_limit(scenario, curvatures, text), *_best_ball(scenario, curvatures, text)]


def _limit(scenario, curvatures, text):
    """Gradient descent, and so the balls, converge below it."""
    limit = largest_stable_rate(curvatures)
    return {
        "knob": "lr",
        "keys": _keys(scenario, "lr", ("sgd", *BALLS)),
        "value": limit,
        "label": text["stage.mark_limit"],
        "title": text["stage.mark_limit_title"],
        "set": [[_keys(scenario, "lr"), _rounded(limit)]],
    }


def _best_ball(scenario, curvatures, text):
    """Both halves of the fastest pair; either sets both."""
    lr_keys, beta_keys = _keys(scenario, "lr"), _keys(scenario, "beta")
    if not beta_keys or all(run.optimizer not in BALLS for run in scenario.runs):
        return []
    lr, beta = best_pair(convention_of(scenario), curvatures)
    common = {
        "label": text["stage.mark_best"],
        "title": text["stage.mark_best_title"],
        "set": [[lr_keys, _rounded(lr)], [beta_keys, _rounded(beta)]],
    }
    return [
        {"knob": "lr", "keys": lr_keys, "value": lr, **common},
        {"knob": "beta", "keys": beta_keys, "value": beta, **common},
    ]


def _keys(scenario, knob, optimizers=None):
    """The query's keys of one knob, for all runs that have it, or only those of `optimizers`."""
    suffixes = ["" if k == 0 else f".{k + 1}" for k in range(len(scenario.runs))]
    return [
        f"{knob}{suffix}"
        for run, suffix in zip(scenario.runs, suffixes, strict=True)
        if knob in run.knobs and (optimizers is None or run.optimizer in optimizers)
    ]


def _rounded(value):
    """Down, to three significant digits: a slider set to a limit must not be beyond it."""
    step = 10.0 ** (math.floor(math.log10(value)) - 2) if value > 0 else 1.0
    return float(f"{math.floor(value / step + 1e-9) * step:.12g}")
