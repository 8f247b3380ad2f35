"""Two replicas and the proxy before them, on this machine: deploy/nginx.conf, its blanks filled."""

import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.serving import nginx

ROOT = Path(__file__).parents[2]
CONFIGURATION = ROOT / "deploy" / "nginx.conf"
NAME = "lab.test"  # of no machine: visitors are told where it is
LOAD = "from optim_core import compiling; compiling.prepare()"
PATIENCE = 120.0  # seconds


@dataclass(frozen=True)
class Machines:
    """Processes by replica's name, and where the proxy is; `log` is what it says of requests."""

    replicas: dict
    addresses: dict
    port: int
    log: Path

    @property
    def site(self):
        return f"http://{NAME}:{self.port}"

    def answered(self, marker, count):
        """Counter of the replicas that answered the requests whose address holds `marker`."""
        names = {address: name for name, address in self.addresses.items()}
        return Counter(names[line.split()[-1]] for line in self.lines(marker, count))

    def lines(self, marker, count):
        """As many lines of the log as `count` that hold `marker`: it may hear of a request a little
        later than who asked."""
        until, found = time.monotonic() + PATIENCE, []
        while len(found) < count and time.monotonic() < until:
            time.sleep(0.02)
            found = [line for line in self.log.read_text("utf-8").splitlines() if marker in line]
        return found


@contextmanager
def running():
    """Both replicas and the proxy, ready."""
    subprocess.run([sys.executable, "-c", LOAD], cwd=ROOT, check=True)
    listen, *ports = free_ports(3)
    addresses = {name: f"127.0.0.1:{p}" for name, p in zip(("one", "two"), ports, strict=True)}
    with ExitStack() as stack:
        replicas = {n: stack.enter_context(_replica(a)) for n, a in addresses.items()}
        for address in addresses.values():
            wait_until_ready(f"http://{address}")
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        log = stack.enter_context(proxy(folder, listen, addresses))
        wait_until_ready(f"http://127.0.0.1:{listen}")
        yield Machines(replicas, addresses, listen, log)


@contextmanager
def _replica(address):
    """As deploy/start does it; ended from outside with no chance to say goodbye."""
    host, port = address.split(":")
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    where = ["--server.address", host, "--server.port", port]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command + where, cwd=ROOT, **quiet) as process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def proxy(folder, listen, addresses):
    folder.chmod(0o755)  # its workers are somebody else
    log, blanks = folder / "log", {"LISTEN": f"127.0.0.1:{listen}", "PLACE": str(folder)}
    blanks |= {"SITE": f"http://{NAME}:{listen}"}
    blanks |= {name.upper(): address for name, address in addresses.items()}
    path = folder / "nginx.conf"
    path.write_text(filled(CONFIGURATION.read_text("utf-8"), blanks), "utf-8")
    command = [nginx.find(), "-e", "stderr", "-c", str(path)]
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out) as process:
        try:
            yield log
        finally:
            process.terminate()


def filled(text, blanks):
    """As envsubst does it: every blank is to be known, and to be used."""
    assert set(re.findall(r"\$\{(\w+)\}", text)) == set(blanks)
    return re.sub(r"\$\{(\w+)\}", lambda blank: blanks[blank[1]], text)


def free_ports(count):
    with ExitStack() as stack:
        free = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [each.getsockname()[1] for each in free]


def wait_until_ready(address):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(OSError):
            urllib.request.urlopen(f"{address}/lab/ready", timeout=2)
            return
        time.sleep(0.1)
    raise AssertionError(f"{address} was not ready after {PATIENCE:g} s")
