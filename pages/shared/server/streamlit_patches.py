"""What is set in Streamlit by names of its own, since no option sets it.

Each of these names may change with the next version of Streamlit; tests/serving/test_guards.py
fails then, and says what is lost.
"""

import gc
import inspect
import socket

from streamlit import net_util
from streamlit.runtime import app_session
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.pages_manager import PagesManager

from pages.shared.server.uploads import MOST_FILES

MOST_DROPPED = 2_048  # sessions that wait for their visitors after the network broke; it was 128
NOWHERE = "0.0.0.0"


def keep_dropped_sessions():
    """A hall whose network breaks for a moment finds its sessions again."""
    seconds = inspect.signature(MemorySessionStorage).parameters["ttl_seconds"].default
    MemorySessionStorage.__init__.__defaults__ = (MOST_DROPPED, seconds)


def never_ask_for_our_address():
    """Streamlit knows its address on the internet already, so that it never asks for it.

    It would ask whenever a page of another site opens a WebSocket, for two seconds in which nobody
    is answered where the network swallows the question. The gate refuses such pages; this is for
    those that the configuration allows.
    """
    net_util._external_ip = NOWHERE


def never_ask_git():
    """Any visitor may ask what is known to git of the program's folder, as Streamlit's own cloud
    does. Streamlit answers with the names of files, and runs git for 20 ms in which nobody else is
    answered.
    """
    app_session.AppSession._handle_git_information_request = lambda _session: None


def name_few_files():
    """Before files are sent, a browser asks for an address for each; no session may hold more.

    Streamlit would make a third of a million addresses of one message, while nobody is answered.
    """
    ask = app_session.AppSession._handle_file_urls_request

    def few(session, request):
        del request.file_names[MOST_FILES:]
        ask(session, request)

    app_session.AppSession._handle_file_urls_request = few


def one_map():
    """The pages are those that app.py lists, from the first visitor on.

    Until a first script has called st.navigation, Streamlit would run a file of pages/ by itself
    for whoever opens its address, with a menu of its own and without our width.
    """
    PagesManager.uses_pages_directory = False


def dress_once():
    """Each run of a page begins with the whole theme, which was read anew from all options: a
    tenth of what a small page cost. It is as it was when the server started.
    """
    read, sections = app_session._populate_theme_msg, {}

    def dressed(message, section="theme"):
        if section not in sections:
            sections[section] = type(message)()
            read(sections[section], section)
        message.MergeFrom(sections[section])

    app_session._populate_theme_msg = dressed


def send_at_once():
    """Switch Nagle's algorithm off where we listen; accepted connections inherit it.

    Streamlit binds its socket in a way that asyncio does not recognise as TCP, so each answer
    would wait 40 ms for the acknowledgement of the one before.
    """
    for item in gc.get_objects():
        # By its type: asking a proxy whose object has gone for its class is an error.
        if issubclass(type(item), socket.socket) and item.fileno() >= 0 and _listens(item):
            item.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _listens(item):
    tcp = item.family in (socket.AF_INET, socket.AF_INET6) and item.type == socket.SOCK_STREAM
    return tcp and item.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN) == 1
