"""Servers for the browser tests, each on a free port of its own."""

import contextlib
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOAD = "from optim_core import compiling; compiling.prepare()"


@contextlib.contextmanager
def serve(app="app.py"):
    """Start the app as `make run` does, nothing left to compile; gives its address when ready."""
    subprocess.run([sys.executable, "-c", LOAD], cwd=ROOT, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", app, "--server.port", str(port)]
    address = f"http://localhost:{port}"
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
    ) as process:
        try:
            _wait_until_ready(address, process)
            yield address
        finally:
            process.terminate()


@contextlib.contextmanager
def serve_authors(folder):
    """The same, for authors, with the lessons of a folder."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("LESSONS_DIR", str(folder))
        environment.setenv("LESSONS_AUTHOR", "1")
        with serve() as address:
            yield address


def _wait_until_ready(address, process, patience=120.0):
    until = time.monotonic() + patience
    while time.monotonic() < until:
        assert process.poll() is None, "the server ended before it was ready"
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=2)
            return
        time.sleep(0.1)
    raise AssertionError(f"the server was not ready after {patience:g} s")
