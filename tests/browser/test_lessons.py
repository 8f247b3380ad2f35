"""A lesson in a browser, from the prediction to the win; what was done is still there later."""

import json

import pytest

from tests.browser.cases import at_every_size_in_every_language
from tests.browser.servers import serve_authors
from tests.choosing import chosen
from tests.pages.lesson_files import english, fill


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("lessons")
    fill(made)
    return made


@pytest.fixture(scope="module")
def address(folder):
    """A server of its own, for authors, with the lessons of the tests."""
    with serve_authors(folder) as address:
        yield address


def press(seen, name):
    seen.page.get_by_role("button", name=name).click()
    seen.rest()


def stage(seen, expression, name="valley.valley"):
    return seen.page.evaluate(f"(() => {{ const s = __stages[{name!r}]; return {expression} }})()")


def predict(seen, guess="It arrives sooner", commit="Lock in my guess"):
    seen.page.get_by_text(guess).click()
    seen.rest()
    press(seen, commit)
    seen.wait_for("window.__stages?.['valley.valley']?.painted > 0")


def turn(seen, knob, value):
    box = seen.page.locator(f".row:has(input[data-knob={knob}]) input[type=number]")
    box.fill(str(value))
    box.press("Enter")
    seen.rest()


def test_a_lesson_from_its_prediction_to_its_win_and_after_a_reload(visit):
    seen = visit().go("lessons", lang="en", lesson="valley")
    page = seen.page
    page.get_by_text("Make a prediction first").wait_for()
    assert page.evaluate("window.__stages === undefined")
    predict(seen)
    page.get_by_text("across the valley the gradients cancel").wait_for()
    before = stage(seen, "s.query.get('lr.2')")
    page.locator("input[type=range][data-knob=lr]").press("ArrowRight")
    seen.rest()
    assert stage(seen, "s.query.get('lr.2')") != before
    assert "lr=" not in page.url
    press(seen, "Next →")
    seen.wait_for("window.__stages?.['valley.valley']?.painted > 0")
    page.get_by_label("Your number").fill("46")
    press(seen, "Check")
    page.get_by_text("Yes. The simulator says 46").wait_for()
    press(seen, "A hint, please")
    page.get_by_text("Which of the two sliders is the brake?").wait_for()
    assert page.get_by_text("Reached, with").count() == 0
    turn(seen, "lr", 0.09)
    turn(seen, "beta", 0.5)
    page.get_by_text("Reached, with Learning rate α = 0.09, Momentum β = 0.5").wait_for()
    page.get_by_text("3 of 3 done").wait_for()
    seen.picture("lessons-won")
    page.reload()
    page.get_by_text("3 of 3 done").wait_for()
    page.get_by_text("Reached, with").wait_for()
    seen.wait_for("window.__stages?.['valley.valley']?.query.get('lr.2') === '0.09'")
    press(seen, "Show me this case")
    seen.wait_for("__stages['valley.valley'].query.get('lr.2') === '0.02'")


def test_boxes_are_ticked_and_numbers_and_places_guessed(visit):
    seen = visit().go("lessons", lang="en", lesson="everything")
    page = seen.page
    for choice in ("One", "Three"):
        page.locator("label", has_text=choice).click()
        seen.idle()
    page.get_by_role("button", name="Check").first.click()
    page.get_by_text("One is.").wait_for()
    for named in (["Your number"], ["x", "y"]):
        for label in named:
            page.get_by_label(label, exact=True).fill("2")
            page.get_by_label(label, exact=True).press("Enter")
            seen.idle()
        page.get_by_role("button", name="Lock in my guess").first.click()
        seen.idle()
    seen.wait_for("window.__stages?.['everything.hill']?.painted > 0")


def test_progress_goes_along_as_a_file(visit, tmp_path):
    first = visit().go("lessons", lang="en", lesson="valley")
    predict(first)
    first.go("lessons", lang="en")
    first.page.get_by_text("1 of 3 done").wait_for()
    first.page.get_by_text("Take your progress with you").click()
    with first.page.expect_download() as download:
        first.page.get_by_role("button", name="Save as a file").click()
    file = tmp_path / "progress.json"
    download.value.save_as(file)
    assert json.loads(file.read_text("utf-8"))["lessons"]["valley"]["blocks"]["guess"]["done"]
    second = visit().go("lessons", lang="en")
    second.page.get_by_text("Take your progress with you").click()
    assert second.page.get_by_text("1 of 3 done").count() == 0
    second.page.locator("input[type=file]").set_input_files(file)
    second.page.get_by_text("1 of 3 done").wait_for()


@at_every_size_in_every_language
def test_it_draws_at_every_size_in_every_language(visit, size, language):
    seen = visit(size).go("lessons", lang=language, lesson="valley")
    words = {"en": (), "zh": ("更早到达", "这是我的预测")}[language]
    predict(seen, *words)
    seen.settled()
    wide = seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0
    assert stage(seen, "s.runs[0].name") == {"en": "Gradient descent", "zh": "梯度下降"}[language]
    seen.picture(f"lessons-{size}-{language}")


@chosen(("step", "block"), [(2, "memory"), (3, "all"), (4, "digits")], by_day=[(3, "all")])
def test_averages_maps_and_trainings_stand_in_a_lesson(visit, step, block):
    key = f"everything.{block}"
    seen = visit().open_figure("lessons", key, lang="en", lesson="everything", step=step)
    seen.wait_for(f"!__figures[{key!r}].busy")
    assert seen.figure(key, "f.plots.length") >= 1
    assert seen.page.locator(".live").inner_text()
    if seen.page.locator("input[type=range]").count():
        seen.page.locator("input[type=range]").press("End")
        seen.rest()
    assert "beta" not in seen.page.url
    seen.picture(f"lessons-{block}")


@chosen(
    ("step", "block", "press", "won"),
    [(2, "memory", "ArrowLeft", "Memory = 0.89"), (4, "digits", "End", "Learning rate = 0.1")],
    by_day=[],
)
def test_a_challenge_about_an_average_or_a_training_notices_its_win(visit, step, block, press, won):
    key = f"everything.{block}"
    seen = visit().open_figure("lessons", key, lang="en", lesson="everything", step=step)
    seen.page.get_by_text("Goal:").wait_for()
    assert seen.page.get_by_text("Reached, with").count() == 0
    seen.page.locator("input[type=range]").press(press)
    seen.page.get_by_text(f"Reached, with {won}").wait_for()
    seen.page.get_by_role("button", name="Start over").click()
    seen.page.get_by_text("Reached, with").wait_for(state="detached")
    seen.wait_for(f"!__figures[{key!r}].busy")
    seen.picture(f"lessons-challenge-{block}")


def test_paper_shows_what_was_seen_and_nothing_to_press(visit):
    seen = visit(color_scheme="dark").go("lessons", lang="en", lesson="valley")
    predict(seen)
    seen.go("lessons", lang="en", lesson="valley", view="print")
    seen.wait_for("window.__stages?.['valley.valley']?.painted > 0")
    assert stage(seen, "[s.player.t, s.player.playing]") == [100, False]
    assert stage(seen, "s.colours.background") == "#fff"
    shown = seen.page.locator(".st-key-printed .stage :is(button, input, select):visible")
    assert {each.get_attribute("class") for each in shown.all()} == {"chip"}
    seen.picture("lessons-paper")


def test_the_preview_follows_the_file(visit, folder):
    seen = visit().go("author", lang="en", lesson="valley")
    seen.wait_for("Object.values(window.__stages || {}).length === 2")
    seen.page.get_by_text("still being run").wait_for(state="detached")
    path = folder / "valley.en.md"
    path.write_text(english().replace("Begin with one idea", "Begun anew"), "utf-8")
    seen.page.get_by_text("Begun anew").wait_for()
    path.write_text(english()[: english().index("runs:")], "utf-8")
    seen.page.get_by_text("its last good version").wait_for()
    assert seen.page.get_by_text("Begun anew").count() == 1
    path.write_text(english(), "utf-8")
    seen.page.get_by_text("Begin with one idea").wait_for()
    seen.picture("author")


def test_what_is_on_the_clipboard_is_shown_as_a_lesson(visit, folder):
    seen = visit().go("author", lang="en", view="paste")
    box = seen.page.get_by_label("Text of the lesson")
    box.fill(english().replace("Begin with one idea", "Begun by hand"))
    box.press("Control+Enter")
    seen.page.get_by_test_id("stMarkdownContainer").get_by_text("Begun by hand").first.wait_for()
