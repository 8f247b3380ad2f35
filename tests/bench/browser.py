"""The app in a real browser: a slider moved, eight runs played, a page opened.

Servers and browser share this machine, as they do on a lecturer's laptop. Chromium draws without a
graphics card.
"""

import asyncio
import os
import tempfile
from functools import partial

from playwright.async_api import async_playwright

from tests.bench import moves, opening, playing
from tests.bench.servers import ROOT, serve
from tests.bench.table import Missing
from tests.browser import chromium

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
STOCK = ("--server.headless", "true", "--browser.gatherUsageStats", "false")


def tables():
    path = chromium.find()
    if not path:
        raise Missing("Chromium")
    with tempfile.TemporaryDirectory() as cache:
        return asyncio.run(_tables(path, cache))


async def _tables(path, cache):
    """Opening first: its cold start is what fills the kernel cache for all the others."""
    async with async_playwright() as playwright:
        launch = partial(playwright.chromium.launch, executable_path=path, args=FLAGS)
        opened = await opening.tables_of(launch, cache)
        browser = await launch()
        with serve("app.py", cache) as ours, _plain(cache) as plain:
            moved = await moves.table_of(browser, ours.url, plain.url)
            played = await playing.table_of(browser, ours.url)
    return [moved, played, *opened]


def _plain(cache):
    """In an empty folder, so that none of our settings reach it."""
    script = ROOT / "tests" / "bench" / "plain_page.py"
    return serve(script, cache, folder=tempfile.gettempdir(), options=STOCK)
