"""The page of maps in a browser: it draws, a pixel opens its run, and the link restores it."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from optim_core import Scenario
from optim_core.results import results
from tests.browser.cases import at_every_size_in_every_language
from tests.choosing import chosen

KEY = "maps"
FEW = {"lang": "en", "cells": "64", "steps": "80"}


def facts(seen):
    return seen.figure(KEY, "f.answer.facts")


def whole(seen):
    seen.wait_for(f"!__figures.{KEY}.busy && __figures.{KEY}.answer.progress === null")
    return seen


def opened(visit, size="laptop", **query):
    return whole(visit(size).open_figure(KEY, KEY, **FEW | query))


def values(seen):
    """The map as it was sent, by row."""
    return seen.figure(KEY, "f.plots[0].traces[0].values.map((row) => [...row].map(String))")


def press(seen, across, up):
    box = seen.page.locator(".plotview .nsewdrag").first.bounding_box()
    seen.page.mouse.click(box["x"] + across * box["width"], box["y"] + (1 - up) * box["height"])


@at_every_size_in_every_language
def test_it_draws_at_every_size_in_every_language(visit, size, language):
    seen = opened(visit, size, lang=language)
    assert len(values(seen)) == 64
    assert facts(seen)["done"] == 1
    assert seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    seen.picture(f"maps-{size}-{language}")


@pytest.mark.nightly
@chosen("show", ["loss", "rate", "outcome", "basin"], by_day=["rate"])
def test_every_kind_of_map_is_drawn_in_the_dark(visit, show):
    seen = whole(visit(color_scheme="dark").open_figure(KEY, KEY, **FEW, show=show))
    bar = seen.figure(KEY, "f.plots[0].traces[0].colorbar.ticktext")
    assert bar[0] == "diverged"
    seen.picture(f"maps-{show}-dark")


def test_a_pixel_opens_its_run(visit):
    """What the colour says, the sentence says, and the race it leads to says."""
    seen = opened(visit)
    before = facts(seen)["cell"]
    press(seen, 0.7, 0.25)
    seen.wait_for(f"String(__figures.{KEY}.answer.facts.cell) !== {','.join(map(str, before))!r}")
    seen.rest()
    found = facts(seen)
    row, column = found["cell"]
    assert (row, column) == (pytest.approx(16, abs=2), pytest.approx(45, abs=2))
    pixel = values(seen)[row][column]
    assert found["reached"] == found["pixel"] == int(pixel)
    assert f"arrived after {pixel} steps" in seen.page.locator(".live").inner_text()
    href = seen.page.get_by_test_id("stPageLink-NavLink").last.get_attribute("href")
    query = {key: text for key, text in parse_qsl(urlsplit(href).query) if key != "lang"}
    race, problems = Scenario.from_query(query)
    assert problems == ()
    assert results(race)[0].reached == int(pixel)


@pytest.mark.nightly
def test_the_link_restores_the_map_and_its_chosen_run(visit):
    seen = opened(visit, show="loss")
    press(seen, 0.3, 0.6)
    seen.page.wait_for_url("**beta=0.59**")
    query = dict(parse_qsl(urlsplit(seen.page.url).query))
    again = whole(visit().open_figure(KEY, KEY, **query))
    assert facts(again) == facts(seen)
    assert again.page.url.split("?")[1] == seen.page.url.split("?")[1]


def test_long_work_shows_its_progress_and_can_be_stopped(visit):
    seen = visit().open_figure(
        KEY, KEY, lang="en", surface="rastrigin", across="x0", down="y0", cells="256", steps="4000"
    )
    seen.page.get_by_role("button", name="Stop").click()
    seen.wait_for(f"!__figures.{KEY}.busy")
    assert 0 < facts(seen)["done"] < 1


@pytest.mark.nightly
def test_a_control_is_not_called_idle_because_of_an_axis(visit):
    """The chosen run has no memory; the others of the map have one, and its correction."""
    query = {"optimizer": "adam", "across": "lr", "down": "beta1", "beta1": "0"}
    seen = visit().open_figure("maps", KEY, lang="en", **query)
    assert seen.page.locator(".row.idle").count() == 0
