"""Who and what is let in, before Streamlit hears of it: a plain ASGI class, which sees WebSockets.

Pages of other sites may not open one. Of those that are open each may say so much a second; what
it says faster waits in the network. Beyond so many, a new visitor reads that the hall is full.
"""

import asyncio
import time
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse

from pages.shared.server import policy
from pages.shared.server.uploads import Uploads
from pages.shared.site.words import LANGUAGES, words

MOST_VISITORS = 1_200
MOST_SOCKETS = 8_000  # a page may have one for each figure
PER_SECOND, AT_ONCE = 250.0, 500.0  # messages of one WebSocket; a fast mouse makes 125 moves
CLOSED = ("metrics", "agent")  # under _stcore/, to everybody
POLICY, TRY_LATER = 1008, 1013
HEAD = """<!doctype html><meta charset="utf-8"><title>Descent Lab</title>
<meta name="viewport" content="width=device-width">
<style>body { font: 1.2rem/1.6 sans-serif; margin: 15vh auto; max-width: 34em; padding: 0 1em }
:root { color-scheme: light dark }</style><h1>Descent Lab</h1>"""
REFUSED_UPLOAD = "too many files; remove one, or try again later"


class Gate:
    def __init__(self, app):
        self.app = app
        self.headers = policy.headers()
        self.uploads = Uploads()
        self.visitors = self.sockets = 0

    async def __call__(self, scope, receive, send):
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, self._dressed(send))
        else:
            await self.app(scope, receive, send)

    async def _socket(self, scope, receive, send):
        if not is_from_here(Headers(scope=scope)):
            return await _refuse(POLICY, receive, send)
        visitor = _core(scope) == "stream"
        if self.sockets >= MOST_SOCKETS or (visitor and self._full):
            return await _refuse(TRY_LATER, receive, send)
        self.sockets += 1
        self.visitors += visitor
        try:
            await self.app(scope, _paced(receive), send)
        finally:
            self.sockets -= 1
            self.visitors -= visitor

    @property
    def _full(self):
        return self.visitors >= MOST_VISITORS

    async def _request(self, scope, receive, send):
        core = _core(scope)
        if core.startswith(CLOSED):
            await PlainTextResponse("closed", 404)(scope, receive, send)
        elif self._full and _wants_a_page(scope):
            await full_page()(scope, receive, send)
        elif core.startswith("upload_file/") and scope["method"] == "PUT":
            await self._upload(core.split("/")[1], scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _upload(self, session, scope, receive, send):
        with self.uploads.room(session) as room:
            answer = self.app if room else PlainTextResponse(REFUSED_UPLOAD, 429)
            await answer(scope, receive, send)

    def _dressed(self, send):
        async def dressed(message):
            if message["type"] == "http.response.start":
                message = message | {"headers": [*message.get("headers", ()), *self.headers]}
            await send(message)

        return dressed


def is_from_here(headers):
    """Whether the page that opens a WebSocket is ours: a browser always says where it is from.

    Ours is what was asked for by the same name, whatever that is on this network, and what the
    configuration allows.
    """
    origin = headers.get("origin")
    if origin is None or urlsplit(origin).netloc == headers.get("host"):
        return True
    return origin in st.get_option("server.corsAllowedOrigins")


def full_page():
    """A page that tries again by itself, in every language: whose it is, is not known yet."""
    said = "".join(f'<p lang="{name}">{words(name)["site.full"]}</p>' for name in LANGUAGES)
    return HTMLResponse(HEAD + said, 503, headers={"Retry-After": "20", "Refresh": "20"})


def _core(scope):
    """What follows _stcore/ in the path, wherever the site is; empty for anything else."""
    _, found, rest = scope["path"].partition("/_stcore/")
    return rest if found else ""


def _wants_a_page(scope):
    return scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")


async def _refuse(code, receive, send):
    await receive()
    await send({"type": "websocket.close", "code": code})


def _paced(receive):
    """The messages of one connection, so many a second; whoever says more is not heard sooner."""
    left, then = AT_ONCE, time.monotonic()

    async def paced():
        nonlocal left, then
        message, now = await receive(), time.monotonic()
        left, then = min(left + PER_SECOND * (now - then), AT_ONCE) - 1.0, now
        if left < 0.0:
            await asyncio.sleep(-left / PER_SECOND)
        return message

    return paced
