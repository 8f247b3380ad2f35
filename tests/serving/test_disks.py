"""Compiled kernels where the disk is full or may not be written, and for many at once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DESCEND = "from optim_core import ewa; print(float(ewa([1.0, 2.0, 4.0], 0.5)[-1]))"
ANSWER = "2.625"
FULL = f"""
import builtins, numba, os
open_one = builtins.open
def refuse(path, mode="r", *rest, **named):
    if ".nb" in str(path) and "w" in mode:
        open_one(path, mode, *rest, **named).close()  # as a full disk does: there, but empty
        raise OSError(28, "No space left on device")
    return open_one(path, mode, *rest, **named)
builtins.open = refuse
{DESCEND}
"""
NOWHERE = f"""
import tempfile
def refuse(*_, **__): raise OSError(30, "Read-only file system")
tempfile.TemporaryFile = tempfile.mkdtemp = refuse
{DESCEND}
"""
THREADS = """
from concurrent.futures import ThreadPoolExecutor
from optim_core import ewa
with ThreadPoolExecutor(8) as pool:
    print({float(end) for end in pool.map(lambda _: ewa([1.0, 2.0, 4.0], 0.5)[-1], range(8))})
"""
LATER = f"""
from numba.core import event
with event.install_recorder("numba:compile") as compiled:
    {DESCEND}
print(len(compiled.buffer))
"""


def process(code, cache, **environment):
    place = {"NUMBA_CACHE_DIR": str(cache), "NUMBA_DISABLE_JIT": "0"}
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        env=os.environ | place | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def said(running):
    output, errors = running.communicate(timeout=120)
    assert running.returncode == 0, errors
    return output.split()


def test_a_full_disk_keeps_nothing_and_stops_nobody(tmp_path):
    assert said(process(FULL, tmp_path)) == [ANSWER]
    assert not [*tmp_path.rglob("*.nbi"), *tmp_path.rglob("*.nbc")]
    assert said(process(DESCEND, tmp_path)) == [ANSWER]


def test_where_nothing_can_be_written_each_process_compiles_for_itself(tmp_path):
    """Neither the package's folder nor the user's nor a temporary one."""
    assert said(process(NOWHERE, "", XDG_CACHE_HOME=str(tmp_path / "home"))) == [ANSWER]


@pytest.mark.nightly
def test_four_processes_may_compile_into_one_folder_at_once(tmp_path):
    at_once = [process(DESCEND, tmp_path) for _ in range(4)]
    assert [said(each) for each in at_once] == [[ANSWER]] * 4
    assert said(process(LATER, tmp_path)) == [ANSWER, "0"]


def test_eight_threads_may_compile_at_once(tmp_path):
    assert said(process(THREADS, tmp_path)) == [f"{{{ANSWER}}}"]
