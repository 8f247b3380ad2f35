"""The formulas of the surface, and of each optimiser on it, under their titles."""

from optim_core import OPTIMIZERS
from pages.shared.stage.mathml import mathml
from pages.shared.stage.requests import language

LIGHT = True


def reply(scenario, request):
    optimizers = dict.fromkeys(run.optimizer for run in scenario.runs)
    shown = [(scenario.ground, [scenario.ground.formula])]
    shown += [(OPTIMIZERS[name], OPTIMIZERS[name].formula) for name in optimizers]
    return {
        "formulas": [
            [getattr(spec.title, language(request)), [mathml(line) for line in lines if line]]
            for spec, lines in shown
        ]
    }, []
