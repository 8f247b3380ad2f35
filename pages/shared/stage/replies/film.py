"""The film of an update: an optimiser's frames, formula and code, with the run's own numbers."""

import inspect
from dataclasses import asdict
from functools import cache

import numpy as np

from optim_core import OPTIMIZERS
from optim_core.jit import uncompiled
from pages.shared.stage.mathml import mathml
from pages.shared.stage.requests import language, run_in_focus

LIGHT = True


def reply(scenario, request):
    """The arrays: learning rates, then every named quantity as pairs, one for each update."""
    run = run_in_focus(scenario, request)
    spec = OPTIMIZERS[run.optimizer]
    trajectory = scenario.run_one(run, explain=True)
    values = quantities(trajectory)
    code = source(run.optimizer)
    header = {
        "optimizer": run.optimizer,
        "frames": [shown(frame, code, language(request)) for frame in spec.film],
        "formula": [mathml(line) for line in spec.formula],
        "code": code,
        "knobs": dict(run.knobs),
        "square": spec.square,
        "means": [asdict(mean) | {"symbol": spec.knobs[mean.decay].symbol} for mean in spec.means],
        "names": list(values),
    }
    arrays = [trajectory.lr, *(values[name].astype(np.float64).ravel() for name in values)]
    return header, arrays


def shown(frame, code, language):
    return {
        "term": frame.term,
        "words": getattr(frame.words, language),
        "seen": getattr(frame.seen, language) if frame.seen else "",
        "line": line_of(code, frame.code),
        "arrows": list(frame.arrows),
        "squares": list(frame.squares),
    }


def quantities(trajectory):
    """{name: (updates, 2)}: what is true before, within and after each update."""
    before = {f"{name}_before": rows[:-1] for name, rows in trajectory.memory.items()}
    after = {name: rows[1:] for name, rows in trajectory.memory.items()}
    return {
        "x": trajectory.path[:-1],
        "g": trajectory.grad[:-1],
        "dx": np.diff(trajectory.path, axis=0),
        "x_next": trajectory.path[1:],
        **before,
        **after,
        **trajectory.details,
    }


@cache
def source(optimizer):
    """The lines of an optimiser's step, without its decorator."""
    return inspect.getsource(uncompiled(OPTIMIZERS[optimizer].step)).rstrip().split("\n")[1:]


def line_of(code, beginning):
    """Number of the line that begins so; -1 for a frame that no line stands for."""
    if not beginning:
        return -1
    return next(k for k, line in enumerate(code) if line.strip().startswith(beginning))
