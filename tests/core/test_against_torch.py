"""The optimisers walk where PyTorch's walk; its paths were stored by tests/golden/make.py."""

import numpy as np
import pytest

from optim_core import OPTIMIZERS, descend
from tests.golden.cases import ARRAYS, CASES, EVERY, STARTS, STEPS, TILTED


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_walks_where_pytorch_walks(case):
    """To 1e-12 of the path's size, at every tenth of 1,000 steps.

    Relative to the whole path, not to each coordinate: on the way to a minimum at 0 a coordinate
    loses its leading digits, and with them any digit to compare.
    """
    with np.load(ARRAYS) as arrays:
        theirs = arrays[case.name]
    ours = descend(
        case.optimizer,
        case.surface,
        start=STARTS[case.surface],
        steps=STEPS,
        knobs=case.knobs,
        surface_knobs=TILTED.get(case.surface),
    ).path[::EVERY]
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-12 * np.abs(theirs).max())


def test_the_stored_paths_are_those_of_the_cases():
    with np.load(ARRAYS) as arrays:
        assert str(arrays["torch"]).startswith("2.13.0")
        assert set(arrays) == {"torch", *(case.name for case in CASES)}
        for case in CASES:
            assert arrays[case.name].shape == (STEPS // EVERY + 1, 2)
    assert ARRAYS.stat().st_size < 300_000
    assert {case.optimizer for case in CASES} <= set(OPTIMIZERS)
