"""An optimiser as no paper has it: many memories that begin in every way, and many powers."""

from optim_core.entries import Optimizer
from optim_core.jit import part
from optim_core.settings import Knob, decay, learning_rate
from optim_core.text import alike


@part
def step(x, g, memory, hyper, powers):
    lr, a, b, _, _ = hyper
    home, first, before, mean, slow, count = memory
    a_t, b_t, c_t = powers
    count = count + 1.0
    change = g - before
    mean = a * mean + (1.0 - a) * g
    slow = b * slow + (1.0 - b) * (x - home)
    pushed = mean / (1.0 - a_t) + c_t * first + b_t * change + slow / count
    return -lr * pushed, (home, first, g, mean, slow, count), (change, pushed)


SPEC = Optimizer(
    title=alike("many"),
    idea=alike("many"),
    year=2026,
    paper="https://example.org",
    knobs={
        "lr": learning_rate(0.02),
        "a": decay(0.9, alike("a")),
        "b": decay(0.8, alike("b")),
        "c": decay(0.7, alike("c")),
        "radius": Knob(0.05, 0.01, 1.0, alike("radius"), "r"),
    },
    step=step,
    formula=(),
    film=(),
    memory=("home", "first", "before", "mean", "slow", "count"),
    begins={"home": "x", "first": "g", "before": "g"},
    details=("change", "pushed"),
    powers=("a", "b", "c"),
    radius="radius",
)
