"""The first page shows every other, alive."""

from dataclasses import replace
from urllib.parse import parse_qsl

import numpy as np
import pytest

from optim_core import Run, Scenario
from optim_core.results import first_within
from pages.shared.shell.miniatures import MINIATURES, packet
from tests.pages.opening import PAGES, components, opened


def test_every_page_has_a_miniature():
    assert set(PAGES) - {"home"} <= set(MINIATURES)


@pytest.mark.parametrize("page", MINIATURES)
def test_a_miniature_moves(page):
    header, arrays = MINIATURES[page]()
    moving = arrays[1:] if header["kind"] == "paths" else arrays
    assert moving
    for line in moving:
        known = line[np.isfinite(line)]
        assert len(known) > 10
        assert np.ptp(known) > 0


def test_all_of_them_are_light():
    assert len(packet()) < 80_000


def test_every_page_of_the_menu_is_a_card():
    [_, gallery] = components(opened("home", lang="en"))
    assert {page for group in gallery["groups"] for page in group} == set(PAGES) - {"home"}


def test_a_newcomers_experiment_needs_momentum():
    """What it asks for can be done on its own slider, and what it then shows is true."""
    [first, _] = components(opened("home", lang="en"))
    scenario, problems = Scenario.from_query(parse_qsl(first["with_momentum"]))
    assert problems == ()
    slow, fast = (first_within(run.loss, 0.0, 1e-3) for run in scenario.run())
    assert 0 < fast < slow
    [alpha] = [control for control in first["controls"] if control["id"] == "lr"]
    alone, _ = Scenario.from_query(parse_qsl(first["first"]))
    [steep] = replace(alone, runs=(Run("sgd", {"lr": alpha["high"]}),)).run()
    [at_first] = alone.run()
    assert (at_first.status, steep.status) == ("finished", "diverged")
