"""The words that all parts of a page in the browser share, and what entries are called: a file for
each language.

A browser fetches it once. In each run of a page it was most of what was made, and most of what was
sent.
"""

import json
from functools import cache

from optim_core import OPTIMIZERS, SCHEDULES, SURFACES
from pages.shared.site.words import LANGUAGES, under

PARTS = ("access", "deck", "figure", "gallery", "panels", "stage", "top_line")


@cache
def vocabulary(language):
    """{"words": {part: its words}, "entries": what the core's own are called, and their knobs}."""
    return {"words": {part: under(language, part) for part in PARTS}, "entries": _entries(language)}


def modules():
    """{file: module} of all languages."""
    return {f"vocabulary/{language}.js": _module(vocabulary(language)) for language in LANGUAGES}


def _module(value):
    return f"export default {json.dumps(value, ensure_ascii=False)};\n".encode()


def _entries(language):
    def titled(registry):
        return {
            name: {"title": getattr(spec.title, language), "symbols": _symbols(spec)}
            for name, spec in registry.items()
        }

    return {
        "optimizers": {name: getattr(spec.title, language) for name, spec in OPTIMIZERS.items()},
        "symbols": {name: _symbols(spec) for name, spec in OPTIMIZERS.items()},
        "defaults": {name: _defaults(spec) for name, spec in OPTIMIZERS.items()},
        "grounds": titled(SURFACES),
        "schedules": titled(SCHEDULES),
    }


def _symbols(spec):
    return {name: knob.symbol for name, knob in spec.knobs.items()}


def _defaults(spec):
    return {name: knob.default for name, knob in spec.knobs.items()}
