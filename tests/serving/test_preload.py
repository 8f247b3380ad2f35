"""The line that a page gets before Streamlit starts; nothing else is touched."""

import anyio
import pytest

from pages.shared.server.preload import (
    SCRIPT,
    THEIRS,
    Preload,
    links,
    soon,
)
from pages.shared.site import assets


def answered(kind, accept, *parts):
    """The headers asked with, and what comes through: a body that is sent in parts."""
    asked, got = [], []

    async def app(scope, receive, send):
        asked.extend(scope["headers"])
        headers = [(b"content-type", kind), (b"etag", b"1"), (b"content-length", b"9")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for part in parts[:-1]:
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": parts[-1]})

    async def send(message):
        got.append(message)

    headers = [(b"accept", accept), (b"accept-encoding", b"gzip")]
    anyio.run(Preload(app), {"type": "http", "headers": headers}, None, send)
    return dict(asked), dict(got[0]["headers"]), b"".join(each["body"] for each in got[1:])


def test_a_page_gets_the_early_script_first_thing_in_its_head():
    asked, headers, body = answered(b"text/html; charset=utf-8", b"text/html", b"<he", b"ad>rest")
    assert body == b"<head>" + SCRIPT + b"rest"
    assert headers[b"content-length"] == str(len(body)).encode()
    assert b"etag" not in headers
    assert b"accept-encoding" not in asked


@pytest.mark.parametrize(
    ("kind", "accept"), [(b"text/javascript", b"text/html"), (b"text/html", b"*/*")]
)
def test_all_else_is_served_as_it_is(kind, accept):
    _, headers, body = answered(kind, accept, b"<head>", b"rest")
    assert body == b"<head>rest"
    assert headers[b"etag"] == b"1"


def test_at_the_end_of_its_head_it_is_told_what_it_will_need():
    _, _, body = answered(b"text/html", b"text/html", b"<head>a</head>b")
    assert body == b"<head>" + SCRIPT + b"a" + links() + b"</head>b"


def test_all_that_a_stage_is_made_of_is_among_it_and_each_of_streamlits_parts():
    ours = [path.partition(assets.BASE)[2] for path in soon() if assets.BASE in path]
    theirs = [path.rpartition("/")[2] for path in soon() if assets.BASE not in path]
    assert {"stage/stage.js", "draw/map.js", "site/menu.js", "deck/deck.js"} <= set(ours)
    assert set(ours) <= set(assets.FILES)
    assert [name.rsplit(".", 2)[0] for name in theirs] == list(THEIRS)
