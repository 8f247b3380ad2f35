"""A running server and a real browser, once for all browser tests."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import chromium

ROOT = Path(__file__).parents[2]
PICTURES = Path(__file__).parent / "pictures"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PROBED = re.compile(r"/\w+/_stcore/(health|host-config)$")
ANSWERED = "({channel: {closed, pending, waiting}}) => closed || !(pending.size + waiting.size)"
PARTS = "[window.__stage, ...Object.values(window.__figures || {})].filter(Boolean)"
WATCH = """
window.__ran = []; window.__stopped = [];
window.alert = (what) => window.__ran.push(what);
addEventListener("securitypolicyviolation", (event) =>
  window.__stopped.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""
SIZES = {"laptop": (1280, 800), "hall": (1920, 1080), "phone": (390, 844)}


LOAD = "from optim_core import compiling; compiling.prepare()"


@contextlib.contextmanager
def serve(app="app.py"):
    """Start the app as `make run` does, nothing left to compile; gives its address when ready."""
    subprocess.run([sys.executable, "-c", LOAD], cwd=ROOT, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", app, "--server.port", str(port)]
    address = f"http://localhost:{port}"
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
    ) as process:
        try:
            _wait_until_ready(address, process)
            yield address
        finally:
            process.terminate()


@contextlib.contextmanager
def serve_authors(folder):
    """The same, for authors, with the lessons of a folder."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("LESSONS_DIR", str(folder))
        environment.setenv("LESSONS_AUTHOR", "1")
        with serve() as address:
            yield address


def _wait_until_ready(address, process, patience=120.0):
    until = time.monotonic() + patience
    while time.monotonic() < until:
        assert process.poll() is None, "the server ended before it was ready"
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=2)
            return
        time.sleep(0.1)
    raise AssertionError(f"the server was not ready after {patience:g} s")


@contextlib.contextmanager
def browse():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=FLAGS, headless=not os.environ.get("SHOW")
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address():
    with serve() as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    with browse() as browser:
        yield browser


class Visit:
    """A page, and everything that went wrong on it."""

    def __init__(self, browser, address, size="laptop", **options):
        width, height = SIZES[size]
        self.context = browser.new_context(
            viewport={"width": width, "height": height},
            locale=options.pop("locale", "en-US"),
            **options,
        )
        self.page = self.context.new_page()
        self.address = address
        self.errors, self.elsewhere = [], []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.context.on("request", self._request)  # of windows that the page opens, too

    def _console(self, message):
        # Opened below its root, Streamlit first asks for itself there, and is told 404.
        probing = PROBED.search(message.location.get("url", ""))
        if message.type == "error" and not probing:
            self.errors.append(message.text)

    def _request(self, request):
        host = urlsplit(request.url).netloc
        if host and host != urlsplit(self.address).netloc:
            self.elsewhere.append(request.url)

    def open(self, page="momentum", **query):
        """A page with a stage, once that is drawn."""
        self.go(page, **query)
        self.wait("__stage.painted > 0 && __stage.surface && __stage.Plotly")
        return self

    def open_figure(self, page, key, **query):
        """A page with a figure, once its first picture is there."""
        self.go(page, **query)
        self.wait_for(f"window.__figures?.[{key!r}]?.painted > 0")
        return self

    def go(self, page, **query):
        self.page.goto(f"{self.address}/{page}?{urlencode(query)}")
        return self

    def figure(self, key, expression):
        """The value of an expression about a figure's own state."""
        return self.page.evaluate(
            f"(() => {{ const f = __figures[{key!r}]; return {expression} }})()"
        )

    def stage(self, expression):
        """The value of an expression about the stage's own state."""
        return self.page.evaluate(f"(() => {{ const s = window.__stage; return {expression} }})()")

    def wait(self, condition, timeout=20_000):
        self.wait_for(f"window.__stage && ({condition})", timeout)

    def wait_for(self, condition, timeout=20_000):
        self.page.wait_for_function(f"() => {condition}", timeout=timeout)

    def answered(self):
        """Until the core has answered all that stage and figures asked, and they have drawn it."""
        self.wait_for(f"{PARTS}.every({ANSWERED})")

    def rest(self):
        """Until they have also told Streamlit all, and nobody has anything left to do."""
        self.wait_for(f"{PARTS}.every((part) => !part.link.committing)")
        self.answered()
        self.page.wait_for_timeout(250)
        self.page.wait_for_selector('[data-test-script-state="notRunning"]', timeout=20_000)
        self.answered()

    def close(self):
        self.context.close()
        assert self.errors == []
        assert self.elsewhere == []

    def picture(self, name):
        PICTURES.mkdir(exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png")


class Watched(Visit):
    """A visit that counts what a hostile text may do."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.context.add_init_script(WATCH)

    def came(self):
        """What ran, what was stopped, and what went elsewhere, after pressing every link."""
        self.page.wait_for_timeout(300)
        return (
            self.page.evaluate("__ran"),
            self.page.evaluate("__stopped"),
            self.elsewhere,
            self.page.evaluate(
                "[...document.querySelectorAll('a')].map((a) => a.href)"
                ".filter((href) => !href.startsWith(location.origin) && !href.startsWith('blob:'))"
            ),
        )


@pytest.fixture
def visit(browser, address):
    visits = []

    def start(size="laptop", **options):
        visits.append(Visit(browser, address, size, **options))
        return visits[-1]

    yield start
    for each in visits:
        each.close()


@pytest.fixture
def watch(browser, address):
    visits = []

    def start(**options):
        visits.append(Watched(browser, address, **options))
        return visits[-1]

    yield start
    for each in visits:
        each.context.close()
