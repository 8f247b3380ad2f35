"""The gate lets in whom it should, as fast as it should, and dresses every answer."""

import asyncio
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from streamlit import file_util

from pages.shared.server import gate, policy, uploads
from pages.shared.server.gate import Gate, is_from_here
from tests.serving.visitor import get

CLOSE = {"type": "websocket.close", "code": 1008}
TRY_LATER = {"type": "websocket.close", "code": 1013}
HERE = [
    ("http://localhost:8501", "localhost:8501"),
    ("http://192.168.7.20:8501", "192.168.7.20:8501"),  # a lecturer's machine on the hall's network
    ("https://lab.example.edu", "lab.example.edu"),
    ("http://[::1]:8501", "[::1]:8501"),
]
ELSEWHERE = [
    ("https://elsewhere.example", "localhost:8501"),
    ("http://localhost:9999", "localhost:8501"),
    ("http://localhost:8501.elsewhere.example", "localhost:8501"),
    ("https://elsewhere.example/localhost:8501", "localhost:8501"),
    ("https://elsewhere.example#localhost:8501", "localhost:8501"),
    ("null", "localhost:8501"),
    ("file://", "localhost:8501"),
    ("", "localhost:8501"),
]


def scope(kind="http", path="/", method="GET", **headers):
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    return {"type": kind, "path": path, "method": method, "headers": raw, "query_string": b""}


async def through(inner, about, messages=()):
    """What a gate before `inner` sends of one call."""
    return await called(Gate(inner), about, messages)


async def called(the_gate, about, messages=()):
    sent, messages = [], iter(messages)

    async def receive():
        return next(messages, {"type": "websocket.connect"})

    async def send(message):
        sent.append(message)

    await the_gate(about, receive, send)
    return sent


async def greet(scope, receive, send):
    if scope["type"] == "http":
        await PlainTextResponse("hello")(scope, receive, send)
    else:
        await send({"type": "websocket.accept"})


@pytest.mark.parametrize(("origin", "host"), HERE)
def test_whatever_address_a_page_was_opened_by_is_here(origin, host):
    about = scope("websocket", "/_stcore/stream", origin=origin, host=host)
    assert asyncio.run(through(greet, about)) == [{"type": "websocket.accept"}]


@pytest.mark.parametrize(("origin", "host"), ELSEWHERE)
@pytest.mark.parametrize("path", ["/_stcore/stream", "/below/_stcore/stream", "/lab/channel"])
def test_pages_of_other_sites_are_refused_on_every_socket(path, origin, host):
    about = scope("websocket", path, origin=origin, host=host)
    assert asyncio.run(through(greet, about)) == [CLOSE]


def test_what_is_no_browser_says_no_origin():
    assert is_from_here(Headers({"host": "localhost:8501"}))


def test_the_configuration_may_allow_another_site(monkeypatch):
    monkeypatch.setattr(gate.st, "get_option", {"server.corsAllowedOrigins": ["https://a.b"]}.get)
    assert is_from_here(Headers({"host": "localhost", "origin": "https://a.b"}))
    assert not is_from_here(Headers({"host": "localhost", "origin": "https://b.a"}))


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/mcp", "/a/_stcore/metrics"])
def test_what_is_closed_is_not_found(path):
    [start, _] = asyncio.run(through(greet, scope(path=path)))
    assert start["status"] == 404


def test_every_answer_is_dressed():
    [start, _] = asyncio.run(through(greet, scope()))
    assert {name for name, _ in policy.headers()} <= {name for name, _ in start["headers"]}


@pytest.mark.parametrize("path", ["/", "/momentum", "/_stcore/health", "/static/nothing.js"])
def test_a_running_server_dresses_them_too(site, path):
    _, headers, _ = get(site, path)
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_a_running_server_keeps_its_figures_to_itself(site, path):
    assert get(site, path)[0] == 404


ROUTES = [  # what answers without a session, and its status
    ("/_stcore/health", 200),
    ("/_stcore/host-config", 200),
    ("/_stcore/metrics", 404),
    ("/_stcore/agent/interact", 404),
    ("/_stcore/agent/mcp", 404),
    ("/_stcore/script-health-check", 200),  # the page itself, as for every unknown address
    ("/_stcore/bidi-components/../../app.py", 400),
    ("/media/../../../etc/passwd", 400),
    ("/media/made-up.csv", 404),
    ("/component/made-up/index.html", 404),
    ("/app/static/app.py", 200),
    ("/lab/assets/0/../../../app.py", 400),
    ("/lab/save/app.py", 404),
    ("/lab/save/run.csv?surface=" + "x" * 9_000, 414),
    ("/../../etc/passwd", 400),
    ("/..%2f..%2fetc%2fpasswd", 400),
    ("//elsewhere.example", 400),
]


@pytest.mark.parametrize(("path", "status"), ROUTES)
def test_no_route_gives_away_a_file_of_ours(site, path, status):
    found, _, body = get(site, path)
    assert found == status
    assert b"root:" not in body and b"import streamlit" not in body


@pytest.fixture
def rules():
    """{directive: its sources} of the policy for Streamlit's own page."""
    page = (Path(file_util.get_static_dir()) / "index.html").read_text("utf-8")
    parts = [part.split() for part in policy.content_policy(page).split("; ")]
    return {name: set(sources) for name, *sources in parts}


def test_the_policy_makes_no_script_of_text(rules):
    scripts = {each for each in rules["script-src"] if not each.startswith("'sha256-")}
    assert scripts == {"'self'", "blob:", "'wasm-unsafe-eval'"}
    assert rules["object-src"] == {"'none'"}


def test_the_policy_lets_nothing_in_from_another_machine(rules):
    assert set().union(*rules.values()) <= {
        "'self'", "'none'", "blob:", "data:", "'unsafe-inline'", "'wasm-unsafe-eval'",
        *(each for each in rules["script-src"] if each.startswith("'sha256-")),
    }  # fmt: skip
    assert rules["default-src"] == {"'self'"}


@pytest.mark.parametrize("what", ["frame-ancestors", "base-uri", "form-action"])
def test_the_policy_says_what_no_default_covers(rules, what):
    assert rules[what] == {"'self'"}


def test_a_page_is_in_no_frame_of_others_guesses_no_kind_and_tells_nobody_its_link():
    said = dict(policy.headers())
    assert said[b"x-frame-options"] == b"SAMEORIGIN"
    assert said[b"x-content-type-options"] == b"nosniff"
    assert said[b"referrer-policy"] == b"same-origin"
    assert set(said[b"permissions-policy"].split(b", ")) == {
        b"camera=()", b"geolocation=()", b"microphone=()",
    }  # fmt: skip


def test_streamlits_own_script_is_known_by_its_fingerprint():
    one = policy.content_policy("<head><script>\n a = 1\n</script><script src='x.js'></script>")
    assert one.count("sha256-") == 1
    assert "sha256-wBzG2BNPgLzDdjHerROfz3X8FA0/qB0bpZQmxQfRwD8=" in policy.content_policy(
        "<script>window.prerenderReady = false</script>"
    )


def test_beyond_so_many_visitors_a_new_one_reads_that_the_hall_is_full(monkeypatch):
    monkeypatch.setattr(gate, "MOST_VISITORS", 2)

    async def stay(scope, receive, send):
        if scope["type"] == "http":
            await greet(scope, receive, send)
        else:
            await left.wait()

    async def crowd():
        door = Gate(stay)
        inside = [asyncio.create_task(called(door, stream)) for _ in range(2)]
        await asyncio.sleep(0)
        refused = await called(door, stream)
        [page, text] = await called(door, scope(accept="text/html"))
        [asset, _] = await called(door, scope(path="/static/a.js", accept="*/*"))
        left.set()
        await asyncio.gather(*inside)
        [later, _] = await called(door, scope(accept="text/html"))
        return refused, page, text["body"].decode(), asset["status"], later["status"]

    left, stream = asyncio.Event(), scope("websocket", "/_stcore/stream")
    refused, page, text, asset, later = asyncio.run(asyncio.wait_for(crowd(), 10))
    assert refused == [TRY_LATER]
    assert (page["status"], asset, later) == (503, 200, 200)
    assert "The hall is full" in text and "访问人数已满" in text
    again = dict(page["headers"])
    assert int(again[b"refresh"]) == int(again[b"retry-after"]) > 0


def test_beyond_so_many_sockets_of_whatever_kind_the_next_is_told_to_try_later(monkeypatch):
    monkeypatch.setattr(gate, "MOST_SOCKETS", 2)

    async def stay(scope, receive, send):
        await left.wait()

    async def crowd():
        door = Gate(stay)
        inside = [asyncio.create_task(called(door, line)) for _ in range(2)]
        await asyncio.sleep(0)
        refused = await called(door, line)
        left.set()
        await asyncio.gather(*inside)
        return refused, await called(door, line)

    left, line = asyncio.Event(), scope("websocket", "/lab/channel")
    assert asyncio.run(asyncio.wait_for(crowd(), 10)) == ([TRY_LATER], [])


@pytest.fixture
def now(monkeypatch):
    """[seconds]: what the gate's clock says, which goes on only while the gate waits."""
    now = [0.0]

    async def sleep(seconds):
        now[0] += seconds

    monkeypatch.setattr(gate, "time", SimpleNamespace(monotonic=lambda: now[0]))
    monkeypatch.setattr(gate, "asyncio", SimpleNamespace(sleep=sleep))
    return now


def test_whoever_says_much_is_heard_no_sooner(monkeypatch, now):
    monkeypatch.setattr(gate, "PER_SECOND", 100.0)
    monkeypatch.setattr(gate, "AT_ONCE", 5.0)
    heard = []

    async def listen(scope, receive, send):
        for _ in range(15):
            await receive()
            heard.append(now[0])

    asyncio.run(through(listen, scope("websocket", "/lab/channel")))
    assert heard == pytest.approx([0.0] * 5 + [k / 100 for k in range(1, 11)])


def test_a_silence_saves_up_no_more_than_a_moment_of_messages(now):
    waited = []

    async def listen(scope, receive, send):
        await receive()
        now[0] = began = 3600.0
        for _ in range(1_000):
            await receive()
        waited.append(now[0] - began)

    asyncio.run(through(listen, scope("websocket", "/lab/channel")))
    assert waited == [pytest.approx((1_000 - 500) / 250)]


class Held:
    """Streamlit's manager of files, with so many bytes of another session in it."""

    def __init__(self, others=0):
        file = type("File", (), {"data": range(others)})
        self.file_storage = {"other": {"a": file}}
        self.uploaded_file_mgr = self


def test_files_count_while_they_arrive_and_no_longer(monkeypatch):
    monkeypatch.setattr(uploads.runtime, "get_instance", Held)
    monkeypatch.setattr(uploads, "MOST_FILES", 2)
    room = uploads.Uploads().room
    with room("mine") as first, room("mine") as second, room("mine") as third:
        assert (first, second, third) == (True, True, False)
        with room("yours") as fourth:
            assert fourth
    with room("mine") as again:
        assert again


def test_memory_for_files_is_shared_by_all(monkeypatch):
    monkeypatch.setattr(uploads.runtime, "get_instance", lambda: Held(uploads.MOST_BYTES - 2**20))
    room = uploads.Uploads().room
    with room("mine") as first, room("yours") as second:
        assert (first, second) == (True, False)
