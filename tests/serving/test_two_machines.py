"""Two replicas behind the proxy that deploy/ brings: who comes stays, and outlives a replica."""

import http.client
import socket
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import sync_playwright
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from optim_core import Run, Scenario
from pages.shared.server import gate
from pages.shared.site.assets import CHANNEL
from tests.browser import chromium
from tests.browser.tabs import FLAGS, Tab
from tests.browser.visits import Visit
from tests.serving import full_servers, nginx
from tests.serving.two_machines import running

STREAM = "_stcore/stream"
MALFORMED = 1003
ELSEWHERE = "https://elsewhere.example"
LINK = Scenario(surface="beale", start=(1.5, 2.5), steps=70, runs=(Run("adam"),)).to_query()


@pytest.fixture(scope="module")
def machines():
    assert nginx.find_or_install(), nginx.ADVICE
    with running() as machines:
        yield machines


def ask(machines, path, method="GET", body=None, **headers):
    """(status, route that was given) of one request to the proxy."""
    connection = http.client.HTTPConnection("127.0.0.1", machines.port, timeout=20)
    connection.request(method, path, body, {"Host": machines.site[7:]} | headers)
    answer = connection.getresponse()
    connection.close()
    cookies = answer.headers.get_all("Set-Cookie", [])
    return answer.status, next((each for each in cookies if each.startswith("lab_route=")), None)


def call(machines, path, origin=None, cookie="lab_route=one", **options):
    """A WebSocket through the proxy."""
    line = socket.create_connection(("127.0.0.1", machines.port), timeout=20)
    url = machines.site.replace("http", "ws")
    headers = {"Cookie": cookie}
    origin = origin or machines.site
    return connect(f"{url}/{path}", sock=line, origin=origin, additional_headers=headers, **options)


def test_newcomers_are_shared_out(machines):
    cookies = [ask(machines, "/_stcore/health")[1] for _ in range(40)]
    for name in machines.replicas:
        given = f"lab_route={name}; Path=/; HttpOnly; SameSite=Lax"
        assert cookies.count(given) >= 8


@pytest.mark.parametrize("name", ["one", "two"])
def test_a_visitor_stays_with_one_replica(machines, name):
    for _ in range(20):
        asked = ask(machines, f"/lab/assets/none/{name}", Cookie=f"lab_route={name}")
        assert asked == (200, None)
    assert machines.answered(f"/{name}", 20) == {name: 20}


@pytest.mark.parametrize("nonsense", ["three", "one two", "../one", "x" * 3000])
def test_a_cookie_that_means_nothing_is_replaced(machines, nonsense):
    status, given = ask(machines, "/_stcore/health", Cookie=f"lab_route={nonsense}")
    assert status == 200 and given.startswith(("lab_route=one;", "lab_route=two;"))


@pytest.mark.parametrize("name", ["one", "two"])
def test_the_lines_of_page_and_stage_pass(machines, name):
    cookie = f"lab_route={name}"
    with call(machines, STREAM, cookie=cookie, subprotocols=["streamlit"]) as page:
        assert page.subprotocol == "streamlit"
    with call(machines, CHANNEL, cookie=cookie) as stage:
        stage.send("{}")
        with pytest.raises(ConnectionClosed) as closed:
            stage.recv(timeout=20)
        assert closed.value.rcvd.code == MALFORMED  # the stage's own answer to nonsense


@pytest.mark.parametrize("path", [STREAM, CHANNEL])
def test_a_page_from_elsewhere_gets_no_line(machines, path):
    with pytest.raises(InvalidStatus) as refused:
        call(machines, path, origin=ELSEWHERE)
    assert refused.value.response.status_code == 403


def test_a_page_from_elsewhere_gets_no_answer(machines):
    assert ask(machines, "/", Origin=ELSEWHERE) == (403, None)
    assert ask(machines, "/", Origin=machines.site)[0] == 200


def test_only_a_file_may_be_large_and_no_larger_than_the_app_takes(machines):
    upload = "/_stcore/upload_file/nobody/nothing"
    assert ask(machines, "/", "POST", b"x" * 20_000)[0] == 413
    assert ask(machines, upload, "PUT", b"x" * 1_300_000)[0] == 413
    assert ask(machines, upload, "PUT", b"x" * 1_000_000)[0] == 403  # the app's: no token


@pytest.fixture
def halls():
    """({name: its door}, the machines): doors without a room behind them."""
    assert nginx.find_or_install(), nginx.ADVICE
    with full_servers.doors() as (doors, machines):
        yield doors, machines


PAGE = {"Accept": "text/html"}
FORGOTTEN = "lab_route=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"


def fill(door):
    door.visitors = gate.MOST_VISITORS


@pytest.mark.parametrize("address", ["/?formula=typed", "/_stcore/upload_file/typed"])
def test_nothing_that_was_typed_is_written_down_where_something_goes_wrong(address):
    """A link holds a formula, and the address of an upload the key to a visit."""
    assert nginx.find_or_install(), nginx.ADVICE
    with full_servers.nobody() as machines:
        assert ask(machines, address, "PUT", b"x" * 2_000_000)[0] == 413
        assert ask(machines, address)[0] == 502
        assert ask(machines, "/last")[0] == 502
        assert machines.lines("/last", 1)
        assert "typed" not in machines.log.read_text("utf-8")


@pytest.mark.parametrize(("full", "other"), [("one", "two"), ("two", "one")])
def test_newcomers_to_a_full_replica_go_to_the_other(halls, full, other):
    doors, machines = halls
    fill(doors[full])
    given = f"lab_route={other}; Path=/; HttpOnly; SameSite=Lax"
    assert [ask(machines, "/", **PAGE) for _ in range(20)] == [(200, given)] * 20


def test_whoever_belongs_to_a_full_replica_stays_with_it(halls):
    """However many newcomers it has sent away meanwhile."""
    doors, machines = halls
    fill(doors["one"])
    for number in range(10):
        assert ask(machines, "/", **PAGE)[0] == 200
        asked = ask(machines, f"/static/{number}-belongs.js", Cookie="lab_route=one")
        assert asked == (200, None)
    assert machines.answered("-belongs", 10) == {"one": 10}


def test_whoever_reads_that_the_hall_is_full_is_new_when_he_comes_again(halls):
    doors, machines = halls
    fill(doors["one"])
    assert ask(machines, "/", Cookie="lab_route=one", **PAGE) == (503, FORGOTTEN)
    fill(doors["two"])
    for _ in range(5):
        assert ask(machines, "/", **PAGE) == (503, FORGOTTEN)
    doors["two"].visitors = 0
    assert ask(machines, "/", **PAGE)[1].startswith("lab_route=two;")


@pytest.fixture
def visit(machines):
    """Visits by a browser that is told where the site is."""
    flags = [*FLAGS, f"--host-resolver-rules=MAP {machines.site[7:-6]} 127.0.0.1"]
    with sync_playwright() as playwright:
        path = chromium.find_or_install()
        assert path, chromium.ADVICE
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield lambda: Visit(Tab(browser), machines.site)
        browser.close()


@pytest.mark.nightly
def test_visitors_of_a_killed_replica_go_on_at_the_other(machines, visit):
    """The last test of this file: only one replica is left of it."""
    seen = visit().open(**LINK)
    path, name = path_of(seen), route_of(seen)
    machines.replicas[name].kill()

    until(seen, lambda: route_of(seen) != name)
    slider = seen.page.locator('input[data-knob="lr"]')
    slider.focus()
    slider.press("ArrowRight")
    until(seen, lambda: path_of(seen) != path)
    changed = path_of(seen)
    seen.rest()
    assert {key for key in LINK if query_of(seen).get(key) != LINK[key]} == {"lr"}

    for other in (seen, visit()):
        other.page.goto(seen.page.url)
        other.wait("__stage.painted > 0 && __stage.surface && __stage.Plotly")
        assert path_of(other) == changed
        assert route_of(other) != name


def path_of(seen):
    return seen.stage("[...s.runs[0].path]")


def until(seen, happened, seconds=40):
    """Wait while the browser goes on."""
    for _ in range(10 * seconds):
        if happened():
            return
        seen.page.wait_for_timeout(100)
    raise AssertionError(f"still not so after {seconds} s")


def route_of(seen):
    (route,) = [each["value"] for each in seen.context.cookies() if each["name"] == "lab_route"]
    return route


def query_of(seen):
    return dict(parse_qsl(urlsplit(seen.page.url).query))
