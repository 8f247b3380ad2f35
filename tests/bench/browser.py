"""A browser to measure in: without a graphics card, and never for longer than its time.

Servers and browser share this machine, as they do on a lecturer's laptop.
"""

import asyncio

from playwright.async_api import async_playwright

from tests.bench.table import Missing
from tests.browser import chromium

LONGEST = 240  # seconds; who hangs takes no more
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


def find():
    """The path of a Chromium."""
    path = chromium.find()
    if not path:
        raise Missing("Chromium")
    return path


def watch(measure):
    """What `measure(browser)`, a coroutine, finds."""
    return asyncio.run(_within_its_time(measure))


async def _within_its_time(measure):
    async with asyncio.timeout(LONGEST), async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find(), args=FLAGS)
        return await measure(browser)
