"""What is served beside Streamlit: the stage's files, and its direct line to the core."""

import asyncio
import gc
import socket
import sys
import threading
from contextlib import asynccontextmanager
from functools import partial
from pathlib import PurePath
from urllib.parse import urlsplit

import anyio
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from streamlit.runtime.pages_manager import PagesManager

from optim_core import Scenario, compiling
from pages.shared import downloads, streams
from pages.shared.figures import FIGURES
from pages.shared.lab.ready import get_ready
from pages.shared.panels import PANELS
from pages.shared.stage import assets
from pages.shared.words import known

FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
POLICY = 1008


async def asset(request):
    """One of the stage's own files."""
    name = request.path_params["name"]
    if name not in assets.FILES:
        return PlainTextResponse(f"{name!r} is not a file of the stage", status_code=404)
    kind = assets.TYPES[PurePath(name).suffix]
    return Response(assets.FILES[name], media_type=kind, headers=FOR_EVER)


async def plotly(request):
    compressed = "gzip" in request.headers.get("accept-encoding", "")
    headers = FOR_EVER | ({"Content-Encoding": "gzip"} if compressed else {})
    script = await anyio.to_thread.run_sync(assets.plotly_js, compressed)
    return Response(script, media_type=assets.TYPES[".js"], headers=headers)


async def save(request):
    """An experiment as a file; its query is read as any link is."""
    query = dict(request.query_params)
    language = query.pop("lang", "en")
    name = request.path_params["name"]
    if name not in downloads.FILES:
        return PlainTextResponse(f"{name!r} can't be downloaded", status_code=404)
    scenario, _ = Scenario.from_query(query)
    make = partial(downloads.download, name, scenario, known(language))
    text, media_type = await anyio.to_thread.run_sync(make)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type=media_type, headers=headers)


async def channel(websocket):
    """The direct line of one stage or figure, for pages of this site."""
    if not _from_this_site(websocket):
        await websocket.close(POLICY)
        return
    await websocket.accept()
    await streams.converse(websocket)


def _from_this_site(websocket):
    """A browser says where its page came from; that must be here."""
    origin = websocket.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == websocket.headers.get("host")


ROUTES = [
    Route(f"/lab/assets/{assets.VERSION}/{{name}}", asset),
    Route(f"/{assets.PLOTLY}", plotly),
    Route(f"/{assets.SAVE}{{name}}", save),
    WebSocketRoute(f"/{assets.CHANNEL}", channel),
]


@asynccontextmanager
async def warm(_app):
    """Before the first visitor: imports, and the kernels of the first page; then all others.

    Where kernels must be compiled, once on a machine, all of them come before the first visitor.
    Who asks for one that is still to be loaded waits for it in a thread.
    """
    closing, kernels = threading.Event(), compiling.preparing(_say)
    packing = asyncio.to_thread(assets.plotly_js, True)
    await asyncio.gather(asyncio.to_thread(next, kernels, None), packing)
    _send_at_once()
    _one_map()
    rest = asyncio.create_task(asyncio.to_thread(_load, kernels, closing))
    yield {}
    closing.set()
    await rest


def _load(kernels, closing):
    """All other kernels, pictures, and the first data; no more of them where one is closing."""
    for _ in kernels:
        if closing.is_set():
            return
    streams.all_loaded.set()
    FIGURES.load()
    PANELS.load()
    get_ready()
    gc.collect()
    gc.freeze()  # what was imported is never garbage: collecting it cost 40 ms a click


def _say(done, total):
    """How far it is: a line in a terminal that is written over, a few lines in a file."""
    end = "\r" if sys.stderr.isatty() and done < total else "\n"
    if end == "\r" or done == total or done % 20 == 0:
        said = f"Compiling, once on this machine: {done} of {total} parts"
        print(f"  {said}", end=end, file=sys.stderr, flush=True)


def _one_map():
    """The pages are those that app.py lists, from the first visitor on.

    Until a first script has called st.navigation, Streamlit would run a file of pages/ by itself
    for whoever opens its address, with a menu of its own and without our width.
    """
    PagesManager.uses_pages_directory = False


def _send_at_once():
    """Switch Nagle's algorithm off where we listen; accepted connections inherit it.

    Streamlit binds its socket in a way that asyncio does not recognise as TCP, so each answer
    would wait 40 ms for the acknowledgement of the one before.
    """
    for item in gc.get_objects():
        # By its type: asking a proxy whose object has gone for its class is an error.
        if issubclass(type(item), socket.socket) and item.fileno() >= 0 and _listens(item):
            item.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _listens(item):
    tcp = item.family in (socket.AF_INET, socket.AF_INET6) and item.type == socket.SOCK_STREAM
    return tcp and item.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN) == 1
