"""The core is mathematics: it has never heard of a user interface, and it starts fast."""

import ast
import subprocess
import sys
from pathlib import Path

import optim_core
from optim_core import jit

CORE = Path(optim_core.__file__).parent
SOURCES = sorted(CORE.rglob("*.py"))
BELOW_THE_CORE = {"numpy", "scipy", "numba", "sklearn", "optim_core"}
ABOVE_THE_CORE = ("streamlit", "plotly", "pandas")


def imported(path):
    """Top names of everything a file imports, at any depth of it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module.partition(".")[0]


def test_the_core_imports_numpy_numba_with_its_scipy_and_itself():
    assert len(SOURCES) > 20
    for path in SOURCES:
        foreign = set(imported(path)) - BELOW_THE_CORE - sys.stdlib_module_names
        assert not foreign, f"{path.relative_to(CORE)} imports {foreign}"


def test_lessons_know_the_core_and_no_interface():
    sources = sorted((CORE.parent / "lessons").rglob("*.py"))
    known = BELOW_THE_CORE | {
        "lessons",
        "PIL",
        "pydantic",
        "pydantic_core",
        "markdown_it",
        "mdit_py_plugins",
        "ruamel",
    }
    assert sources
    for path in sources:
        foreign = set(imported(path)) - known - sys.stdlib_module_names
        assert not foreign, f"{path.name} imports {foreign}"


def test_importing_the_core_brings_neither_interface_nor_data():
    """scikit-learn alone takes a second; it is imported by whoever first asks for its data."""
    question = "import optim_core, sys; print(*sorted({m.partition('.')[0] for m in sys.modules}))"
    command = [sys.executable, "-c", question]
    done = subprocess.run(command, cwd=CORE.parent, capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & {*ABOVE_THE_CORE, "sklearn"}


def test_no_kernel_is_compiled_with_fastmath_or_parallel():
    """fastmath may delete the test for nan; parallel aborts a server that runs threads."""
    for path in SOURCES:
        for name, value in flags(path):
            assert name not in ("fastmath", "parallel"), f"{path.relative_to(CORE)}: {name}={value}"


def test_while_a_kernel_runs_python_runs_too():
    """Who asks for a long one would stop everybody: the server is one process."""
    assert jit.FLAGS["nogil"] is True


def flags(path):
    """Every keyword argument of a call and every key of a dict display, with its value."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield from ((k.arg, ast.unparse(k.value)) for k in node.keywords)
        if isinstance(node, ast.Dict):
            keys = [key.value if isinstance(key, ast.Constant) else None for key in node.keys]
            yield from zip(keys, map(ast.unparse, node.values), strict=True)


def test_only_one_file_speaks_to_the_compiler():
    """Everybody else takes its decorator and its types, so that the flags are in one place."""
    calls = [path.name for path in SOURCES if "njit(" in path.read_text(encoding="utf-8")]
    assert calls == ["jit.py"]


def test_every_entry_is_a_file_of_its_name():
    for folder, registry in (
        ("optimizers", optim_core.OPTIMIZERS),
        ("surfaces", optim_core.SURFACES),
        ("schedules", optim_core.SCHEDULES),
        ("datasets", optim_core.DATASETS),
        ("models", optim_core.MODELS),
        ("claims", optim_core.CLAIMS),
    ):
        files = {path.stem for path in (CORE / folder).glob("*.py")} - {"__init__"}
        assert set(registry) == files
