"""What a visitor does on a page, and what goes wrong meanwhile."""

import re
from collections import deque
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.browser.runs import ENDED

PICTURES = Path(__file__).parent / "pictures"
LAST = 50
MOMENT = 300  # milliseconds
POLL = 50  # milliseconds
PROBED = re.compile(r"/\w+/_stcore/(health|host-config)$")
ANSWERED = "({channel: {closed, pending, waiting}}) => closed || !(pending.size + waiting.size)"
PARTS = """[window.__stage, ...Object.values({...window.__stages, ...window.__figures})]
  .filter(Boolean)"""
MOUNTED = """[...document.querySelectorAll("[data-testid^=stBidiComponent]")].every((node) =>
  node.querySelectorAll("*").length > 1
  || node.matches(".st-key-deck *, .st-key-keeper *, .st-key-document *"))"""
DRAWN = f"""{PARTS}.every((part) => part.data.on_demand ||
  (part.painted > 0 && part.Plotly && (part.surface || !("surface" in part))))"""
# Streamlit's own link is hidden by our style, which comes with the page.
DRESSED = "!document.querySelector('[data-testid=stSkipToContent]')?.checkVisibility()"
FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Visit:
    """A page, and everything that went wrong on it."""

    def __init__(self, tab, address, size="laptop", **wishes):
        tab.begin(size, **wishes)
        self.tab, self.context, self.page, self.address = tab, tab.context, tab.page, address
        self.errors, self.elsewhere = [], []
        self.console, self.requests = [], deque(maxlen=LAST)
        self._listening = [
            (self.page, "console", self._console),
            (self.page, "pageerror", self._error),
            (self.context, "request", self._request),  # of windows that the page opens, too
        ]
        for speaker, event, listener in self._listening:
            speaker.on(event, listener)

    def hear(self, event, listener):
        """Until the end of the visit."""
        self._listening.append((self.page, event, listener))
        self.page.on(event, listener)

    def _console(self, message):
        self.console.append(f"{message.type}: {message.text}")
        # Opened below its root, Streamlit first asks for itself there, and is told 404.
        probing = PROBED.search(message.location.get("url", ""))
        if message.type == "error" and not probing:
            self.errors.append(message.text)

    def _error(self, error):
        self.console.append(f"thrown: {error.stack}")
        self.errors.append(str(error))

    def _request(self, request):
        self.requests.append(f"{request.method} {request.url}")
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

    def wait(self, condition):
        self.wait_for(f"window.__stage && ({condition})")

    def wait_for(self, condition):
        """Asked for by the clock: who asks at each frame makes the browser draw them all."""
        self.page.wait_for_function(f"() => {condition}", polling=POLL)

    def answered(self):
        """Until the core has answered all that stage and figures asked, and they have drawn it."""
        self.wait_for(f"{PARTS}.every({ANSWERED})")

    def rest(self):
        """Until they have also told Streamlit all, and nobody has anything left to do."""
        self.wait_for(f"{PARTS}.every((part) => !part.address.committing)")
        self.idle()
        self.answered()

    def idle(self):
        """Until Streamlit has run all that it was asked for, and shows it."""
        self.wait_for(ENDED)
        self.frames()
        self.page.wait_for_selector('[data-test-script-state="notRunning"]')

    def settled(self):
        """Until the page has run, and all that it consists of is there and drawn."""
        self.idle()
        self.wait_for(DRESSED)
        self.wait_for(MOUNTED)
        self.wait_for(DRAWN)
        self.frames()
        return self

    def moment(self):
        """Long enough for what should not happen to be seen."""
        self.page.wait_for_timeout(MOMENT)

    def frames(self):
        """Until what was done last is drawn."""
        self.page.evaluate(FRAMES)

    def leave(self):
        """Hear no more of the page: what its end brings about is nobody's mistake."""
        self.page.evaluate("0")  # until all that it said so far is heard
        for speaker, event, listener in self._listening:
            speaker.remove_listener(event, listener)

    def is_sound(self):
        return not self.errors and not self.elsewhere

    def picture(self, name):
        PICTURES.mkdir(exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png")


class Watched(Visit):
    """A visit that counts what a hostile text may do."""

    def is_sound(self):
        """Each test asks itself what came of its texts."""
        return True

    def came(self):
        """What ran, what was stopped, and what went elsewhere, after pressing every link."""
        self.moment()
        return (
            self.page.evaluate("__ran"),
            self.page.evaluate("__stopped"),
            self.elsewhere,
            self.page.evaluate(
                "[...document.querySelectorAll('a')].map((a) => a.href)"
                ".filter((href) => !href.startsWith(location.origin) && !href.startsWith('blob:'))"
            ),
        )
