"""From a moved slider to painted paths: our stage and a plain Streamlit page, turn by turn."""

import asyncio
import math
import tempfile
import time
from dataclasses import dataclass, field
from itertools import cycle
from statistics import median
from urllib.parse import urlencode

from tests.bench.browser import find, watch
from tests.bench.servers import ROOT, compile_kernels, serve
from tests.bench.table import Table
from tests.bench.visits import STAGE_STILL, STREAMLIT, visit

ROUNDS = 3
KEYS = 24  # presses a round
PAUSES = (0.15, 0.17, 0.19, 0.21, 0.23)  # seconds after a press; not in step with the screen
SETTLED = 0.6  # seconds after which what a key set off is over
DRAG = 3.0  # seconds
REPORT = 1 / 125  # seconds between two reports of an ordinary mouse
STOCK = ("--server.headless", "true", "--browser.gatherUsageStats", "false")
MOST_MEDIAN, MOST_P95, LEAST_RATIO, MOST_BYTES = 35.0, 50.0, 6.0, 10_000

SURFACES = "surface asked for, each visit"
SUFFIXES = ("", ".2", ".3", ".4")
RUNS = ("sgd", "heavy_ball", "rmsprop", "adam")
QUERY = urlencode(
    {"lang": "en", "chapter": "memory", "surface": "quadratic", "steps": 200}
    | {f"optimizer{n}": name for n, name in zip(SUFFIXES, RUNS, strict=True)}
    | {f"lr{n}": 0.03 for n in SUFFIXES}
)


NOTE = f"""Medians of {ROUNDS} rounds of {KEYS} keys and {DRAG:g} s of dragging with a 125 Hz mouse,
in turns, each in a fresh page. Time runs from the event's own time stamp to the painted frame. The
plain page is `st.slider` and `st.plotly_chart` in stock settings, which redraw on release only.
Streamlit hears of our slider after a row of keys, or on release, and runs the page for its text."""


@dataclass(frozen=True)
class Place:
    """A page to measure: when it is ready, what watches it, and where its slider is."""

    address: str
    ready: str
    watch: str
    slider: str
    track: str


@dataclass
class Seen:
    """What a round saw of a page: latencies in ms, bytes (down, up), and counts."""

    keys: list = field(default_factory=list)
    key_bytes: tuple = (0, 0)  # of all presses together
    commit_bytes: tuple = (0, 0)  # the part of them that is Streamlit's
    drags: list = field(default_factory=list)
    drag_bytes: tuple = (0, 0)
    inputs: int = 0  # while dragging
    surfaces: int = 0  # how often the surface was asked for


def tables():
    find()
    compile_kernels()
    with serve("app.py") as ours, plain_page() as plain:
        return [watch(lambda browser: table_of(browser, ours.url, plain.url))]


def plain_page():
    """In stock settings: served from an empty folder, so that none of ours reach it."""
    script = ROOT / "tests" / "bench" / "plain_page.py"
    return serve(script, folder=tempfile.gettempdir(), options=STOCK)


async def table_of(browser, ours, plain):
    places = {"stage": stage_at(ours), "plain": plain_at(plain)}
    seen = {name: [] for name in places}
    for _ in range(ROUNDS):
        for name, place in places.items():
            seen[name].append(await measure(browser, place))
    return table(seen["stage"], seen["plain"])


def stage_at(url):
    slider = "[data-knob=lr]"
    return Place(f"{url}/momentum?{QUERY}", STAGE_STILL, "__seen.stage(__stage)", slider, slider)


def plain_at(url):
    slider = "[data-testid=stSlider]"
    return Place(
        url,
        "document.querySelector('.js-line')",
        "__seen.plain()",
        f"{slider} input",
        f"{slider} [role=group]",
    )


async def measure(browser, place):
    seen = Seen()
    async with visit(browser, place.address) as (page, traffic):
        await page.wait_for_function(place.ready)
        await asyncio.sleep(1)
        await page.evaluate(place.watch)
        await press_keys(page, place, traffic, seen)
        await drag(page, place, traffic, seen)
    seen.surfaces = traffic.asked["surface"]
    return seen


async def press_keys(page, place, traffic, seen):
    """One press after the other, each painted before the next: up the track, and down again."""
    await page.locator(place.slider).focus()
    before = traffic.all(), traffic.of(STREAMLIT)
    for number, pause in zip(range(KEYS), cycle(PAUSES), strict=False):
        await page.keyboard.press("ArrowRight" if number < KEYS / 2 else "ArrowLeft")
        await page.evaluate(f"__seen.painted({number})")
        await asyncio.sleep(pause)
    await asyncio.sleep(SETTLED)
    seen.keys = latencies(await page.evaluate("__seen.inputs"))
    seen.key_bytes = difference(traffic.all(), before[0])
    seen.commit_bytes = difference(traffic.of(STREAMLIT), before[1])


async def drag(page, place, traffic, seen):
    """To and fro over half of the track; what is painted after the release does not count."""
    await page.evaluate("__seen.inputs.length = 0")
    cdp = await page.context.new_cdp_session(page)
    box = await page.locator(place.track).bounding_box()
    before = traffic.all()
    await mouse(cdp, "mousePressed", box, 0)
    await move_for(DRAG, lambda share: mouse(cdp, "mouseMoved", box, share))
    inputs = await page.evaluate("__seen.inputs")
    seen.drag_bytes = difference(traffic.all(), before)
    await mouse(cdp, "mouseReleased", box, 0)
    seen.inputs = len(inputs)
    seen.drags = latencies(inputs)


async def move_for(seconds, move):
    """A mouse reports at its own pace and waits for no frame."""
    begin, reports = time.monotonic(), []
    while (past := time.monotonic() - begin) < seconds:
        share = (1 - math.cos(2 * math.pi * past)) / 2
        reports.append(asyncio.ensure_future(move(share)))
        await asyncio.sleep(REPORT)
    await asyncio.gather(*reports)


def mouse(cdp, what, box, share):
    """At a tenth of the track (share 0) to six tenths (share 1), where nothing diverges."""
    place = {
        "x": box["x"] + box["width"] * (0.1 + 0.5 * share),
        "y": box["y"] + box["height"] / 2,
    }
    button = {"button": "left", "buttons": 1, "clickCount": 1}
    return cdp.send("Input.dispatchMouseEvent", {"type": what, **place, **button})


def latencies(inputs):
    return [one["painted"] - one["at"] for one in inputs if one["painted"]]


def difference(after, before):
    return tuple(a - b for a, b in zip(after, before, strict=True))


def table(stage, plain):
    key = middle(stage, lambda seen: p50(seen.keys))
    slow_key = middle(stage, lambda seen: p95(seen.keys))
    ratio = median(
        p50(slow.keys) / p50(quick.keys) for slow, quick in zip(plain, stage, strict=True)
    )
    a_move = middle(stage, lambda seen: seen.drag_bytes[0] / seen.inputs)
    columns = [column(stage), column(plain) | {SURFACES: "-"}]
    return Table(
        "Slider moved to paths painted: 4 optimisers, 200 steps",
        ("", "our stage", "a plain page"),
        [[name, *(rows[name] for rows in columns)] for name in columns[0]],
        aim=f"a key painted within {MOST_MEDIAN:g} ms (p95 {MOST_P95:g} ms), {LEAST_RATIO:g} x "
        f"sooner than on the plain page (here {ratio:.1f} x), {MOST_BYTES // 1000} kB a move",
        met=key <= MOST_MEDIAN
        and slow_key <= MOST_P95
        and ratio >= LEAST_RATIO
        and a_move <= MOST_BYTES,
        note=NOTE,
    )


def column(rounds):
    def show(look, form="{:.1f}"):
        value = middle(rounds, look)
        return "-" if math.isnan(value) else form.format(value)

    def bytes_of(look, count):
        return " / ".join(
            show(lambda seen, way=way: look(seen)[way] / count(seen), "{:,.0f}") for way in (0, 1)
        )

    return {
        "key to painted, median ms": show(lambda seen: p50(seen.keys)),
        "key to painted, p95 ms": show(lambda seen: p95(seen.keys)),
        "drag: age of what is drawn, median ms": show(lambda seen: p50(seen.drags)),
        "drag: age of what is drawn, p95 ms": show(lambda seen: p95(seen.drags)),
        "drag: inputs a second": show(lambda seen: seen.inputs / DRAG),
        "drag: inputs drawn a second": show(lambda seen: len(seen.drags) / DRAG),
        "drag: share of inputs drawn": show(lambda seen: len(seen.drags) / seen.inputs, "{:.1%}"),
        "drag: bytes an input, down / up": bytes_of(
            lambda seen: seen.drag_bytes, lambda seen: seen.inputs
        ),
        "key: bytes, down / up": bytes_of(lambda seen: seen.key_bytes, lambda _: KEYS),
        "of it by Streamlit": bytes_of(lambda seen: seen.commit_bytes, lambda _: KEYS),
        SURFACES: show(lambda seen: seen.surfaces, "{:g}"),
    }


def middle(rounds, look):
    return median(map(look, rounds))


def p50(values):
    return median(values) if values else math.nan


def p95(values):
    return sorted(values)[int(0.95 * len(values))] if values else math.nan
