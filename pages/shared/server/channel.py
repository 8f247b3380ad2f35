"""The direct line of a stage or a figure: requests in, packets out, over one WebSocket.

A figure may answer with many pictures. Whoever asks again, or says stop, ends that; what its
buttons say meanwhile is handed to whoever draws.

One connection has one answer under way, and the next request is read when that is sent. Light
answers are given on the spot, since a thread costs as much again, but not in more than half of the
time; all others wait their turn for a processor, those of one connection behind those of the rest.
So whoever asks for much waits long, and everybody else hardly longer.
"""

import asyncio
import os
import threading
import time
from collections import deque

import anyio
from starlette.websockets import WebSocketDisconnect

from pages.shared.figures.packets import packets_of
from pages.shared.server import errors
from pages.shared.stage.replies import is_light, packet, understood
from pages.shared.stage.requests import read_request

MALFORMED, BROKEN = 1003, 1011
MOST_PRESSES = 100
A_MOMENT = 0.03  # seconds until a drawing that had nothing new is asked again
SHARE = 0.5  # of all time, for answers on the spot
all_loaded = threading.Event()  # kernels, data; before that, any answer may take its time
# As many at once as there are processors: the rest wait their turn, picture by picture.
_drawing = anyio.CapacityLimiter(os.cpu_count() or 1)
_light = anyio.CapacityLimiter(os.cpu_count() or 1)
_heavy = anyio.CapacityLimiter(os.cpu_count() or 1)


class Presses:
    """What the viewer has pressed since the last look, oldest first."""

    def __init__(self):
        self._said = deque(maxlen=MOST_PRESSES)
        self.over = False

    def add(self, said):
        if isinstance(said, dict):
            self._said.append(said)

    def take(self):
        said = []
        while self._said:
            said.append(self._said.popleft())
        return said


class Spare:
    """Seconds that may be spent on the spot: a share of those that go by, saved for one at most."""

    def __init__(self, clock=time.monotonic):
        self._clock, self._left, self._then = clock, SHARE, clock()

    def left(self):
        now = self._clock()
        self._left = min(self._left + SHARE * (now - self._then), SHARE)
        self._then = now
        return self._left > 0.0

    def spend(self, seconds):
        self._left -= seconds


_spare = Spare()


async def converse(websocket):
    """Answer until the other side leaves; nonsense closes this connection, and only this."""
    presses, drawing = Presses(), None
    try:
        while True:
            request = read_request(await _heard(websocket))
            kind = request.get("kind")
            if kind == "press":
                presses.add(request.get("pressed"))
                continue
            await _end(presses, drawing)
            presses, drawing = Presses(), None
            if kind == "figure":
                drawing = asyncio.create_task(_draw(websocket, request, presses))
            elif kind != "stop":
                await websocket.send_bytes(await _answer(request))
    except WebSocketDisconnect:
        return
    except ValueError as problem:
        await websocket.close(MALFORMED, str(problem)[:120])
    except Exception as problem:
        await websocket.close(BROKEN, errors.note(problem))
    finally:
        await _end(presses, drawing)


async def _heard(websocket):
    try:
        return await websocket.receive_text()
    except KeyError:  # a frame of bytes
        raise ValueError("a request is text") from None


async def _answer(request):
    scenario, problems = understood(request)
    light = is_light(request, scenario)
    if not (light and all_loaded.is_set() and _spare.left()):
        limiter = _light if light else _heavy
        return await anyio.to_thread.run_sync(packet, request, scenario, problems, limiter=limiter)
    began = time.perf_counter()
    answer = packet(request, scenario, problems)
    _spare.spend(time.perf_counter() - began)
    return answer


async def _draw(websocket, request, presses):
    """Send picture after picture, until there is no more or nobody looks."""
    packets = packets_of(request, presses)
    try:
        while not presses.over and (picture := await _next(packets)) is not None:
            if picture:
                await websocket.send_bytes(picture)
            else:
                await asyncio.sleep(A_MOMENT)
    except (WebSocketDisconnect, RuntimeError):  # the second, where the first was seen already
        return
    except ValueError as problem:
        await websocket.close(MALFORMED, str(problem)[:120])
    except Exception as problem:
        await websocket.close(BROKEN, errors.note(problem))
    finally:
        packets.close()


async def _next(packets):
    return await anyio.to_thread.run_sync(next, packets, None, limiter=_drawing)


async def _end(presses, drawing):
    """A picture under way is finished, so that its generator can be closed."""
    presses.over = True
    if drawing:
        await drawing
