"""A visit by a browser that has never been here, watched: its page, and its websocket traffic."""

import json
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

SCREEN = {"width": 1280, "height": 800}
OBSERVER = Path(__file__).with_name("observe.js")
STREAMLIT, CHANNEL = "_stcore/stream", "lab/channel"
# The map and the paths are there, and the first playing of them is over.
STAGE_STILL = (
    "window.__stage?.painted && __stage.frame.map.plotted && __stage.player.t > 0"
    " && !__stage.player.playing"
)


@dataclass
class Traffic:
    """Bytes through each websocket of a page, [down, up], and what the stage asked how often."""

    sockets: dict = field(default_factory=dict)
    asked: Counter = field(default_factory=Counter)

    def listen(self, page):
        page.on("websocket", self._opened)

    def _opened(self, socket):
        name = socket.url.split("/", 3)[3]
        count = self.sockets.setdefault(name, [0, 0])
        socket.on("framereceived", lambda frame: _add(count, 0, frame))
        socket.on("framesent", lambda frame: _add(count, 1, frame))
        if name == CHANNEL:
            socket.on("framesent", lambda frame: self.asked.update([json.loads(frame)["kind"]]))

    def of(self, socket):
        return tuple(self.sockets.get(socket, (0, 0)))

    def all(self):
        return tuple(map(sum, zip(*self.sockets.values(), strict=True)))


def _add(count, direction, frame):
    count[direction] += len(frame if isinstance(frame, bytes) else frame.encode())


@asynccontextmanager
async def visit(browser, address, observer=OBSERVER):
    """(page, traffic) of a visitor without cookies or cache; pages have what `observer` defines."""
    # What waits in the page is text that the page's own policy would not run.
    context = await browser.new_context(viewport=SCREEN, bypass_csp=True)
    page = await context.new_page()
    traffic = Traffic()
    traffic.listen(page)
    await page.add_init_script(path=observer)
    await page.goto(address)
    try:
        yield page, traffic
    finally:
        await context.close()
