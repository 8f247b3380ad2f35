"""Trainings end where PyTorch's end; its numbers were stored by tests/golden/training.py."""

import numpy as np
import pytest

from optim_core import train
from tests.golden.training import ARRAYS, CASES, UPDATES, first_values, samples


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_trains_as_pytorch_trains(case):
    """To 1e-9: the loss before each of 200 updates, and every parameter after them."""
    history = train(
        case.model,
        samples(case.model),
        case.optimizer,
        epochs=UPDATES,
        sampling="full",
        knobs=case.knobs,
        init=first_values(case.model),
        model_knobs=case.options,
        l2=case.l2,
        weight_decay=case.weight_decay,
    )
    with np.load(ARRAYS) as arrays:
        np.testing.assert_allclose(history.loss, arrays[f"{case.name}.loss"], rtol=1e-9)
        for name, ours in history.params.items():
            theirs = arrays[f"{case.name}.{name}"]
            np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-9 * np.abs(theirs).max())


def test_the_stored_trainings_are_those_of_the_cases():
    with np.load(ARRAYS) as arrays:
        assert str(arrays["torch"]).startswith("2.13.0")
        assert {name.partition(".")[0] for name in arrays} == {"torch", *(c.name for c in CASES)}
    assert {case.model for case in CASES} == {"linear", "logistic", "softmax", "mlp", "cnn"}
