"""A visit's first minute: noticed step by step, with mouse or keys, skipped, remembered."""

import pytest

from pages.shared.site.words import words
from tests.browser.cases import at_every_size_in_every_language


def opened(seen, language="en"):
    seen.go("", lang=language)
    seen.wait_for("window.__first?.stage?.surface && __first.stage.painted > 0")
    seen.wait_for("window.__gallery")
    return seen


def step(seen):
    return seen.page.evaluate("__first.step")


def wait_for_step(seen, number):
    seen.wait_for(f"__first.step === {number}")


def said(seen):
    return seen.page.locator(".first-card [role=status]").inner_text()


@at_every_size_in_every_language
def test_each_step_is_noticed(visit, size, language):
    seen = opened(visit(size), language)
    text = words(language)
    seen.picture(f"first-{size}-{language}")
    assert seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    canvas = seen.page.locator(".map canvas.grab")
    canvas.scroll_into_view_if_needed()
    box, mouse = canvas.bounding_box(), seen.page.mouse
    mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.35 * box["height"])
    mouse.down()
    mouse.move(box["x"] + 0.25 * box["width"], box["y"] + 0.3 * box["height"], steps=4)
    assert step(seen) == 0  # not before the viewer lets go
    mouse.up()
    wait_for_step(seen, 1)
    seen.page.locator(".transport button.main").click()
    wait_for_step(seen, 2)
    seen.page.locator("[data-first=away]").click()
    wait_for_step(seen, 3)
    assert text["first.away"] in said(seen)
    slider = seen.page.locator('input[data-knob="lr"]')
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    mouse.move(box["x"] + 0.4 * box["width"], box["y"] + box["height"] / 2)
    mouse.down()
    mouse.move(box["x"] + 0.98 * box["width"], box["y"] + box["height"] / 2, steps=10)
    mouse.up()
    wait_for_step(seen, 4)
    seen.rest()
    left = seen.page.evaluate("__first.stage.runs[0].left")
    seen.wait_for(f"document.querySelector('.first-card').innerText.includes('{left}')")
    seen.page.locator("[data-first=add]").click()
    wait_for_step(seen, 5)
    reached = seen.page.evaluate("__first.stage.runs.map((run) => run.reached)")
    assert all(str(steps) in said(seen) for steps in reached)
    assert reached[1] < reached[0]
    seen.page.locator("[data-first=finish]").click()
    assert seen.page.locator(".stage .views").count() == 0
    seen.rest()


@pytest.mark.nightly
def test_it_can_be_done_with_keys_alone(visit):
    seen = opened(visit())
    keyboard = seen.page.keyboard

    def has_focus(selector):
        return seen.page.evaluate(f"document.activeElement.matches({selector!r})")

    def tab_to(selector, key="Tab"):
        passed = []
        while not has_focus(selector):
            keyboard.press(key)
            passed.append(seen.page.evaluate("document.activeElement.outerHTML.slice(0, 60)"))
            assert len(passed) < 30, f"no way to {selector} by {key}: {passed}"

    tab_to(".skip-link")
    keyboard.press("Enter")
    assert has_focus(".first-card")
    tab_to(".row.start input")
    keyboard.press("End")
    keyboard.type("5")
    keyboard.press("Enter")
    wait_for_step(seen, 1)
    tab_to(".map canvas.grab", "Shift+Tab")
    keyboard.press("Space")
    wait_for_step(seen, 2)
    tab_to("[data-first=swings]", "Shift+Tab")
    keyboard.press("Enter")
    wait_for_step(seen, 3)
    assert has_focus(".first-card")
    tab_to("input[data-knob=lr]")
    keyboard.press("End")
    wait_for_step(seen, 4)
    tab_to("[data-first=add]", "Shift+Tab")
    keyboard.press("Enter")
    wait_for_step(seen, 5)
    assert has_focus(".first-card")
    tab_to("[data-first=finish]")
    keyboard.press("Enter")
    assert has_focus("[data-first=again]")
    seen.rest()


def test_it_is_skipped_remembered_and_shown_again(visit):
    seen = opened(visit())
    seen.page.locator("[data-first=skip]").click()
    assert seen.page.locator(".stage .views").count() == 0
    seen.page.reload()
    seen.page.locator("[data-first=again]").wait_for()
    seen.wait_for("window.__gallery?.shown > 0.2")
    assert seen.page.locator(".stage .views").count() == 0
    seen.page.locator("[data-first=again]").click()
    seen.wait_for("window.__first.stage?.painted > 0")
    assert step(seen) == 0
    seen.rest()


@pytest.mark.nightly
def test_a_reload_goes_on_where_one_was(visit):
    seen = opened(visit())
    seen.page.locator(".transport button.main").click()  # the first thing is still to be done
    assert step(seen) == 0
    seen.page.get_by_label("start x").fill("2")
    seen.page.get_by_label("start x").press("Enter")
    wait_for_step(seen, 2)  # it is already playing
    seen.rest()
    seen.page.reload()
    seen.wait_for("window.__first?.stage?.painted > 0")
    assert step(seen) == 2


@pytest.mark.nightly
def test_home_is_no_place_to_go_back_to(visit):
    seen = opened(visit())
    assert seen.page.locator(".gallery .again").count() == 0
