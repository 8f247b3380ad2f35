"""What we add to the page that Streamlit serves: a few lines that run before it does, and the files
that it will ask for.

The lines are a file of ours, as the policy lets no script in that stands in a page. A stage is some
sixty modules, of which a browser hears one after the other, and only once Streamlit runs and has
drawn the page: a second on a machine that is busy. Told of them at once, it fetches them meanwhile.
"""

from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from streamlit import file_util

from pages.shared.site import assets

HEAD, HEAD_END = b"<head>", b"</head>"
SCRIPT = f'<script src="./{assets.BASE}site/shadefirst.js"></script>'.encode()
OURS = (
    "site/menu.js", "site/shade.js", "deck/deck.js", "core/vocabulary.js", "stage/stage.js",
    "figure/figure.js",
)  # fmt: skip
THEIRS = (
    "Html", "purify.es", "BidiComponent", "serialization", "recordbatch", "Button", "ButtonGroup",
    "WidgetLabel",
)  # fmt: skip


def soon():
    """Paths of the modules that every page, or nearly, will ask for."""
    scripts = Path(file_util.get_static_dir()) / "static" / "js"
    theirs = (path for name in THEIRS for path in sorted(scripts.glob(f"{name}.????????.js")))
    ours = (f"./{assets.BASE}{path}" for path in assets.modules(*OURS))
    return [*(f"./static/js/{path.name}" for path in theirs), *ours]


def links():
    """They give way to what Streamlit needs to begin."""
    each = '<link rel="modulepreload" fetchpriority="low" href="{}">'
    return "".join(map(each.format, soon())).encode()


class Preload:
    """Middleware: puts them into the head of a page, and leaves all else alone."""

    def __init__(self, app):
        self.app = app
        self.links = links()

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http" and "text/html" in Headers(scope=scope).get("accept", ""):
            await self.app(uncompressed(scope), receive, Page(send, self.links).send)
        else:
            await self.app(scope, receive, send)


def uncompressed(scope):
    """The same request, from a browser that could not unpack: what comes is to be changed."""
    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return scope | {"headers": headers}


class Page:
    """An answer on its way; an HTML one is held back until it is whole."""

    def __init__(self, pass_on, links):
        self.pass_on = pass_on
        self.links = links
        self.start = None
        self.body = b""

    async def send(self, message):
        if message["type"] == "http.response.start" and _is_html(message):
            self.start = message
        elif self.start is None:
            await self.pass_on(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self.finish()

    async def finish(self):
        body = self.body.replace(HEAD, HEAD + SCRIPT, 1)
        body = body.replace(HEAD_END, self.links + HEAD_END, 1)
        headers = MutableHeaders(raw=self.start["headers"])
        headers["content-length"] = str(len(body))
        for stamp in ("etag", "last-modified"):  # of Streamlit's file, which this is no longer
            del headers[stamp]
        await self.pass_on(self.start)
        await self.pass_on({"type": "http.response.body", "body": body})


def _is_html(message):
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
