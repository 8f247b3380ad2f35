"""A running server and a real browser, once for all browser tests of a process."""

from functools import partial

import pytest

from tests.browser import evidence
from tests.browser.servers import serve
from tests.browser.tabs import Tab, Tabs, browse
from tests.browser.visits import Visit, Watched

FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def address():
    with serve() as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    with browse() as browser:
        yield browser


@pytest.fixture(scope="session")
def tabs(browser):
    return Tabs(browser)


@pytest.fixture
def visit(request, tabs, address):
    """Open a page in a tab that others have used, and left as if nobody had been there."""
    yield from _visits(request, address, Visit, tabs.take, tabs.give_back)


@pytest.fixture
def watch(request, tabs, address):
    """The same, by one who watches what a hostile text may do."""
    yield from _visits(request, address, Watched, tabs.take, tabs.give_back)


@pytest.fixture
def newcomer(request, browser, address):
    """The same in a tab that nobody has used: for what is new to a visitor, or can't be undone."""
    yield from _visits(request, address, Visit, partial(Tab, browser), Tab.close)


@pytest.fixture
def offline(request, tabs):
    """A tab without a network; whatever it asks of one is a mistake."""
    yield from _visits(request, "", Visit, partial(tabs.take, offline=True), tabs.give_back)


def _visits(request, address, kind, take, give_back):
    visits = []

    def start(size="laptop", **options):
        build = {name: options.pop(name) for name in Tab.BUILD & options.keys()}
        visits.append(kind(take(**build), address, size, **options))
        return visits[-1]

    yield start
    _end(visits, request, give_back)


def _end(visits, request, give_back):
    """Tabs that a failed test leaves are closed, whatever state they are in."""
    for visit in visits:
        visit.leave()
    test = request.node
    if test.stash.get(FAILED, False) or not all(visit.is_sound() for visit in visits):
        evidence.keep(test.nodeid, request.fixturename, visits)
        give_back = Tab.close
    for visit in visits:
        give_back(visit.tab)
    for visit in visits:
        assert visit.is_sound(), (visit.errors, visit.elsewhere)
