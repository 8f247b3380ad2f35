"""Our few lines in the page that Streamlit serves, to run before it does.

A file of ours, as the policy lets no script in that stands in a page.
"""

from starlette.datastructures import Headers, MutableHeaders

from pages.shared.stage import assets

HEAD = b"<head>"
SCRIPT = f'<script src="./{assets.BASE}early.js"></script>'.encode()


class Early:
    """Middleware: puts the script into the head of a page, and leaves all else alone."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http" and "text/html" in Headers(scope=scope).get("accept", ""):
            await self.app(uncompressed(scope), receive, Page(send).send)
        else:
            await self.app(scope, receive, send)


def uncompressed(scope):
    """The same request, from a browser that could not unpack: what comes is to be changed."""
    kept = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return scope | {"headers": kept}


class Page:
    """An answer on its way; an HTML one is held back until it is whole."""

    def __init__(self, pass_on):
        self.pass_on = pass_on
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
        headers = MutableHeaders(raw=self.start["headers"])
        headers["content-length"] = str(len(body))
        for stamp in ("etag", "last-modified"):  # of Streamlit's file, which this is no longer
            del headers[stamp]
        await self.pass_on(self.start)
        await self.pass_on({"type": "http.response.body", "body": body})


def _is_html(message):
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
