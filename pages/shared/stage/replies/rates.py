"""Predicted and measured convergence rate over (learning rate, momentum)."""

import numpy as np

from optim_core.theory import best_gradient_descent
from pages.shared.site.packet import single
from pages.shared.site.words import words
from pages.shared.stage.convergence import (
    best_pair,
    convention_of,
    curvatures_of,
    measured,
    predicted,
    strength,
)
from pages.shared.stage.requests import language

LIGHT = False
CELLS = (72, 60)  # learning rates, momentums


def reply(scenario, request):
    """The arrays: learning rates, momentums, and both rates over them."""
    text = words(language(request))
    curvatures = curvatures_of(scenario)
    if curvatures is None:
        return {"sorry": text["stage.no_rates"]}, []
    convention = convention_of(scenario)
    columns, rows = CELLS
    betas = np.linspace(0.0, 0.99, rows)
    top = 4.4 / curvatures[-1] / strength(convention, 0.9)
    lrs = np.geomspace(top / 150.0, top, columns)
    found = measured(scenario, convention, lrs, betas).rate
    arrays = (lrs, betas, predicted(convention, curvatures, lrs, betas), found)
    return {"best": best(convention, curvatures, text)}, [single(array) for array in arrays]


def best(convention, curvatures, text):
    """The fastest gradient descent and the fastest heavy ball, as points of the map of rates."""
    plain, _ = best_gradient_descent(curvatures)
    lr, beta = best_pair(convention, curvatures)
    return [
        {"lr": plain / strength(convention, 0.0), "beta": 0.0, "label": text["stage.best_plain"]},
        {"lr": lr, "beta": beta, "label": text["stage.mark_best"]},
    ]
