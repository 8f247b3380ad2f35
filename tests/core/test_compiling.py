"""A kernel is compiled once; after that no pair of optimiser and surface or model ever waits."""

import numpy as np
import pytest
from numba.core import event

from optim_core import MODELS, OPTIMIZERS, SURFACES, descend, sweep, train
from optim_core.descend import walk
from optim_core.jit import uncompiled
from optim_core.models import cnn, linear
from optim_core.optimizers import adam
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


def test_a_new_pair_of_model_and_optimizer_compiles_nothing(optimizer):
    pictures, labels = np.ones((4, 4, 4)), np.array([0, 1, 0, 1])
    train("linear", (labels[:, None], labels), optimizer, epochs=1)
    for model in MODELS:
        train(model, (pictures, labels), "sgd", epochs=1)
    with event.install_recorder("numba:compile") as compilations:
        for model in MODELS:
            settings = {"batch_size": 3, "sampling": "replacement", "dropout": 0.1, "l2": 0.1}
            train(model, (pictures, labels), optimizer, epochs=2, **settings)
    assert compilations.buffer == []


def test_a_kernel_that_calls_into_other_files_is_named_after_what_they_say():
    """The cache notices edits in a kernel's own file only; a fingerprint notices the others."""
    for learn in (cnn.learn, linear.learn):
        assert uncompiled(learn).__qualname__.startswith("learn_")
    assert uncompiled(adam.step).__qualname__ == "step"


def test_a_part_of_kernels_called_from_python_says_what_to_call():
    """It has no way in; Numba itself would end the process here."""
    descend("adam", "saddle", steps=1)
    if COMPILED:
        with pytest.raises(TypeError, match=r"from Python, call uncompiled\(step\)"):
            adam.step(0.0, 1.0, (0.0, 0.0), (0.1, 0.9, 0.99, 1e-8, 1.0, 1.0), (0.9, 0.99))


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
