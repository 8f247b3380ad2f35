"""For everybody: by keyboard, read aloud, in either light, at any size, by touch."""

import re
from importlib.resources import files
from itertools import product

import pytest

from pages.shared.site import shelf
from pages.shared.site.words import LANGUAGES
from tests.choosing import chosen
from tests.pages.opening import PAGES

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
SERIOUS = """axe.run(document, {resultTypes: ["violations"], preload: false})
  .then(({violations}) => violations.filter(({impact}) => ["serious", "critical"].includes(impact))
  .map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html.slice(0, 120)).join(" · ")}`))"""
SWITCH = "matchMedia('(prefers-color-scheme: dark)').set"
LESSONS = [f"lessons/{lesson}" for lesson in shelf.readable()]
PLACES = [*PAGES, *LESSONS]
SMALL = """[...document.querySelectorAll("a, button, input, select, summary, [role=radio]")]
  .map((node) => [node, (node.closest("label") || node).getBoundingClientRect()])
  .filter(([node, box]) => box.width && box.height && (box.width < 24 || box.height < 24)
    && node.checkVisibility({visibilityProperty: true}) && !node.classList.contains("skip-link"))
  .map(([node]) => node.outerHTML.slice(0, 160))"""
# A word that its box cuts off, and a mark that hangs out of its row.
SPILT = """[
  ...[...document.querySelectorAll(".st-key-menu p, .stage button, .gtitle")].filter((node) => {
    const [own, box] = [node, node.closest(".plotview, .st-key-menu") || node]
      .map((each) => each.getBoundingClientRect());
    const hides = getComputedStyle(node).overflow !== "visible";
    const cut = hides && node.scrollWidth > node.clientWidth + 1;
    const out = own.left < box.left - 1 || own.right > box.right + 1 || own.top < box.top - 1;
    return own.width && (cut || out);
  }),
  ...[...document.querySelectorAll(".mark")].filter((node) =>
    node.getBoundingClientRect().bottom > node.parentNode.getBoundingClientRect().bottom + 1),
].map((node) => node.outerHTML.slice(0, 160))"""
TYPED = "input:not([type=range], [type=checkbox], [type=radio], [type=file]), select, textarea"
FINE_PRINT = f"""[...document.querySelectorAll("{TYPED}")]
  .filter((node) => node.getBoundingClientRect().height > 4)
  .filter((node) => parseFloat(getComputedStyle(node).fontSize) < 16)
  .map((node) => node.outerHTML.slice(0, 160))"""
# The arrow of Streamlit's lists is no stop of the keyboard: the field beside it has name and keys.
NAMES = """[...document.querySelectorAll("[data-testid=stMain] button")]
  .filter((node) => node.checkVisibility({visibilityProperty: true}) && node.tabIndex >= 0)
  .map((node) => node.getAttribute("aria-label") || node.innerText.trim())"""
ACROSS = """(() => {
  const main = document.querySelector("[data-testid=stMain]");
  return Math.max(main.scrollWidth - main.clientWidth,
    document.documentElement.scrollWidth - window.innerWidth);
})()"""


def settled(seen, place, **query):
    page, _, lesson = place.partition("/")
    if lesson:
        query["lesson"] = lesson
    return seen.go("" if page == "home" else page, **query).settled()


def lit(seen, shade):
    seen.page.evaluate(f"{SWITCH}('{shade}')")
    seen.wait_for(f"getComputedStyle(document.querySelector('.stApp')).colorScheme === '{shade}'")
    rested(seen)


def rested(seen):
    """Until no colour fades over any more, and nothing moves."""
    seen.wait_for("document.getAnimations().every(({ playState }) => playState !== 'running')")


@pytest.fixture
def reader(visit):
    """Who likes nothing to move."""
    return visit(motion=False)


def findings(seen):
    if not seen.page.evaluate("'axe' in window"):
        seen.page.evaluate(AXE)
    return seen.page.evaluate(SERIOUS)


SHADES = dict(zip(LANGUAGES, ("light", "dark"), strict=True))


@chosen(
    ("place", "language", "shade"),
    list(product(PLACES, LANGUAGES, SHADES.values())),
    by_day=[
        ("adam", "en", "light"),
        ("decay", "zh", "dark"),
        (LESSONS[0], "zh", "dark"),
    ],
)
def test_axe_finds_nothing_serious_and_each_button_has_a_name_of_its_own(
    reader, place, language, shade
):
    settled(reader, place, lang=language)
    lit(reader, shade)
    assert findings(reader) == []
    names = reader.page.evaluate(NAMES)
    assert [name for name in names if names.count(name) > 1] == []
    assert all(names)


@chosen("panel", ["loss", "parts", "rates", "film"], by_day=["film"])
def test_axe_finds_nothing_serious_in_what_opens(reader, panel):
    settled(reader, "momentum", lang="en", chapter="rates", panel=panel)
    reader.page.locator(".stage .tabular").click()
    reader.page.locator(".saver summary").click()
    reader.page.get_by_role("button", name="Keys").click()
    reader.page.locator(".st-key-menu button").first.click()
    reader.page.get_by_role("link", name="Race").wait_for()
    rested(reader)
    assert findings(reader) == []


CHAPTERS = ".st-key-chapter [role=radio], .st-key-step [role=radio]"


@chosen("place", PLACES, by_day=["averages"])
def test_axe_finds_nothing_serious_in_any_chapter_on_a_phone(phone, place):
    seen = settled(phone, place, lang="en")
    chapters = seen.page.locator(CHAPTERS)
    for place in range(1, chapters.count()):
        chapters.nth(place).click()
        seen.settled()
        assert findings(seen) == [], place + 1
        assert seen.page.evaluate(ACROSS) <= 0, place + 1


@chosen(("language", "tag"), [("en", "en"), ("zh", "zh-CN")], by_day=[("zh", "zh-CN")])
def test_the_document_says_its_language(reader, language, tag):
    settled(reader, "adam", lang=language)
    reader.wait_for(f"document.documentElement.lang === '{tag}'")
    other = {"en": "中文", "zh": "English"}[language]
    reader.page.get_by_role("radio", name=other).click()
    reader.wait_for(f"document.documentElement.lang !== '{tag}'")


def test_light_or_dark_is_kept_from_page_to_page_without_a_reload(visit):
    seen = visit(color_scheme="light").open(chapter="memory", lang="en", step=5)
    seen.page.evaluate("window.mark = 1")
    seen.page.get_by_role("button", name="Dark page").click()
    seen.wait("__stage.colours.dark && __stage.runs[0].look.colour === '#56B4E9'")
    assert seen.page.evaluate("window.mark") == 1
    seen.open("race", lang="en")
    assert seen.stage("s.colours.dark")
    seen.page.get_by_role("button", name="Light page").click()
    seen.wait("!__stage.colours.dark")


# By keyboard.


def focus_of(seen):
    return seen.page.evaluate("""(() => {
      const node = document.activeElement;
      const style = getComputedStyle(node);
      const named = node.getAttribute("aria-label") || node.textContent;
      const role = node.role || node.tagName;
      return {name: named.trim(), seen: style.outlineStyle !== "none", role};
    })()""")


def tab_to(seen, name, most=60):
    """Press Tab until what has the focus is called so; wherever it is, it can be seen."""
    passed = []
    for _ in range(most):
        seen.page.keyboard.press("Tab")
        now = focus_of(seen)
        passed.append(now["name"][:40])
        assert now["seen"] or now["role"] in ("BODY", "MAIN"), passed
        if re.search(name, now["name"]) and now["role"] not in ("BODY", "MAIN"):
            return passed
    raise AssertionError(f"no way to {name!r} by Tab: {passed}")


def spoken(seen, text):
    seen.wait_for(f"document.querySelector('.stage .spoken').textContent.includes({text!r})")
    return seen.page.locator(".stage .spoken").inner_text()


def test_a_page_is_studied_by_keyboard_and_read_aloud(visit):
    seen = visit().open(chapter="ravine", lang="en")
    page, keys = seen.page, seen.page.keyboard
    tab_to(seen, "Skip to the picture")
    tab_to(seen, "clearly fewer steps")
    keys.press("Enter")
    page.get_by_role("heading", name="Add a memory").wait_for()
    seen.wait("__stage.runs.length === 2")
    text = page.get_by_role("main").aria_snapshot()
    first, second = seen.stage("s.runs.map(({reached}) => reached)")
    assert f"{first} steps" in text and f"{second} steps" in text

    page.evaluate("document.querySelector('.skip-link').focus()")
    keys.press("Enter")
    assert page.evaluate("document.activeElement === __stage.frame.node")
    keys.press("Home")
    for _ in range(second // 10 + 1):
        keys.press("Shift+ArrowRight")
    said = spoken(seen, "Heavy ball came within")
    assert f"Heavy ball came within 0.001 of the minimum at step {second}" in said
    assert "Gradient descent is still" in said

    tab_to(seen, "Map of the loss")
    before = seen.stage("s.query.start[0]")
    keys.press("Shift+ArrowRight")
    seen.wait(f"__stage.query.start[0] > {before} && !__stage.address.committing")
    assert "start=-3" in page.url
    seen.wait("__stage.channel.waiting.size === 0")
    assert seen.stage("s.player.t") == 10 * (second // 10 + 1)  # the arrows were the map's

    tab_to(seen, "^Loss$")
    keys.press("End")
    seen.wait("__stage.view.panel === 'film' && __stage.frame.film.film")
    assert focus_of(seen)["name"] == "One update"
    tab_to(seen, "Next")
    keys.press("Space")
    seen.wait("__stage.frame.film.frame === 1")
    assert "The picture" not in spoken(seen, "v")
    tab_to(seen, "^Close$|^steps n$")
    tab_to(seen, "start y")
    keys.press("Tab")
    assert focus_of(seen)["role"] in ("BODY", "MAIN", "A")  # the end: nothing holds the focus


SAID_AS_SHOWN = """document.querySelector(".figure .spoken").textContent
  === document.querySelector(".figure .live").textContent"""


def test_a_figure_is_read_aloud(reader):
    seen = settled(reader, "averages", lang="en")
    sentence = seen.page.locator(".figure .live").inner_text()
    said = seen.page.locator(".figure .spoken", has_text=sentence)
    said.wait_for()
    seen.page.locator("input[data-knob=beta]").focus()
    seen.page.keyboard.press("ArrowLeft")
    said.wait_for(state="hidden")
    assert seen.page.locator(".figure .live").inner_text() != sentence
    seen.wait_for(SAID_AS_SHOWN)


@pytest.mark.nightly
def test_a_figure_is_read_aloud_once(reader):
    """What was just said is no more there for whoever reads on: they find the sentence itself."""
    seen = settled(reader, "averages", lang="en")
    sentence = seen.page.locator(".figure .live").inner_text()
    seen.page.locator(".figure .spoken", has_text=sentence).wait_for()
    seen.wait_for("!document.querySelector('.figure .spoken').textContent")
    assert seen.page.get_by_role("main").aria_snapshot().count(sentence[:40]) == 1


LASTING = """[...document.querySelectorAll("body *")].filter((node) => {
  const style = getComputedStyle(node);
  return parseFloat(style.transitionDuration) > .05 || parseFloat(style.animationDuration) > .05;
}).map((node) => node.outerHTML.slice(0, 120))"""


@pytest.mark.nightly
@chosen("page", ["home", "momentum", "training", "lessons"], by_day=["home", "momentum"])
def test_nothing_moves_for_those_who_like_it_still(reader, page):
    settled(reader, page, lang="en")
    assert reader.page.evaluate(LASTING) == []
    if reader.page.evaluate("'__stage' in window"):
        assert reader.stage("s.player.playing") is False


def test_the_numbers_behind_a_picture_are_a_table(visit):
    seen = visit().open(chapter="memory", lang="en", step=20)
    tab_to(seen, "^Table$")
    seen.page.keyboard.press("Enter")
    table = seen.page.get_by_role("table", name=re.compile("Paths and losses"))
    table.wait_for()
    assert table.get_by_role("columnheader").count() == 7
    row = table.get_by_role("row").filter(has=seen.page.get_by_role("rowheader", name="10"))
    loss = seen.stage("s.runs[0].loss[10]")
    assert f"{loss:.4g}" in row.first.inner_text()
    tab_to(seen, "^Table$", most=40)  # the table itself, which scrolls in its own box
    assert seen.page.evaluate(ACROSS) <= 0


FIGURES = {
    "averages": ("averages", {"chapter": "start"}),
    "maps": ("maps", {"cells": 64, "steps": 80}),
    "ball": ("decay", {}),
    "training": ("training", {}),
}


@chosen("key", FIGURES, by_day=[])
def test_every_figure_has_its_table_and_says_what_it_shows(reader, key):
    page, query = FIGURES[key]
    settled(reader, page, lang="en", **query)
    reader.wait_for(f"__figures['{key}'].answer && !__figures['{key}'].busy")
    plot = reader.page.locator(".plotview").first
    said = plot.evaluate(
        "(node) => document.getElementById(node.getAttribute('aria-describedby')).innerText"
    )
    assert said == reader.figure(key, "f.answer.sentence")
    assert plot.get_attribute("aria-label")
    reader.page.locator(".figure .tabular").first.click()
    rows = reader.page.locator(".numbers tbody tr")
    rows.first.wait_for()
    assert 4 <= rows.count() <= 300
    assert reader.page.locator(".numbers caption").first.inner_text()


def test_a_place_is_picked_on_a_plot_by_keyboard(visit):
    seen = visit().open_figure("maps", "maps", lang="en", cells=64, steps=80)
    seen.wait_for("!__figures.maps.busy")
    before = float(seen.figure("maps", "f.query.get('lr')"))
    tab_to(seen, "Arrow keys move the marked place")
    seen.page.keyboard.press("ArrowLeft")
    seen.rest()
    assert float(seen.figure("maps", "f.query.get('lr')")) < before
    assert f"lr={seen.figure('maps', 'f.query.get(`lr`)')}" in seen.page.url


def test_a_landscape_is_turned_by_keyboard_and_by_mouse(visit):
    """On a small screen, since here a processor draws it."""
    seen = visit("phone").open("race", lang="en", mode="mesh", step=9)
    seen.wait("__stage.frame.mesh.projected")
    eye = "s.frame.mesh.plot.layout.scene.camera.eye"
    before, step = seen.stage(eye), seen.stage("s.player.t")
    points = "[...s.frame.mesh.projected[0].points.slice(0, 2)]"
    drawn = seen.stage(points)
    tab_to(seen, "Arrow keys turn it")
    seen.page.keyboard.press("ArrowLeft")
    seen.page.keyboard.press("ArrowUp")
    seen.wait(f"((s) => {eye}.x !== {before['x']} && {eye}.z > {before['z']})(__stage)")
    seen.wait(f"((s) => {points}[0] !== {drawn[0]})(__stage)")
    assert seen.stage("s.player.t") == step  # the arrows were the landscape's
    turned, mouse = seen.stage(eye), seen.page.mouse
    box = seen.page.locator(".views").bounding_box()
    mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"])
    mouse.down()
    mouse.move(box["x"] + 0.7 * box["width"], box["y"] + 0.5 * box["height"])
    mouse.up()
    seen.wait(f"((s) => {eye}.y !== {turned['y']})(__stage)")


def test_the_points_of_a_schedule_are_moved_by_keyboard(visit):
    seen = visit().open("decay", lang="en", chapter="hand")
    seen.wait("__stage.frame.plotted.plots.some((view) => view.points && view.axes())")
    points = "s.frame.plotted.plots.find((view) => view.spec.drag).points"
    before = seen.stage(points)
    tab_to(seen, "Page Up and Page Down choose a point", most=70)
    for key in ("PageDown", "ArrowUp", "Insert"):
        seen.page.keyboard.press(key)
    seen.rest()
    after = seen.stage(points)
    assert len(after) == len(before) + 1
    assert after[1][1] > before[1][1]
    seen.page.keyboard.press("Delete")
    seen.rest()
    assert len(seen.stage(points)) == len(before)


# At other sizes, and by touch.


@chosen(
    ("place", "language"),
    list(product(PLACES, LANGUAGES)),
    by_day=[("momentum", "zh")],
)
def test_a_phone_has_room_for_it(phone, place, language):
    seen = settled(phone, place, lang=language)
    assert seen.page.evaluate(ACROSS) <= 0
    assert seen.page.evaluate(SMALL) == []
    assert seen.page.evaluate(FINE_PRINT) == []
    assert seen.page.evaluate(SPILT) == []
    seen.page.locator(".skip-link").evaluate("(link) => link.click()")
    picture = seen.page.locator(".stage:has(.views, .plots)").first
    if picture.count():
        shown = picture.locator(".views, .plots").first
        box = shown.bounding_box()
        assert box["y"] >= -1 and box["y"] < 300 and box["width"] <= 390


@pytest.fixture
def phone(visit):
    return visit("phone", has_touch=True, is_mobile=True)


def test_a_finger_moves_the_start_and_not_the_page(visit):
    seen = visit("phone", has_touch=True, is_mobile=True).open(chapter="memory", lang="en", step=9)
    canvas = seen.page.locator(".map .grab")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    before = seen.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
    start = seen.stage("s.query.start")
    touch = seen.context.new_cdp_session(seen.page)
    x, y = box["x"] + 0.4 * box["width"], box["y"] + 0.3 * box["height"]
    for kind, points in (
        ("touchStart", [{"x": x, "y": y}]),
        *(("touchMove", [{"x": x + 5 * k, "y": y + 8 * k}]) for k in range(1, 8)),
        ("touchEnd", []),
    ):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    seen.rest()
    assert seen.stage("s.query.start") != start
    assert seen.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == before


@pytest.mark.nightly
@chosen(
    "page",
    ["home", "momentum", "race", "training", "maps", "averages"],
    by_day=["momentum"],
)
def test_twice_the_size_needs_one_direction_of_scrolling(visit, page):
    seen = visit(device_scale_factor=2)
    seen.page.set_viewport_size({"width": 640, "height": 400})
    settled(seen, page, lang="en")
    assert seen.page.evaluate(ACROSS) <= 0
    shown = seen.page.locator(".stage .views, .stage .plotview").first.bounding_box()
    assert shown["width"] >= 400 and shown["height"] <= 400
    assert seen.page.evaluate(SMALL) == []


def test_choice_and_focus_are_drawn_where_the_system_has_colours_of_its_own(visit):
    seen = settled(visit(forced="active"), "lessons/momentum", lang="en", step=2)
    choices = seen.page.locator("label:has(input[type=radio])")
    choices.last.locator("input").focus()
    seen.page.keyboard.press("Space")
    seen.idle()
    looks = choices.evaluate_all("""(labels) => labels.map((label) => {
      const { backgroundColor, outlineStyle, outlineWidth } = getComputedStyle(label);
      return [backgroundColor, outlineStyle === "none" ? 0 : parseFloat(outlineWidth)]; })""")
    chosen, focus = looks[-1]
    assert focus == 3 and {width for _, width in looks[:-1]} == {0}
    assert chosen not in {colour for colour, _ in looks[:-1]}


def test_the_focus_of_a_choice_is_drawn_around_what_can_be_seen(visit):
    seen = settled(visit(), "lessons/momentum", lang="en", step=2)
    choice = seen.page.locator("label:has(input[type=radio])").first
    choice.locator("input").focus()
    seen.page.keyboard.press("Space")
    drawn = choice.evaluate("(label) => getComputedStyle(label).outline")
    accent = seen.page.locator(".skip-link").evaluate(
        "(link) => { link.focus(); return getComputedStyle(link).outline }"
    )
    assert drawn == accent and "solid 3px" in drawn  # its contrast is looked at elsewhere
