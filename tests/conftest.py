"""What all tests share."""

import pytest
from hypothesis import settings

SERVERS = {"site", "hostile"}  # fixtures

# Speed is measured by the bench, not by tests. The same examples every time: a red test on one
# machine is red on all of them.
settings.register_profile("nightly", derandomize=True, database=None, deadline=None)
settings.register_profile("day", settings.get_profile("nightly"), max_examples=30)


def pytest_configure(config):
    """By day fewer examples of each range."""
    settings.load_profile("day" if config.option.markexpr else "nightly")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """For --dist loadgroup: a file is one worker's, and so are all that visit the same servers."""
    for item in items:
        visits = SERVERS & set(getattr(item, "fixturenames", ()))
        item.add_marker(pytest.mark.xdist_group("servers" if visits else item.location[0]))
