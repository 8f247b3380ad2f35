"""What one takes away of a training: the program that repeats it."""

from urllib.parse import urlencode

from optim_core import DATASETS
from optim_core.training_script import from_catalogue, from_table, training_script
from pages.shared.figures.lab import settings as lab
from pages.shared.figures.lab.settings import OWN_TABLE, SETTINGS


def has_program(settings):
    """Whether a script can hold the data: not those that are read from the server's own files."""
    spec = DATASETS.get(settings["dataset"])
    return spec is None or not spec.from_files


def script(settings):
    """The training as a script of NumPy alone; ValueError, in words, where there can be none.

    What buttons changed while it ran is not in it: the link does not hold that either.
    """
    data = lab.load(settings)
    fitted = lab.fit(settings, data).settings
    first = int(fitted["seed"])
    seeds = range(first, first + int(fitted["seeds"]))
    about = urlencode({id_: SETTINGS[id_].to_text(fitted[id_]) for id_ in lab.used(fitted)})
    return training_script(lab.trainer(fitted, data), _source(fitted), seeds, about)


def _source(settings):
    name = settings["dataset"]
    if name != OWN_TABLE:
        return from_catalogue(name, lab.data_knobs(settings))
    table, target, task = lab.own_table(settings)
    x, y, labels = table.features_and_target(target, task)
    return from_table(x, y, len(labels))
