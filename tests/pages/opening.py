"""Pages opened as a visitor would, but for the browser."""

import json
from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
FILES = {path.stem: path for path in sorted((ROOT / "pages").glob("[a-z]*.py"))}
AROUND = {"document", "shade"}  # parts of every page that show nothing of its own
FOR_AUTHORS = {"author"}  # only on a server that was started for them
PAGES = {page: path for page, path in FILES.items() if page not in FOR_AUTHORS}


def opened(page, **query):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    app.switch_page(str(FILES[page]))
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def components(app):
    """What each stage or figure on the page was given, in order."""
    given = app.get("bidi_component")
    return [json.loads(each.proto.json) for each in given if each.key not in AROUND]


def prose(app):
    return " ".join(block.value for block in app.markdown)
