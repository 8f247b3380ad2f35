"""The server is killed and comes back while somebody looks on."""

import signal

import pytest
from playwright.sync_api import expect

from tests.serving.conftest import Site

PROSE = ".stMarkdown p"
IS_CONNECTED = '[data-test-connection-state="CONNECTED"]'


@pytest.fixture
def site(tmp_path):
    site = Site(tmp_path / "log")
    yield site
    site.end()


@pytest.fixture
def address(site):
    return site.url


@pytest.mark.nightly
def test_an_open_page_reconnects_without_a_word(newcomer, site):
    """It shows what it showed, and a slider moves the path, by the line of the new server."""
    seen = newcomer().open(chapter="memory", lang="en", step=40)
    seen.rest()
    before = seen.stage("[s.query.toString(), s.player.t]")
    path = seen.stage("[...s.runs[1].path]")
    site.end(signal.SIGKILL)
    seen.page.wait_for_selector(f".stApp:not({IS_CONNECTED})")
    site.start()
    seen.page.wait_for_selector(f".stApp{IS_CONNECTED}")
    seen.wait("__stage.channel.socket.readyState === WebSocket.OPEN")
    assert seen.stage("[s.query.toString(), s.player.t]") == before
    assert seen.page.locator('[role="dialog"]:visible').count() == 0
    version = seen.stage("s.experiment.version")
    address = seen.page.url
    seen.page.locator('input[data-knob="beta"]').focus()
    seen.page.keyboard.press("PageDown")
    seen.wait(
        f"__stage.experiment.version > {version} && __stage.painted === __stage.experiment.version"
    )
    assert seen.stage("[...s.runs[1].path]") != path
    seen.wait(f"location.href !== '{address}'")
    says_what_it_shows(newcomer(), seen.page)
    seen.errors.clear()  # of requests while there was no server


def says_what_it_shows(other, page):
    """In words, what somebody reads who opens its address."""
    other.page.goto(page.url)
    other.wait("__stage.painted > 0")
    other.rest()
    prose = other.page.locator(PROSE).all_inner_texts()
    expect(page.locator(PROSE)).to_have_text(prose, use_inner_text=True)
