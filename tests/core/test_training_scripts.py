"""A training's script repeats it with NumPy alone."""

import ast
import json
import subprocess
import sys

import numpy as np
import pytest

from optim_core import DATASETS, MODELS, OPTIMIZERS, SCHEDULES, Trainer
from optim_core.bundle import source_of
from optim_core.tables import part, read_table
from optim_core.training_script import from_catalogue, from_table, training_script
from tests.core.entries import tries
from tests.core.test_scripts import imports_of

SEED = 3
DATA = {"linear": "line", "logistic": "breast_cancer", "softmax": "wine", "mlp": "spirals"}
DATA |= {"cnn": "digits"}
FEW = {"m": 60}  # samples, where a data set has so many
ASK = """
import contextlib, io, json, runpy
with contextlib.redirect_stdout(io.StringIO()):
    found = runpy.run_path("script.py", run_name="__main__")["trainings"]
print(json.dumps({seed: training for seed, training in found.items()}))
"""


def knobs_of(dataset):
    return {name: FEW.get(name, knob.default) for name, knob in DATASETS[dataset].knobs.items()}


def begin(model, dataset, optimizer="adam", seed=SEED, **settings):
    settings = {"epochs": 3, "batch_size": 16} | settings
    return Trainer(
        model, dataset, optimizer, seed=seed, dataset_knobs=knobs_of(dataset), **settings
    )


def finished(trainer):
    while trainer.running:
        trainer.go_on()
    return trainer.history()


def written(trainer, dataset, seeds=(SEED,)):
    return training_script(trainer, from_catalogue(dataset, knobs_of(dataset)), seeds, "a=1&b=2")


def carried_out(script):
    namespace = {"__name__": "__main__"}
    with np.errstate(all="ignore"):
        exec(compile(script, "script.py", "exec"), namespace)
    return namespace["trainings"]


def assert_the_same(training, history):
    losses, epochs = np.array(training[0]), np.array(training[1]).reshape(-1, 4)
    np.testing.assert_allclose(losses, history.loss, rtol=1e-9, atol=1e-12)
    rows = [history.epoch_loss, history.epoch_accuracy]
    rows += [history.test_loss, history.test_accuracy]
    np.testing.assert_allclose(epochs.T, rows, rtol=1e-9, atol=1e-12)


def assert_repeats(model, dataset, optimizer="adam", **settings):
    trainer = begin(model, dataset, optimizer, **settings)
    script = written(trainer, dataset)
    assert_the_same(carried_out(script)[SEED], finished(trainer))


def test_every_model_has_its_data():
    assert set(DATA) == set(MODELS)


@pytest.mark.parametrize("model", DATA)
@pytest.mark.parametrize("sampling", ["full", "shuffle", "replacement"])
def test_a_script_repeats_every_model_and_sampling(model, sampling):
    few = {"model_knobs": {"filters": [3]}} if model == "cnn" else {}
    assert_repeats(model, DATA[model], sampling=sampling, knobs={"lr": 0.02}, **few)


def test_a_script_repeats_every_optimizer(optimizer):
    assert_repeats("mlp", "wine", optimizer, model_knobs={"hidden": (4,)})


def test_a_script_repeats_every_schedule(schedule):
    knobs = {name: tries(knob)[-1] for name, knob in SCHEDULES[schedule].knobs.items()}
    for by in ("epoch", "update"):
        assert_repeats("softmax", "wine", schedule=schedule, schedule_knobs=knobs, schedule_by=by)


@pytest.mark.parametrize("dataset", [name for name in DATASETS if not DATASETS[name].from_files])
def test_a_script_brings_every_data_set(dataset):
    assert_repeats("mlp", dataset, model_knobs={"hidden": (3,)})


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
def test_a_script_repeats_dropout_penalty_and_decay(activation):
    model_knobs = {"hidden": (6, 5), "activation": activation}
    rest = {"dropout": 0.4, "l2": 0.02, "weight_decay": 0.1}
    assert_repeats("mlp", "moons", "sgd", model_knobs=model_knobs, **rest)


def test_a_script_repeats_dropout_on_pictures():
    assert_repeats("cnn", "digits", model_knobs={"filters": [3]}, dropout=0.4)


def test_a_script_ends_where_the_training_diverges():
    trainer = begin("linear", "line", "sgd", knobs={"lr": 30.0}, epochs=100)
    script = written(trainer, "line")
    history = finished(trainer)
    assert history.status == "diverged" and 0 < len(history.loss) < trainer.total
    assert_the_same(carried_out(script)[SEED], history)


def test_a_script_holds_a_table_that_somebody_brought():
    lines = [f"{k % 7},{k * k % 11},{k % 3}" for k in range(40)]
    table = read_table("\n".join(["a,b,kind", *lines]).encode())
    data = table.to_data("kind", "classification", SEED)
    x, y, labels = table.features_and_target("kind", "classification")
    trainer = Trainer("softmax", data, "adam", seed=SEED, epochs=3, batch_size=8)
    script = training_script(trainer, from_table(x, y, len(labels)), [SEED], "")
    assert source_of(part) in script
    assert_the_same(carried_out(script)[SEED], finished(trainer))


def test_a_script_runs_by_itself_for_every_seed(tmp_path):
    """In an empty folder, isolated from this project, with every warning an error."""
    trainer = begin("mlp", "moons", "momentum", seed=4)
    (tmp_path / "script.py").write_text(written(trainer, "moons", seeds=(4, 5)), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", "-W", "error", "-c", ASK],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    for seed in (4, 5):
        assert_the_same(found[str(seed)], finished(begin("mlp", "moons", "momentum", seed=seed)))


@pytest.mark.parametrize("model", DATA)
def test_a_script_imports_numpy_and_where_it_must_scikit_learn(model):
    script = written(begin(model, DATA[model]), DATA[model])
    assert imports_of(script)[0] == "numpy"
    names = {node.id for node in ast.walk(ast.parse(script)) if isinstance(node, ast.Name)}
    assert not names & {"optim_core", "numba", "st"}
    asked = {
        node.module for node in ast.walk(ast.parse(script)) if isinstance(node, ast.ImportFrom)
    }
    assert asked <= {"sklearn.datasets"}


def test_an_optimizers_lines_are_its_own(optimizer):
    assert source_of(OPTIMIZERS[optimizer].step) in written(begin("mlp", "wine", optimizer), "wine")


def test_data_from_somebodys_files_are_not_in_a_script():
    with pytest.raises(ValueError, match="mnist is read from your own files"):
        from_catalogue("mnist", {})
