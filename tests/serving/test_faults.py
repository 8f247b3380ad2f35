"""What breaks around a server, and what is sent to break it: everybody else hardly notices."""

import http.client
import signal
import threading
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from urllib.parse import urlencode

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus

from optim_core import Run, Scenario
from pages.shared.server.uploads import MOST_FILES
from tests.pages.opening import PAGES, with_words
from tests.serving.conftest import Site
from tests.serving.visitor import Visitor, ask, call, get, line, slow, words

HEAVY = Scenario(
    surface="logistic_cancer", steps=500, runs=tuple(Run(name) for name in ("adam", "sgd"))
)
LINK = "surface=beale&steps=77&optimizer=adam&lr=0.123&lang=en"


@pytest.mark.nightly
def test_pages_of_other_sites_are_refused_while_the_internet_swallows_every_call(site):
    with all_the_time(lambda: foreign(site), many=5) as refused:
        assert not slow(site)
    assert len(refused) >= 100 and set(refused) == {403}


def foreign(site):
    with pytest.raises(InvalidStatus) as refused:
        call(f"{site.socket}/_stcore/stream", origin="https://elsewhere.example").__enter__()
    return refused.value.response.status_code


@pytest.mark.nightly
def test_a_server_that_was_killed_comes_back_and_a_link_restores_what_was_there(tmp_path, offline):
    site = Site(tmp_path / "log", **offline)
    try:
        with Visitor(site) as visitor:
            before = shown(visitor.open(LINK, "momentum"))
        site.end(signal.SIGKILL)
        site.start()
        with Visitor(site, visitor.id) as visitor:
            assert shown(visitor.open(LINK, "momentum")) == before
        assert "steps=77" in before and "0.123" in before
    finally:
        site.end()


def shown(messages):
    """What the stage of a page was told to show."""
    components = [
        with_words(each.delta.new_element.bidi_component)
        for each in messages
        if each.delta.new_element.WhichOneof("type") == "bidi_component"
    ]
    [query] = [data["query"] for data in components if "query" in data]
    return query


def test_sessions_are_found_again_after_the_network_broke(site):
    """As many as a hall holds: see test_guards and the load tool."""
    visitors = [Visitor(site) for _ in range(6)]
    for visitor in visitors:
        visitor.open("", "home")
    for visitor in visitors:
        visitor.drop()
    with ExitStack() as hall:
        again = [hall.enter_context(Visitor(site, visitor.id)) for visitor in visitors]
        for visitor, before in zip(again, visitors, strict=True):
            visitor.open("", "home")
            assert visitor.id == before.id


@pytest.mark.nightly
def test_whoever_asks_about_the_programs_folder_makes_nobody_wait_and_hears_nothing(site):
    with Visitor(site) as hostile:
        hostile.open()
        for _ in range(300):
            hostile.socket.send(BackMsg(load_git_info=True).SerializeToString())
        assert not slow(site)
        came = {each.WhichOneof("type") for each in hostile.open("lang=en", "home")}
        assert "script_finished" in came and "git_info_changed" not in came


def test_whoever_names_a_million_files_makes_nobody_wait(site):
    with Visitor(site) as hostile:
        hostile.open()
        message = BackMsg()
        message.file_urls_request.file_names.extend(["x"] * 300_000)
        for _ in range(4):
            hostile.socket.send(message.SerializeToString())
        assert not slow(site)


def test_a_cache_that_anybody_may_wipe_holds_nothing(site):
    wipe = BackMsg(clear_cache=True)
    with Visitor(site) as hostile, Visitor(site) as visitor, line(site) as stage:
        before = shown(visitor.open(LINK, "momentum"))
        for _ in range(20):
            hostile.socket.send(wipe.SerializeToString())
        assert ask(stage, "runs", query=LINK)[0]["runs"]
        assert shown(visitor.open(LINK, "momentum")) == before
        assert not slow(site)


NO_MESSAGE, TOO_LARGE = 1002, 1009
HALF_A_MILLION = BackMsg(load_git_info=True).SerializeToString() * 500_001  # of two bytes each
FRAMES = {  # and what may be answered; None is nothing, which is as well
    "garbage": (b"\xff" * 40, {NO_MESSAGE}),
    "text": ("text", {None}),
    "large": (HALF_A_MILLION, {TOO_LARGE}),
    "huge": ("x" * 17_000_000, {TOO_LARGE, None}),
}


@pytest.mark.parametrize(("frame", "codes"), FRAMES.values(), ids=FRAMES)
def test_nonsense_to_streamlit_ends_that_connection_only(site, frame, codes):
    with Visitor(site) as other:
        other.open()
        with Visitor(site) as hostile, pytest.raises(ConnectionClosed) as closed:
            hostile.socket.send(frame)
            while True:
                hostile.socket.recv(timeout=60)
        assert (closed.value.rcvd and closed.value.rcvd.code) in codes
        assert "Descent Lab" in words(other.open("lang=en", "home"))


NONSENSE = [
    "",
    "{",
    "[]",
    "null",
    "1e999",
    "[" * 8_000,
    '"' + "x" * 9_000 + '"',
    '{"kind": "erase"}',
    '{"kind": ["runs"]}',
    '{"kind": {"a": 1}}',
    '{"kind": "figure"}',
    '{"kind": "figure", "figure": "../../etc/passwd"}',
    '{"kind": "figure", "figure": ["maps"]}',
    '{"kind": "panel", "name": {}}',
    b"\xff\xfe",
    '{"kind": "runs", "query": "' + "x" * 9_000 + '"}',
    "x" * 17_000_000,
]


@pytest.mark.parametrize("frame", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_on_the_direct_line_ends_that_line_only(site, frame):
    with line(site) as other, line(site) as hostile:
        with pytest.raises(ConnectionClosed):
            hostile.send(frame)
            while True:
                hostile.recv(timeout=60)
        assert ask(other, "runs", query=LINK)[0]["runs"][0][1] == 77


def test_a_frame_that_is_huge_is_not_even_read(site):
    """The stage would say that it understands nothing; the server has hung up before."""
    with line(site) as hostile, pytest.raises(ConnectionClosed) as closed:
        hostile.send("x" * 17_000_000)
        hostile.recv(timeout=60)
    assert not closed.value.rcvd or closed.value.rcvd.code == TOO_LARGE


@pytest.mark.parametrize(
    "request_",
    [
        {"query": "&".join(f"optimizer.{k}=adam" for k in range(1, 300))},
        {"query": "steps=1e999&lr=nan&surface=\x00&start=inf,inf", "shape": [10**9, -1]},
        {"query": ["a", {"b": 2}], "run": -7, "shape": "wide", "language": ["zh"]},
        {"query": "surface=formula&formula=" + "(" * 5_000, "target": float("nan")},
        {"query": "surface=formula&formula=9**9**9", "lr": -1e308, "beta": True},
    ],
)
@pytest.mark.parametrize("kind", ["runs", "surface", "parts", "film", "rates", "rate", "batch"])
def test_nonsense_in_a_request_is_read_as_in_a_link(site, kind, request_):
    with line(site) as stage:
        assert ask(stage, kind, **request_)[0]["kind"] == kind


@contextmanager
def all_the_time(act, many):
    """Do it in so many threads, again and again; gives a list of what came of it."""
    over, came = threading.Event(), []

    def repeat():
        while not over.is_set():
            came.append(act())

    with ThreadPoolExecutor(many) as pool:
        acting = [pool.submit(repeat) for _ in range(many)]
        try:
            yield came
        finally:
            over.set()
        for each in acting:
            each.result()


@pytest.mark.parametrize(
    ("many", "request_"),
    [
        (8, {"kind": "runs", "query": urlencode(HEAVY.to_query())}),
        pytest.param(8, {"kind": "rates", "query": "steps=5000"}, marks=pytest.mark.nightly),
        pytest.param(20, {"kind": "film", "query": "steps=5000"}, marks=pytest.mark.nightly),
    ],
    ids=["runs", "rates", "films"],
)
def test_who_asks_for_much_makes_nobody_else_wait(site, many, request_):
    with ExitStack() as open_lines:
        lines = deque(open_lines.enter_context(line(site)) for _ in range(many))

        def hog():
            stage = lines.popleft()
            ask(stage, **request_)
            lines.append(stage)

        with all_the_time(hog, many) as answers:
            assert not slow(site)
        assert len(answers) >= many


def test_pages_that_run_without_a_pause_make_nobody_else_wait(site):
    with ExitStack() as hall:
        visitors = deque(hall.enter_context(Visitor(site)) for _ in range(4))

        def rerun():
            visitor = visitors.popleft()
            visitor.open("lang=en", "")
            visitors.append(visitor)

        with all_the_time(rerun, many=4) as runs:
            assert not slow(site)
        assert len(runs) >= 4


@pytest.mark.nightly
def test_large_pictures_of_addresses_make_nobody_else_wait(site):
    with all_the_time(lambda: get(site, f"/lab/qr?text={'x' * 2_900}")[0], many=4) as answers:
        assert not slow(site)
    assert len(answers) >= 4 and set(answers) == {200}


@pytest.mark.nightly
def test_thousands_of_messages_at_once_wait_in_the_network(site):
    """A flood of light requests on one line: others are answered all the same."""
    with line(site) as hostile, line(site) as stage:
        for _ in range(2_000):
            hostile.send('{"kind": "runs", "id": 1}')
        assert not slow(site)
        assert ask(stage, "runs", query=LINK)[0]["runs"]


def test_uploads_of_a_session_end_at_a_few_files(site):
    with Visitor(site) as visitor:
        visitor.open()
        said = [upload(site, visitor.id, k, b"x" * 1_000_000) for k in range(MOST_FILES + 5)]
        assert said == [204] * MOST_FILES + [429] * 5
        assert upload(site, visitor.id, "0", b"", method="DELETE") == 204
        assert upload(site, visitor.id, "again", b"x") == 204


@pytest.mark.parametrize("told", [True, False], ids=["length", "chunks"])
def test_a_file_that_is_too_large_is_refused_with_or_without_its_length(site, told):
    with Visitor(site) as visitor:
        visitor.open()
        big = [b"x" * 100_000] * 30
        assert upload(site, visitor.id, "big", b"".join(big) if told else iter(big)) == 413


@pytest.mark.nightly
def test_a_session_that_has_ended_gives_the_memory_of_its_files_back(tmp_path):
    """Streamlit forgets it when it next looks after the others who have left."""
    soon = {"DISCONNECTED_SESSION_TTL": "1", "MAX_UPLOAD_SIZE": "200"}
    site = Site(tmp_path / "log", **{f"STREAMLIT_SERVER_{key}": soon[key] for key in soon})
    try:
        with Visitor(site) as other:
            other.open()
            with Visitor(site) as visitor:
                visitor.open()
                assert upload(site, visitor.id, "large", b"x" * 60_000_000) == 204
                assert upload(site, other.id, "small", b"x") == 429
            time.sleep(1.2)
            with Visitor(site) as leaving:
                leaving.open()
            until = time.monotonic() + 20
            while upload(site, other.id, "small", b"x") != 204:
                assert time.monotonic() < until
                time.sleep(0.1)
    finally:
        site.end()


@pytest.mark.parametrize("page", PAGES)
def test_the_key_to_a_session_stands_on_no_page(site, page):
    with Visitor(site) as visitor:
        shown = words(visitor.open("lang=en", "" if page == "home" else page))
        assert visitor.id and visitor.id not in shown


def test_nobody_uploads_without_a_session(site):
    assert upload(site, "made-up", "file", b"x") == 400


def upload(site, session, name, data, method="PUT"):
    """The status; the token is one that anybody can make for himself."""
    token = get(site, "/_stcore/health")[1]["Set-Cookie"].split("=", 1)[1].split(";")[0]
    body = data if isinstance(data, bytes) else b"".join(data)
    start = b'--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'
    whole = sent = start + body + b"\r\n--b--\r\n"
    headers = {
        "Content-Type": "multipart/form-data; boundary=b",
        "X-Xsrftoken": token,
        "Cookie": f"_streamlit_xsrf={token}",
    }
    if not isinstance(data, bytes):
        sent = (whole[k : k + 50_000] for k in range(0, len(whole), 50_000))
    server = http.client.HTTPConnection("localhost", site.port, timeout=20)
    address = f"/_stcore/upload_file/{session}/{name}"
    with closing(server):
        with suppress(BrokenPipeError, ConnectionResetError):  # refused before all of it was sent
            chunked = not isinstance(data, bytes)
            server.request(method, address, sent, headers, encode_chunked=chunked)
        return server.getresponse().status
