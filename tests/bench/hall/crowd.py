"""Many visitors at once, for a bounded time: each comes, thinks, does something, and thinks."""

import asyncio
import random
import time
from dataclasses import dataclass, field

from tests.bench.hall import wander
from tests.bench.hall.client import Visitor
from tests.bench.hall.slider import Stage, drag

BROKEN_LINKS = 0.1  # of all that a wandering visitor does
MOST_USERS, MOST_SECONDS = 2_000, 7_200


@dataclass
class Answers:
    """What a crowd was answered: seconds of each, bytes of all, and a sentence for each error."""

    seconds: list = field(default_factory=list)
    bytes: int = 0
    overtaken: int = 0
    errors: list = field(default_factory=list)

    def add(self, reply):
        self.seconds.append(reply.seconds)
        self.bytes += reply.bytes


def crowd(make, users, seconds):
    """Let `users` of make(number, answers, until) go at once; returns their Answers."""
    if not (0 < users <= MOST_USERS and 0 < seconds <= MOST_SECONDS):
        raise ValueError(f"at most {MOST_USERS} users for {MOST_SECONDS} s")
    return asyncio.run(_all(make, users, seconds))


async def _all(make, users, seconds):
    answers, until = Answers(), time.perf_counter() + seconds
    await asyncio.gather(*(_told(make(k, answers, until), answers) for k in range(users)))
    return answers


async def _told(visit, answers):
    try:
        await visit
    except Exception as error:
        answers.errors.append(f"{type(error).__name__}: {error}")


def thinking(site, think, pages=wander.PAGES):
    """Visitors who press something every `think` seconds or so; they come within one such time."""

    async def visit(number, answers, until):
        chance = random.Random(number)
        await asyncio.sleep(chance.uniform(0.0, think))
        async with Visitor(site) as visitor, Stage(site) as stage:
            answers.add(await visitor.open(chance.choice(pages), "lang=en"))
            while time.perf_counter() < until:
                await asyncio.sleep(chance.uniform(0.5 * think, 1.5 * think))
                answers.add(await wander.act(visitor, chance))
                if query := wander.experiment(visitor):
                    await stage.open(query)

    return visit


def dragging(site, rate, seconds, query):
    """Visitors who drag one slider of a stage all the time."""

    async def visit(number, answers, until):
        await asyncio.sleep(random.Random(number).uniform(0.0, 1.0))
        async with Stage(site) as stage:
            await stage.open(query)
            opening = stage.bytes
            ages, overtaken = await drag(stage, query, rate, seconds)
        answers.seconds += ages
        answers.overtaken += overtaken
        answers.bytes += stage.bytes - opening

    return visit


def wandering(site, interactions, first=0):
    """Visitors who do one thing after the other, some of it to the address; each its own things."""

    async def visit(number, answers, until):
        chance = random.Random(first + number)
        async with Visitor(site) as visitor:
            await visitor.open(chance.choice(wander.PAGES), "lang=en")
            for _ in range(interactions):
                act = wander.break_link if chance.random() < BROKEN_LINKS else wander.act
                answers.add(await act(visitor, chance))
                if time.perf_counter() > until:
                    return

    return visit


def rerunning(site, page, query="lang=en"):
    """Visitors who run a page again as soon as it is there."""

    async def visit(_, answers, until):
        async with Visitor(site) as visitor:
            await visitor.open(page, query)
            while time.perf_counter() < until:
                answers.add(await visitor.run())

    return visit
