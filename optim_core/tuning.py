"""The learning rate that serves an optimiser best in an experiment, found with a fixed budget.

Half of the trials lie on a grid, evenly in the logarithm, over all that is searched; the others
close in on the best so far, in rounds between its two neighbours. Better is who is within `target`
of the minimum for good after fewer steps; among equals, and where nobody arrives or there is no
minimum, who ends lower. For good, because a wild run may chance upon the minimum and leave it
again; and whoever leaves the map on the way is last, because a minimum at the origin pays off a
weight decay of 1, and one on an axis a leap of any length. The same experiment and budget always
find the same learning rate.
"""

import math
from typing import NamedTuple

import numpy as np

from optim_core.arguments import complete, number, whole_number
from optim_core.descend import descend
from optim_core.ground import ground_of

LOW, HIGH = 1e-4, 100.0  # what is searched, for every optimiser alike
ROUND = 4  # trials of a round that closes in
FEWEST, MOST = 5, 64  # trials


class Trial(NamedTuple):
    """One learning rate, and what came of it: the step from which on the run was within the target
    (-1 = never), and the last loss, infinite where the run left the map or became undefined."""

    lr: float
    steps: int
    loss: float

    @property
    def score(self):
        """Smaller is better."""
        return (math.inf if self.steps < 0 else self.steps, self.loss)


class Tuned(NamedTuple):
    """The best trial, and all that were made, by learning rate."""

    best: Trial
    trials: tuple[Trial, ...]

    @property
    def lr(self):
        return self.best.lr

    @property
    def at_the_edge(self):
        """Whether the best lies at an end of what was searched: beyond may be better."""
        return self.best in (self.trials[0], self.trials[-1])


def tune(optimizer, surface, *, trials=24, target=1e-3, knobs=None, **experiment):
    """Find the learning rate of `optimizer` on `surface`; returns Tuned.

    `experiment` is what `descend` takes. Raises ValueError for what has no meaning.
    """
    trials = whole_number("trials", trials, MOST, least=FEWEST)
    target = number("target", target)
    ground = ground_of(surface)
    floor = ground.lowest(**complete(surface, ground.knobs, experiment.get("surface_knobs")))

    def attempt(lr):
        run = descend(optimizer, surface, knobs={**(knobs or {}), "lr": lr}, **experiment)
        lost = run.status in ("diverged", "domain") or leaves(run.path, ground.domain)
        loss = math.inf if lost else float(run.loss[-1])
        return Trial(lr, -1 if lost else settled(run.loss, floor, target), loss)

    return search(attempt, trials)


def search(attempt, trials, low=LOW, high=HIGH):
    """Tuned: the best of so many trials from `low` to `high`; attempt(lr) -> Trial."""
    made = [attempt(lr) for lr in _spread(low, high, math.ceil(trials / 2))]
    while len(made) < trials:
        gap = _beside_the_best(made)
        made += [attempt(lr) for lr in _between(*gap, min(ROUND, trials - len(made)))]
    return Tuned(min(made, key=_score), tuple(sorted(made)))


def leaves(path, domain):
    """Whether a path ever is outside the map, widened by half as screens show it, or, if it begins
    out there, farther out than its start."""
    x_low, x_high, y_low, y_high = domain
    middle = np.array([(x_low + x_high) / 2, (y_low + y_high) / 2])
    half = 0.75 * np.array([x_high - x_low, y_high - y_low])
    return bool((np.abs(path - middle) > np.maximum(half, np.abs(path[0] - middle))).any())


def settled(loss, floor, target):
    """The step from which on the loss stays within `target` of `floor`; -1 if there is none."""
    if floor is None or not loss[-1] - floor <= target:
        return -1
    outside = np.flatnonzero(~(loss - floor <= target))
    return int(outside[-1]) + 1 if len(outside) else 0


def _score(trial):
    return trial.score


def _spread(low, high, count):
    """To three digits: a page shows the number that was used."""
    return [float(f"{lr:.3g}") for lr in np.geomspace(low, high, count)]


def _beside_the_best(made):
    """(below, best, above): the best learning rate and its neighbours so far."""
    rates = sorted(trial.lr for trial in made)
    place = rates.index(min(made, key=_score).lr)
    return rates[max(place - 1, 0)], rates[place], rates[min(place + 1, len(rates) - 1)]


def _between(below, best, above, count):
    """`count` new learning rates, half of them on either side of the best."""
    if below == best or above == best:
        return _spread(below, above, count + 2)[1:-1]
    lower = count // 2
    return _spread(below, best, lower + 2)[1:-1] + _spread(best, above, count - lower + 2)[1:-1]
