"""The film of an update: an optimiser's frames, formula and code, with the run's own numbers."""

import inspect
import re
from functools import cache, lru_cache

import numpy as np
from latex2mathml.converter import convert

from optim_core import OPTIMIZERS
from optim_core.jit import plain

# latex2mathml knows colours but no marks of our own: a term travels as a colour and back.
_TERM = re.compile(r"\\term\{(\w+)\}")
_COLOUR = re.compile(r'mathcolor="term-(\w+)"')


def film_of(scenario, run, language):
    """(header, arrays): learning rates, then every named quantity as pairs, one for each update."""
    spec = OPTIMIZERS[run.optimizer]
    trajectory = scenario.run_one(run, explain=True)
    values = quantities(trajectory)
    code = source(run.optimizer)
    frames = [
        {
            "term": frame.term,
            "words": getattr(frame.words, language),
            "seen": getattr(frame.seen, language) if frame.seen else "",
            "line": line_of(code, frame.code),
            "arrows": list(frame.arrows),
            "squares": list(frame.squares),
        }
        for frame in spec.film
    ]
    header = {
        "optimizer": run.optimizer,
        "frames": frames,
        "formula": [mathml(line) for line in spec.formula],
        "code": code,
        "knobs": dict(run.knobs),
        "names": list(values),
    }
    arrays = [trajectory.lr, *(values[name].astype(np.float64).ravel() for name in values)]
    return header, arrays


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
    return inspect.getsource(plain(OPTIMIZERS[optimizer].step)).rstrip().split("\n")[1:]


def line_of(code, beginning):
    """Number of the line that begins so; -1 for a frame that no line stands for."""
    if not beginning:
        return -1
    return next(k for k, line in enumerate(code) if line.strip().startswith(beginning))


@lru_cache(512)  # a viewer's own formulas are among them
def mathml(latex):
    """MathML of one formula line; each \\term{id}{…} becomes an element with data-term="id"."""
    coloured = _TERM.sub(r"\\textcolor{term-\1}", latex)
    return _COLOUR.sub(r'data-term="\1"', convert(coloured, display="block"))
