"""What is served beside Streamlit: the stage's files, downloads, the direct line to the core."""

import io
import os
from functools import partial
from pathlib import PurePath

import anyio
import segno
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute

from pages.shared.lecture.deck import QR
from pages.shared.server import channel, downloads, offline_page
from pages.shared.shell import miniatures
from pages.shared.site import assets
from pages.shared.site.words import known

FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
LONGEST_QUERY = 8_192
LONGEST_CODE = 2_953  # bytes that fit into the largest one
MOST_SAVING = 100  # downloads that wait for a processor; whoever comes then is asked to try again
_saving = anyio.CapacityLimiter(os.cpu_count() or 1)


async def asset(request):
    """One of our own scripts and styles."""
    name = request.path_params["name"]
    if name not in assets.FILES:
        return PlainTextResponse(f"{name!r} is not a file of ours", status_code=404)
    kind = assets.TYPES[PurePath(name).suffix]
    return Response(assets.FILES[name], media_type=kind, headers=FOR_EVER)


async def plotly(request):
    compressed = "gzip" in request.headers.get("accept-encoding", "")
    headers = FOR_EVER | ({"Content-Encoding": "gzip"} if compressed else {})
    script = await anyio.to_thread.run_sync(assets.plotly_js, compressed)
    return Response(script, media_type=assets.TYPES[".js"], headers=headers)


async def all_miniatures(request):
    """Whatever fingerprint is asked for: it only tells a browser that these are others."""
    packet = await anyio.to_thread.run_sync(miniatures.packet)
    return Response(packet, media_type="application/octet-stream", headers=FOR_EVER)


async def standalone_page(request):
    """The page that a browser puts an experiment into, as text: by itself it shows nothing."""
    page = await anyio.to_thread.run_sync(offline_page.page)
    return PlainTextResponse(page, headers=FOR_EVER)


async def save(request):
    """An experiment as a file; its query is read as any link is."""
    query = dict(request.query_params)
    language = known(query.pop("lang", None))
    name = request.path_params["name"]
    if name not in downloads.FILES:
        return PlainTextResponse(f"{name!r} can't be downloaded", status_code=404)
    if len(request.url.query) > LONGEST_QUERY:
        return PlainTextResponse("no experiment has so long a link", status_code=414)
    try:
        text, media_type = await _in_turn(downloads.of_link, name, query, language)
    except Busy:
        return busy()
    except ValueError as problem:  # of data that nobody has
        said = getattr(problem, "text", None)
        return PlainTextResponse(getattr(said, language, str(problem)), status_code=404)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type=media_type, headers=headers)


async def qr(request):
    """A text, such as an address, as a picture that a telephone reads."""
    text = request.query_params.get("text", "")
    if not 0 < len(text) <= LONGEST_CODE:
        return PlainTextResponse("no text, or more than fits into a code", status_code=400)
    try:
        picture = await _in_turn(_code, text)
    except Busy:
        return busy()
    except ValueError:  # of letters that take more room than others
        return PlainTextResponse("more than fits into a code", status_code=400)
    return Response(picture, media_type="image/svg+xml")


def _code(text):
    picture = io.BytesIO()
    code = segno.make(text, error="l", micro=False)
    code.save(picture, kind="svg", dark="#000", light="#fff", border=4, omitsize=True)
    return picture.getvalue()


class Busy(Exception):
    """So many wait for a processor that one more would wait too long."""


async def _in_turn(make, *arguments):
    """In a thread, as many at once as there are processors."""
    if _saving.statistics().tasks_waiting >= MOST_SAVING:
        raise Busy
    return await anyio.to_thread.run_sync(partial(make, *arguments), limiter=_saving)


def busy():
    again = {"Retry-After": "10"}
    return PlainTextResponse("busy; try again in ten seconds", status_code=503, headers=again)


async def readiness(request):
    """For whoever sends visitors to one of many machines: whether nothing is left to load.

    Streamlit's own health says yes as soon as nothing is left to compile and a first page can be
    shown; who comes then shares the processor with what is still loaded, and waits a second.
    """
    if channel.all_loaded.is_set():
        return PlainTextResponse("ready")
    return PlainTextResponse("loading", status_code=503, headers={"Retry-After": "1"})


async def direct_line(websocket):
    """The direct line of one stage or figure; the gate lets in only pages of this site."""
    await websocket.accept()
    await channel.converse(websocket)


ROUTES = [
    Route(f"/lab/assets/{assets.VERSION}/{{name:path}}", asset),
    Route(f"/{assets.PLOTLY}", plotly),
    Route("/lab/miniatures/{name}", all_miniatures),
    Route(f"/{assets.AWAY}", standalone_page),
    Route(f"/{assets.SAVE}{{name}}", save),
    Route(f"/{QR}", qr),
    Route("/lab/ready", readiness),
    WebSocketRoute(f"/{assets.CHANNEL}", direct_line),
]
