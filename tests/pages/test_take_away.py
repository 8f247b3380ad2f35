"""The page that is taken away holds all it needs, asks nobody, and lets nobody in."""

import base64
import gzip
import hashlib
import json
import re
from urllib.parse import urlencode

import pytest

from optim_core import Run, Scenario
from pages.shared.server import offline_page
from pages.shared.site import assets
from pages.shared.site.words import LANGUAGES
from pages.shared.stage.replies import answer

MOST_BYTES = 3_000_000
SLOTS = {"LEFT", "LANGUAGE", "TITLE", "SENTENCE", "FORMULAS", "ADDRESS", "EXPERIMENT", "PACKETS"}


@pytest.fixture(scope="module")
def page():
    return offline_page.page()


def modules(page):
    table = json.loads(re.search(r'<script type="importmap">(.*?)</script>', page)[1])
    return {
        name: base64.b64decode(address.removeprefix("data:text/javascript;base64,")).decode()
        for name, address in table["imports"].items()
    }


def on_disk(name, text):
    """A module that imports others by path alone, as it imports them where it lies."""
    here = name.partition("/")[0]
    return re.sub(
        r'from "(\w+)/(\w+\.js)";', lambda found: f'from "{way(here, *found.groups())}";', text
    )


def way(here, house, name):
    return f"./{name}" if house == here else f"../{house}/{name}"


def rules(page):
    text = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1]
    return dict(rule.split(" ", 1) for rule in text.split("; "))


def test_it_has_a_slot_for_each_part_of_an_experiment(page):
    assert set(re.findall(r"\{\{([A-Z]+)\}\}", page)) == SLOTS


def test_it_is_bounded(page):
    assert len(page) < MOST_BYTES


def test_it_holds_the_stages_own_modules_and_no_other_player(page):
    own = modules(page)
    assert {"stage/stage.js", "figure/figure.js", "draw/film.js", "draw/mesh.js"} <= set(own)
    for name, text in own.items():
        assert assets.FILES[name].decode() == on_disk(name, text)


def test_every_module_finds_those_it_imports(page):
    own = modules(page)
    for text in own.values():
        imported = re.findall(r'(?:^import|\bfrom) "([^"]+)";$', text, re.MULTILINE)
        assert set(imported) <= set(own)
        assert not re.search(r"^[^/*]*\bimport\(", text, re.MULTILINE)


def test_it_holds_plotly_and_the_stylesheet(page):
    packed = re.search(r'id="plotly">([^<]*)<', page)[1]
    assert gzip.decompress(base64.b64decode(packed)) == assets.plotly_js(False)
    assert assets.FILES["stage/stage.css"].decode() in page


def test_nothing_in_it_is_fetched_from_anywhere(page):
    assert not re.search(r'(?:src|href)="', page)
    assert not re.search(r"url\(\s*['\"]?(?:https?:|//)|@import", page)


def test_its_policy_forbids_every_connection_and_all_scripts_but_its_own(page):
    found = rules(page)
    assert found["default-src"] == "'none'"
    assert found["base-uri"] == found["form-action"] == "'none'"
    assert "http" not in " ".join(found.values()) and "*" not in " ".join(found.values())
    allowed = set(re.findall(r"'sha256-([^']+)'", found["script-src"]))
    scripts = re.findall(r'<script type="(?:importmap|module)">(.*?)</script>', page)
    own = {base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in scripts}
    assert allowed == own
    assert "unsafe" not in found["script-src"]


def test_the_policy_comes_before_all_that_it_governs(page):
    assert page.index("Content-Security-Policy") < page.index("<style") < page.index("<script")


@pytest.mark.parametrize("language", LANGUAGES)
def test_formulas_come_once_under_their_titles(language):
    race = Scenario(surface="beale", runs=(Run("adam"), Run("sgd"), Run("adam")))
    asked = {"kind": "formulas", "query": urlencode(race.to_query()), "language": language}
    packet = answer(asked)
    told = json.loads(packet[4 : 4 + int.from_bytes(packet[:4], "little")])["formulas"]
    titles = [title for title, _ in told]
    assert len(titles) == len(set(titles)) == 3
    assert all(lines and all(line.startswith("<math") for line in lines) for _, lines in told)
