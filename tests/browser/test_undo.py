"""Undo takes back one change at a time, whoever made it; reset and new seed are two things."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from optim_core import Run, Scenario
from pages.shared.site.words import words
from tests.choosing import chosen

NOISY = {"lang": "en", "noise": "0.3", "step": "20"}
STAGES = {
    "momentum": {"chapter": "memory"},
    "rmsprop": {"chapter": "squares"},
    "adam": {"chapter": "moments"},
    "variants": {"chapter": "samplings"},
    "decay": {"chapter": "hand"},
    "saddles": {"chapter": "noise"},
    "race": {},
}
FIGURES = {
    ("decay", "ball"): {"chapter": "ball"},
    ("decay", "schedules"): {"chapter": "all"},
    ("decay", "notes_table"): {"chapter": "table"},
    ("decay", "freeze"): {"chapter": "freeze"},
    ("saddles", "escape"): {"chapter": "escape"},
    ("saddles", "hessians"): {"chapter": "random"},
    ("variants", "gradient_cloud"): {"chapter": "cloud"},
    ("averages", "averages"): {},
    ("maps", "maps"): {},
    ("training", "training"): {"chapter": "borders", "epochs": "2"},
}


def query_of(page):
    return dict(parse_qsl(urlsplit(page.url).query))


def stage_query(seen):
    return dict(parse_qsl(seen.stage("s.query.toString()")))


def centre(locator, across=0.5, up=0.5):
    box = locator.bounding_box()
    return box["x"] + across * box["width"], box["y"] + up * box["height"]


def test_a_drag_is_one_change(visit):
    seen = visit().open(chapter="memory", lang="en", step=120)
    slider, mouse = seen.page.locator('input[data-knob="beta"]'), seen.page.mouse
    mouse.move(*centre(slider, 0.808))
    mouse.down()
    mouse.move(*centre(slider, 0.4), steps=10)
    mouse.up()
    seen.rest()
    assert seen.stage("s.query.number('beta.2')") < 0.6
    seen.page.keyboard.press("Control+z")
    seen.wait("__stage.query.get('beta.2') === '0.8'")
    seen.rest()
    assert query_of(seen.page)["beta.2"] == "0.8"
    plain, ball = seen.stage("s.runs.map((run) => run.reached)")
    seen.page.get_by_text(f"{plain} steps without momentum, {ball} steps with it").wait_for()
    assert seen.page.locator("button.undo").is_disabled()
    seen.page.locator("button.redo").click()
    seen.wait("__stage.query.number('beta.2') < 0.6")
    seen.rest()
    assert float(query_of(seen.page)["beta.2"]) < 0.6


def test_every_kind_of_change_is_taken_back_in_turn(visit):
    seen = visit().open(**NOISY | {"chapter": "memory"})
    states = [stage_query(seen)]

    def changed():
        seen.rest()
        states.append(stage_query(seen))
        assert states[-1] != states[-2]

    seen.page.locator('input[data-knob="lr"]').press("PageDown")
    changed()
    canvas, mouse = seen.page.locator(".map canvas.grab"), seen.page.mouse
    mouse.move(*centre(canvas, 0.3, 0.3))
    mouse.down()
    mouse.move(*centre(canvas, 0.6, 0.25), steps=5)
    mouse.up()
    changed()
    seen.page.locator("button.seed").click()
    changed()
    seen.page.locator(".mark", has_text="best ball").first.click()
    changed()
    seen.page.locator("button.pin_run").click()
    changed()
    seen.page.locator(".stage").focus()
    for state in states[-2::-1]:
        seen.page.keyboard.press("Control+z")
        seen.rest()
        assert stage_query(seen) == state
    for state in states[1:]:
        seen.page.keyboard.press("Control+Shift+Z")
        seen.rest()
        assert stage_query(seen) == state
        assert {key: query_of(seen.page)[key] for key in state} == state


@pytest.mark.nightly
def test_what_the_page_around_the_stage_changed_is_taken_back_too(visit):
    seen = visit().open("race", **NOISY)
    seen.page.locator(".st-key-surface input").click()
    seen.page.get_by_role("option").nth(5).click()
    seen.wait("__stage.query.get('surface') !== 'himmelblau'")
    seen.rest()
    seen.page.keyboard.press("Control+z")  # the focus is on the list of surfaces
    seen.wait("__stage.query.get('surface') === 'himmelblau'")
    seen.rest()
    seen.page.locator(".st-key-add button").first.click()
    seen.page.locator(".st-key-add-lion button").click()
    seen.wait("__stage.query.runs.length === 4")
    seen.rest()
    seen.page.keyboard.press("Escape")
    seen.page.locator("button.undo").click()
    seen.wait("__stage.query.runs.length === 3")
    seen.rest()
    assert "optimizer.4" not in query_of(seen.page)
    assert seen.page.locator("button.undo").is_disabled()


@pytest.mark.nightly
def test_a_chapters_toggle_is_taken_back(visit):
    seen = visit().open(chapter="conventions", lang="en", step=120)
    seen.page.get_by_text(words("en")["momentum.conventions.link"]).click()
    seen.wait("__stage.query.get('fairness') === 'effective'")
    seen.rest()
    seen.page.locator("button.undo").click()
    seen.wait("__stage.query.get('fairness') === 'same'")
    seen.rest()
    assert query_of(seen.page)["fairness"] == "same"
    assert not seen.page.locator(".st-key-linked input").is_checked()


@pytest.mark.nightly
def test_a_reload_forgets_nothing(visit):
    seen = visit().open(chapter="memory", lang="en", step=120)
    for key in ("PageDown", "PageUp"):
        seen.page.locator('input[data-knob="lr"]').press(key)
        seen.rest()
    seen.page.keyboard.press("Control+z")
    seen.rest()
    shown = stage_query(seen)
    seen.page.reload()
    seen.wait("__stage.painted > 0")
    assert stage_query(seen) == shown
    for button, at in (("redo", 2), ("undo", 1), ("undo", 0)):
        seen.page.locator(f"button.{button}").click()
        seen.rest()
        assert seen.stage("s.history.at") == at
    assert stage_query(seen)["lr"] == "0.06"


def test_who_types_has_the_texts_own_undo(visit):
    seen = visit().open(chapter="memory", lang="en", step=120)
    seen.page.locator('input[data-knob="lr"]').press("PageDown")
    seen.rest()
    shown = stage_query(seen)
    box = seen.page.get_by_label("start x")
    box.press("End")
    box.press("7")
    assert box.input_value() == "-47"
    box.press("Control+z")
    assert box.input_value() == "-4"
    assert stage_query(seen) == shown


@pytest.mark.nightly
def test_another_chapter_has_a_history_of_its_own(visit):
    seen = visit().open(chapter="memory", lang="en", step=120)
    seen.page.locator('input[data-knob="lr"]').press("PageDown")
    seen.rest()
    changed = stage_query(seen)
    seen.page.get_by_text("4 Why it works").first.click()
    seen.wait("__stage.query.get('beta.2') === '0.5'")
    seen.rest()
    assert seen.page.locator("button.undo").is_disabled()
    seen.page.get_by_text("2 Add a memory").first.click()
    seen.wait("__stage.query.get('beta.2') === '0.8'")
    seen.rest()
    seen.page.locator("button.undo").click()  # what the chapter had been turned to
    seen.rest()
    assert stage_query(seen) == changed


@chosen("page", STAGES, by_day=[])
def test_reset_never_reseeds_and_a_new_seed_resets_nothing(visit, page):
    seen = visit().open(page, **NOISY | STAGES[page])
    before = stage_query(seen)
    seen.page.locator(".stage").focus()
    seen.page.keyboard.press("r")
    assert seen.stage("[s.player.t, s.player.playing]") == [0, False]
    assert stage_query(seen) == before
    seen.page.keyboard.press("ArrowRight")
    for press in (
        lambda: seen.page.keyboard.press("n"),
        lambda: seen.page.locator("button.seed").click(),
    ):
        seed = int(stage_query(seen)["seed"])
        press()
        seen.rest()
        assert stage_query(seen) == before | {"seed": str(seed + 1)}
        assert seen.stage("Math.floor(s.player.t)") == 1
    seen.page.get_by_role("button", name=words("en")["stage.rewind"]).click()
    assert stage_query(seen)["seed"] == query_of(seen.page)["seed"] == str(seed + 1)


@chosen(("page", "key"), FIGURES, by_day=[("decay", "ball")])
def test_a_figure_resets_its_controls_and_keeps_its_seed(visit, page, key):
    seen = visit().open_figure(page, key, lang="en", **FIGURES[page, key])

    def settings():
        seen.rest()
        seen.wait_for(f"!__figures[{key!r}].busy")
        return dict(parse_qsl(seen.figure(key, "f.query.toString()")))

    seen.page.locator(".figure button.reset").click()
    first = settings()
    slider = seen.page.locator('.figure input[type=range]:not([data-knob="seed"])').first
    slider.press("PageDown")
    slider.press("PageDown")
    if settings() == first:  # it stood at its end
        slider.press("PageUp")
    turned = settings()
    assert turned != first
    if seen.page.locator(".figure button.new_seed").is_visible():
        seen.page.locator(".figure").focus()
        seen.page.keyboard.press("n")
        reseeded = settings()
        seed = str(int(turned["seed"]) + 1)
        assert reseeded == turned | {"seed": seed}
        first = first | {"seed": seed}
        turned = reseeded
    seen.page.locator(".figure").focus()
    seen.page.keyboard.press("r")
    assert settings() == first
    seen.page.locator(".figure button.undo").click()
    assert settings() == turned
    shown = query_of(seen.page)
    assert {name: shown[name] for name in turned} == turned


@pytest.mark.nightly
def test_a_lessons_experiment_is_taken_back(visit):
    seen = visit().go("lessons", lesson="momentum", lang="en")
    seen.wait("__stage.painted > 0")
    slider = seen.page.locator(".stage .controls input[type=range]").first
    before = stage_query(seen)
    slider.press("PageUp")
    seen.rest()
    assert stage_query(seen) != before
    seen.page.locator("button.undo").first.click()
    seen.rest()
    assert stage_query(seen) == before


@pytest.mark.nightly
@chosen("steps", [2, 5], by_day=[2])
def test_changing_after_an_undo_begins_another_future(visit, steps):
    seen = visit().open("race", lang="en", step=20, **Scenario(runs=(Run("sgd"),)).to_query())
    slider = seen.page.locator('input[type=range][data-knob="lr"]')
    for _ in range(steps):
        slider.press("ArrowLeft")
        seen.rest()
    seen.page.keyboard.press("Control+z")
    seen.rest()
    slider.press("PageUp")
    seen.rest()
    assert seen.page.locator("button.redo").is_disabled()
    assert seen.stage("s.history.entries.length") == steps + 1
