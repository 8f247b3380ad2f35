"""What is done before the first visitor comes."""

import asyncio
import subprocess
import sys
import threading
from pathlib import Path

from pages.shared.server import routes
from tests.serving.visitor import get

ROOT = Path(__file__).parents[2]
WARM = """
import sys
from optim_core import compiling
compiling.prepare()
print("sklearn" in sys.modules)
from optim_core import OPTIMIZERS, SURFACES
from optim_core.descend import walk
print(all(walk(name).overloads for name in OPTIMIZERS))
print(all(ground.value_and_grad.overloads for ground in SURFACES.values()))
"""
FILES = """
import resource
from pages.shared.server.warming import allow_many_connections
most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (256, most))
allow_many_connections()
print(resource.getrlimit(resource.RLIMIT_NOFILE)[0] >= min(most, 65_536))
"""
ORDER = """
import asyncio
from optim_core import compiling
from pages.shared.server import channel
from pages.shared.server import warming
said = []
def preparing(progress):
    said.append("first")
    yield
    said.append("others")
compiling.preparing = preparing
warming.train_briefly = lambda: None
async def start():
    async with warming.warm(None):
        print("first" in said)
        await asyncio.to_thread(channel.all_loaded.wait, 20)
        print(said)
asyncio.run(start())
"""
IN_FORCE = """
import asyncio, gc, resource, socket, sys
import app
from streamlit import net_util
from streamlit.runtime import app_session
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.pages_manager import PagesManager
from pages.shared.server import channel
from pages.shared.server import streamlit_patches, warming
print(MemorySessionStorage().__dict__["_cache"].maxsize == streamlit_patches.MOST_DROPPED)
print(net_util._external_ip == streamlit_patches.NOWHERE, PagesManager.uses_pages_directory)
print([each.cls.__name__ for each in app.app._user_middleware])
print(app_session._populate_theme_msg.__module__ == streamlit_patches.__name__)
session = app_session.AppSession
ours = session._handle_git_information_request, session._handle_file_urls_request
print([each.__module__ == streamlit_patches.__name__ for each in ours])
most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (256, most))
async def start():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        async with warming.warm(None):
            print(bool(listening.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
            print(sys.getswitchinterval())
            print(resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 256)
            await asyncio.to_thread(channel.all_loaded.wait, 60)
            print(gc.get_freeze_count() > 100_000)
asyncio.run(start())
"""


def said(code):
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_warming_up_compiles_everything_and_loads_no_data():
    assert said(WARM) == ["False", "True", "True"]


def test_the_first_page_is_ready_before_the_server_answers_and_the_rest_soon_after():
    assert said(ORDER) == ["True", "['first', 'others']"]


def test_as_many_connections_as_the_system_allows():
    assert said(FILES) == ["True"]


def test_ready_says_so_to_whoever_sends_visitors(site):
    status, _, body = get(site, "/lab/ready")
    assert (status, body) == (200, b"ready")


def test_while_something_is_loaded_it_is_not_ready(monkeypatch):
    monkeypatch.setattr(routes.channel, "all_loaded", threading.Event())
    assert asyncio.run(routes.readiness(None)).status_code == 503
    routes.channel.all_loaded.set()
    assert asyncio.run(routes.readiness(None)).status_code == 200


def test_what_is_set_in_streamlit_and_python_is_set_by_starting():
    assert said(IN_FORCE) == [
        "True", "True False", "['Gate', 'Preload']", "True", "[True, True]", "True", "0.001",
        "True", "True",
    ]  # fmt: skip
