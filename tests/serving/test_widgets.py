"""What a browser says of its widgets: words of a page that has gone, and what no widget says."""

import asyncio
import math

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.bench.hall.client import Visitor

LISTS = ("race", "maps", "variants", "claims?claim=adam_faster&guess=holds")
SAID = "it is not your doing"


def words_of(lists):
    return [option for each in lists for option in each.selectbox.options]


async def chosen_too_late(site, page, query):
    """Every option of every list in the words of the language before: (what was said, other
    addresses that came of it, the words before, the words after)."""
    async with Visitor(site.url) as visitor:
        await visitor.open(page, f"lang=en&{query}")
        old = visitor.found("selectbox")
        await visitor.open(page, f"lang=zh&{query}")
        now, address = words_of(visitor.found("selectbox")), visitor.query
        gone = [
            (each.selectbox.id, words)
            for each in old
            for words in each.selectbox.options
            if words not in now
        ]
        addresses = set()
        for id_, words in gone:
            await visitor.set(WidgetState(id=id_, string_value=words))
            addresses.add(visitor.query)
        return gone, addresses - {address}, now, words_of(visitor.found("selectbox"))


@pytest.mark.parametrize("where", LISTS)
def test_words_of_another_language_choose_nothing(site, where):
    page, _, query = where.partition("?")
    gone, moved, before, after = asyncio.run(chosen_too_late(site, page, query))
    assert gone and moved == set() and after == before


def of_wrong_types(id_):
    """States that no widget of ours has; Streamlit's own reading ends in an exception."""
    yield WidgetState(id=id_, int_value=2**60)
    yield WidgetState(id=id_, double_value=math.nan)
    yield WidgetState(id=id_, bytes_value=b"\xff\x00")
    yield WidgetState(id=id_, json_value='{"link": [')
    yield WidgetState(id=id_, string_value="x" * 100_000)
    yield WidgetState(id=id_)
    list_ = WidgetState(id=id_)
    list_.double_array_value.data.extend([math.inf, math.nan])
    yield list_


async def wrong_types(site, kind, page):
    """At most the calm sentence comes of them, and the link opens the page as before."""
    async with Visitor(site.url) as visitor:
        await visitor.open(page, "lang=en")
        whole = len(visitor.shown)
        widget = getattr(visitor.found(kind)[0], kind)
        for state in of_wrong_types(widget.id):
            await visitor.run(state)
            assert all(SAID in each.alert.body for each in visitor.found("alert"))
            await visitor.open(page, "lang=en")
            assert len(visitor.shown) == whole and not visitor.found("alert")


KINDS = {
    "selectbox": "race",
    "button": "race",
    "checkbox": "race",
    "button_group": "momentum",
    "bidi_component": "momentum",
    "file_uploader": "lessons",
}


@pytest.mark.parametrize(("kind", "page"), KINDS.items())
def test_a_value_of_a_wrong_type_costs_one_run_of_that_visitor(hostile, kind, page):
    asyncio.run(wrong_types(hostile, kind, page))
