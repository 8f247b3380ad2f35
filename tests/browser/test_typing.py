"""Numbers typed into boxes: whatever can't be used is told, and nothing is taken for another."""

import pytest

from tests.browser.tabs import SIZES
from tests.choosing import chosen

STAGE = {"chapter": "memory", "lang": "en"}
TOLD = ".note:not([hidden])"


def box_of(seen, knob):
    return seen.page.locator(f".row:has(input[data-knob='{knob}']) input[type=number]").first


def enter(seen, box, typed):
    box.press("Control+a")
    seen.page.keyboard.type(typed)
    box.press("Enter")
    seen.rest()
    return [note.inner_text() for note in seen.page.locator(TOLD).all()]


def test_a_number_out_of_range_is_told_until_the_next_good_one(visit):
    seen = visit().open(**STAGE)
    beta = box_of(seen, "beta")
    told = "momentum β = 1.5 is out of range (0 to 0.999999999); 0.999999999 is used instead."
    assert enter(seen, beta, "1.5") == [told]
    assert seen.page.locator(TOLD).bounding_box()["y"] < SIZES["laptop"][1] - 20
    assert enter(seen, beta, "0.8") == []
    told = "steps n = 12.5: it takes whole numbers from 1 to 5000; 13 is used instead."
    assert enter(seen, box_of(seen, "steps"), "12.5") == [told]
    seen.page.keyboard.press("Control+z")
    assert enter(seen, beta, "0.7") == []


def test_what_is_no_number_and_a_start_far_away_are_told_and_change_nothing(visit):
    seen = visit().open(**STAGE | {"lang": "zh"})
    asked = seen.stage("s.query.toString()")
    told = "学习率 α：输入的不是数字；仍用 0.06。"
    assert enter(seen, box_of(seen, "lr"), "1e") == [told]
    told = "起点 x = 99999：可取 −1000 至 1000；改用 −4。"
    assert enter(seen, seen.page.get_by_label("起点 x"), "99999") == [told]
    assert seen.stage("s.query.toString()") == asked


@pytest.mark.nightly
def test_a_figure_tells_it_too(visit):
    seen = visit().open_figure("averages", "averages", lang="en")
    told = "day t = 0: it takes whole numbers from 1 to 999999; 1 is used instead."
    assert enter(seen, box_of(seen, "day"), "0") == [told]
    assert enter(seen, box_of(seen, "day"), "7") == []


@pytest.mark.nightly
def test_a_figure_says_what_could_be_typed_and_names_no_link(visit):
    seen = visit().open_figure("training", "training", lang="en")
    layers = seen.page.locator("input[data-knob=hidden]")
    layers.fill("wide")
    layers.press("Enter")
    told = "hidden layers = wide: that can't be read, it takes 0 to 3 sizes from 1 to 256; "
    seen.page.get_by_text(told + "it stays as it was.").wait_for()
    assert "hidden=wide" not in seen.page.url


@pytest.mark.nightly
@chosen("typed", ["12,5", "12，5", "１２．５"], by_day=["１２．５"])
def test_what_takes_decimals_takes_them_however_its_slider_moves(visit, typed):
    seen = visit().open(**STAGE)
    assert enter(seen, box_of(seen, "surface.rotation"), typed) == []
    assert box_of(seen, "surface.rotation").input_value() == "12.5"


@pytest.mark.nightly
@chosen("pasted", ["0,07", "0，07"], by_day=["0，07"])
def test_a_comma_that_is_pasted_is_a_point_too(visit, pasted):
    seen = visit().open(**STAGE)
    seen.context.grant_permissions(["clipboard-read", "clipboard-write"])
    seen.page.evaluate("(text) => navigator.clipboard.writeText(text)", pasted)
    box = box_of(seen, "lr")
    box.press("Control+a")
    box.press("Control+v")
    box.press("Enter")
    assert box.input_value() == "0.07"


@pytest.mark.nightly
def test_small_weights_are_written_as_powers_of_ten(visit):
    seen = visit().open_figure("averages", "averages", lang="en", beta="0.999999999")
    marks = seen.page.locator(".plot .ytick").all_text_contents()
    assert any("×10" in mark for mark in marks)
    assert not any(letter in mark for mark in marks for letter in "nµmk")
