"""From a moved slider to painted paths: our stage and a plain Streamlit page, turn by turn."""

import asyncio
import random
import statistics
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.bench.pages import STAGE_READY, Traffic, kilobytes, opened, p95
from tests.bench.table import Table

ROUNDS = 4
KEYS = 15  # presses a round
DRAG = 3.0  # seconds
MOUSE = 1 / 125  # seconds between two reports of an ordinary mouse
MOST_MEDIAN, MOST_P95, LEAST_RATIO, MOST_BYTES = 35.0, 50.0, 6.0, 10_000

RUNS = ("sgd", "heavy_ball", "rmsprop", "adam")
QUERY = urlencode(
    {"lang": "en", "chapter": "memory", "surface": "quadratic", "steps": 200}
    | {f"optimizer{n}": name for n, name in zip(("", ".2", ".3", ".4"), RUNS, strict=True)}
    | {f"lr{n}": 0.03 for n in ("", ".2", ".3", ".4")}
)


@dataclass
class Observed:
    """Everything seen of one page: milliseconds, inputs and bytes (down, up) of all rounds."""

    keys: list = field(default_factory=list)
    key_bytes: list = field(default_factory=list)
    drags: list = field(default_factory=list)
    drag_bytes: list = field(default_factory=list)
    inputs: int = 0
    drawn: int = 0
    surfaces: int = 0


@dataclass(frozen=True)
class Page:
    """How to find the slider of a page, and to know that the page is ready to be measured."""

    address: str
    ready: str
    watch: str
    slider: str
    thumb: str
