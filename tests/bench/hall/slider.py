"""A stage without a browser: what it asks while a slider is dragged, over its direct line."""

import asyncio
import json
import time
from urllib.parse import parse_qsl, urlencode

from pages.shared.site import assets
from tests.bench.hall.client import PATIENCE, line

SHAPE = (110, 128)  # the map that a stage of 1280 x 800 asks for


class Stage:
    """Asks one thing after the other, as a stage does that has one request under way."""

    def __init__(self, site):
        self.site = site
        self.bytes = 0
        self._number = 0

    async def __aenter__(self):
        self._line = await line(self.site, assets.CHANNEL)
        return self

    async def __aexit__(self, *_):
        await self._line.close()

    async def ask(self, kind, **request):
        """The header of the answer."""
        self._number += 1
        await self._line.send(json.dumps({"kind": kind, "id": self._number, **request}))
        async with asyncio.timeout(PATIENCE):
            packet = await self._line.recv()
        self.bytes += len(packet)
        header = json.loads(packet[4 : 4 + int.from_bytes(packet[:4], "little")])
        if (header["id"], header["kind"]) != (self._number, kind):
            raise RuntimeError(f"asked for {kind}, number {self._number}; answered {header}")
        return header

    async def open(self, query):
        """What is asked for when a stage comes up."""
        await self.ask("runs", query=query)
        await self.ask("surface", query=query, shape=SHAPE)


def moved(query, part):
    """The experiment of a link with its first learning rate at `part` of itself."""
    values = dict(parse_qsl(query))
    return urlencode(values | {"lr": f"{float(values['lr']) * part:.6g}"})


async def drag(stage, query, rate, seconds):
    """(seconds from a move to its picture, moves that a newer one overtook) at `rate` a second.

    The newest move wins, as in the browser: one that comes while an older is under way waits, and
    gives way to the next.
    """
    ages, overtaken, begin, done = [], 0, time.perf_counter(), -1
    while (now := time.perf_counter() - begin) < seconds:
        newest = int(now * rate)
        if newest == done:
            await asyncio.sleep((done + 1) / rate - now)
            continue
        overtaken += newest - done - 1
        done = newest
        await stage.ask("runs", query=moved(query, 0.5 + 0.5 * (newest % 50) / 50))
        ages.append(time.perf_counter() - begin - newest / rate)
    return ages, overtaken
