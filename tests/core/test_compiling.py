"""A kernel is compiled once; after that no pair of optimiser and surface ever waits."""

from numba.core import event

from optim_core import OPTIMIZERS, SURFACES, descend, sweep
from optim_core.descend import walk
from tests.core.compiler import COMPILED

LRS, BETAS = ("lr", [0.01, 0.02]), ("y0", [1.0])


def met(optimizer, surface):
    """What each of them compiles, when first met."""
    descend(optimizer, "saddle", steps=2)
    descend("sgd", surface, steps=2)
    sweep(optimizer, "saddle", LRS, BETAS, steps=2)
    sweep("sgd", surface, LRS, BETAS, steps=2)


def test_a_new_pair_compiles_nothing(optimizer, surface):
    met(optimizer, surface)
    with event.install_recorder("numba:compile") as compilations:
        descend(optimizer, surface, steps=3)
        descend(optimizer, surface, steps=30, noise=0.5, schedule="exponential", explain=True)
        descend(optimizer, surface, start=(1, 2), steps=3, knobs={"lr": 0})
        sweep(optimizer, surface, LRS, BETAS, steps=3)
    assert compilations.buffer == []


def test_one_compiled_driver_serves_every_surface(optimizer):
    for surface in SURFACES:
        descend(optimizer, surface, steps=2)
    if COMPILED:
        assert len(walk(optimizer).overloads) == 1
    assert walk(optimizer) is walk(optimizer)


def test_the_recorder_would_have_seen_a_compilation():
    """Without this the promise above could be kept by a recorder that sleeps."""
    if COMPILED:
        from numba import njit

        with event.install_recorder("numba:compile") as compilations:
            njit(lambda x: x + 1.0)(1.0)
        assert len(compilations.buffer) > 0


def test_drivers_of_different_optimizers_never_share_a_cache_file():
    """Their names differ, and carry a fingerprint of the file that the step is written in."""
    names = {getattr(walk(name), "py_func", walk(name)).__qualname__ for name in OPTIMIZERS}
    assert len(names) == len(OPTIMIZERS)
