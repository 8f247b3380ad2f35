"""A browser, and tabs of it that visitors use one after another.

A new tab reads and compiles Streamlit, Plotly and our modules anew, which costs more than most
tests do afterwards. So who leaves a tab cleans it, and it stays open for the next.
"""

import contextlib
import os

from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.runs import LISTEN

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"laptop": (1280, 800), "hall": (1920, 1080), "phone": (390, 844)}
PATIENCE = 60_000  # milliseconds; a machine may have much else to do
MOST_FREE = 4  # each keeps about 200 MB
# What a hostile text may do is counted: it runs, or the browser stops it.
WATCH = """
window.__ran = []; window.__stopped = [];
window.alert = (what) => window.__ran.push(what);
addEventListener("securitypolicyviolation", (event) =>
  window.__stopped.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""
OUTSIDE = (-10, -10)  # where a mouse is that nobody has moved onto the page yet


@contextlib.contextmanager
def browse(**options):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(),
            args=FLAGS,
            headless=not os.environ.get("SHOW"),
            **options,
        )
        yield browser
        browser.close()


class Tab:
    """A page in a context of its own; `build` is what can't be changed later."""

    BUILD = frozenset({"locale", "has_touch", "is_mobile", "device_scale_factor", "offline"})

    def __init__(self, browser, **build):
        self.build = build
        self.context = browser.new_context(**{"locale": "en-US"} | build)
        self.context.set_default_timeout(PATIENCE)
        self.context.add_init_script(LISTEN)
        self.context.add_init_script(WATCH)
        self.page = self.context.new_page()

    def begin(self, size, permissions=(), color_scheme="light", motion=False, forced="none"):
        """What plays or moves costs the processor most: who wants to see it says so."""
        width, height = SIZES[size]
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(
            color_scheme=color_scheme,
            reduced_motion="no-preference" if motion else "reduce",
            forced_colors=forced,
        )
        if permissions:
            self.context.grant_permissions(permissions)

    def clean(self):
        """As if nobody had been here: nothing remembered, nothing open, nothing granted."""
        for other in self.context.pages:
            if other != self.page:
                other.close()
        if self.page.url != "about:blank":
            self._forget()
        self.page.mouse.move(*OUTSIDE)
        self.context.clear_cookies()
        self.context.clear_permissions()

    def _forget(self):
        origin = self.page.evaluate("sessionStorage.clear(), localStorage.clear(), origin")
        self.page.goto("about:blank")
        if origin != "null":  # as that of a file is
            line = self.context.new_cdp_session(self.page)
            line.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
            line.detach()

    def close(self):
        self.context.close()


class Tabs:
    """Those that are free, the newest last."""

    def __init__(self, browser):
        self.browser, self.free = browser, []

    def take(self, **build):
        alike = [tab for tab in self.free if tab.build == build]
        if not alike:
            return Tab(self.browser, **build)
        self.free.remove(alike[-1])
        return alike[-1]

    def give_back(self, tab):
        tab.clean()
        self.free.append(tab)
        if len(self.free) > MOST_FREE:
            self.free.pop(0).close()
