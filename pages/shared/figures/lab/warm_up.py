"""Before the first visitor trains: the first data read, and one epoch of what is shown first."""

from pages.shared.figures.lab.settings import SETTINGS, fit, load, trainer

FEW = {"samples": 20.0, "epochs": 1.0}


def train_briefly():
    settings = {name: spec.default for name, spec in SETTINGS.items()} | FEW
    data = load(settings)
    one = trainer(fit(settings, data).settings, data)
    one.epoch()
    one.predict(data.x_test)
