"""Compiled kernels survive a bad place to keep them: each case in a process of its own."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numba
import pytest

from optim_core import cache

ROOT = Path(__file__).parents[2]
RUN = "from optim_core import descend; print(descend('sgd', 'saddle', steps=5).path[-1])"


def run(cache, code=RUN, **environment):
    """Standard output of a process that descends with its kernels kept in `cache`."""
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(cache), **environment}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def compiled(tmp_path_factory):
    """(a folder with the kernels, compiled once for all tests; what the process printed)."""
    folder = tmp_path_factory.mktemp("compiled")
    return folder, run(folder, NUMBA_DISABLE_JIT="0")


@pytest.fixture
def first(compiled, tmp_path):
    """What a process printed that left its kernels in `tmp_path`."""
    folder, printed = compiled
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    return printed


@pytest.mark.parametrize("ending", [pytest.param("nbi", marks=pytest.mark.nightly), "nbc"])
def test_a_file_that_was_cut_short_is_made_again(tmp_path, first, ending):
    files = sorted(tmp_path.rglob(f"*.{ending}"))
    assert files
    for path in files:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert run(tmp_path, NUMBA_DISABLE_JIT="0") == first


def test_an_empty_file_is_made_again(tmp_path, first):
    for path in tmp_path.rglob("*.nbi"):
        path.write_bytes(b"")
    assert run(tmp_path, NUMBA_DISABLE_JIT="0") == first


@pytest.mark.usefixtures("first")
def test_whole_files_are_kept_and_cut_ones_removed_wherever_they_were_cut(tmp_path, monkeypatch):
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path))
    whole = [path for path in tmp_path.rglob("*.nb?") if path.suffix in cache.PICKLES]
    for path in whole:
        data = path.read_bytes()
        for cut in range(0, len(data), 1 + len(data) // 2_000):
            (tmp_path / f"{path.stem}.{cut}{path.suffix}").write_bytes(data[:cut])
        (tmp_path / f"{path.stem}.more{path.suffix}").write_bytes(data + b"more")
    cache.prepare()
    assert len(whole) >= 4
    assert sorted(whole) == sorted(tmp_path.rglob("*.nb?"))


def test_where_the_folder_cannot_be_written_kernels_are_kept_elsewhere(tmp_path, compiled):
    """Refused by hand, since a test that runs as root may write everywhere."""
    refuse = (
        "import tempfile\n"
        "open_one = tempfile.TemporaryFile\n"
        "def refuse(dir=None, **how):\n"
        f"    if str(dir).startswith({str(ROOT)!r}): raise OSError(30, 'Read-only file system')\n"
        "    return open_one(dir=dir, **how)\n"
        "tempfile.TemporaryFile = refuse\n"
        f"{RUN}\n"
    )
    home = tmp_path / "home"
    printed = run("", refuse, XDG_CACHE_HOME=str(home), NUMBA_DISABLE_JIT="0")
    assert [*home.rglob("*.nbi")]
    assert printed == compiled[1]


def test_where_nobody_has_a_home_to_write_in_a_temporary_folder_serves(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "file").touch()
    for home, writable in (("file", True), ("home", False)):
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / home))
        monkeypatch.setattr(cache, "_writable", lambda _, writable=writable: writable)
        assert Path(cache._elsewhere()).name.startswith("descent-lab-")
