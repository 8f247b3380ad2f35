"""Pages opened as a visitor would, but for the browser."""

import functools
import json
from pathlib import Path

from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest, app_test

from pages.shared.site.vocabulary import vocabulary

ROOT = Path(__file__).parents[2]
FILES = {path.stem: path for path in sorted((ROOT / "pages").glob("[a-z]*.py"))}
FRAME = {"document", "menu", "shade", "deck"}  # parts of every page that show nothing of its own
FOR_AUTHORS = {"author"}  # only on a server that was started for them
PAGES = {page: path for page, path in FILES.items() if page not in FOR_AUTHORS}


class _OneMap(PagesManager):
    """As the server has it: app.py runs the pages; AppTest would run their files by themselves."""

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        PagesManager.uses_pages_directory = False


app_test.PagesManager = _OneMap
# Every AppTest would look through all packages installed for components: longer than a page takes.
manifest_scanner.scan_component_manifests = functools.cache(
    manifest_scanner.scan_component_manifests
)


def opened(page, **query):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page(str(FILES[page]))
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def components(app):
    """What each stage or figure on the page was given, in order."""
    return [given for key, given in _given(app) if key not in FRAME]


def deck(app):
    """What the page was given to be slides by."""
    [found] = [given for key, given in _given(app) if key == "deck"]
    return found


def menu(app):
    """What the top line was given: the site's name, and the pages by group."""
    [found] = [given for key, given in _given(app) if key == "menu"]
    return found


def listed(app):
    """Titles of the pages on the menu."""
    return {title for _, pages in menu(app)["groups"] for _, title in pages}


def _given(app):
    return [(each.key, with_words(each.proto)) for each in app.get("bidi_component")]


def with_words(proto):
    """What a component was given, with what all share, as vocabulary.js puts it together."""
    [own] = json.loads(proto.json)
    alike = vocabulary(own["language"])
    known = {
        key: text for part in own.get("words", ()) for key, text in alike["words"][part].items()
    }
    return alike["entries"] | own | {"words": known}


def prose(app):
    return " ".join(block.value for block in app.markdown)
