"""An exported script repeats the experiment with NumPy alone."""

import ast
import contextlib
import io
import subprocess
import sys

import numpy as np
import pytest

from optim_core import OPTIMIZERS, SCHEDULES, SURFACES, Run, Scenario
from optim_core.scenario import MOST_RUNS
from tests.core.entries import tries
from tests.core.test_optimizers import SWITCHED

STEPS = 40
# Functions of one or two numbers that are the same in NumPy and in PyTorch.
SHARED = {
    *("sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh"),
    *("exp", "log", "log1p", "log2", "log10", "sqrt", "hypot"),
    *("absolute", "sign", "minimum", "maximum", "where"),
}
EVERY_RUN = [Run(name) for name in OPTIMIZERS] + [Run("sgd", schedule=name) for name in SCHEDULES]


def races(runs):
    """As many at a time as a scenario holds."""
    return [runs[first : first + MOST_RUNS] for first in range(0, len(runs), MOST_RUNS)]


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
    for race in races(EVERY_RUN):
        assert_script_repeats(
            Scenario(
                surface="beale",
                start=(2.0, 1.0),
                steps=STEPS,
                runs=race,
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


@pytest.mark.parametrize("lr", [1e20, 1e60, 1e90, 1e200])
def test_a_script_stops_where_the_run_stops_on_every_surface(surface, lr):
    assert_script_repeats(Scenario(surface=surface, steps=STEPS, runs=[Run("sgd", {"lr": lr})]))


def test_a_script_stops_where_the_next_update_is_undefined():
    scenario = Scenario(start=(0.0, 2.0), runs=[Run("adam", {"eps": 0.0})])
    assert scenario.run()[0].status == "domain"
    assert_script_repeats(scenario)


def names_in(script):
    return {node.id for node in ast.walk(ast.parse(script)) if isinstance(node, ast.Name)}


def imports_of(script):
    nodes = [n for n in ast.walk(ast.parse(script)) if isinstance(n, ast.Import | ast.ImportFrom)]
    return [alias.name for node in nodes for alias in node.names]


@pytest.mark.parametrize(("library", "name"), [("numpy", "np"), ("torch", "torch")])
def test_a_script_imports_nothing_but_its_library(surface, library, name):
    for race in races(EVERY_RUN):
        scenario = Scenario(surface=surface, steps=STEPS, runs=race, noise=0.1)
        script = scenario.to_script(library)
        compile(script, "script.py", "exec")
        assert imports_of(script) == [library]
        assert names_in(script) & {"np", "torch", "optim_core"} == {name}


def test_a_script_runs_by_itself_and_says_how_it_went(tmp_path):
    """In an empty folder, isolated from this project, with every warning an error."""
    scenario = Scenario(steps=STEPS, runs=[Run("adam"), Run("rmsprop")], noise=0.1)
    (tmp_path / "script.py").write_text(scenario.to_script(), encoding="utf-8")
    command = [sys.executable, "-I", "-W", "error", "script.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    adam, rmsprop = done.stdout.splitlines()
    assert adam.startswith("Run 1, Adam after 40 steps:")
    assert rmsprop.startswith("Run 2, RMSprop after 40 steps:")
    assert repr(float(adam.split()[-1])) == repr(float(scenario.run()[0].loss[-1]))


@pytest.mark.parametrize("library", ["numpy", "torch"])
def test_a_script_says_which_experiment_it_repeats(library):
    script = Scenario(seed=3).to_script(library)
    query = ast.get_docstring(ast.parse(script)).splitlines()[-1]
    assert dict(pair.split("=") for pair in query.split("&")) == Scenario(seed=3).to_query()


def torch_part(optimizer):
    return OPTIMIZERS[optimizer].torch(Run(optimizer).knobs)


def test_a_torch_script_takes_pytorchs_optimizer_or_says_why_not(optimizer):
    script = Scenario(steps=STEPS, runs=[Run(optimizer)]).to_script(library="torch")
    constructed = [line for line in script.splitlines() if "torch.optim." in line]
    said = [line for line in script.splitlines() if line.startswith('print("Left out: run 1,"')]
    if torch_part(optimizer) is None:
        assert (len(constructed), len(said)) == (0, 1)
        assert OPTIMIZERS[optimizer].title.en in said[0]
    else:
        name, arguments = torch_part(optimizer)
        assert said == []
        assert constructed[0].startswith(f"optimizer = torch.optim.{name}([x], lr=")
        assert all(
            f"{argument}={value!r}" in constructed[0] for argument, value in arguments.items()
        )


def test_pytorch_always_corrects_the_bias():
    assert torch_part("adam")
    for name, off in SWITCHED:
        assert OPTIMIZERS[name].torch(Run(name, off).knobs) is None


def assert_written_with_pytorch(scenario):
    """PyTorch's functions bear NumPy's names, but refuse bare numbers."""
    script = scenario.to_script("torch")
    (ground,) = [n for n in ast.parse(script).body if getattr(n, "name", "") == "value_and_grad"]
    used = [n for n in ast.walk(ground) if isinstance(n, ast.Attribute)]
    assert {ast.unparse(name.value) for name in used} <= {"torch"}
    assert {name.attr for name in used} <= {"pi", "e", "tensor", *SHARED}
    for call in ast.walk(ground):
        if isinstance(call, ast.Call) and ast.unparse(call.func).removeprefix("torch.") in SHARED:
            assert not any(isinstance(argument, ast.Constant) for argument in call.args)


def test_a_surface_is_written_with_what_pytorch_has_too(surface):
    assert_written_with_pytorch(Scenario(surface=surface))


def test_a_torch_script_writes_out_noise_and_changing_rates():
    """They are NumPy's numbers, which PyTorch can't draw again."""
    run = Run("momentum", {"lr": 0.5, "beta": 0.75}, "exponential", {"factor": 0.5})
    scenario = Scenario(steps=3, runs=[run], noise=0.1, seed=2)
    script = scenario.to_script(library="torch")
    assert "path = descend(x, optimizer, [0.125, 0.0625, 0.03125])" in script
    noise = 0.1 * np.random.default_rng(2).standard_normal((3, 2))
    assert f"NOISE = torch.tensor({noise.tolist()!r})" in script


def test_a_script_in_an_unknown_library_is_refused():
    with pytest.raises(ValueError, match="library 'jax' is unknown; there are numpy, torch"):
        Scenario().to_script(library="jax")
