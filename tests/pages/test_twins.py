"""What Python and JavaScript both do, Python does as the tables of both languages say.

tests/node/twins.test.js holds JavaScript to the same tables.
"""

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from optim_core import Scenario
from optim_core.scenario import OF_GROUND, is_of
from optim_core.text import shortest
from pages.shared.site import manifest, pins
from pages.shared.site.numbers import within, write
from pages.shared.site.words import fill, paragraph

TABLES = Path(__file__).parents[1] / "golden"


def table(name):
    return json.loads((TABLES / f"{name}.json").read_text("utf-8"))


def test_numbers_are_written_as_in_the_browser():
    for value, digits, written in table("numbers")["write"]:
        assert write(float(value), digits) == written, (value, digits)


def test_numbers_in_a_link_mean_the_same_in_python():
    for ours, theirs in table("numbers")["link"]:
        assert shortest(float(ours)) == ours
        assert float(theirs) == float(ours)


def test_a_link_is_read_and_written_as_in_the_browser():
    for case in table("links")["links"]:
        said = dict(parse_qsl(case["link"]))
        of_pins = pins.take(said)
        scenario, problems = Scenario.from_query(said)
        pinned, more = pins.pinned(of_pins, scenario)
        assert problems == more == ()
        assert (list(pinned.places), pinned.layout) == (case["pins"], case["layout"])
        assert urlencode(scenario.to_query() | pinned.to_query()) == case["link"]
        for run, own in zip(scenario.runs, case["runs"], strict=True):
            assert replace(scenario, runs=(run,)).to_query() == case["ground"] | own
        asked = {
            name or "B": side.to_query() for name, side in pins.sides(scenario, pinned).items()
        }
        assert asked == case["asked"]


def test_the_browser_knows_what_python_says():
    assert manifest.FILE.read_text("utf-8") == manifest.text(), manifest.__doc__


def test_all_that_a_scenario_says_is_its_grounds_or_a_runs():
    default = Scenario()
    for case in table("links")["links"]:
        for key in case["ground"]:
            assert is_of(OF_GROUND, key), key
    for key in default.runs[0].knobs:
        assert not is_of(OF_GROUND, key), key


def test_sentences_are_filled_as_in_the_browser():
    for text, values, filled in table("words")["fill"]:
        assert fill(text, values) == filled, (text, values)


def test_sentences_follow_each_other_as_in_the_browser():
    for sentences, text in table("words")["paragraph"]:
        assert paragraph(sentences) == text


def test_no_number_is_written_past_its_top():
    assert within(0.9999, 0.9999) == "0.9999"
    assert within(2274.25, 2274.25) == "2274.25"
    assert within(0.3, 0.3) == "0.3"
