"""Every kernel is made ready by two processes, and nobody is told of work that there is none."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numba.core import event

from optim_core import (
    MODELS,
    OPTIMIZERS,
    SURFACES,
    Scenario,
    Trainer,
    basins,
    compiling,
    descend,
    ewa,
    gradient_noise,
    sweep,
)
from optim_core.grid import heights

ROOT = Path(__file__).parents[2]
FEW = """
import json
from functools import partial
from optim_core import SURFACES, compiling
from optim_core.descend import walk
from optim_core.jit import SURFACE, compile_for
compiling.kernels = lambda: [
    *(partial(compile_for, SURFACES[name].value_and_grad, SURFACE) for name in ("saddle", "booth")),
    *(partial(walk, name) for name in ("sgd", "adam")),
]
"""
PREPARE = f"""{FEW}
told = []
compiling.prepare(lambda done, total: told.append([done, total]))
print(json.dumps(told))
from numba.core import event
with event.install_recorder("numba:compile") as later:
    compiling.prepare()
print(len(later.buffer))
"""


def lines(code, cache, **environment):
    """What a process says that keeps its kernels in `cache`."""
    environment = os.environ | {"NUMBA_CACHE_DIR": str(cache)} | environment
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("processors", [pytest.param(1, marks=pytest.mark.nightly), 2])
def test_progress_is_told_while_something_is_compiled_and_only_then(tmp_path, processors):
    code = f"import os; os.cpu_count = lambda: {processors}\n{PREPARE}"
    told, later = lines(code, tmp_path, NUMBA_DISABLE_JIT="0")
    told = json.loads(told)
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert told[-1] == [4, 4]
    assert later == "0"
    assert lines(code, tmp_path, NUMBA_DISABLE_JIT="0") == ["[]", "0"]


def test_the_second_process_fills_the_cache_from_the_other_end(tmp_path):
    begun = lines(f"{FEW}\ncompiling.main()\nprint('done')", tmp_path, NUMBA_DISABLE_JIT="0")
    assert begun == ["", "", "", "", "done"]
    assert lines(PREPARE, tmp_path, NUMBA_DISABLE_JIT="0") == ["[]", "0"]


@pytest.mark.nightly
def test_the_first_process_does_without_a_second_that_cannot_run(tmp_path):
    code = f"import sys; sys.executable = '/nowhere/python'\n{PREPARE}"
    told, later = lines(code, tmp_path, NUMBA_DISABLE_JIT="0")
    assert json.loads(told)[-1] == [4, 4] and later == "0"


def test_without_the_compiler_there_is_nothing_to_do(tmp_path):
    assert lines(PREPARE, tmp_path, NUMBA_DISABLE_JIT="1") == ["[]", "0"]


def test_every_entry_is_on_the_list():
    """Made ready, no entry compiles anything any more: see test_compiling for their pairs."""
    least = 2 * len(SURFACES) + 3 * len(OPTIMIZERS) + 2 * len(MODELS)
    assert len(list(compiling.kernels())) > least


def test_what_was_made_ready_compiles_nothing_more():
    compiling.prepare()
    with event.install_recorder("numba:compile") as later:
        use_everything()
    assert later.buffer == []


def use_everything():
    descend("adam", "beale", steps=3, noise=0.1, explain=True)
    sweep("lion", "beale", ("lr", [0.01]), ("x0", [1.0, 2.0]), steps=3)
    basins("sgd", "himmelblau", np.zeros(2), np.ones(2), steps=3)
    Scenario(surface="formula", formula="x^2 + y", steps=2).run()
    heights("beale", np.zeros(2), np.zeros(2), {})
    ewa([1.0, 2.0], 0.5, bias_correction=True)
    gradient_noise("linear", "line", (1, 2), batches=3)
    pictures, labels = np.ones((4, 4, 4)), np.array([0, 1, 0, 1])
    for model in MODELS:
        trainer = Trainer(model, (pictures, labels), "adamw", epochs=2, batch_size=3)
        trainer.epoch()
        trainer.predict(pictures.reshape(4, -1))
        trainer.samples_of(1)
