"""What a viewer takes away works where there is no server, and says what the stage said."""

import csv
import io
import itertools
import json
import re
import runpy
import time
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from PIL import Image

from pages.shared.site.words import LANGUAGES
from tests.browser.tabs import SIZES
from tests.browser.visits import FRAMES, Visit
from tests.choosing import chosen

RACE = {"chapter": "memory", "lang": "en"}
MOST_PAGE, MOST_GIF = 3_500_000, 3_000_000
ORDER = ["html", "png", "svg", "gif", "csv", "py", "torch", "ipynb"]
OWN = re.compile(r"^(file|blob|data):")
NUMBERS = """(s) => ({
  runs: s.runs.map((run) => [run.name, run.status, run.reached, [...run.path], [...run.loss]]),
  said: s.frame.live.textContent,
  t: s.player.t,
})"""

POINT = """({node, plot, traces: [{x, y}]}, k) => {
  const box = node.getBoundingClientRect();
  const [wide, high] = [plot._fullLayout.xaxis, plot._fullLayout.yaxis];
  return [box.left + wide._offset + wide.d2p(x[k]), box.top + high._offset + high.d2p(y[k])];
}"""

POINTS = "({traces}) => traces.map(({y = []}) => [...y].map(String))"


def saved(seen, kind, folder, menu=0):
    """Press an entry of a save menu; the file."""
    menus = seen.page.locator(".stage .saver")
    with seen.page.expect_download() as saving:
        menus.nth(menu).locator("summary").click()
        menus.nth(menu).locator(f"[data-save={kind}]").click()
    path = folder / saving.value.suggested_filename
    saving.value.save_as(path)
    return path


@pytest.fixture
def opened(offline):
    """Open a file where there is no network."""

    def start(path, size="laptop"):
        page = offline(size).page
        page.goto(path.as_uri())
        return page

    return start


@pytest.fixture(scope="module")
def race(tabs, address, tmp_path_factory):
    """The file of a race, saved once for all who only open it."""
    seen = Visit(tabs.take(), address).open(**RACE, step=10)
    path = saved(seen, "html", tmp_path_factory.mktemp("race"))
    seen.leave()
    tabs.give_back(seen.tab)
    return path


def until(page, condition, patience=20.0):
    """The page's own policy lets nobody evaluate a text in it, so it is asked again and again."""
    end = time.monotonic() + patience
    while not page.evaluate(condition):
        assert time.monotonic() < end, f"still not so: {condition}"
        page.wait_for_timeout(50)


def drawn(page):
    until(page, "!!window.__stage?.painted && !!__stage.surface && !!__stage.Plotly")


def step_of(page):
    return page.evaluate("__stage.player.t")


@chosen("language", LANGUAGES, by_day=[])
def test_the_page_has_the_numbers_of_the_stage(visit, opened, tmp_path, language):
    seen = visit().open(**RACE | {"lang": language}, step=37)
    path = saved(seen, "html", tmp_path)
    assert path.stat().st_size < MOST_PAGE
    live = seen.page.evaluate(f"({NUMBERS})(__stage)")
    address = seen.page.evaluate("__stage.address.here()")
    title = seen.page.title()
    page = opened(path)
    drawn(page)
    assert page.evaluate(f"({NUMBERS})(__stage)") == live
    assert live["t"] == 37
    assert page.title() == title == page.locator("h1").inner_text()
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("footer a").get_attribute("href") == address
    assert page.locator(".formulas math").count() >= 3
    assert page.locator(".stage .row input").count() == 0


def test_the_page_plays_scrubs_steps_and_obeys_its_keys(opened, race):
    page = opened(race)
    drawn(page)
    page.locator(".stage .map canvas.grab").focus()
    for key, step in (
        ("ArrowRight", 11),
        ("Shift+ArrowRight", 21),
        ("ArrowLeft", 20),
        ("End", 120),
        ("Home", 0),
    ):
        page.keyboard.press(key)
        assert step_of(page) == step
    page.keyboard.press("Space")
    until(page, "__stage.player.t > 5")
    page.keyboard.press("Space")
    assert not page.evaluate("__stage.player.playing")
    page.locator(".stage .scrub").fill("64")
    assert step_of(page) == 64
    page.keyboard.press("n")
    page.locator(".stage .map canvas.grab").click()
    assert page.evaluate("__stage.query.get('seed') + __stage.query.get('start')") == "0-4,2"


@pytest.mark.nightly
@pytest.mark.parametrize("name", ["race", "momentum", "adam"])
def test_the_page_answers_every_panel_and_view_for_every_run(visit, opened, tmp_path, name):
    page = opened(saved(visit().open(name, lang="en", step=9), "html", tmp_path))
    drawn(page)
    for panel in page.evaluate("__stage.data.panels"):
        for run in range(page.evaluate("__stage.runs.length")):
            page.evaluate("(view) => __stage.experiment.look(view)", {"panel": panel, "run": run})
            page.evaluate(FRAMES)
    for mode in page.evaluate("__stage.data.modes"):
        page.evaluate("(view) => __stage.experiment.look(view)", {"mode": mode})
        until(page, "__stage.frame.mesh?.projected || __stage.view.mode !== 'mesh'")
    assert page.evaluate("__stage.channel.missing") == []


@pytest.mark.nightly
def test_a_comparison_is_taken_away_with_both_its_settings(visit, opened, tmp_path):
    seen = visit().open("race", lang="en", step=20)
    seen.stage("(s.frame.versus.compare.click(), s.experiment.turn(['start'], '2,2'), 0)")
    seen.wait("__stage.comparison.apart && __stage.comparison.answer")
    seen.stage("(s.frame.versus.layouts[1].click(), s.player.seek(20), 0)")
    seen.wait("__stage.frame.split.on && __stage.comparison.answer")
    seen.rest()
    live = seen.page.evaluate(f"({NUMBERS})(__stage)")
    path = saved(seen, "html", tmp_path)
    drawing = list(ET.parse(saved(seen, "svg", tmp_path)).getroot().itertext())
    assert {"A", "B", *seen.stage("s.runs.map((run) => run.name)")} <= set(drawing)
    table = list(csv.DictReader(io.StringIO(saved(seen, "csv", tmp_path).read_text())))
    for name, *_, way, loss in live["runs"]:
        side, number = name[0], 1 + [n for n, *_ in live["runs"] if n[0] == name[0]].index(name)
        rows = [row for row in table if (row["setting"], row["run"]) == (side, str(number))]
        points = [float(row[axis]) for row in rows for axis in "xy"]
        assert points == pytest.approx(way, rel=1e-5, abs=1e-30)
        assert len(rows) == len(loss)
    page = opened(path)
    drawn(page)
    until(page, "__stage.runs.length == 6")
    assert page.evaluate(f"({NUMBERS})(__stage)") == live
    for run in range(6):
        page.evaluate("(run) => __stage.experiment.look({panel: 'film', run})", run)
        page.evaluate(FRAMES)
    assert page.evaluate("__stage.channel.missing") == []


@pytest.mark.nightly
def test_the_page_tells_the_film_of_an_update(visit, opened, tmp_path):
    seen = visit().open(chapter="film", lang="en", step=12)
    path = saved(seen, "html", tmp_path)
    page = opened(path)
    drawn(page)
    for frame in range(1, 4):
        for each in (seen.page, page):
            until(
                each, f"/13 .* {frame} /.test(document.querySelector('.film .count').textContent)"
            )
        told = [each.locator(".film .sentence").inner_text() for each in (seen.page, page)]
        assert told[0] == told[1]
        for each in (seen.page, page):
            each.locator(".film button.main").click()


@pytest.mark.nightly
def test_the_page_knows_every_batch(visit, opened, tmp_path):
    page = opened(saved(visit().open("variants", lang="en", step=5), "html", tmp_path))
    drawn(page)
    page.evaluate("__stage.experiment.look({panel: 'fit', run: 1})")
    for step in (0, 50, 120):
        page.evaluate("(step) => __stage.player.seek(step)", step)
        page.evaluate(FRAMES)
    assert page.evaluate("__stage.channel.missing") == []
    assert page.evaluate("__stage.frame.fit.batch.size") > 0


@pytest.mark.nightly
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_finds_no_room_in_the_page_is_said(visit, opened, tmp_path, language):
    seen = visit().open("variants", lang=language, steps=400, step=5)
    assert "fit" in seen.stage("s.data.panels")
    path = saved(seen, "html", tmp_path)
    said = seen.page.get_by_role("alert")
    said.wait_for()
    panel = seen.stage("s.words.panel_fit")
    assert panel in said.inner_text() and "600" in said.inner_text()
    page = opened(path)
    drawn(page)
    assert page.locator("footer p").inner_text() == said.inner_text()
    assert page.get_by_role("tab", name=panel).count() == 0
    seen.page.locator(".trouble button").click()
    assert seen.page.locator(".trouble").is_hidden()


@pytest.mark.nightly
def test_the_loss_says_its_value_under_the_pointer(opened, race):
    page = opened(race)
    drawn(page)
    page.locator(".stage .chart canvas.seek").first.hover()
    assert "Heavy ball: " in page.locator(".stage .readout").first.inner_text()


@pytest.mark.nightly
@chosen("size", SIZES, by_day=["phone"])
def test_the_page_keeps_the_maps_shape_on_every_screen(opened, race, size):
    page = opened(race, size)
    drawn(page)
    across, up = page.evaluate("(({x, y}) => [x(1) - x(0), y(0) - y(1)])(__stage.frame.map)")
    assert across == pytest.approx(up, rel=0.01)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@chosen("name", ["averages", "training"], by_day=["averages"])
def test_a_figure_is_taken_away_with_its_last_picture(visit, opened, tmp_path, name):
    seen = visit().open_figure(name, name, lang="zh")
    seen.wait_for(f"!__figures.{name}.busy")
    path = saved(seen, "html", tmp_path)
    page = opened(path)
    until(
        page,
        f"!!window.__figures?.{name}?.painted && !!document.querySelector('.plotview .main-svg')",
    )
    points = f"__figures.{name}.plots.map({POINTS})"
    assert page.evaluate(points) == seen.page.evaluate(points)
    assert page.locator(".live").inner_text() == seen.page.locator(".figure .live").inner_text()
    page.mouse.move(*page.evaluate(f"({POINT})(__figures.{name}.plots[0], 9)"))
    page.wait_for_selector(".plotview .hoverlayer .hovertext")


@chosen("mode", ["map", "mesh", "slope"], by_day=["slope"])
def test_the_drawing_is_sound_and_says_what_it_shows(visit, tmp_path, mode):
    seen = visit().open("race", lang="en", mode=mode, step=30)
    seen.wait("__stage.frame.slope.grad || __stage.view.mode !== 'slope'")
    drawing = saved(seen, "svg", tmp_path)
    text = " ".join(ET.parse(drawing).getroot().itertext())
    lines = re.sub(r'href="data:[^"]*"', "", drawing.read_text())
    assert "NaN" not in lines and "undefined" not in lines
    for said in (seen.page.title(), "30 / ", *seen.stage("s.runs.map((run) => run.name)")):
        assert said in text
    assert seen.stage("document.querySelectorAll('.sheet').length") == 0


@pytest.mark.nightly
def test_the_picture_is_twice_as_fine_as_the_screen(visit, tmp_path):
    seen = visit().open(**RACE, step=30)
    wide = seen.stage("s.frame.map.node.clientWidth")
    with Image.open(saved(seen, "png", tmp_path)) as picture:
        assert picture.width >= 2 * wide


def test_the_animation_runs_from_the_start_to_the_end(visit, tmp_path):
    path = saved(visit().open(**RACE, step=30), "gif", tmp_path)
    assert path.stat().st_size < MOST_GIF
    with Image.open(path) as animation:
        assert 40 <= animation.n_frames <= 120
        pictures, seconds = [], 0
        for frame in range(animation.n_frames):
            animation.seek(frame)
            seconds += animation.info["duration"] / 1000
            if frame in (0, animation.n_frames // 2, animation.n_frames - 1):
                pictures.append(np.array(animation.convert("RGB"), float))
    assert 4 <= seconds <= 8
    changed = [np.mean(np.any(a != b, axis=2)) for a, b in itertools.pairwise(pictures)]
    assert all(0.001 < share < 0.5 for share in changed)


@pytest.mark.nightly
def test_an_animation_can_be_stopped(visit):
    seen = visit().open(**RACE, step=30)
    seen.page.locator(".stage .saver summary").click()
    seen.page.locator("[data-save=gif]").click()
    seen.page.locator(".work .bar button").click()
    seen.page.wait_for_selector(".work .bar", state="hidden")
    assert seen.stage("document.querySelectorAll('.sheet').length") == 0


@pytest.mark.nightly
def test_the_notebook_runs(visit, tmp_path):
    path = saved(visit().open(**RACE, step=30), "ipynb", tmp_path)
    [code] = [cell for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == "code"]
    script = tmp_path / "cell.py"
    script.write_text(code["source"], encoding="utf-8")
    assert runpy.run_path(str(script))


@pytest.mark.nightly
def test_the_points_of_a_figure_come_with_the_titles_of_their_axes(visit, tmp_path):
    seen = visit().open_figure("averages", "averages", lang="en")
    rows = list(csv.DictReader(io.StringIO(saved(seen, "csv", tmp_path).read_text())))
    assert {"day", "value"} <= {row[key] for row in rows for key in ("x_axis", "y_axis")}
    drawn = seen.figure("averages", "f.plots[0].traces[0].y.length")
    first = [row for row in rows if row["plot"] == "1" and row["name"] == rows[0]["name"]]
    assert len(first) == drawn


@pytest.mark.nightly
def test_the_numbers_of_a_map_are_in_its_menu_and_nowhere_else(visit, tmp_path):
    seen = visit().open_figure("maps", "maps", lang="en", cells=64, steps=80)
    seen.wait_for("!__figures.maps.busy")
    assert seen.page.get_by_test_id("stDownloadButton").count() == 0
    rows = list(csv.DictReader(io.StringIO(saved(seen, "csv", tmp_path).read_text())))
    values = seen.figure("maps", "f.plots[0].traces[0].values.map((row) => [...row].map(String))")
    told = {"Infinity": "-1"}
    shown = [told.get(value, value) for row in values for value in row]
    assert len(rows) == len(shown) == 64 * 64
    assert all(
        value in (row["steps_to_target"], "NaN" if row["diverged"] == "True" else "")
        for row, value in zip(rows, shown, strict=True)
    )


def test_every_menu_has_the_same_order_and_is_worked_by_keys(visit):
    seen = visit()
    for page, key in (("momentum", None), ("averages", "averages")):
        seen.open_figure(page, key, lang="en") if key else seen.open(page, lang="en", step=5)
        menu = seen.page.locator(".stage .saver").first
        kinds = menu.locator("[data-save]").evaluate_all("(all) => all.map((e) => e.dataset.save)")
        assert kinds == [kind for kind in ORDER if kind in kinds] and kinds[0] == "html"
        menu.locator("summary").focus()
        seen.page.keyboard.press("Space")
        seen.page.keyboard.press("ArrowDown")
        assert seen.page.evaluate("document.activeElement.dataset.save") == "html"
        seen.page.keyboard.press("Escape")
        assert not menu.evaluate("(menu) => menu.open")
        assert seen.page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.nightly
@chosen("language", LANGUAGES, by_day=["zh"])
def test_the_menu_fits_a_phone(visit, language):
    seen = visit("phone").open(**RACE | {"lang": language}, step=5)
    seen.page.locator(".stage .saver summary").click()
    box = seen.page.locator(".stage .saver .menu").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert seen.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
