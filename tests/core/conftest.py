"""`optimizer`, `surface` and `schedule` run a test once for each registered entry.

A new file in the core is thereby tested before anyone remembers to.
"""

from pathlib import Path

import pytest
from hypothesis import settings

from optim_core import OPTIMIZERS, SCHEDULES, SURFACES
from tests.core.compiler import COMPILED

# The same examples every time: a red test on one machine is red on all of them.
settings.register_profile("core", derandomize=True, database=None, deadline=None)
settings.load_profile("core")


@pytest.fixture(scope="session", params=OPTIMIZERS)
def optimizer(request):
    return request.param


@pytest.fixture(scope="session", params=SURFACES)
def surface(request):
    return request.param


@pytest.fixture(scope="session", params=SCHEDULES)
def schedule(request):
    return request.param


def pytest_collection_modifyitems(items):
    """A kernel computes inf and nan in silence; the same lines on NumPy's scalars would warn."""
    for item in items:
        if not COMPILED and Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("ignore::RuntimeWarning"))
