"""The direct line of a stage or a figure: requests in, packets out, over one WebSocket.

A figure may answer with many pictures. Whoever asks again, or says stop, ends that; what its
buttons say meanwhile is handed to whoever draws.
"""

import asyncio
import os
import threading
from collections import deque

import anyio
from starlette.websockets import WebSocketDisconnect

from pages.shared.figure import pictures
from pages.shared.stage.answers import answer, read_request

SLOW = ("rates", "surface", "panel", "pace")  # answered in a thread, so that others' sliders go on
MALFORMED = 1003
MOST_TOLD = 100
A_MOMENT = 0.03  # seconds until a drawing that had nothing new is asked again
all_loaded = threading.Event()  # kernels; before that, any answer may take its time
# As many pictures at once as there are processors: the rest wait their turn, picture by picture.
_drawing = anyio.CapacityLimiter(os.cpu_count() or 1)


class Told:
    """What the viewer's buttons have said since the last look, oldest first."""

    def __init__(self):
        self._said = deque(maxlen=MOST_TOLD)
        self.over = False

    def add(self, said):
        if isinstance(said, dict):
            self._said.append(said)

    def take(self):
        said = []
        while self._said:
            said.append(self._said.popleft())
        return said


async def converse(websocket):
    """Answer until the other side leaves; nonsense closes this connection, and only this."""
    told, drawing = Told(), None
    try:
        while True:
            request = read_request(await websocket.receive_text())
            kind = request.get("kind")
            if kind == "tell":
                told.add(request.get("told"))
                continue
            await _end(told, drawing)
            told, drawing = Told(), None
            if kind == "figure":
                drawing = asyncio.create_task(_draw(websocket, request, told))
            elif kind != "stop":
                await websocket.send_bytes(await _answer(request))
    except WebSocketDisconnect:
        return
    except (KeyError, ValueError) as problem:
        await websocket.close(MALFORMED, str(problem)[:120])
    finally:
        await _end(told, drawing)


async def _answer(request):
    if request.get("kind") in SLOW or not all_loaded.is_set():
        return await anyio.to_thread.run_sync(answer, request)
    return answer(request)


async def _draw(websocket, request, told):
    """Send picture after picture, until there is no more or nobody looks."""
    packets = pictures(request, told)
    try:
        while not told.over and (packet := await _next(packets)) is not None:
            if packet:
                await websocket.send_bytes(packet)
            else:
                await asyncio.sleep(A_MOMENT)
    except (WebSocketDisconnect, RuntimeError):  # the second, where the first was seen already
        return
    except ValueError as problem:
        await websocket.close(MALFORMED, str(problem)[:120])
    finally:
        packets.close()


async def _next(packets):
    return await anyio.to_thread.run_sync(next, packets, None, limiter=_drawing)


async def _end(told, drawing):
    """A picture under way is finished, so that its generator can be closed."""
    told.over = True
    if drawing:
        await drawing
