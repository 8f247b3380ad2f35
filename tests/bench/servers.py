"""Servers of our own on free ports, as a visitor would start them."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST_START = 120  # seconds; a first start compiles every kernel


@dataclass(frozen=True)
class Site:
    """Where it is, and when (seconds since 1970) its process started and first answered.

    `log` is the file that it writes to.
    """

    url: str
    started: float
    healthy: float
    pid: int
    log: Path


@contextmanager
def serve(script, cache=None, *, folder=ROOT, options=()):
    """Run a Streamlit script; `folder` decides which .streamlit/config.toml counts."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    with tempfile.TemporaryDirectory() as place, (Path(place) / "log").open("wb") as log:
        said = {"stdout": log, "stderr": subprocess.STDOUT}
        started = time.time()
        process = subprocess.Popen([*command, *options], cwd=folder, env=environment(cache), **said)
        try:
            url = f"http://localhost:{port}"
            _wait_for(f"{url}/_stcore/health", process)
            yield Site(url, started, time.time(), process.pid, Path(log.name))
        finally:
            process.terminate()
            process.wait()


@contextmanager
def ready(script, options=()):
    """One that has also loaded what it loads while it answers, as a hall finds it."""
    with serve(script, options=options) as site:
        _wait_for(f"{site.url}/lab/ready")
        yield site


def compile_kernels():
    """All into the usual cache, so that no server compiles while it is being measured."""
    command = [sys.executable, "-m", "tests.bench.warming"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def environment(cache):
    """`cache` is a folder for compiled kernels; None is the usual one."""
    place = {"NUMBA_CACHE_DIR": str(cache)} if cache else {}
    return os.environ | place | {"PYTHONPATH": str(ROOT)}


def _free_port():
    with socket.create_server(("localhost", 0)) as listener:
        return listener.getsockname()[1]


def _wait_for(address, process=None):
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end and (process is None or process.poll() is None):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.01)
    raise RuntimeError(f"no answer from {address}")
