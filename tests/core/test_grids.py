"""The heights that a map is drawn from are the surface's own."""

import numpy as np
import pytest

from optim_core import SURFACES
from optim_core.grid import heights
from tests.core.entries import settings


@pytest.mark.uncompiled
def test_heights_are_those_of_the_surface(surface):
    spec = SURFACES[surface]
    x_low, x_high, y_low, y_high = spec.domain
    x, y = np.linspace(x_low, x_high, 7), np.linspace(y_low, y_high, 5)
    for knobs in settings(spec):
        parameters = spec.parameters(**knobs)
        one_by_one = [[spec.value_and_grad(a, b, parameters)[0] for a in x] for b in y]
        np.testing.assert_array_equal(heights(surface, x, y, knobs), one_by_one)


def test_heights_too_great_for_a_number_are_infinite():
    assert heights("rosenbrock", np.array([1e200]), np.array([0.0]), {}).tolist() == [[np.inf]]
