"""What the browser fetches besides Streamlit's own files, and where it is: under its real path, so
that an import means the same here as on the disk.

The version in the path is a fingerprint of the files, so they can be cached for ever.
"""

import gzip
import hashlib
import posixpath
import re
from functools import cache
from importlib.resources import files
from pathlib import Path

from pages.shared.site import vocabulary

BROWSER = Path(__file__).parents[1] / "browser"
TYPES = {".js": "text/javascript", ".css": "text/css"}
FILES = {
    path.relative_to(BROWSER).as_posix(): path.read_bytes()
    for path in sorted(BROWSER.rglob("*.*"))
    if path.suffix in TYPES
}
FILES |= vocabulary.modules()
VERSION = hashlib.sha256(repr(FILES).encode()).hexdigest()[:16]
PLOTLY_VERSION = hashlib.sha256(
    (files("plotly") / "package_data" / "plotly.min.js").read_bytes()[:4096]
).hexdigest()[:16]

# Relative to the page, so that a server below some path serves them too.
BASE = f"lab/assets/{VERSION}/"
PLOTLY = f"lab/plotly/{PLOTLY_VERSION}.js"
CHANNEL = "lab/channel"
SAVE = "lab/save/"
AWAY = f"lab/away/{VERSION}-{PLOTLY_VERSION}.html"
PLACES = {"assets": BASE, "plotly": PLOTLY, "channel": CHANNEL, "save": SAVE, "shell": AWAY}


@cache
def plotly_js(compressed):
    """plotly.js as its Python package brings it."""
    script = (files("plotly") / "package_data" / "plotly.min.js").read_bytes()
    return gzip.compress(script, 6) if compressed else script


# Not those of types, which stand in comments.
IMPORTED = re.compile(
    r'^((?:import|export|\}) ?(?:[^"\';]*\bfrom )?)"(\.{1,2}/[^"]+)";$', re.MULTILINE
)


def said(text):
    """What a module imports, as it says it."""
    return [path for _, path in IMPORTED.findall(text)]


@cache
def modules(*first):
    """{path: {as it is imported: path}} of these modules and all that they import, in the order in
    which a browser hears of them."""
    found, wanted = {}, list(reversed(first))
    while wanted:
        path = wanted.pop()
        if path not in found:
            text = FILES[path].decode()
            here = posixpath.dirname(path)
            found[path] = {
                each: posixpath.normpath(posixpath.join(here, each)) for each in said(text)
            }
            wanted += found[path].values()
    return found
