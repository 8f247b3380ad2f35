"""Every page opens in every language, from any link, without a warning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optim_core import Scenario
from pages.shared.site.words import LANGUAGES, words
from tests.pages.opening import PAGES, listed, menu, opened

KEPT = (
    "surface",
    "surface.condition",
    "start",
    "steps",
    "optimizer",
    "lr",
    "optimizer.2",
    "beta.2",
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_every_language(page, language):
    app = opened(page, lang=language)
    assert not app.exception
    assert menu(app)["site"] == words(language)["site.name"]
    assert app.header
    assert not app.warning
    assert not app.error


def test_every_page_is_on_the_menu():
    app = opened("momentum", lang="en")
    assert listed(app) == {words("en")[f"{page}.title"] for page in PAGES}


@given(st.dictionaries(st.sampled_from(KEPT), st.text(max_size=30), max_size=5))
def test_no_text_in_a_link_raises(query):
    scenario, _ = Scenario.from_query(query)
    assert all(run.status for run in scenario.run())
