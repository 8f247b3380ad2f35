"""Every kernel made ready: loaded from the disk cache or, once on a machine, compiled.

A process compiles one kernel at a time, however many threads it has. So where something must be
compiled, a second process of this module (`python -m optim_core.compiling`) begins at the other
end of the list, and whoever comes to what the other has compiled loads it from the cache. Only
`prepare` starts it; nothing goes wrong, but slower, where it can't run.
"""

import os
import subprocess
import sys
import threading
from contextlib import suppress
from functools import partial
from pathlib import Path

import numpy as np
from numba import config
from numba.core import event

from optim_core import change, lanes
from optim_core.batches import PICK
from optim_core.descend import walk
from optim_core.ewa import ewa
from optim_core.formula import Formula, machine
from optim_core.grid import heights
from optim_core.jit import SURFACE, compile_for
from optim_core.models import MODELS
from optim_core.network import LEARN, PREDICT
from optim_core.noise import gradient_noise
from optim_core.optimizers import OPTIMIZERS
from optim_core.scenario import Scenario
from optim_core.surfaces import SURFACES
from optim_core.train import Trainer

ROOT = Path(__file__).parents[1]
COMPILATION = "numba:compile"  # what Numba calls it; to load from the cache is none


def kernels():
    """What makes each kernel ready, one after the other.

    The halves take about as long; what takes longest is not in the middle, where two processes
    that begin at both ends may come to the same one at once.
    """
    nowhere, few = np.zeros(1), (np.zeros((2, 1)), np.zeros(2))
    yield from _of_the_first_page(nowhere)
    surfaces = [ground.value_and_grad for ground in SURFACES.values()] + [machine.value_and_grad]
    for surface in surfaces:
        yield partial(compile_for, surface, SURFACE)
    for optimizer in OPTIMIZERS:
        yield partial(walk, optimizer)
        yield partial(walk, optimizer, in_batches=True)
    for pick in dict.fromkeys(ground.data.pick for ground in SURFACES.values() if ground.data):
        yield partial(compile_for, pick, PICK)
    yield partial(Formula("x").value, 0.0, 0.0)
    yield lanes.driver
    yield partial(_train, few)
    yield partial(gradient_noise, "linear", few, (1,), batches=2)
    for optimizer in OPTIMIZERS:
        yield partial(lanes.update, optimizer)
    for surface in surfaces:
        yield partial(lanes.look, surface)
    for optimizer in OPTIMIZERS:
        yield partial(change.change, optimizer)
    for model in MODELS.values():
        yield partial(compile_for, model.predict, PREDICT)
        yield partial(compile_for, model.learn, LEARN)


def _of_the_first_page(nowhere):
    """What a visitor sees on arrival; these come again further on, when nothing is left to do."""
    scenario = Scenario(steps=2)
    map_of_it = partial(heights, scenario.surface, nowhere, nowhere, scenario.surface_knobs)
    return [scenario.run, map_of_it, partial(ewa, nowhere, 0.5)]


FIRST = 3  # of the kernels' list


def _train(data):
    """Everything of training that is compiled once."""
    trainer = Trainer("linear", data, "sgd", epochs=1)
    trainer.epoch()
    trainer.predict(data[0])
    trainer.samples_of(0)


def prepare(progress=None):
    """Make every kernel ready; `progress(done, total)` is called only if one must be compiled."""
    for _ in preparing(progress):
        pass


def preparing(progress=None):
    """As `prepare`, a step at a time. Its first turn ends when a first page can be shown: where
    all comes from the cache, that is soon; where something must be compiled, at the end of all."""
    if config.DISABLE_JIT:
        return
    todo = list(kernels())
    with _Compilation(len(todo), progress) as compilation:
        for number, compile_one in enumerate(todo, 1):
            compile_one()
            compilation.one_is_done()
            if number >= FIRST and not compilation.begun:
                yield


class _Compilation(event.Listener):
    """Begins when this process first compiles something; then a second one takes part."""

    def __init__(self, total, progress):
        self.total, self.progress = total, progress
        self.ours = self.theirs = self.told = 0
        self.lock = threading.Lock()
        self.begun, self.other = False, None

    def __enter__(self):
        event.register(COMPILATION, self)
        return self

    def __exit__(self, *_):
        event.unregister(COMPILATION, self)
        if self.other:
            self.other.kill()
            self.counting.join()
            self.other.communicate()

    def on_start(self, _):
        if self.begun:
            return
        self.begun = True
        if (os.cpu_count() or 1) > 1:
            with suppress(OSError):
                self._start_other()

    def on_end(self, _):
        pass

    def _start_other(self):
        cache = {"NUMBA_CACHE_DIR": config.CACHE_DIR} if config.CACHE_DIR else {}
        self.other = subprocess.Popen(
            [sys.executable, "-m", "optim_core.compiling"],
            cwd=ROOT,
            env=os.environ | cache,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.counting = threading.Thread(target=self._count_theirs, daemon=True)
        self.counting.start()

    def _count_theirs(self):
        for _ in self.other.stdout:
            self.theirs += 1
            self._tell()

    def one_is_done(self):
        self.ours += 1
        self._tell()

    def _tell(self):
        """Both threads count; what both processes made ready counts twice, hence at most all."""
        with self.lock:
            done = min(self.ours + self.theirs, self.total)
            if self.begun and self.progress and done > self.told:
                self.told = done
                self.progress(done, self.total)


def main():
    """From the other end; ends by itself when nobody listens any more."""
    for compile_one in reversed(list(kernels())):
        compile_one()
        print(flush=True)


if __name__ == "__main__":
    main()
