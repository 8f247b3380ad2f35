"""Where descent ends under noise: at a fixed rate in a ball around the minimum, whose radius is as
the root of the rate; under a falling rate, ever closer.

All on the noisy bowl, whose radius is known in closed form (theory.noise_radius).
"""

import numpy as np

from optim_core.descend import descend
from optim_core.surfaces import SURFACES
from optim_core.theory import measured_radius

BOWL = "noisy_bowl"
MINIMUM = np.zeros(2)
SETTLING = 5.0  # a distance from the start fades as exp(-lr t): by now to less than a hundredth


def radii(rates, *, steps=4_000, seeds=(0,), noise=None):
    """The root mean square distance from the minimum under each fixed rate: (rates, seeds).

    Started at the minimum, and measured over `steps` updates once the ball is as large as it gets.
    """
    return np.array([[_radius(rate, steps, seed, noise) for seed in seeds] for rate in rates])


def _radius(rate, steps, seed, noise):
    settling = int(np.ceil(SETTLING / rate))
    noise = SURFACES[BOWL].noise if noise is None else noise
    run = descend(
        "sgd",
        BOWL,
        start=(0.0, 0.0),
        steps=settling + steps,
        knobs={"lr": rate},
        noise=noise,
        seed=seed,
    )
    return measured_radius(run.path[settling:], MINIMUM, share=1.0)


def slope(rates, radius):
    """How many times as fast the logarithm of the radius rises as that of the rate: least squares;
    a half where the radius is as the root of the rate."""
    return float(np.polyfit(np.log(rates), np.log(radius), 1)[0])
