"""A lecture in a browser: led by keys alone, in the hall and from the lecturer's own window."""

from itertools import product

import pytest

from pages.shared.site.words import LANGUAGES, words
from tests.browser.tabs import SIZES
from tests.choosing import chosen

PAINTED = "window.__stage && __stage.painted > 0 && __stage.surface && __stage.Plotly"
PREDICTS = 1  # the slide of the lesson on momentum that asks before there is anything to see
HALLS = [size for size in SIZES if size != "phone"]


def open_lecture(seen, page="momentum", **query):
    seen.go(page, **{"lang": "en", "view": "lecture"} | query)
    seen.wait_for("window.__deck?.data?.view === 'lecture' && __deck.layer.isConnected")
    settle(seen)
    return seen


def settle(seen):
    """Until Streamlit has done all that was asked of it."""
    seen.wait_for("!__deck.turn || __deck.data.heard === __deck.turn")
    seen.idle()


def press(seen, *keys):
    for key in keys:
        seen.page.keyboard.press(key)
        settle(seen)


def at(seen):
    return seen.page.evaluate("__deck.data.place")


def says(seen):
    return seen.page.inner_text("[data-testid=stMain]")


def over(seen):
    return seen.page.evaluate("__deck.overlays.name")


def test_a_whole_lecture_of_a_lesson_by_keys_alone(visit):
    seen = visit().go("lessons", lang="en", lesson="momentum")
    seen.wait_for("window.__deck?.data")
    press(seen, "p")
    seen.wait_for("__deck.data.view === 'lecture'")
    count = seen.page.evaluate("__deck.data.titles.length")
    assert count == 8
    for place in range(count):
        assert at(seen) == place
        if place == PREDICTS:
            interrupt(seen)
        while seen.page.evaluate("__deck.waits"):
            before = says(seen)
            assert "✓" not in before.split("Predict")[-1].split("Find the number")[-1]
            press(seen, "Enter")
            assert says(seen) != before
        seen.wait_for("Object.values(window.__stages || {}).some((s) => s.painted > 0)")
        fits(seen)
        if place + 1 < count:
            press(seen, ("ArrowRight", "Space", "PageDown")[place % 3])
    press(seen, "ArrowRight")
    assert at(seen) == count - 1
    press(seen, "Home")
    assert at(seen) == 0
    press(seen, "p")
    assert "view=" not in seen.page.url
    seen.page.locator(".st-key-top").wait_for()


def interrupt(seen):
    """All that a lecturer may press while a question waits: it waits on, and nothing answers it."""
    asked = at(seen)
    for keys, shown in (
        (["ArrowRight", "ArrowLeft"], None),
        (["b"], "black"),
        (["b"], None),
        (["o"], "overview"),
        (["ArrowRight", "ArrowLeft", "Enter"], None),
        (["?"], "help"),
        (["?"], None),
        (["j"], "join"),
        (["Escape"], None),
        (["l"], None),
        (["l"], None),
        (["f"], None),
        (["f"], None),
    ):
        press(seen, *keys)
        assert (at(seen), over(seen)) == (asked, shown)
        assert seen.page.evaluate("__deck.waits")
        assert "✓" not in says(seen)
        assert seen.page.locator(".stage .live").count() == 0
    press(seen, "t", "x", "3")
    seen.page.mouse.move(500, 300)
    assert seen.page.locator(".deck .time").is_visible()
    box = seen.page.locator(".deck .laser").bounding_box()
    assert abs(box["x"] + box["width"] / 2 - 500) < 3
    assert "zoom=3" in seen.page.url
    press(seen, "t", "x", "2")
    assert seen.page.evaluate("__deck.data.shown") == 0


def fits(seen):
    """The picture and its sentence are on the screen, and nothing has to be scrolled for them."""
    seen.wait_for("document.querySelector('.stage .live')?.textContent")
    found = seen.page.evaluate("""() => {
      const inside = (node) => {
        const box = node.getBoundingClientRect();
        const [wide, high] = [innerWidth, innerHeight];
        return box.top >= 0 && box.bottom <= high && box.left >= 0 && box.right <= wide;
      };
      const main = document.querySelector('[data-testid="stMain"]');
      const stage = [...document.querySelectorAll('.stage')].at(-1);
      const picture = stage.querySelector('.views, .plots');
      const share = picture.getBoundingClientRect().height / innerHeight;
      const fitting = main.scrollWidth <= innerWidth;
      return [inside(picture), inside(stage.querySelector('.live')), fitting, share];
    }""")
    assert found[:3] == [True, True, True]
    assert found[3] > 0.4


@pytest.mark.nightly
@pytest.mark.parametrize(
    ("page", "chapter", "size", "zoom"),
    [
        (*slide, size, zoom)
        for slide in (("momentum", "memory"), ("adam", "start"), ("decay", "all"))
        for size, zoom in product(HALLS, (1, 2, 3))
    ],
)
def test_picture_and_sentence_are_seen_without_scrolling(visit, page, chapter, size, zoom):
    seen = open_lecture(visit(size), page, zoom=zoom, chapter=chapter)
    seen.settled()
    fits(seen)


@pytest.mark.nightly
@pytest.mark.parametrize("size", HALLS)
@pytest.mark.parametrize("page", ["training", "home"])
def test_the_largest_type_leaves_room_for_what_stands_above(visit, size, page):
    query = {"chapter": "own"} if page == "training" else {}
    seen = open_lecture(visit(size), page if query else "", zoom=3, lang="zh", **query)
    drawn = "Object.values({...window.__figures, ...window.__stages})"
    seen.wait_for(f"{drawn}.some((part) => part.painted > 0 && !part.busy)")
    seen.wait_for("document.querySelector('.stage .live')?.textContent")
    said = boxes(seen, ".stage:has(> .body) .live")[0]
    part = boxes(seen, ".stage:has(> .body)")[0]
    assert said["bottom"] <= min(part["bottom"] + 1, SIZES[size][1])


def boxes(seen, part):
    return seen.page.eval_on_selector_all(
        part,
        "(found) => found.filter((each) => each.offsetParent).map((each) => {"
        " const { left, right, top, bottom } = each.getBoundingClientRect();"
        " return { left, right, top, bottom } })",
    )


OF_TWO_PLOTS = [
    ("adam", "start"),
    ("adam", "moments"),
    ("rmsprop", "epsilon"),
    ("saddles", "plateau"),
]


@chosen(
    ("page", "chapter", "language", "zoom"),
    [(*slide, *how) for slide in OF_TWO_PLOTS for how in product(LANGUAGES, (1, 2, 3))],
    by_day=[("adam", "moments", "zh", 3)],
)
def test_beside_the_map_nothing_covers_anything_and_every_tab_is_seen(
    visit, page, chapter, language, zoom
):
    seen = open_lecture(visit(), page, lang=language, zoom=zoom, chapter=chapter)
    seen.wait(PAINTED)
    seen.wait_for("document.querySelectorAll('.stage .plotview .xy').length >= 2")
    (side,) = boxes(seen, ".stage .side")
    tabs = boxes(seen, ".stage .tabs button")
    assert len(tabs) >= 3
    assert all(side["left"] <= tab["left"] < tab["right"] <= side["right"] + 1 for tab in tabs)
    upper, lower = boxes(seen, ".stage .plotview")
    (caption,) = boxes(seen, ".stage .panel .stack:not([hidden]) > .caption")
    assert upper["bottom"] <= lower["top"] + 1
    assert lower["bottom"] <= caption["top"] + 1


def test_a_slide_that_goes_on_below_says_so_and_arrows_lead_there(visit):
    seen = open_lecture(visit(), "adam", zoom=3, chapter="chain")
    more = seen.page.locator(".deck .bar .more")
    more.get_by_text("more below").wait_for()
    last = seen.page.get_by_role("button", name="longer than α")
    column = seen.page.locator('[data-testid="stColumn"][data-goes-on]')
    column.wait_for()
    for _ in range(6):
        if not more.inner_text():
            break
        press(seen, "ArrowDown")
    assert at(seen) == 0 and not more.inner_text()
    column.wait_for(state="detached")
    box = last.bounding_box()
    assert box["y"] > 0 and box["y"] + box["height"] <= 800
    press(seen, "ArrowUp")
    more.get_by_text("more below").wait_for()
    press(seen, "?")
    assert "scroll within the slide" in seen.page.inner_text(".deck .help")


@pytest.mark.nightly
def test_full_screen_is_the_whole_slides_wherever_the_focus_is(visit):
    seen = open_lecture(visit(), chapter="memory")
    seen.wait(PAINTED)
    whole = "document.fullscreenElement === document.documentElement"
    press(seen, "f")
    seen.wait_for(whole)
    press(seen, "ArrowRight")
    assert at(seen) == 2 and seen.page.evaluate(whole)
    press(seen, "f")
    seen.wait_for("!document.fullscreenElement")
    seen.page.locator(".stage .map canvas.grab").click(position={"x": 200, "y": 200})
    press(seen, "f")
    seen.wait_for(whole)
    press(seen, "b")
    assert seen.page.locator(".deck .over.black").is_visible()
    press(seen, "b", "f")
    seen.wait_for("!document.fullscreenElement")


@pytest.mark.nightly
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_of_a_lecture(visit, language, scheme):
    seen = visit("hall", color_scheme=scheme)
    open_lecture(seen, lang=language, chapter="memory")
    seen.wait(PAINTED)
    seen.picture(f"lecture-{language}-{scheme}")
    press(seen, "o")
    seen.picture(f"lecture-overview-{language}-{scheme}")
    assert words(language)["momentum.film.title"] in seen.page.inner_text(".deck .overview")


def test_a_page_of_chapters_is_led_by_keys_and_keeps_its_place_for_the_reader(visit):
    seen = open_lecture(visit())
    seen.wait(PAINTED)
    assert seen.page.locator(".st-key-top").count() == 0
    assert seen.page.evaluate("__deck.waits")
    press(seen, "Enter")
    assert at(seen) == 1 and "chapter=memory" in seen.page.url
    assert "view=lecture" in seen.page.url
    press(seen, "End")
    assert at(seen) == seen.page.evaluate("__deck.data.titles.length") - 1
    press(seen, "ArrowLeft", "PageUp")
    assert "chapter=rates" in seen.page.url
    press(seen, "p")
    assert "chapter=rates" in seen.page.url and "view" not in seen.page.url


COUNT_PLOTS = """() => {
  window.__drawn = 0;
  const { Plotly } = __stage;
  const react = Plotly.react.bind(Plotly);
  Plotly.react = (plot, ...rest) => {
    window.__drawn += plot.parentNode.className.includes("plotview");
    return react(plot, ...rest);
  };
}"""
IDLE = "!__stage.channel.waiting.size && !__stage.channel.pending.size"


@pytest.mark.nightly
def test_another_slide_draws_each_of_its_plots_once(visit):
    """Not the plots of the slide before once more, in the room of this one."""
    seen = open_lecture(visit(), "adam")
    seen.wait_for(PAINTED)
    seen.page.evaluate(COUNT_PLOTS)
    counts = []
    for _ in range(1, seen.page.evaluate("__deck.data.titles.length")):
        seen.page.evaluate("window.__drawn = 0")
        press(seen, "ArrowRight")
        seen.wait_for(IDLE)
        seen.moment()
        drawn, shown = seen.page.evaluate("[__drawn, __stage.frame.plotted.plots.length]")
        assert drawn in (0, shown)
        counts.append(drawn)
    assert max(counts) == 2


@pytest.mark.nightly
def test_keys_in_a_row_lead_as_far(visit):
    seen = open_lecture(visit())
    for _ in range(4):
        seen.page.keyboard.press("ArrowRight")
    seen.wait_for("__deck.data.place === 4")
    settle(seen)
    assert at(seen) == 4


@pytest.mark.nightly
def test_a_refreshed_slide_is_the_same_slide_with_the_same_answers(visit):
    seen = open_lecture(visit(), "lessons", lesson="adam", step=2, zoom=3)
    press(seen, "Enter")
    shown = says(seen)
    assert "shown=1" in seen.page.url
    seen.page.reload()
    seen.wait_for("window.__deck?.data?.shown === 1")
    settle(seen)
    assert says(seen).split("\n")[:4] == shown.split("\n")[:4]
    assert seen.page.evaluate("__deck.zoom") == 3
    press(seen, "ArrowRight", "ArrowLeft")
    assert seen.page.evaluate("__deck.data.shown") == 1


@pytest.mark.nightly
def test_black_hides_everything_until_a_key(visit):
    seen = open_lecture(visit(), chapter="memory")
    press(seen, "b")
    box = seen.page.locator(".deck .over.black").bounding_box()
    assert (box["width"], box["height"]) == SIZES["laptop"]
    shade = seen.page.evaluate(
        "getComputedStyle(document.querySelector('.deck .over')).backgroundColor"
    )
    assert shade == "rgb(0, 0, 0)"
    press(seen, "ArrowRight")
    assert at(seen) == 1
    press(seen, "b")
    assert over(seen) is None
    press(seen, "b", "Escape")
    assert over(seen) is None


def test_the_overview_opens_any_slide(visit):
    seen = open_lecture(visit())
    press(seen, "o", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft", "Enter")
    assert at(seen) == 2 and over(seen) is None
    press(seen, "o")
    seen.page.locator(".deck .card").nth(4).click()
    settle(seen)
    assert at(seen) == 4
    press(seen, "o", "Escape")
    assert over(seen) is None and at(seen) == 4


@pytest.mark.nightly
def test_the_language_changes_at_the_same_place(visit):
    seen = open_lecture(visit(), "lessons", lesson="adam", step=2, shown=1)
    press(seen, "l")
    seen.wait_for("__deck.data.words.next === '下一张'")
    assert (at(seen), seen.page.evaluate("__deck.data.shown")) == (1, 1)
    assert "lang=zh" in seen.page.url
    press(seen, "l")
    seen.wait_for("__deck.data.words.next === 'next slide'")


@pytest.mark.nightly
def test_help_lists_the_keys_that_work_now(visit):
    seen = open_lecture(visit())
    press(seen, "?")
    assert "reveal the answer" in seen.page.inner_text(".deck .help")
    press(seen, "?")
    press(seen, "ArrowRight", "?")
    assert "next slide" in seen.page.inner_text(".deck .help")
    assert "reveal the answer" not in seen.page.inner_text(".deck .help")
    press(seen, "Escape")
    assert over(seen) is None


@pytest.mark.nightly
def test_the_code_holds_the_address_of_what_is_shown(visit):
    seen = open_lecture(visit(), chapter="memory")
    seen.wait(PAINTED)
    press(seen, "j")
    written = seen.page.inner_text(".deck .join .address")
    asked = seen.page.evaluate("new URL(document.querySelector('.deck .join img').src)")
    code = seen.page.locator(".deck .join img")
    assert seen.page.evaluate(
        "(image) => image.decode().then(() => image.naturalWidth > 0)", code.element_handle()
    )
    shown = seen.page.evaluate(
        "(a) => new URL(a).searchParams.get('text')", code.get_attribute("src")
    )
    assert asked and shown == written
    assert written.startswith(seen.address) and "chapter=memory" in written
    assert "optimizer.2=heavy_ball" in written
    other = visit()
    other.page.goto(written)
    other.wait(PAINTED)
    assert other.stage("s.runs.length") == 2
    assert other.page.locator(".st-key-top").count() == 1


@pytest.mark.nightly
def test_the_pointer_follows_the_mouse(visit):
    seen = open_lecture(visit(), chapter="memory")
    press(seen, "x")
    seen.page.mouse.move(500, 300)
    box = seen.page.locator(".deck .laser").bounding_box()
    assert abs(box["x"] + box["width"] / 2 - 500) < 3
    assert abs(box["y"] + box["height"] / 2 - 300) < 3
    press(seen, "x")
    assert seen.page.locator(".deck .laser").is_hidden()


@pytest.mark.nightly
def test_the_timer_runs_against_the_minutes_of_the_lesson(visit):
    seen = open_lecture(visit(), "lessons", lesson="adam")
    assert seen.page.locator(".deck .time").is_hidden()
    press(seen, "t")
    assert "of 20 min" in seen.page.inner_text(".deck .time")
    seen.page.evaluate("__deck.began -= 21 * 60000")
    seen.wait_for("document.querySelector('.deck .time.late')")


@pytest.mark.nightly
def test_what_streamlit_is_told_while_a_lecture_begins_does_not_end_it(visit):
    """It brings the address along that was there before."""
    seen = visit().open("momentum", lang="en")
    seen.page.evaluate("setInterval(() => __stage.address.commit(), 20)")
    seen.moment()
    seen.page.keyboard.press("p")
    seen.wait_for("__deck.data.view === 'lecture'")
    seen.moment()
    assert "view=lecture" in seen.page.url


@pytest.mark.nightly
def test_the_size_of_the_type_is_kept_in_the_link(visit):
    seen = open_lecture(visit(), chapter="memory")
    seen.wait(PAINTED)
    sizes, drawn = [], 0
    for key in ("1", "2", "3"):
        press(seen, key)
        assert f"zoom={key}" in seen.page.url
        sizes.append(
            seen.page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
        )
        seen.wait(f"__stage.colours.size > {drawn}")
        drawn = seen.stage("s.colours.size")
    assert sizes[0] < sizes[1] < sizes[2]
    press(seen, "+")
    assert "zoom=3" in seen.page.url
    press(seen, "-", "ArrowRight")
    assert "zoom=2" in seen.page.url


@pytest.mark.nightly
def test_arrow_keys_never_fight(visit):
    seen = open_lecture(visit(), chapter="memory")
    seen.wait(PAINTED)
    seen.stage("s.player.pause()")
    seen.page.locator(".stage .map canvas.grab").click(position={"x": 200, "y": 200})
    line = seen.page.locator(".deck .line")
    line.wait_for()
    assert "Esc" in line.inner_text()
    ring = "getComputedStyle(document.querySelector('.stage')).outlineStyle"
    assert seen.page.evaluate(ring) == "solid"
    seen.stage("(s.player.pause(), s.player.seek(5))")
    press(seen, "ArrowRight")
    assert at(seen) == 1
    assert seen.stage("s.player.t") == 6
    press(seen, "Escape")
    assert line.is_hidden()
    press(seen, "ArrowRight")
    assert at(seen) == 2


@pytest.mark.nightly
def test_typing_is_never_a_command(visit):
    seen = visit().open("momentum", lang="en")
    box = seen.page.locator(".stage input[type=number]").first
    box.click()
    box.type("1")
    seen.page.keyboard.press("p")
    settle(seen)
    assert "view" not in seen.page.url
    seen.page.keyboard.press("Escape")
    seen.page.locator(".stage header").click()
    press(seen, "p")
    assert "view=lecture" in seen.page.url


def test_the_lecturers_window_drives_the_hall_and_follows_it(visit):
    hall = open_lecture(visit(), "lessons", lesson="adam")
    with hall.context.expect_page() as opened:
        hall.page.keyboard.press("s")
    desk = opened.value
    desk.wait_for_function("() => window.__deck?.data?.view === 'presenter' && __deck.follow.any")
    desk.get_by_test_id("stMain").get_by_text("Misconceptions").first.wait_for()
    desk.locator(".st-key-then").get_by_text("What the hats are for").first.wait_for()
    assert desk.locator(".stage").count() == 0

    def button(name):
        desk.locator(f".deck .bar button[data-order={name}]").click()
        settle(hall)

    assert "✓" not in says(hall)
    desk.wait_for_function("() => __deck.waits")
    button("reveal")
    hall.wait_for("__deck.data.shown === 1")
    hall.page.get_by_test_id("stMain").get_by_text("✓").first.wait_for()
    button("next")
    hall.wait_for("__deck.data.place === 1")
    desk.wait_for_function("() => __deck.data.place === 1")
    press(hall, "ArrowRight")
    desk.wait_for_function("() => __deck.data.place === 2")
    button("black")
    hall.wait_for("__deck.overlays.name === 'black'")
    button("black")
    hall.wait_for("__deck.overlays.name === null")
    hall.page.evaluate("__deck.began -= 60000")
    button("restart")
    hall.wait_for("Date.now() - __deck.began < 5000")
    desk.keyboard.press("Home")
    hall.wait_for("__deck.data.place === 0")
    hall.picture("lecture-hall")


@pytest.mark.nightly
def test_a_phone_can_follow_a_lecture_too(visit):
    seen = open_lecture(visit("phone", has_touch=True), chapter="memory")
    seen.wait(PAINTED)
    wide = seen.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    seen.page.touchscreen.tap(200, 30)
    seen.page.locator(".deck .bar button[data-order=next]").click()
    seen.wait_for("__deck.data.place === 2")


def swipe(seen, start, end):
    """A finger put down, drawn, and lifted."""
    line = seen.context.new_cdp_session(seen.page)

    def touch(kind, *points):
        line.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]},
        )

    touch("touchStart", start)
    for part in (0.25, 0.5, 0.75, 1):
        touch("touchMove", [a + part * (b - a) for a, b in zip(start, end, strict=True)])
    touch("touchEnd")
    settle(seen)


@chosen("size", ["laptop", "phone"], by_day=["phone"])
def test_a_finger_turns_the_slides(visit, size):
    seen = open_lecture(visit(size, has_touch=True), chapter="memory")
    seen.wait(PAINTED)
    box = seen.page.locator('[data-testid="stColumn"] p').first.bounding_box()
    left, right = (box["x"] + 40, box["y"] + 10), (box["x"] + 240, box["y"] + 14)
    swipe(seen, right, left)
    seen.wait_for("__deck.data.place === 2")
    swipe(seen, left, right)
    seen.wait_for("__deck.data.place === 1")
    swipe(seen, left, (left[0] + 20, left[1] + 2))
    swipe(seen, (200, 300), (270, 150))
    assert at(seen) == 1


@pytest.mark.nightly
def test_a_finger_on_the_experiment_turns_no_slide(visit):
    seen = open_lecture(visit(has_touch=True), chapter="memory")
    seen.wait(PAINTED)
    for part in (".stage .views", ".stage .panel", ".stage .dock input[type=range]"):
        box = seen.page.locator(part).first.bounding_box()
        x, y = box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2
        swipe(seen, (x, y), (x - 100, y))
        assert at(seen) == 1


PARTED = """() => [...document.querySelectorAll("[data-testid=stMarkdownContainer] .katex")]
  .filter((formula) => /^[，。；：、？！）”》]/.test(formula.nextSibling?.data || ""))
  .map((formula) => {
    const range = document.createRange();
    range.setStart(formula.nextSibling, 0);
    range.setEnd(formula.nextSibling, 1);
    return range.getBoundingClientRect().left >= formula.getBoundingClientRect().right - 2;
  })"""


@pytest.mark.nightly
def test_no_line_begins_with_the_comma_after_a_formula(visit):
    seen = open_lecture(visit("hall"), "lessons", lang="zh", lesson="rmsprop", step=5, zoom=3)
    for width in range(1300, 2000, 100):
        seen.page.set_viewport_size({"width": width, "height": 1080})
        seen.frames()
        together = seen.page.evaluate(PARTED)
        assert len(together) >= 5
        assert all(together)
