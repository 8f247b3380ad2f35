"""What a viewer takes away of an experiment: its numbers, and the program that repeats it."""

import csv
import io
import json

import numpy as np

from optim_core import Scenario
from optim_core.text import shortest
from pages.shared import figures
from pages.shared.figures.lab import program
from pages.shared.figures.sweeps import plan
from pages.shared.site import pins
from pages.shared.site.words import translator

NOTHING_PINNED = pins.Pinned()


def table(sides, t):
    """Every step of every run, a row each; memories of both coordinates in columns of their own.
    In a comparison, the first column says whose run it is."""
    done = {name: scenario.run() for name, scenario in sides.items()}
    memories = sorted({name for runs in done.values() for run in runs for name in run.memory})
    columns = [f"{name}_{axis}" for name in memories for axis in "xy"]
    first = ["setting"] if len(sides) > 1 else []
    header = [*first, "run", "optimizer", "step", "x", "y", "loss", "grad_x", "grad_y", "lr"]
    rows = (
        [*([side] if first else []), number, about.optimizer, *_row(run, step, memories)]
        for side, scenario in sides.items()
        for number, (run, about) in enumerate(zip(done[side], scenario.runs, strict=True), 1)
        for step in range(len(run.path))
    )
    return _csv([*header, *columns], rows)


def _csv(header, rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def _row(run, step, memories):
    lr = run.lr[step] if step < len(run.lr) else ""
    values = [*run.path[step], run.loss[step], *run.grad[step], lr]
    values += [_memory(run, name, step, axis) for name in memories for axis in (0, 1)]
    return [step, *map(_written, values)]


def _memory(run, name, step, axis):
    return run.memory[name][step, axis] if name in run.memory else ""


def _written(value):
    return value if value == "" else shortest(value)


def script(sides, t):
    return _scripts(sides, "numpy")


def torch_script(sides, t):
    return _scripts(sides, "torch")


def _scripts(sides, library):
    """Of a comparison one program after the other: each stands by itself, and says whose it is."""
    codes = {name: scenario.to_script(library) for name, scenario in sides.items()}
    if len(codes) == 1:
        return codes[""]
    return "\n\n".join(f'print("Setting {name}")\n\n{code}' for name, code in codes.items())


def notebook(sides, t):
    return _notebook([each.to_script() for each in sides.values()], t("stage.notebook"))


def training_script(settings, t):
    return program.script(settings)


def training_notebook(settings, t):
    return _notebook([program.script(settings)], t("training.notebook"))


def map_table(settings, t):
    """Every cell of a map, a row each: both settings, and all that is known of its run."""
    chart = plan(settings)
    *_, found = chart.pictures()
    down, across = np.meshgrid(chart.down.values, chart.across.values, indexing="ij")
    columns = {
        chart.across.name: across,
        chart.down.name: down,
        "steps_to_target": found.steps_to_target,
        "final_loss": found.final_loss,
        "rate": found.rate,
        "diverged": found.diverged,
        "x_end": found.end[..., 0],
        "y_end": found.end[..., 1],
    }
    cells = zip(*(column.ravel().tolist() for column in columns.values()), strict=True)
    return _csv(columns, cells)


def _notebook(codes, about):
    """Scripts in a Jupyter notebook, nbformat 4.5, a cell each: of a comparison A's and B's."""
    cells = [{"cell_type": "markdown", "id": "about", "metadata": {}, "source": about}]
    cells += [
        {
            "cell_type": "code",
            "id": f"run-{number}",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": code,
        }
        for number, code in enumerate(codes, 1)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(book, ensure_ascii=False, indent=1)


FILES = {
    "run.csv": (table, "text/csv"),
    "run.py": (script, "text/x-python"),
    "run_torch.py": (torch_script, "text/x-python"),
    "run.ipynb": (notebook, "application/x-ipynb+json"),
    "map.csv": (map_table, "text/csv"),
    "training.py": (training_script, "text/x-python"),
    "training.ipynb": (training_notebook, "application/x-ipynb+json"),
}

OF_FIGURES = {"map.csv": "maps", "training.py": "training", "training.ipynb": "training"}


def of_link(name, query, language):
    """(text, media type) of one of FILES for what a link says; see `download`."""
    figure = OF_FIGURES.get(name)
    if figure:
        return download(name, figures.read(figure, query)[0], language)
    said = pins.take(query)
    scenario, _ = Scenario.from_query(query)
    return download(name, scenario, language, pins.pinned(said, scenario)[0])


def download(name, experiment, language, pinned=NOTHING_PINNED):
    """(text, media type) of one of FILES, of a scenario, or of the settings of a figure.

    ValueError, in words, where there can be none.
    """
    make, media_type = FILES[name]
    about = experiment if name in OF_FIGURES else pins.sides(experiment, pinned)
    return make(about, translator(language)), media_type
