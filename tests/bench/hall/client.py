"""A visitor without a browser: Streamlit's own messages over its WebSocket.

Only servers of this machine are visited: a load tool that is aimed at others is an attack.
"""

import asyncio
import json
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import connect

STREAM = "_stcore/stream"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
PATIENCE = 60.0  # seconds for one answer
NO_TOKEN = "-"  # stands where a browser sends its XSRF cookie
GIVES_WAY = ForwardMsg.FINISHED_EARLY_FOR_RERUN
DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class Refused(ValueError):
    """Not a server of this machine."""


class Failed(RuntimeError):
    """The page ended in an exception, or did not end."""


@dataclass(frozen=True)
class Reply:
    """What one run of a page took and brought."""

    seconds: float
    bytes: int


def address(site, path):
    """That of a WebSocket; the server must be on this machine."""
    parts = urlsplit(site)
    if parts.scheme != "http" or parts.hostname not in LOOPBACK:
        raise Refused(f"only servers of this machine are visited, not {site[:80]}")
    return f"ws://{parts.netloc}/{path}"


def line(site, path, **options):
    quiet = {"compression": None, "max_size": None, "ping_interval": None, "proxy": None}
    return connect(address(site, path), open_timeout=PATIENCE, **quiet, **options)


def held(widget):
    """The state of a widget that the page itself has set."""
    state = WidgetState(id=widget.id)
    kind = type(widget).__name__
    if kind == "Checkbox":
        state.bool_value = widget.value
    elif kind in ("Selectbox", "Radio"):
        state.string_value = widget.raw_value
    elif kind == "ButtonGroup":
        state.string_array_value.data.extend(widget.raw_values)
    elif kind == "Slider":
        state.string_array_value.data.extend(widget.raw_value)
    else:
        state.string_value = widget.value
    return state


class Visitor:
    """One session: opens pages, presses what is on them, and waits until the page is drawn."""

    def __init__(self, site, session=None):
        self.site = site
        self.session = session  # its id, once it has one; one that is given is resumed
        self.page, self.query = "", ""
        self.shown = {}  # {place on the page: element}
        self.last = None  # Reply
        self._script = ""  # the hash of the page that is open
        self._states = {}  # {widget's id: WidgetState}
        self._stream = None

    async def __aenter__(self):
        protocols = ["streamlit", NO_TOKEN, self.session] if self.session else ["streamlit"]
        self._stream = await line(self.site, STREAM, subprotocols=protocols)
        return self

    async def __aexit__(self, *_):
        await self._stream.close()

    def drop(self):
        """As a network does: no goodbye."""
        self._stream.transport.abort()

    async def open(self, page, query=""):
        """The address bar: a page of the site, and what stands behind its name."""
        self.page, self.query, self._script = page, query, ""
        self._states = {}
        return await self.run()

    async def follow(self, element):
        return await self.open(element.page_link.page, element.page_link.query_string)

    async def press(self, element):
        button = getattr(element, element.WhichOneof("type"))
        return await self.run(WidgetState(id=button.id, trigger_value=True))

    async def choose(self, element, option):
        """One of a row of buttons, by number."""
        state = WidgetState(id=element.button_group.id)
        state.string_array_value.data.append(element.button_group.options[option].content)
        return await self.set(state)

    async def release(self, element, query):
        """A slider of a stage or figure is let go: what its viewer chose becomes the address."""
        self.query = query
        link = json.dumps({"link": query})
        return await self.set(WidgetState(id=element.bidi_component.id, json_value=link))

    async def set(self, state):
        """A widget that keeps its value."""
        self._states[state.id] = state
        return await self.run()

    def found(self, kind):
        """The elements of one kind, from the top of the page down."""
        return [each for _, each in sorted(self.shown.items()) if each.WhichOneof("type") == kind]

    async def run(self, *pressed):
        """The page once more, as its widgets stand."""
        message = BackMsg()
        state = message.rerun_script
        state.page_name, state.page_script_hash = self.page, self._script
        state.query_string = self.query
        state.context_info.locale, state.context_info.timezone = "en-GB", "UTC"
        state.widget_states.widgets.extend([*self._states.values(), *pressed])
        begin = time.perf_counter()
        await self._stream.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            length = await self._until_drawn()
        self._adopt()
        self.last = Reply(time.perf_counter() - begin, length)
        return self.last

    async def _until_drawn(self):
        """Bytes of a run to its end; a run that gives way to the next is none."""
        length = 0
        while True:
            data = await self._stream.recv()
            length += len(data)
            message = ForwardMsg.FromString(data)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.session = message.new_session.initialize.session_id
                self.shown = {}
            elif kind == "navigation":
                self._script = message.navigation.page_script_hash
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "delta":
                self._draw(tuple(message.metadata.delta_path), message.delta)
            elif kind == "script_finished" and message.script_finished != GIVES_WAY:
                if message.script_finished not in DONE:
                    raise Failed(f"/{self.page}?{self.query}: it could not be run")
                return length

    def _adopt(self):
        """As a browser: widgets that have gone are forgotten, and some are told what they hold."""
        widgets = [getattr(each, each.WhichOneof("type")) for each in self.shown.values()]
        widgets = {each.id: each for each in widgets if getattr(each, "id", "")}
        self._states = {id_: state for id_, state in self._states.items() if id_ in widgets}
        for id_, widget in widgets.items():
            if getattr(widget, "set_value", False):
                self._states[id_] = held(widget)

    def _draw(self, place, delta):
        if delta.WhichOneof("type") == "new_element":
            self.shown[place] = delta.new_element
        else:
            self.shown.pop(place, None)
        if delta.new_element.WhichOneof("type") == "exception":
            said = delta.new_element.exception.type
            raise Failed(f"/{self.page}?{self.query}: {said}")
