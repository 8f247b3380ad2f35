"""A server as `make run` starts it, on a machine whose way to the internet swallows everything."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UNEXPECTED = re.compile(r"Error [0-9A-F]{6} at .*")  # as pages/shared/server/errors.py writes it
LONGEST_START = 120  # seconds; a first start compiles every kernel


class Site:
    """A running server; `log` is the file that it writes to."""

    def __init__(self, log, script="app.py", **environment):
        self.script, self.log, self.environment = str(script), log, environment
        self.port = free_port()
        self.url, self.socket = f"http://localhost:{self.port}", f"ws://localhost:{self.port}"
        self.start()

    def start(self):
        command = [sys.executable, "-m", "streamlit", "run", self.script]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--server.port", str(self.port)],
                cwd=ROOT,
                env=os.environ | self.environment,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + LONGEST_START
        while not self.is_ready():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < until, self.log.read_text()
            time.sleep(0.1)

    def is_ready(self):
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.url}/lab/ready") as page:
            return page.status == 200
        return False

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture(scope="session")
def nowhere():
    """The address of a proxy that takes every call and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=200) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


@pytest.fixture(scope="session")
def offline(nowhere):
    """The environment of a machine from which nothing comes through to the internet."""
    return {"HTTP_PROXY": nowhere, "HTTPS_PROXY": nowhere, "NO_PROXY": ""}


@pytest.fixture(scope="session")
def site(tmp_path_factory, offline):
    site = Site(tmp_path_factory.mktemp("server") / "log", **offline)
    yield site
    site.end()
    assert not UNEXPECTED.findall(site.log.read_text())


@pytest.fixture(scope="session")
def hostile(tmp_path_factory, offline):
    """Another, for visitors that make Streamlit itself complain: its log is no promise."""
    site = Site(tmp_path_factory.mktemp("hostile") / "log", **offline)
    yield site
    site.end()
