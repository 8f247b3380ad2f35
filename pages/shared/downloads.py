"""What a viewer takes away of an experiment: its numbers, and the program that repeats it."""

import csv
import io
import json

from optim_core import Scenario
from pages.shared import figures
from pages.shared.lab import taken
from pages.shared.words import translator

PLACES = 17  # digits that read back to the same number


def table(scenario, t):
    """Every step of every run, a row each; memories of both coordinates in columns of their own."""
    runs = scenario.run()
    memories = sorted({name for run in runs for name in run.memory})
    columns = [f"{name}_{axis}" for name in memories for axis in "xy"]
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(
        ["run", "optimizer", "step", "x", "y", "loss", "grad_x", "grad_y", "lr", *columns]
    )
    for number, (run, about) in enumerate(zip(runs, scenario.runs, strict=True), 1):
        for step in range(len(run.path)):
            lr = run.lr[step] if step < len(run.lr) else ""
            values = [*run.path[step], run.loss[step], *run.grad[step], lr]
            values += [_memory(run, name, step, axis) for name in memories for axis in (0, 1)]
            rows.writerow([number, about.optimizer, step, *map(_written, values)])
    return text.getvalue()


def _memory(run, name, step, axis):
    return run.memory[name][step, axis] if name in run.memory else ""


def _written(value):
    return value if value == "" else f"{value:.{PLACES}g}"


def script(scenario, t):
    return scenario.to_script()


def torch_script(scenario, t):
    return scenario.to_script("torch")


def notebook(scenario, t):
    return _notebook(scenario.to_script(), t("stage.notebook"))


def training_script(settings, t):
    return taken.script(settings)


def training_notebook(settings, t):
    return _notebook(taken.script(settings), t("training.notebook"))


def _notebook(code, about):
    """A script in a Jupyter notebook, nbformat 4.5."""
    cells = [
        {"cell_type": "markdown", "id": "about", "metadata": {}, "source": about},
        {
            "cell_type": "code",
            "id": "run",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": code,
        },
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(book, ensure_ascii=False, indent=1)


FILES = {
    "run.csv": (table, "text/csv"),
    "run.py": (script, "text/x-python"),
    "run_torch.py": (torch_script, "text/x-python"),
    "run.ipynb": (notebook, "application/x-ipynb+json"),
    "training.py": (training_script, "text/x-python"),
    "training.ipynb": (training_notebook, "application/x-ipynb+json"),
}


def of_link(name, query, language):
    """(text, media type) of one of FILES for what a link says; see `download`."""
    if name.startswith("training."):
        return download(name, figures.read("training", query)[0], language)
    return download(name, Scenario.from_query(query)[0], language)


def download(name, experiment, language):
    """(text, media type) of one of FILES, of a scenario, or of a training's settings.

    ValueError, in words, where there can be none.
    """
    make, media_type = FILES[name]
    return make(experiment, translator(language)), media_type
