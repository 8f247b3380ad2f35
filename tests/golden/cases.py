"""What the reference arrays are arrays of: plain numbers, read by makers and tests alike.

Learning rates are such that each run works on its surface without racing off it.
"""

from pathlib import Path
from typing import NamedTuple

ARRAYS = Path(__file__).with_name("torch.npz")
AVERAGES = Path(__file__).with_name("averages.npz")
BETAS = (0.0, 0.5, 0.9, 0.98, 0.999)  # of the averages
STEPS = 1_000
EVERY = 10  # every tenth point is kept

STARTS = {"rosenbrock": (-1.5, 2.0), "quadratic": (-4.0, 2.0), "beale": (1.0, 1.5)}
TILTED = {"quadratic": {"condition": 30.0, "rotation": 20.0}}  # degrees


class Case(NamedTuple):
    optimizer: str
    surface: str
    knobs: dict

    @property
    def name(self):
        return f"{self.optimizer}_{self.surface}"


ADAM = {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
ADADELTA = {"rho": 0.9, "eps": 1e-6}
RMSPROP = {"beta": 0.9, "eps": 1e-8}

CASES = (
    Case("sgd", "rosenbrock", {"lr": 1e-3}),
    Case("sgd", "quadratic", {"lr": 0.03}),
    Case("sgd", "beale", {"lr": 0.01}),
    Case("momentum", "rosenbrock", {"lr": 2e-3, "beta": 0.9}),
    Case("momentum", "quadratic", {"lr": 0.1, "beta": 0.9}),
    Case("momentum", "beale", {"lr": 0.02, "beta": 0.9}),
    Case("heavy_ball", "rosenbrock", {"lr": 2e-4, "beta": 0.9}),
    Case("heavy_ball", "quadratic", {"lr": 0.01, "beta": 0.9}),
    Case("heavy_ball", "beale", {"lr": 2e-3, "beta": 0.9}),
    Case("nesterov", "rosenbrock", {"lr": 2e-4, "beta": 0.9}),
    Case("nesterov", "quadratic", {"lr": 0.01, "beta": 0.9}),
    Case("nesterov", "beale", {"lr": 2e-3, "beta": 0.9}),
    # RMSprop's steps do not shrink: on a valley's floor it bounces by its learning rate, and soon a
    # bit in the last place decides to which side. At this rate 1,000 steps stay in order.
    Case("rmsprop", "rosenbrock", {"lr": 0.001, **RMSPROP}),
    Case("rmsprop", "quadratic", {"lr": 0.001, **RMSPROP}),
    Case("rmsprop", "beale", {"lr": 0.001, **RMSPROP}),
    Case("adam", "rosenbrock", {"lr": 0.05, **ADAM}),
    Case("adam", "quadratic", {"lr": 0.05, **ADAM}),
    Case("adam", "beale", {"lr": 0.05, **ADAM}),
    Case("adagrad", "rosenbrock", {"lr": 0.5, "eps": 1e-10}),
    Case("adagrad", "quadratic", {"lr": 0.5, "eps": 1e-10}),
    Case("adagrad", "beale", {"lr": 0.5, "eps": 1e-10}),
    # AdaDelta bounces as RMSprop does, and NAdam in Rosenbrock's valley: the rates are lower again.
    Case("adadelta", "rosenbrock", {"lr": 0.3, **ADADELTA}),
    Case("adadelta", "quadratic", {"lr": 0.3, **ADADELTA}),
    Case("adadelta", "beale", {"lr": 0.3, **ADADELTA}),
    Case("adamax", "rosenbrock", {"lr": 0.05, **ADAM}),
    Case("adamax", "quadratic", {"lr": 0.05, **ADAM}),
    Case("adamax", "beale", {"lr": 0.05, **ADAM}),
    Case("nadam", "rosenbrock", {"lr": 0.01, **ADAM}),
    Case("nadam", "quadratic", {"lr": 0.05, **ADAM}),
    Case("nadam", "beale", {"lr": 0.05, **ADAM}),
    Case("amsgrad", "rosenbrock", {"lr": 0.05, **ADAM}),
    Case("amsgrad", "quadratic", {"lr": 0.05, **ADAM}),
    Case("amsgrad", "beale", {"lr": 0.05, **ADAM}),
    Case("adamw", "rosenbrock", {"lr": 0.05, "weight_decay": 0.01, **ADAM}),
    Case("adamw", "quadratic", {"lr": 0.05, "weight_decay": 0.2, **ADAM}),
    Case("adamw", "beale", {"lr": 0.05, "weight_decay": 0.01, **ADAM}),
)
