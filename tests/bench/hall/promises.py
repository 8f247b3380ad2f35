"""What is promised for a hall, each at any size: tests/serving asks for little, a soak for all.

Every function visits a server that runs already and returns what it measured.
"""

import asyncio
import time
from dataclasses import dataclass
from functools import partial

from tests.bench.hall import meter
from tests.bench.hall.client import Visitor
from tests.bench.hall.crowd import (
    MOST_SECONDS,
    Answers,
    crowd,
    dragging,
    rerunning,
    thinking,
    wandering,
)

LINK = "surface=quadratic&surface.condition=30&steps=200&optimizer=sgd&lr=0.03&optimizer.2=momentum"
LESSON = "lang=en&lesson=momentum"
AT_ONCE = 20  # visitors that come or go together, where the number of all is what counts


@dataclass(frozen=True)
class Crowd:
    """Answers of a crowd, and the seconds of processor that the server used for them."""

    answers: object
    cpu: float


def _measured(site, make, users, seconds):
    begin = meter.cpu(site.pid)
    with meter.Steady():
        answers = crowd(make, users, seconds)
    return Crowd(answers, meter.cpu(site.pid) - begin)


def live(site, users, think, seconds):
    """`users` who read and press something every `think` seconds."""
    return _measured(site, thinking(site.url, think), users, seconds)


def drags(site, users, rate, seconds):
    """`users` who drag a slider, `rate` moves a second each."""
    return _measured(site, dragging(site.url, rate, seconds, LINK), users, seconds)


def reruns(site, page, seconds, users=1, query="lang=en"):
    """A page again and again, as fast as it comes."""
    return _measured(site, rerunning(site.url, page, query), users, seconds)


def wanders(site, interactions, users=8, each=100):
    """So many interactions over all pages, by visitors who come for `each` of them."""
    found, each = Answers(), min(each, interactions)
    for first in range(0, interactions // each, users):
        crew = min(users, interactions // each - first)
        came = crowd(wandering(site.url, each, first), crew, MOST_SECONDS)
        found.seconds += came.seconds
        found.errors += came.errors
    return found


def dropped(site, sessions, away=1.0, forget=False):
    """How each of the sessions came back that were cut off at once: "" is as it was.

    With `forget`, as somebody who does not know which session was his.
    """
    return asyncio.run(_dropped(site.url, sessions, away, forget))


async def _dropped(url, sessions, away, forget):
    visitors = [Visitor(url) for _ in range(sessions)]
    for some in _parts(visitors):
        await asyncio.gather(*map(_to_second_step, some))
    for visitor in visitors:
        visitor.drop()
    await asyncio.sleep(away)
    returning = partial(_come_back, known=not forget)
    back = await asyncio.gather(*map(returning, visitors), return_exceptions=True)
    return list(map(str, back))


async def _to_second_step(visitor):
    await visitor.__aenter__()
    await visitor.open("lessons", LESSON + "&step=2")


async def _come_back(visitor, known):
    """The address says which lesson, only the session remembers the step."""
    async with Visitor(visitor.site, visitor.session if known else None) as again:
        await again.open("lessons", LESSON)
        if again.session != visitor.session:
            return "another session"
        return "" if _prose(again) == _prose(visitor) else "another step"


def _prose(visitor):
    return [element.markdown.body for element in visitor.found("markdown")]


def holding(site, counts):
    """Megabytes of the server while so many sessions are open, for each of `counts`."""
    return asyncio.run(_holding(site, counts))


async def _holding(site, counts):
    visitors, held = [], []
    for count in counts:
        new = [Visitor(site.url) for _ in range(count - len(visitors))]
        for some in _parts(new):
            await asyncio.gather(*map(_to_second_step, some))
        visitors += new
        held.append(meter.settled(site.pid))
    for some in _parts(visitors):
        await asyncio.gather(*(each.__aexit__() for each in some))
    return held


def closing(site, counts, forgotten):
    """Megabytes of the server after so many sessions were closed and `forgotten` seconds later."""
    held, closed = [], 0
    for count in counts:
        asyncio.run(_come_and_go(site.url, count - closed))
        closed = count
        time.sleep(forgotten)
        asyncio.run(_come_and_go(site.url, 1))  # the server forgets when the next one goes
        held.append(meter.settled(site.pid))
    return held


async def _come_and_go(url, sessions):
    async def visit():
        async with Visitor(url) as visitor:
            await visitor.open("momentum", "lang=en")
            await visitor.run()

    for some in _parts([visit] * sessions):
        await asyncio.gather(*(one() for one in some))


def _parts(items):
    return [items[k : k + AT_ONCE] for k in range(0, len(items), AT_ONCE)]
