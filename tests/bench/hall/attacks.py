"""What a hostile visitor keeps doing, one act at a time, while others ask how the server is.

Each act fails where it was not even heard: what is refused at the door would prove nothing.
"""

import socket
import time
from itertools import count
from urllib.parse import urlencode

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed

from tests.serving.test_faults import HEAVY, all_the_time, foreign, upload
from tests.serving.visitor import Visitor, ask, get, healthy, line

HALF_REQUESTS = 50
_numbers = count()


def comes_from_elsewhere(site):
    assert foreign(site) == 403


def wipes_caches(site):
    with Visitor(site) as visitor:
        visitor.open()
        for _ in range(10):
            visitor.socket.send(BackMsg(clear_cache=True).SerializeToString())
            time.sleep(0.1)
        assert visitor.open()


def asks_about_the_folder(site):
    with Visitor(site) as visitor:
        visitor.open()
        for _ in range(50):
            visitor.socket.send(BackMsg(load_git_info=True).SerializeToString())
        assert visitor.open()


def names_many_files(site):
    with Visitor(site) as visitor:
        visitor.open()
        message = BackMsg()
        message.file_urls_request.file_names.extend(["x"] * 300_000)
        visitor.socket.send(message.SerializeToString())
        assert visitor.open()


def asks_for_much(site):
    """Never the same twice: what is kept costs nothing."""
    number = next(_numbers)
    query = HEAVY.to_query() | {"lr": f"{0.01 + 1e-6 * number:.6f}"}
    with line(site) as stage:
        assert ask(stage, "runs", query=urlencode(query))[0]["runs"]
        assert ask(stage, "rates", query=f"surface.condition={20 + number % 60}")[0]["best"]


def uploads(site):
    """Of each visitor some are taken, until all of them together hold what they may."""
    with Visitor(site) as visitor:
        visitor.open()
        said = {upload(site, visitor.id, next(_numbers), b"x" * 1_000_000) for _ in range(20)}
        assert said <= {204, 429}


def asks_for_codes(site):
    status, _, _ = get(site, f"/lab/qr?text={'x' * 2_900}")
    assert status == 200, status


def sends_garbage(site):
    with line(site) as stage, pytest.raises(ConnectionClosed):
        stage.send("{")
        stage.recv(timeout=60)


def sends_garbage_to_pages(site):
    with Visitor(site) as visitor, pytest.raises(ConnectionClosed):
        visitor.socket.send(b"\xff" * 40)
        while True:
            visitor.socket.recv(timeout=60)


def speaks_in_wrong_types(site):
    """A list that says a number: Streamlit's own reading of it ends in an exception."""
    with Visitor(site) as visitor:
        came = visitor.open("lang=en", "race")
        shown = [each.delta.new_element for each in came]
        ids = [each.selectbox.id for each in shown if each.WhichOneof("type") == "selectbox"]
        message = BackMsg()
        message.rerun_script.query_string, message.rerun_script.page_name = "lang=en", "race"
        message.rerun_script.widget_states.widgets.add(id=ids[0]).int_value = 1
        for _ in range(10):
            assert visitor.say(message)


def never_finishes(site):
    """Holds half requests open, from as many connections."""
    half = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
    calls = [socket.create_connection(("localhost", site.port)) for _ in range(HALF_REQUESTS)]
    try:
        for _ in range(10):
            for call in calls:
                call.sendall(half)
            half = b"x"
            time.sleep(0.05)
    finally:
        for call in calls:
            call.close()


def comes_and_goes(site):
    with Visitor(site) as visitor:
        assert visitor.open("lang=en", "race")


ATTACKS = (
    comes_from_elsewhere,
    wipes_caches,
    asks_about_the_folder,
    names_many_files,
    asks_for_much,
    uploads,
    asks_for_codes,
    sends_garbage,
    sends_garbage_to_pages,
    speaks_in_wrong_types,
    never_finishes,
    comes_and_goes,
)


def health(site, attack, attackers):
    """Milliseconds to all but the slowest hundredth of the answers about the server's health."""
    with all_the_time(lambda: attack(site), attackers):
        return healthy(site)
