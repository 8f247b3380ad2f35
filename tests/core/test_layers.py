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
COMPILERS = {"njit", "jit", "cfunc", "vectorize", "guvectorize", "stencil", "jitclass", "prange"}
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


def test_every_way_to_a_kernel_leads_by_the_same_flags(monkeypatch):
    """As the compiler hears them. While one runs, Python runs too: the server is one process. 1/0
    is infinite, as on paper, and no exception."""
    heard = []
    monkeypatch.setattr(jit, "njit", lambda *_, **flags: heard.append(flags) or (lambda f: f))
    for compile_ in (jit.kernel, jit.part, lambda f: jit.specialise(f, None, "name")):
        compile_(lambda: 0.0)
    assert len(heard) == 3
    for flags in heard:
        assert (flags.pop("nogil"), flags.pop("error_model")) == (True, "numpy")
        assert set(flags) <= {"cache", "no_cpython_wrapper", "no_cfunc_wrapper"}


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
    for path in SOURCES:
        compiling = COMPILERS & set(names_of(path))
        assert compiling == ({"njit"} if path.name == "jit.py" else set()), path.name


def names_of(path):
    """Everything that a file names, imports or takes from something."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for said in ("id", "attr", "name"):
            yield getattr(node, said, None)


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
