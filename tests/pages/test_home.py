"""The first page shows every other, alive."""

import numpy as np
import pytest

from pages.shared.miniatures import MINIATURES, pictures
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
    _, arrays = pictures(tuple(MINIATURES))
    assert sum(array.nbytes for array in arrays) < 80_000


def test_every_page_of_the_menu_is_a_card():
    [gallery] = components(opened("home", lang="en"))
    assert {page for group in gallery["groups"] for page in group} == set(PAGES) - {"home"}
