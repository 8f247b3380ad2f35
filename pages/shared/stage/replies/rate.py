"""Predicted and measured convergence rate of one pair of learning rate and momentum."""

import math

import numpy as np

from pages.shared.site.words import words
from pages.shared.stage.convergence import convention_of, curvatures_of, measured, predicted
from pages.shared.stage.requests import language, positive

LIGHT = True
LARGEST_RATE = 1e6


def reply(scenario, request):
    curvatures = curvatures_of(scenario)
    if curvatures is None:
        return {"sorry": words(language(request))["stage.no_rates"]}, []
    convention = convention_of(scenario)
    beta = min(positive(request.get("beta"), 0.0), 0.999)
    lr = min(positive(request.get("lr"), 0.1), LARGEST_RATE)
    pair = np.array([lr]), np.array([beta])
    found = measured(scenario, convention, *pair)
    return {
        "predicted": shown(float(predicted(convention, curvatures, *pair)[0, 0])),
        "measured": shown(math.inf if found.diverged[0, 0] else float(found.rate[0, 0])),
        "lr": lr,
        "beta": beta,
    }, []


def shown(rate):
    """A rate below 1; "diverges" from there on; "too_fast" where a run was over too soon."""
    if math.isnan(rate):
        return "too_fast"
    return rate if rate < 1.0 else "diverges"
