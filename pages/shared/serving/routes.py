"""What is served beside Streamlit: the stage's files, downloads, the direct line to the core."""

import io
import os
from functools import partial
from pathlib import PurePath

import anyio
import segno
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute

from pages.shared import deck, downloads, streams
from pages.shared.stage import assets, away
from pages.shared.words import known

FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
LONGEST_QUERY = 8_192
MOST_SAVING = 100  # downloads that wait for a processor; whoever comes then is asked to try again
_saving = anyio.CapacityLimiter(os.cpu_count() or 1)


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


async def taken_away(request):
    """The page that a browser puts an experiment into, as text: by itself it shows nothing."""
    page = await anyio.to_thread.run_sync(away.page)
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
    if _saving.statistics().tasks_waiting >= MOST_SAVING:
        again = {"Retry-After": "10"}
        return PlainTextResponse("busy; try again in ten seconds", status_code=503, headers=again)
    make = partial(downloads.of_link, name, query, language)
    try:
        text, media_type = await anyio.to_thread.run_sync(make, limiter=_saving)
    except ValueError as problem:  # of data that nobody has
        said = getattr(problem, "text", None)
        return PlainTextResponse(getattr(said, language, str(problem)), status_code=404)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type=media_type, headers=headers)


async def qr(request):
    """A text, such as an address, as a picture that a telephone reads."""
    text = request.query_params.get("text")
    try:
        code = text and segno.make(text, error="l", micro=False)
    except ValueError:
        code = None
    if not code:
        return PlainTextResponse("no text, or more than fits into a code", status_code=400)
    picture = io.BytesIO()
    code.save(picture, kind="svg", dark="#000", light="#fff", border=4, omitsize=True)
    return Response(picture.getvalue(), media_type="image/svg+xml")


async def ready(request):
    """For whoever sends visitors to one of many machines: whether nothing is left to load.

    Streamlit's own health says yes as soon as nothing is left to compile and a first page can be
    shown; who comes then shares the processor with what is still loaded, and waits a second.
    """
    if streams.all_loaded.is_set():
        return PlainTextResponse("ready")
    return PlainTextResponse("loading", status_code=503, headers={"Retry-After": "1"})


async def channel(websocket):
    """The direct line of one stage or figure; the gate lets in only pages of this site."""
    await websocket.accept()
    await streams.converse(websocket)


ROUTES = [
    Route(f"/lab/assets/{assets.VERSION}/{{name}}", asset),
    Route(f"/{assets.PLOTLY}", plotly),
    Route(f"/{assets.AWAY}", taken_away),
    Route(f"/{assets.SAVE}{{name}}", save),
    Route(f"/{deck.QR}", qr),
    Route("/lab/ready", ready),
    WebSocketRoute(f"/{assets.CHANNEL}", channel),
]
