"""What the browser fetches besides Streamlit's own files, and where it is.

The version in the path is a fingerprint of the files, so they can be cached for ever.
"""

import gzip
import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

from pages.shared import told

SHARED = Path(__file__).parents[1]
FILES = {path.name: path.read_bytes() for path in sorted(SHARED.glob("*/browser/*.*"))}
FILES |= told.modules()
VERSION = hashlib.sha256(b"".join(FILES.values())).hexdigest()[:16]
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

TYPES = {".js": "text/javascript", ".css": "text/css"}


@cache
def plotly_js(compressed):
    """plotly.js as its Python package brings it."""
    script = (files("plotly") / "package_data" / "plotly.min.js").read_bytes()
    return gzip.compress(script, 6) if compressed else script
