"""The app in a real browser: a slider moved, eight runs played, a page opened.

Servers and browser share this machine, as they do on a lecturer's laptop. Chromium draws without a
graphics card.
"""

import asyncio
import tempfile

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
    "--window-size=1280,800",
)
STOCK = ("--server.headless", "true", "--browser.gatherUsageStats", "false")


def tables():
    path = chromium.find()
    if not path:
        raise Missing("Chromium")
    with tempfile.TemporaryDirectory() as cache:
        return _tables(path, cache)


def _tables(path, cache):
    """Opening first: its cold start is what fills the kernel cache for all the others."""
    opened = opening.tables_of(path, FLAGS, cache)
    with serve("app.py", cache) as ours, _plain(cache) as plain:
        return [*asyncio.run(_watched(path, ours.url, plain.url)), *opened]


async def _watched(path, ours, plain):
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        return [await moves.table_of(browser, ours, plain), await playing.table_of(browser, ours)]


def _plain(cache):
    """In an empty folder, so that none of our settings reach it."""
    script = ROOT / "tests" / "bench" / "plain_page.py"
    return serve(script, cache, folder=tempfile.gettempdir(), options=STOCK)
