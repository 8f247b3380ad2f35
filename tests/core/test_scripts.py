"""An exported script repeats the experiment with NumPy alone."""

import ast
import contextlib
import io
import subprocess
import sys

import numpy as np
import pytest

from optim_core import OPTIMIZERS, SCHEDULES, SURFACES, Run, Scenario
from tests.core.entries import tries
from tests.core.test_optimizers import SWITCHED

STEPS = 40


def carried_out(script):
    """Execute a script with nothing but Python around it; returns (paths, what it printed)."""
    namespace, printed = {"__name__": "__main__"}, io.StringIO()
    with contextlib.redirect_stdout(printed), np.errstate(all="ignore"):
        exec(compile(script, "script.py", "exec"), namespace)
    return namespace["paths"], printed.getvalue()


def assert_script_repeats(scenario):
    paths, printed = carried_out(scenario.to_script())
    runs = scenario.run()
    assert len(paths) == len(runs) == len(printed.splitlines())
    for path, run in zip(paths, runs, strict=True):
        # Not to the last bit: NumPy's sine and the compiler's differ in it.
        size = max(1.0, np.abs(run.path).max())
        np.testing.assert_allclose(path, run.path, rtol=0, atol=1e-13 * size)


def test_a_script_repeats_every_optimizer(optimizer):
    assert_script_repeats(Scenario(surface="himmelblau", steps=STEPS, runs=[Run(optimizer)]))


@pytest.mark.parametrize(("optimizer_id", "switched_off"), SWITCHED)
def test_a_script_repeats_switched_off_corrections(optimizer_id, switched_off):
    assert_script_repeats(Scenario(steps=STEPS, runs=[Run(optimizer_id, switched_off)]))


def test_a_script_repeats_every_surface(surface):
    slow = [Run("sgd", {"lr": SURFACES[surface].lr}), Run("adam", {"lr": 0.01})]
    ends = {name: knob.high for name, knob in SURFACES[surface].knobs.items()}
    for knobs in ({}, ends):
        assert_script_repeats(
            Scenario(surface=surface, surface_knobs=knobs, steps=STEPS, runs=slow)
        )


def test_a_script_repeats_every_schedule(schedule):
    knobs = {name: tries(knob)[-1] for name, knob in SCHEDULES[schedule].knobs.items()}
    for schedule_knobs in ({}, knobs):
        run = Run("momentum", schedule=schedule, schedule_knobs=schedule_knobs)
        assert_script_repeats(Scenario(steps=STEPS, runs=[run]))


def test_a_script_repeats_a_race_with_noise_and_fairness():
    runs = [Run(name) for name in OPTIMIZERS][:7] + [Run("sgd", schedule="inverse_time")]
    assert_script_repeats(
        Scenario(
            surface="beale",
            start=(2.0, 1.0),
            steps=STEPS,
            runs=runs,
            noise=0.3,
            seed=4,
            fairness="effective",
        )
    )


@pytest.mark.parametrize(
    ("start", "knobs", "status"),
    [((-4.0, 2.0), {"lr": 1.0}, "diverged"), ((0.0, 1.0), {"lr": 1e200}, "diverged")],
)
def test_a_script_stops_where_the_run_stops(start, knobs, status):
    scenario = Scenario(start=start, runs=[Run("sgd", knobs)])
    assert scenario.run()[0].status == status
    assert_script_repeats(scenario)


def test_a_script_stops_where_the_next_update_is_undefined():
    scenario = Scenario(start=(0.0, 2.0), runs=[Run("adam", {"eps": 0.0})])
    assert scenario.run()[0].status == "domain"
    assert_script_repeats(scenario)


def test_a_script_imports_nothing_but_numpy():
    runs = [Run(name, schedule=s) for name in OPTIMIZERS for s in SCHEDULES][:8]
    for surface in SURFACES:
        script = Scenario(surface=surface, runs=runs).to_script()
        nodes = [n for n in ast.walk(ast.parse(script)) if isinstance(n, ast.Import)]
        assert [alias.name for node in nodes for alias in node.names] == ["numpy"]
        assert "import from" not in script and "optim_core" not in script
        assert not [n for n in ast.walk(ast.parse(script)) if isinstance(n, ast.ImportFrom)]


def test_a_script_runs_by_itself_and_says_how_it_went(tmp_path):
    """In an empty folder, isolated from this project, with every warning an error."""
    scenario = Scenario(steps=STEPS, runs=[Run("adam"), Run("rmsprop")], noise=0.1)
    (tmp_path / "script.py").write_text(scenario.to_script(), encoding="utf-8")
    command = [sys.executable, "-I", "-W", "error", "script.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    adam, rmsprop = done.stdout.splitlines()
    assert adam.startswith("Adam after 40 steps:") and rmsprop.startswith("RMSprop after 40 steps:")
    assert repr(float(adam.split()[-1])) == repr(float(scenario.run()[0].loss[-1]))


def test_a_script_says_which_experiment_it_repeats():
    script = Scenario(seed=3).to_script()
    query = ast.get_docstring(ast.parse(script)).splitlines()[-1]
    assert dict(pair.split("=") for pair in query.split("&")) == Scenario(seed=3).to_query()
