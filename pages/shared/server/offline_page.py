"""The page of an experiment that is taken away, all but the experiment: that fills its {{SLOTS}}.

It holds the stage's own modules, so it plays as the stage does, and asks nobody: its policy allows
no connection, and no script but these. Modules find each other by path in an import map, because
neither a page from a disk nor a data: address can lead to the file beside it.
"""

import base64
import hashlib
import json
import re
from functools import cache

from pages.shared.site import assets

BEGINS_WITH = "site/offline.js"
_BEGIN = f'import {{ begin }} from "{BEGINS_WITH}"; begin();'

_PAGE = """<!doctype html>
<html lang="{{LANGUAGE}}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="POLICY">
<meta name="viewport" content="width=device-width">
<title>{{TITLE}}</title>
<style>
STYLE
</style>
<script type="importmap">MAP</script>
<body class="away">
<h1>{{TITLE}}</h1>
<noscript>{{SENTENCE}}</noscript>
<main id="stage"></main>
<section class="formulas">{{FORMULAS}}</section>
<footer><p>{{LEFT}}</p>{{ADDRESS}}</footer>
<script type="application/json" id="experiment">{{EXPERIMENT}}</script>
<script type="text/plain" id="packets">{{PACKETS}}</script>
<script type="text/plain" id="plotly">PLOTLY</script>
<script type="module">BEGIN</script>
"""


@cache
def page():
    modules = json.dumps({"imports": {name: _address(text) for name, text in _modules().items()}})
    parts = {
        "POLICY": policy(modules),
        "STYLE": assets.FILES["stage/stage.css"].decode(),
        "MAP": modules,
        "PLOTLY": _text(assets.plotly_js(True)),
        "BEGIN": _BEGIN,
    }
    return re.sub("|".join(parts), lambda found: parts[found[0]], _PAGE)


def policy(modules):
    """Nothing from anywhere; scripts that are these two, or what they made of their own text."""
    allowed = " ".join(f"'sha256-{_text(_digest(text))}'" for text in (modules, _BEGIN))
    rules = {
        "default-src": "'none'",
        "script-src": f"{allowed} data: blob:",
        "style-src": "'unsafe-inline'",
        "img-src": "data: blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


def _modules():
    """{path: text} of the module that begins, and of all that these import, by path alone."""
    return {
        path: _by_path(assets.FILES[path].decode(), imported)
        for path, imported in assets.modules(BEGINS_WITH).items()
    }


def _by_path(text, imported):
    return assets.IMPORTED.sub(lambda found: f'{found[1]}"{imported[found[2]]}";', text)


def _address(module):
    return f"data:text/javascript;base64,{_text(module.encode())}"


def _digest(text):
    return hashlib.sha256(text.encode()).digest()


def _text(raw):
    return base64.b64encode(raw).decode()
