"""`optimizer`, `surface`, `schedule` and `dataset` run a test once for each registered entry.

A new file in the core is thereby tested before anyone remembers to.
"""

from pathlib import Path

import pytest

from optim_core import DATASETS, OPTIMIZERS, SCHEDULES, SURFACES
from optim_core.image_files import FOLDER
from tests.core import picture_files
from tests.core.compiler import COMPILED


@pytest.fixture(scope="session", params=OPTIMIZERS)
def optimizer(request):
    return request.param


@pytest.fixture(scope="session", params=SURFACES)
def surface(request):
    return request.param


@pytest.fixture(scope="session", params=SCHEDULES)
def schedule(request):
    return request.param


@pytest.fixture(scope="session")
def picture_folder(tmp_path_factory):
    """A folder with a small MNIST and a small CIFAR-10, which the environment names."""
    folder = tmp_path_factory.mktemp("pictures")
    picture_files.write_mnist(folder)
    picture_files.write_cifar10(folder)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(FOLDER, str(folder))
        yield folder


@pytest.fixture(scope="session", params=DATASETS)
def dataset(request, picture_folder):
    return request.param


def pytest_collection_modifyitems(items):
    """A kernel computes inf and nan in silence; the same lines on NumPy's scalars would warn."""
    for item in items:
        if not COMPILED and Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("ignore::RuntimeWarning"))
