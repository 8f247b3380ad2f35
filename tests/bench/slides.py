"""A lecture: from the key to the next slide, painted."""

import asyncio

from tests.bench.browser import find, watch
from tests.bench.moves import p50, p95
from tests.bench.servers import ROOT, compile_kernels, serve
from tests.bench.table import Table
from tests.bench.visits import visit

ROUNDS = 2
PAUSE = 0.4  # seconds from slide to slide
MOST_MEDIAN = 200.0
PROBE = ROOT / "tests" / "bench" / "slides.js"
DECKS = {
    "momentum, six chapters on one stage": "momentum?lang=en&view=lecture",
    "adam, seven chapters on one stage": "adam?lang=en&view=lecture",
    "saddles, a stage or a figure": "saddles?lang=en&view=lecture",
    "the lesson on momentum, answers hidden": "lessons?lang=en&view=lecture&lesson=momentum",
}


def tables():
    find()
    compile_kernels()
    with serve("app.py") as site:
        return [watch(lambda browser: slides(browser, site.url))]


async def slides(browser, url):
    rows, medians = [], []
    for name, place in DECKS.items():
        async with visit(browser, f"{url}/{place}", PROBE) as (page, _):
            times = await turned(page)
        medians.append(p50(times))
        rows.append([name, f"{p50(times):.0f}", f"{p95(times):.0f}"])
    return Table(
        "A lecture: from → or ← to the next slide, painted",
        ("", "median ms", "p95 ms"),
        rows,
        aim=f"median {MOST_MEDIAN:g} ms",
        met=all(each <= MOST_MEDIAN for each in medians),
        note="There and back. Painted: the words of the slide, and its picture where it has one.",
    )


async def turned(page):
    """Milliseconds of each slide change, there and back."""
    await page.wait_for_function("() => window.__deck?.data && __slides.ready()")
    await asyncio.sleep(1.5)
    count = await page.evaluate("__deck.data.titles.length")
    keys = (["ArrowRight"] * (count - 1) + ["ArrowLeft"] * (count - 1)) * ROUNDS
    for number, key in enumerate(keys, 1):
        await page.keyboard.press(key)
        await page.wait_for_function("(n) => __slides.times.length >= n", arg=number, polling="raf")
        await asyncio.sleep(PAUSE)
    return await page.evaluate("__slides.times")
