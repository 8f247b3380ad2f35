"""Two doors as replicas have them, behind the proxy of deploy/, either of which may be full."""

import asyncio
import socket
import threading
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn
from starlette.responses import PlainTextResponse

from pages.shared.server import gate
from tests.serving.two_machines import Machines, free_ports, proxy


@contextmanager
def doors():
    """({name: Gate}, Machines); a Gate is full once its `visitors` say so."""
    listen, *ports = free_ports(3)
    addresses = {name: f"127.0.0.1:{p}" for name, p in zip(("one", "two"), ports, strict=True)}
    gates = {name: gate.Gate(PlainTextResponse(name)) for name in addresses}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        for name, port in zip(gates, ports, strict=True):
            stack.enter_context(_served(gates[name], port))
        log = stack.enter_context(proxy(folder, listen, addresses))
        _wait_for(listen)
        yield gates, Machines({}, addresses, listen, log)


@contextmanager
def nobody():
    """Machines of which none is running, behind the proxy."""
    listen, *ports = free_ports(3)
    addresses = {name: f"127.0.0.1:{p}" for name, p in zip(("one", "two"), ports, strict=True)}
    with TemporaryDirectory() as folder, proxy(Path(folder), listen, addresses) as log:
        _wait_for(listen)
        yield Machines({}, addresses, listen, log)


@contextmanager
def _served(app, port):
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", lifespan="off")
    )
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
    thread.start()
    _wait_for(port)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


def _wait_for(port):
    for _ in range(200):
        with socket.socket() as call:
            call.settimeout(0.2)
            if call.connect_ex(("127.0.0.1", port)) == 0:
                return
        threading.Event().wait(0.05)
    raise AssertionError(f"nobody listens at {port}")
