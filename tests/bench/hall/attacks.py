"""What a hostile visitor keeps doing, one act at a time, while others ask how the server is."""

import time
from itertools import count
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.serving.test_faults import HEAVY, all_the_time, foreign, upload
from tests.serving.visitor import Visitor, ask, get, healthy, line

_numbers = count()


def comes_from_elsewhere(site):
    foreign(site)


def wipes_caches(site):
    with Visitor(site) as visitor:
        visitor.open()
        for _ in range(10):
            visitor.socket.send(BackMsg(clear_cache=True).SerializeToString())
            time.sleep(0.1)


def asks_for_much(site):
    with line(site) as stage:
        ask(stage, "runs", query=urlencode(HEAVY.to_query()))
        ask(stage, "rates", query="steps=5000")


def uploads(site):
    with Visitor(site) as visitor:
        visitor.open()
        for _ in range(20):
            upload(site, visitor.id, next(_numbers), b"x" * 1_000_000)


def asks_for_codes(site):
    status, _, _ = get(site, f"/lab/qr?text={'x' * 2_900}")
    assert status == 200, status


def sends_garbage(site):
    with line(site) as stage:
        stage.send("{")
        stage.close()


def comes_and_goes(site):
    with Visitor(site) as visitor:
        visitor.open("lang=en", "race")


ATTACKS = (
    comes_from_elsewhere,
    wipes_caches,
    asks_for_much,
    uploads,
    asks_for_codes,
    sends_garbage,
    comes_and_goes,
)


def health(site, attack, attackers):
    """Milliseconds to all but the slowest hundredth of the answers about the server's health."""
    with all_the_time(lambda: attack(site), attackers):
        return healthy(site)
