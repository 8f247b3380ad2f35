"""Gradient-based optimisation, exact and fast: scenarios in, arrays out. No user interface."""

from optim_core.basins import Basins, basins
from optim_core.claims import CLAIMS
from optim_core.datasets import DATASETS
from optim_core.descend import Trajectory, descend
from optim_core.ewa import ewa
from optim_core.formula import Formula, FormulaError
from optim_core.models import MODELS
from optim_core.noise import GradientNoise, gradient_noise
from optim_core.optimizers import OPTIMIZERS
from optim_core.scenario import Run, Scenario
from optim_core.schedules import SCHEDULES
from optim_core.surfaces import SURFACES
from optim_core.sweep import Sweep, sweep, sweeping
from optim_core.text import Text
from optim_core.train import History, Trainer, train

__all__ = [
    "CLAIMS",
    "DATASETS",
    "MODELS",
    "OPTIMIZERS",
    "SCHEDULES",
    "SURFACES",
    "Basins",
    "Formula",
    "FormulaError",
    "GradientNoise",
    "History",
    "Run",
    "Scenario",
    "Sweep",
    "Text",
    "Trainer",
    "Trajectory",
    "basins",
    "descend",
    "ewa",
    "gradient_noise",
    "sweep",
    "sweeping",
    "train",
]
