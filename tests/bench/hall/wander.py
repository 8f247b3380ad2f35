"""What a visitor may do on a page, chosen by chance: press, choose, drag, type, go elsewhere."""

import json
from urllib.parse import urlencode

from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.bench.hall.slider import moved
from tests.pages.opening import PAGES as FILES

PAGES = tuple("" if page == "home" else page for page in FILES)
TYPED = ("0.5", "12", "", "-1e3", "nan", "x", "1/0", "九", "<b>", "9" * 60)
NONSENSE = (
    '{"link": 5}',
    '{"link": "lr=x&steps=-1"}',
    '{"ask": {"runs": {"kind": "runs", "query": 7}}}',
    '{"ask": [1]}',
    '{"stored": "{"}',
    "[]",
    "3",
)
MENU = "descent_menu"
VALUES = ("", "0", "-1", "1e999", "nan", "adam", "zz", "../x", "%00", "0.05", "7", "<i>", "九")


async def act(visitor, chance):
    """One of the things on the page, or another page; returns the Reply."""
    kinds = by_kind(visitor)
    possible = sorted(kinds.keys() & ACTS.keys())
    if not possible:
        return await visitor.open(chance.choice(PAGES), "lang=en")
    kind = chance.choice(possible)  # first the kind: a page may have many of one
    return await ACTS[kind](visitor, chance.choice(kinds[kind]), chance)


def by_kind(visitor):
    """{kind: what is on the page of it}."""
    kinds = {}
    for _, element in sorted(visitor.shown.items()):
        kinds.setdefault(_kind(element), []).append(element)
    return kinds


def _kind(element):
    kind = element.WhichOneof("type")
    is_menu = kind == "bidi_component" and element.bidi_component.component_name == MENU
    return "menu" if is_menu else kind


async def break_link(visitor, chance):
    """The page again, with nonsense under names of its address."""
    names = [part.partition("=")[0] for part in visitor.query.split("&") if part] or ["lr"]
    odd = {chance.choice(names): chance.choice(VALUES) for _ in range(3)}
    return await visitor.open(visitor.page, f"{visitor.query}&{urlencode(odd)}")


def experiment(visitor):
    """The link of the first stage on the page; None where there is none."""
    for element in visitor.found("bidi_component"):
        query = _data(element).get("query")
        if query and "optimizer" in query and "lr=" in query:
            return query
    return None


def _data(element):
    [given] = json.loads(element.bidi_component.json)
    return given


async def _follow(visitor, element, chance):
    return await visitor.follow(element)


async def _choose_page(visitor, element, chance):
    page = chance.choice([page for _, pages in _data(element)["groups"] for page, _ in pages])
    return await visitor.open("" if page == "home" else page, "lang=en")


async def _press(visitor, element, chance):
    return await visitor.press(element)


async def _choose(visitor, element, chance):
    return await visitor.choose(element, chance.randrange(len(element.button_group.options)))


async def _drag(visitor, element, chance):
    """A stage or figure says what its address is, moved where it has a rate; or any of a page's
    components speaks nonsense."""
    with_address = [each for each in visitor.found("bidi_component") if _data(each).get("query")]
    if not with_address or chance.random() < 0.2:
        said = chance.choice(NONSENSE)
        return await visitor.set(WidgetState(id=element.bidi_component.id, json_value=said))
    element = chance.choice(with_address)
    query = _data(element)["query"]
    if "&lr=" in query:
        query = moved(query, chance.uniform(0.5, 1.5))
    return await visitor.release(element, query)


async def _select(visitor, element, chance):
    box = element.selectbox
    return await visitor.set(WidgetState(id=box.id, string_value=chance.choice(box.options)))


async def _toggle(visitor, element, chance):
    return await visitor.set(WidgetState(id=element.checkbox.id, bool_value=chance.random() < 0.5))


async def _pick(visitor, element, chance):
    radio = element.radio
    return await visitor.set(WidgetState(id=radio.id, string_value=chance.choice(radio.options)))


async def _slide(visitor, element, chance):
    state = WidgetState(id=element.slider.id)
    state.string_array_value.data.append(chance.choice(element.slider.options))
    return await visitor.set(state)


async def _type(visitor, element, chance):
    return await visitor.set(
        WidgetState(id=element.text_input.id, string_value=chance.choice(TYPED))
    )


# Uploads go another way: see tests/serving/test_faults.py.
LEFT_ALONE = ("file_uploader",)
ACTS = {
    "menu": _choose_page,
    "page_link": _follow,
    "button": _press,
    "download_button": _press,
    "button_group": _choose,
    "bidi_component": _drag,
    "selectbox": _select,
    "checkbox": _toggle,
    "radio": _pick,
    "slider": _slide,
    "text_input": _type,
}
