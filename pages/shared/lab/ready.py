"""Before the first visitor trains: kernels loaded, or compiled, and the first data read."""

from optim_core import MODELS, OPTIMIZERS
from pages.shared.lab.settings import SETTINGS, fit, load, trainer

FEW = {"samples": 20.0, "epochs": 1.0}


def get_ready():
    """One epoch of a few digits with each optimiser, and each model that is for them, at a turn."""
    settings = {name: spec.default for name, spec in SETTINGS.items()} | FEW
    data = load(settings)
    each = [{"optimizer": name} for name in (settings["optimizer"], *OPTIMIZERS)]
    for changed in (*each, *({"model": name} for name in MODELS)):
        one = trainer(fit(settings | changed, data).settings, data)
        one.epoch()
        yield one.predict(data.x_test)
