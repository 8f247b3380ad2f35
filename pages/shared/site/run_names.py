"""What the runs of a race are called: by their optimiser, and settings where those are needed."""

from collections import Counter

from optim_core import OPTIMIZERS, SCHEDULES
from optim_core.text import shortest


def names(runs, spelled, language):
    """A name for each run, no two the same; with settings at the places in `spelled`."""
    found = [
        named(run, language) if place in spelled else title(run, language)
        for place, run in enumerate(runs)
    ]
    return [_numbered(found, place) for place in range(len(found))]


def default_names(runs, language):
    """As above, with settings only where one optimiser runs more than once."""
    return names(runs, twins(runs), language)


def twins(runs):
    """Places of the runs whose optimiser runs more than once."""
    count = Counter(run.optimizer for run in runs)
    return [place for place, run in enumerate(runs) if count[run.optimizer] > 1]


def title(run, language):
    return getattr(OPTIMIZERS[run.optimizer].title, language)


def named(run, language):
    """Adam α 0.1 β₁ 0.95: the learning rate, and every knob that is not at its default."""
    knobs = OPTIMIZERS[run.optimizer].knobs
    said = [
        f"{knobs[name].symbol} {shortest(value)}"
        for name, value in run.knobs.items()
        if name == "lr" or value != knobs[name].default
    ]
    if run.schedule != "constant":
        said.append(getattr(SCHEDULES[run.schedule].title, language))
    return " ".join([title(run, language), *said])


def _numbered(found, place):
    """Of several that are called the same, the second and later ones carry a number."""
    before = found[:place].count(found[place])
    return f"{found[place]} ({before + 1})" if before else found[place]
