"""What leans on names of Streamlit's own, and what is lost where Streamlit changes them."""

import inspect
import socket
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit
from streamlit import config, git_util, net_util
from streamlit.proto.Common_pb2 import FileURLsRequest
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.web.server import server_util
from streamlit.web.server.starlette import starlette_routes

from pages.shared import server
from pages.shared.server import gate, streamlit_patches

ROOT = Path(__file__).parents[2]
SETTINGS = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))


class Session:
    def __init__(self, id):
        self.session = self
        self.id = id


def test_dropped_sessions_of_a_whole_hall_are_kept(monkeypatch):
    init = MemorySessionStorage.__init__
    monkeypatch.setattr(init, "__defaults__", init.__defaults__)
    streamlit_patches.keep_dropped_sessions()
    storage = MemorySessionStorage(ttl_seconds=120)
    for number in range(1_000):
        storage.save(Session(str(number)))
    assert all(storage.get(str(number)) for number in range(1_000))


def test_streamlit_makes_its_storage_as_we_set_it():
    """st.App gives it the time only; if it gave the number too, ours would be lost."""
    made = inspect.getsource(streamlit.App._create_runtime)
    assert "MemorySessionStorage(" in made and "maxsize" not in made


def test_the_internet_is_never_asked_for_our_address(monkeypatch):
    asked = []
    monkeypatch.setattr(net_util, "_make_blocking_http_get", lambda *_, **__: asked.append(1))
    monkeypatch.setattr(net_util, "_external_ip", None)
    server_util.is_url_from_allowed_origins("https://elsewhere.example")
    assert asked, "Streamlit asks in another way, which the next line can't prevent"
    del asked[:]
    streamlit_patches.never_ask_for_our_address()
    assert not server_util.is_url_from_allowed_origins("https://elsewhere.example")
    assert asked == []


def test_nobody_makes_streamlit_run_git(monkeypatch):
    """Its session asks this of itself, and git in this way, for whoever says `load_git_info`."""
    asked, session = [], SimpleNamespace(_script_data=SimpleNamespace(main_script_path=__file__))
    inside = app_session.AppSession
    monkeypatch.setattr(git_util, "_run_git", lambda *_, **__: asked.append(1))
    monkeypatch.setattr(
        inside, "_handle_git_information_request", inside._handle_git_information_request
    )
    assert "self._handle_git_information_request()" in inspect.getsource(inside.handle_backmsg)
    inside._handle_git_information_request(session)
    assert asked, "Streamlit asks in another way, which the next line can't prevent"
    del asked[:]
    streamlit_patches.never_ask_git()
    inside._handle_git_information_request(session)
    assert asked == []


def test_addresses_are_made_for_as_many_files_as_a_session_may_hold(monkeypatch):
    inside, made = app_session.AppSession, []
    session = SimpleNamespace(
        id="session",
        _uploaded_file_mgr=MemoryUploadedFileManager("/upload"),
        _enqueue_forward_msg=lambda message: made.append(len(message.file_urls_response.file_urls)),
    )
    monkeypatch.setattr(inside, "_handle_file_urls_request", inside._handle_file_urls_request)
    streamlit_patches.name_few_files()
    assert "self._handle_file_urls_request(" in inspect.getsource(inside.handle_backmsg)
    for asked in (1, 8, 1_000):
        request = FileURLsRequest(file_names=["x"] * asked)
        inside._handle_file_urls_request(session, request)
    assert made == [1, 8, 8]


def test_a_page_is_never_run_without_the_site_map(monkeypatch, tmp_path):
    """Whoever makes Streamlit's manager of pages first looks for pages/."""
    app = tmp_path / "app.py"
    (tmp_path / "pages").mkdir()
    app.touch()
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    PagesManager(str(app))
    assert PagesManager.uses_pages_directory
    streamlit_patches.one_map()
    PagesManager(str(app))
    assert not PagesManager.uses_pages_directory


@pytest.mark.parametrize("section", ["theme", "theme.light", "theme.dark", "theme.sidebar"])
def test_the_theme_that_is_kept_is_the_one_that_streamlit_reads(monkeypatch, section):
    asked = []
    read = app_session._populate_theme_msg
    monkeypatch.setattr(config, "get_options_for_section", counted(asked, config))
    monkeypatch.setattr(app_session, "_populate_theme_msg", read)
    expected, first, second = (CustomThemeConfig() for _ in range(3))
    read(expected, section)
    streamlit_patches.dress_once()
    for message in (first, second):
        app_session._populate_theme_msg(message, section)
    assert first == second == expected
    assert asked == [section] * 2, "once by Streamlit, once by ours"


def counted(asked, module):
    read = module.get_options_for_section

    def counting(section):
        asked.append(section)
        return read(section)

    return counting


def test_a_run_asks_for_the_theme_where_ours_is():
    made = inspect.getsource(app_session.AppSession._create_new_session_message)
    assert made.count(" _populate_theme_msg(") == 6


def test_what_is_sent_is_sent_at_once():
    """As Streamlit listens: a socket of no named protocol, which asyncio leaves alone."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        streamlit_patches.send_at_once()
        with socket.create_connection(listening.getsockname()):
            accepted, _ = listening.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_files_of_a_session_are_held_where_we_count_them():
    held = MemoryUploadedFileManager("/upload")
    held.add_file("session", UploadedFileRec("id", "name", "text/csv", b"12345"))
    assert [len(file.data) for file in held.file_storage["session"].values()] == [5]


def test_what_the_gate_closes_and_counts_is_where_streamlit_serves_it():
    assert starlette_routes.ROUTE_METRICS == "_stcore/metrics"
    assert starlette_routes.BASE_ROUTE_UPLOAD_FILE == "_stcore/upload_file"
    assert set(gate.CLOSED) == {"metrics", "agent"}


def test_the_server_takes_what_it_is_given():
    assert set(server.prepared()) <= set(inspect.signature(streamlit.App).parameters)


@pytest.mark.parametrize("section", ["server", "browser", "client", "global", "runner"])
def test_every_setting_is_one_that_streamlit_knows(section):
    for name in SETTINGS[section]:
        assert f"{section}.{name}" in config._config_options_template


def test_nobody_is_counted_and_nothing_is_shown_of_the_inside():
    assert SETTINGS["browser"]["gatherUsageStats"] is False
    assert SETTINGS["server"]["showEmailPrompt"] is False
    assert SETTINGS["client"]["showErrorDetails"] == "none"
    assert SETTINGS["client"]["showErrorLinks"] is False
    assert SETTINGS["server"]["enableAgentApi"] is False
    assert SETTINGS["server"]["enableStaticServing"] is False
