"""Who asks much over the direct line: what is light, what waits its turn, and where."""

import asyncio
import json
import os
import threading
import time

import pytest
from starlette.websockets import WebSocketDisconnect

from pages.shared.server import channel
from pages.shared.stage.replies import is_light, understood

LONG = "steps=5000&optimizer=sgd&optimizer.2=adam"
HEAVY = {"kind": "runs", "query": LONG}
LIGHT = {"kind": "runs", "query": "steps=50"}


def light(request):
    scenario, _ = understood(request)
    return is_light(request, scenario)


@pytest.mark.parametrize(
    "request_",
    [
        *({"kind": kind} for kind in ("rates", "surface", "panel", "pace")),
        HEAVY,
        {"kind": "runs", "query": "surface=logistic_cancer&steps=50"},
        {"kind": "runs", "query": "fairness=tuned&steps=50"},
    ],
    ids=str,
)
def test_what_may_take_long_is_not_answered_on_the_spot(request_):
    assert not light(request_)
    assert light(LIGHT)


def test_answers_on_the_spot_take_half_of_the_time_at_most():
    now, spent = [0.0], 0.0
    spare = channel.Spare(lambda: now[0])
    now[0] = 1_000.0  # in which nobody asked: that saves up for a moment only
    while now[0] < 1_100.0:
        now[0] += 0.01
        if spare.left():
            spare.spend(0.02)
            now[0] += 0.02
            spent += 0.02
    assert 45.0 < spent < 51.0


class Crowd:
    """In place of the core: counts how many ask at once, and notes where they are answered."""

    def __init__(self):
        self.inside = self.most = 0
        self.threads = set()
        self.lock = threading.Lock()

    def packet(self, *_):
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
            self.threads.add(threading.current_thread())
        time.sleep(0.01)
        with self.lock:
            self.inside -= 1
        return b""


@pytest.fixture
def crowd(monkeypatch):
    crowd = Crowd()
    monkeypatch.setattr(channel, "packet", crowd.packet)
    monkeypatch.setattr(channel, "_spare", channel.Spare(lambda: 0.0))
    channel._spare.spend(1.0)
    return crowd


@pytest.mark.parametrize("request_", [HEAVY, LIGHT], ids=["heavy", "light"])
def test_what_waits_its_turn_is_answered_beside_all_else_as_many_as_there_are_processors(
    crowd, request_
):
    async def ask():
        await asyncio.gather(*(channel._answer(request_) for _ in range(20)))

    asyncio.run(ask())
    assert crowd.most <= os.cpu_count()
    assert threading.main_thread() not in crowd.threads


class Line:
    """A connection over which all is said at once."""

    def __init__(self, *requests):
        self.requests, self.happened = list(requests), []

    async def receive_text(self):
        if not self.requests:
            raise WebSocketDisconnect
        self.happened.append("heard")
        return json.dumps(self.requests.pop(0))

    async def send_bytes(self, _):
        self.happened.append("answered")


def test_the_next_request_is_read_when_the_one_before_is_answered(crowd):
    line = Line(HEAVY, LIGHT, HEAVY)
    asyncio.run(channel.converse(line))
    assert line.happened == ["heard", "answered"] * 3
