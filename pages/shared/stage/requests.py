"""What a stage asks: plain values, none of which is trusted.

The query is read as any link is (see `replies`), everything else is bounded here as it is read.
"""

import json
import math

from pages.shared.site.words import known

MOST_OF_REQUEST = 8_192  # characters
MOST_GRID = 160
USUAL_GRID = 100, 75
LONGEST_NAME = 200  # characters


def read_request(text):
    """The request in a text frame; ValueError, in words, where there is none."""
    if len(text) > MOST_OF_REQUEST:
        raise ValueError(f"a request has at most {MOST_OF_REQUEST} characters; got {len(text)}")
    try:
        request = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("a request is JSON") from None
    if not isinstance(request, dict):
        raise ValueError("a request is a JSON object")
    return request


def run_in_focus(scenario, request):
    return scenario.runs[place_in_focus(scenario, request)]


def place_in_focus(scenario, request):
    return whole(request.get("run"), 0, len(scenario.runs) - 1, 0)


def names_of_runs(scenario, request):
    """What the page calls the runs; nothing where it leaves that to us."""
    names = request.get("names")
    said = isinstance(names, list) and len(names) == len(scenario.runs)
    return tuple(str(name)[:LONGEST_NAME] for name in names) if said else ()


def language(request):
    return known(request.get("language"))


def shape(request):
    """(columns, rows) of a grid over the map."""
    try:
        columns, rows = request.get("shape")
    except (TypeError, ValueError):
        return USUAL_GRID
    return tuple(
        whole(value, 2, MOST_GRID, usual)
        for value, usual in zip((columns, rows), USUAL_GRID, strict=True)
    )


def whole(value, least, most, default):
    if isinstance(value, bool) or not isinstance(value, int):
        return default
    return min(max(value, least), most)


def positive(value, default):
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < math.inf:
        return default
    return float(value)
