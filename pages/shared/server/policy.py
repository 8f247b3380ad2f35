"""The headers of every answer: what a browser may do with a page of ours, whatever is in it.

Scripts come from this server only, and none is made out of text. Streamlit's page has one of its
own, which is let in by its fingerprint; the loaders of the stage travel in Streamlit's messages and
become blobs, which only a script that runs already can make. Streamlit writes styles inline, and
its protocol buffers count to 2^64 in WebAssembly, which is no way to run text as a script.
"""

import base64
import hashlib
import re
from pathlib import Path

from streamlit import file_util

WASM = "'wasm-unsafe-eval'"
_INLINE = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)


def headers():
    """[(name, value)] in bytes, as ASGI has them."""
    page = (Path(file_util.get_static_dir()) / "index.html").read_text("utf-8")
    named = {
        "content-security-policy": content_policy(page),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "x-frame-options": "SAMEORIGIN",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
    }
    return [(name.encode(), value.encode()) for name, value in named.items()]


def content_policy(page):
    scripts = " ".join(["'self'", "blob:", WASM, *map(_fingerprint, _INLINE.findall(page))])
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {scripts}",
            "worker-src 'self' blob:",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


def _fingerprint(script):
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
