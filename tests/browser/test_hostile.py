"""Text that is no text: in the address, a formula, a file, a lesson. It is shown, and nothing more.

Every visit counts what the content policy stopped and what was asked of another machine: none.
"""

import pytest

from tests.browser.hostile_texts import TEXTS
from tests.choosing import chosen
from tests.pages.opening import PAGES

MIXED = "|".join(TEXTS)
NOTHING = ([], [], [], [])
TYPESET = """[...document.querySelectorAll(".katex annotation, .katex-error")]
  .map(({textContent}) => textContent).filter((text) => /javascript|elsewhere/.test(text))"""


@chosen("page", PAGES, by_day=["home"])
def test_no_page_needs_more_than_its_policy_allows_or_another_machine(watch, page):
    seen = watch().go("" if page == "home" else page, lang="en")
    seen.settled()
    assert seen.came()[:3] == ([], [], [])
    assert seen.errors == []


def begun_with(place):
    """All texts, that one first: a sentence quotes no more than its beginning."""
    return "|".join(TEXTS[place:] + TEXTS[:place])


@chosen("page", PAGES, by_day=["race"])
def test_an_address_is_never_carried_out(watch, page):
    keys = ("lang", "surface", "optimizer", "lr", "start", "panel", "chapter", "formula", "table",
            "series", "dataset", "model", "pins", "lesson", "claim", "guess", "where", "step",
            "days", "seeds", "column", MIXED)  # fmt: skip
    said = {key: begun_with(k % len(TEXTS)) for k, key in enumerate(keys)}
    seen = watch().go("" if page == "home" else page, **said)
    seen.idle()
    assert seen.came() == NOTHING
    assert seen.page.evaluate(TYPESET) == []


@chosen("count", [1, len(TEXTS)], by_day=[1])
def test_a_formula_that_is_none_is_shown_as_it_was_typed(watch, count):
    seen = watch().go("race", lang="en", surface="formula", formula="x^2 + y^2")
    seen.idle()
    box = seen.page.get_by_test_id("stTextInput").locator("input")
    for text in TEXTS[:count]:
        box.fill(text)
        box.press("Enter")
        seen.page.get_by_text("What is drawn").or_(seen.page.get_by_text("⚠")).first.wait_for()
        seen.idle()
        assert seen.came() == NOTHING
        assert seen.page.evaluate(TYPESET) == []


def test_the_watch_would_have_seen_it(watch):
    """Without this the promises above could be kept by a watch that sleeps."""
    seen = watch().go("", lang="en")
    seen.idle()
    seen.page.evaluate(
        """() => {
          const script = document.createElement("script")
          script.textContent = "alert(1)"
          document.body.append(script)
          const html = "<img src='https://elsewhere.example/x' onerror='alert(2)'>"
          document.body.insertAdjacentHTML("beforeend", `${html}<a href='//far.example'>`)
          setTimeout("alert(3)", 0)
        }"""
    )
    ran, stopped, _, links = seen.came()
    assert ran == [] and links == ["http://far.example/"]
    assert {each.split()[0] for each in stopped} == {
        "script-src-elem", "script-src-attr", "img-src", "script-src",
    }  # fmt: skip
    seen.page.evaluate("alert('heard')")
    assert seen.came()[0] == ["heard"]


FAR = ["momentum", "race", "adam", "rmsprop"]
INFINITE = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap((plot) => [
  ...plot.data.flatMap(({ x = [], y = [], z = [] }) => [x, y, ...z].flatMap((row) => [...row])),
  ...Object.values(plot._fullLayout).flatMap((part) => part?.range || []),
]).filter((value) => Math.abs(value) === Infinity || Math.abs(value) > 1e300).length"""


@chosen("page", FAR, by_day=[])
def test_a_run_that_leaves_every_map_draws_nothing_infinite(watch, page):
    query = {"optimizer": "sgd", "lr": "1", "surface": "beale", "start": "1000,-1000"}
    seen = watch().go(page, lang="en", **query)
    seen.wait("__stage.painted > 0 && __stage.Plotly")
    seen.idle()
    seen.page.wait_for_selector(".js-plotly-plot")
    assert seen.page.evaluate(INFINITE) == 0
    assert (seen.errors, seen.elsewhere) == ([], [])


@pytest.mark.nightly
@chosen("page", ["averages", "training"], by_day=["averages"])
def test_the_names_of_a_table_are_words(watch, page):
    names = ",".join('"' + text.replace('"', '""') + '"' for text in TEXTS)
    rows = "\n".join(",".join([str(k), "word", *[str(k * k)] * (len(TEXTS) - 2)]) for k in range(9))
    table = f"{names}\n{rows}\n{','.join(TEXTS).replace(chr(34), '')}\n".encode()
    seen = watch().go(page, lang="en", chapter="own")
    seen.idle()
    if page == "training":
        seen.page.get_by_role("button", name="CSV file").click()
    file = {"name": f"{TEXTS[1]}.csv", "mimeType": "text/csv", "buffer": table}
    seen.page.set_input_files("input[type=file]", file)
    seen.page.wait_for_url("**table=*")
    seen.settled()
    assert seen.came() == NOTHING
    assert seen.page.evaluate(TYPESET) == []
