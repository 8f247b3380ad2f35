"""What a reader has done: kept in this browser, and as a file that can be taken along.

{lesson id: {"step": number, "blocks": {block id: record}}}. Files and browsers may hold anything:
only what has the right type and size is taken over.
"""

import json
from functools import partial

import streamlit as st

from lessons.engine.kinds import KINDS
from lessons.engine.records import Count, fits
from pages.shared.site import link
from pages.shared.site.component import component

LARGEST = 200_000  # characters
MOST = 200  # lessons, and blocks of one
KEY = "keeper"
KIND = "descent-lab-progress"

_component = component("lesson/progress.js")


# What a record may hold, and what is true of it.
FIELDS = {
    name: partial(fits, type_) for kind in KINDS.values() for name, type_ in kind.record.items()
}


class Unreadable(ValueError):
    pass


def read(text):
    """The progress in a text; Unreadable where it is none."""
    try:
        data = json.loads(text) if len(text) <= LARGEST else None
    except (ValueError, RecursionError):
        raise Unreadable from None
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise Unreadable
    return clean(data.get("lessons"))


def clean(data):
    pairs = list(data.items())[:MOST] if isinstance(data, dict) else []
    return {id_[:60]: _lesson(record) for id_, record in pairs if isinstance(record, dict)}


def _lesson(record):
    blocks = record.get("blocks")
    pairs = list(blocks.items())[:MOST] if isinstance(blocks, dict) else []
    step = record.get("step")
    return {
        "step": step if fits(Count, step) else 0,
        "blocks": {id_[:60]: _block(each) for id_, each in pairs if isinstance(each, dict)},
    }


def _block(record):
    return {name: record[name] for name, good in FIELDS.items() if good(record.get(name))}


def write(lessons):
    """The text of a file; `read` reads it back."""
    return json.dumps({"kind": KIND, "lessons": of_readers(lessons)}, ensure_ascii=False, indent=1)


def of_readers(lessons):
    """All but what an author tried out."""
    return {id_: each for id_, each in lessons.items() if "@" not in id_}


def lessons():
    """{lesson: what was done in it} of this reader, with what the browser had kept."""
    state = st.session_state.setdefault("progress", {"lessons": {}, "met": False, "turn": 0})
    stored = st.session_state.get(KEY, {}).get("stored")
    if isinstance(stored, str) and not state["met"]:
        state["met"] = True
        add(_from_browser(stored))
    return state["lessons"]


def _from_browser(text):
    """Each lesson has an entry of its own there, so that two windows don't undo each other."""
    try:
        entries = json.loads(text[:LARGEST])
        return clean({id_: json.loads(each) for id_, each in dict(entries).items()})
    except (ValueError, TypeError, RecursionError):
        return {}


def add(found):
    """Take over what a file or the browser holds; widgets begin anew with it."""
    if found:
        lessons().update(found)
        st.session_state["progress"]["turn"] += 1


def of(lesson_id):
    return lessons().setdefault(lesson_id, {"step": 0, "blocks": {}})


def record(lesson_id, block):
    """What was done in a block: a dict to read and to write."""
    return of(lesson_id)["blocks"].setdefault(block, {})


def forget(lesson_id, block=None):
    """Start over: one block, or the whole lesson."""
    if block is None:
        lessons()[lesson_id] = {"step": 0, "blocks": {}}
    else:
        of(lesson_id)["blocks"].pop(block, None)
    st.session_state["progress"]["turn"] += 1


def turn():
    """Grows whenever answers were changed by other means than their own widgets."""
    lessons()
    return st.session_state["progress"]["turn"]


def keep():
    """The last thing on a page: the browser keeps what there is now, or says what it has kept."""
    known = lessons()
    met = st.session_state["progress"]["met"]
    entries = {id_: json.dumps(each) for id_, each in of_readers(known).items()}
    _component(
        key=KEY,
        data={"write": entries if met else None, "language": link.language()},
        on_stored_change=lambda: None,
    )
