"""How long an optimiser stays at a saddle or on a plateau: updates until the loss is below a level.

The same start for everybody; the seed decides only the noise that is added to each gradient, and
all optimisers meet the same noise of a seed.
"""

from typing import NamedTuple

import numpy as np

from optim_core.arguments import number
from optim_core.descend import descend


class Escapes(NamedTuple):
    """updates (seeds,): the first update after which the loss was below the level; inf where that
    never came. `steps` is how long each run was given."""

    updates: np.ndarray
    steps: int

    @property
    def escaped(self):
        """How many got away."""
        return int(np.isfinite(self.updates).sum())

    def quantile(self, share):
        """The updates within which this share of the runs got away; inf where fewer did."""
        rank = int(np.ceil(share * len(self.updates))) - 1
        return float(np.sort(self.updates)[max(rank, 0)])

    @property
    def median(self):
        return self.quantile(0.5)


def escape_times(optimizer, surface, level, *, seeds, steps=1_000, **settings):
    """Run `optimizer` once for each of `seeds`; returns Escapes. Other settings as `descend`."""
    level = number("level", level)
    runs = (descend(optimizer, surface, steps=steps, seed=seed, **settings) for seed in seeds)
    return Escapes(np.array([first_below(run.loss, level) for run in runs]), steps)


def first_below(loss, level):
    """The first update after which the loss is below the level; inf where it never is."""
    below = loss < level
    return float(np.argmax(below)) if below.any() else np.inf
