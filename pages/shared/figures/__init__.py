"""Figures: one file in catalogue/, one figure, whose name is its id.

SETTINGS {id: Knob | Choice | Points | Sizes | Typed} is what a viewer may change; the ids are the
address bar's keys. draw(settings, t) returns a Figure, or yields them as work goes on: all but
the last have `progress`, and None says that there is nothing new to see yet: whoever draws waits by
yielding, and keeps no thread. It may take a third argument, `presses`, whose take() gives what the
viewer has pressed since; it is None where nobody could press anything.
"""

import inspect
from dataclasses import dataclass, field
from functools import cache

import streamlit as st

from optim_core import Text
from optim_core.reading import Reader
from optim_core.registry import modules
from pages.shared.site import link
from pages.shared.site.plots import Figure

FIGURES = modules(f"{__name__}.catalogue")


@dataclass(frozen=True)
class Opened:
    """The settings of a figure as a link gave them; `first` are those of a bare link."""

    settings: dict
    language: str
    problems: tuple[Text, ...] = field(default=())
    first: dict = field(default_factory=dict)


def load(name, defaults=None):
    """Read a figure's settings from the address; `defaults` {id: value} are this page's own."""
    settings, problems = read(name, st.query_params.to_dict(), defaults)
    first, _ = read(name, {}, defaults)
    return Opened(settings, link.language(), problems, first)


def read(name, query, defaults=None, typed=False):
    """(settings, problems) of a figure, whatever the query holds; other keys are left alone.

    The problems speak of a link, or of what a viewer has `typed`.
    """
    specs = FIGURES[name].SETTINGS
    names = {key: spec.title for key, spec in specs.items()} if typed else None
    reader = Reader({key: value for key, value in dict(query).items() if key in specs}, names)
    settings = reader.knobs("", "", specs, defaults or {})
    return settings, tuple(reader.problems)


def write(name, settings):
    """{id: text}; `read` reads it back."""
    specs = FIGURES[name].SETTINGS
    return {key: specs[key].to_text(value) for key, value in settings.items()}


def drawn(name, settings, t, presses=None):
    """The pictures of a figure, one after the other."""
    arguments = (settings, t, presses) if _listens(name) else (settings, t)
    pictures = FIGURES[name].draw(*arguments)
    if isinstance(pictures, Figure):
        yield pictures
    else:
        yield from pictures


@cache
def _listens(name):
    return len(inspect.signature(FIGURES[name].draw).parameters) == 3
