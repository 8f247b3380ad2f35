"""Playing eight runs of 2,000 steps: frames, scripts, and silence on the wire."""

import asyncio
from itertools import cycle, islice, pairwise
from statistics import median
from urllib.parse import urlencode

from tests.bench.browser import find, watch
from tests.bench.moves import difference, p95
from tests.bench.servers import compile_kernels, serve
from tests.bench.table import Table
from tests.bench.visits import STAGE_STILL, visit

ROUNDS = 3
STEPS = 2_000
SPEED = 500  # steps a second
LONG = 3_000  # milliseconds of playing that are watched
LEAST_FPS, MOST_SCRIPT = 58.0, 1.0
OPTIMIZERS = ("sgd", "heavy_ball", "momentum", "nesterov", "rmsprop", "adam")
MODES = {"map": "map", "mesh": "three dimensions, camera still"}


def query(mode):
    """Rates so small that all runs are on their way to the last step."""
    suffixes = ["", *(f".{n}" for n in range(2, 9))]
    runs = zip(suffixes, islice(cycle(OPTIMIZERS), len(suffixes)), strict=True)
    parts = {"lang": "en", "chapter": "memory", "surface": "rosenbrock", "steps": STEPS}
    for number, (suffix, name) in enumerate(runs):
        parts |= {f"optimizer{suffix}": name, f"lr{suffix}": 2e-4 * (1 + 0.1 * number)}
    return urlencode(parts | {"mode": mode, "step": STEPS})


def tables():
    find()
    compile_kernels()
    with serve("app.py") as site:
        return [watch(lambda browser: table_of(browser, site.url))]


async def table_of(browser, url):
    seen = {mode: [] for mode in MODES}
    for _ in range(ROUNDS):
        for mode, rounds in seen.items():
            rounds.append(await play(browser, url, mode))
    rows = {mode: summary(rounds) for mode, rounds in seen.items()}
    return Table(
        "Playing 8 runs of 2,000 steps",
        ("", "frames a second", "frame, p95 ms", "script a frame, ms", "websocket bytes"),
        [
            [MODES[mode], f"{fps:.1f}", f"{slow:.1f}", f"{script:.2f}", str(wire)]
            for mode, (fps, slow, script, wire) in rows.items()
        ],
        aim=f"at least {LEAST_FPS:g} frames a second, at most {MOST_SCRIPT:g} ms of script in "
        "each, nothing sent",
        met=all(
            fps >= LEAST_FPS and script <= MOST_SCRIPT and wire == 0
            for fps, _, script, wire in rows.values()
        ),
        note=f"Medians of {ROUNDS} rounds of {LONG / 1000:g} s, in turns.",
    )


async def play(browser, url, mode):
    """(frames a second, p95 of a frame in ms, ms of script a frame, websocket bytes)."""
    async with visit(browser, f"{url}/momentum?{query(mode)}") as (page, traffic):
        await page.wait_for_function(STAGE_STILL)
        await asyncio.sleep(2)
        await page.evaluate(f"__stage.player.rewind(), __stage.player.speed = {SPEED}")
        before = traffic.all()
        await page.evaluate("__stage.player.play()")
        seen = await page.evaluate(f"__seen.playing(__stage, {LONG})")
        frames = [after - before for before, after in pairwise(seen["times"])]
        wire = sum(difference(traffic.all(), before))
    return 1000 * len(frames) / sum(frames), p95(frames), seen["scripting"], wire


def summary(rounds):
    return tuple(median(column) for column in zip(*rounds, strict=True))
