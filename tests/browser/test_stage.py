"""What only a browser can show: the stage draws, plays, scrubs, obeys keys, and never forgets."""

import re
from itertools import product
from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pytest

from optim_core import Run, Scenario
from optim_core.film import SLOPE
from pages.shared.site.words import LANGUAGES, words
from tests.browser.cases import at_every_size_in_every_language
from tests.choosing import chosen

RACE = {"chapter": "memory", "lang": "en"}
DRAWN = """(() => {
  const { canvas } = s.frame[s.view.mode === 'mesh' ? 'mesh' : 'map'].trails;
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  let count = 0;
  for (let k = 3; k < pixels.length; k += 4) if (pixels[k] > 200) count += 1;
  return count;
})()"""


def query_of(page):
    return dict(parse_qsl(urlsplit(page.url).query))


def centre(locator, across=0.5, up=0.5):
    box = locator.bounding_box()
    return box["x"] + across * box["width"], box["y"] + up * box["height"]


@at_every_size_in_every_language
def test_it_draws_at_every_size_in_every_language(visit, size, language):
    seen = visit(size).open(chapter="memory", lang=language, step=60)
    assert seen.stage(DRAWN) > 500
    assert seen.stage("s.frame.map.plot.querySelectorAll('.contour').length") == 1
    live = seen.page.locator(".live").inner_text()
    steps = [run.reached for run in reached(seen)]
    assert all(str(step) in live for step in steps)
    wide = seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0
    seen.picture(f"memory-{size}-{language}")


def reached(seen):
    return [
        Reached(**run) for run in seen.stage("s.runs.map(({name, reached}) => ({name, reached}))")
    ]


class Reached:
    def __init__(self, name, reached):
        self.name, self.reached = name, reached


@pytest.mark.nightly
@chosen(
    ("chapter", "scheme"),
    list(product(["ravine", "conventions", "why", "rates", "film", "printed"], ["light", "dark"])),
    by_day=[("why", "light"), ("conventions", "dark")],
)
def test_every_chapter_draws_in_light_and_dark(visit, chapter, scheme):
    seen = visit(color_scheme=scheme).open(chapter=chapter, lang="en", step=8)
    seen.settled()
    assert seen.stage(DRAWN) > 100
    panel = seen.stage("s.view.panel")
    assert seen.page.locator(f'[data-panel="{panel}"][aria-selected="true"]').count() == 1
    assert seen.stage("s.colours.dark") == (scheme == "dark")
    seen.picture(f"{chapter}-{scheme}")


@pytest.mark.nightly
def test_the_browsers_language_is_the_first_guess(newcomer):
    seen = newcomer(locale="zh-CN").open(chapter="memory")
    assert seen.stage("s.data.language") == "zh"
    seen.page.get_by_text("加上记忆").first.wait_for()


def test_what_is_drawn_is_the_core(visit):
    scenario = Scenario(surface="himmelblau", steps=40, runs=(Run("adam"), Run("rmsprop")))
    seen = visit().open(lang="en", **scenario.to_query())
    for number, run in enumerate(scenario.run()):
        path = np.array(seen.stage(f"[...s.runs[{number}].path]")).reshape(-1, 2)
        np.testing.assert_allclose(path, run.path, rtol=1e-6)
        assert seen.stage(f"s.runs[{number}].status") == run.status


def test_it_plays_by_itself_and_can_be_stopped(visit):
    seen = visit(motion=True).open(**RACE)
    seen.page.get_by_label("Speed").select_option("100")
    assert seen.stage("s.player.speed") == 100
    seen.wait("__stage.player.t > 5")
    seen.page.locator(".transport button.main").click()
    t = seen.stage("s.player.t")
    seen.moment()
    assert seen.stage("s.player.t") == t
    assert not seen.stage("s.player.playing")


@pytest.mark.nightly
def test_it_stays_still_for_those_who_ask_for_it(visit):
    seen = visit(motion=False).open(**RACE)
    assert seen.stage("[s.player.playing, s.player.t]") == [False, 120]


@pytest.mark.nightly
def test_scrubbing_back_takes_back_what_was_drawn(visit):
    seen = visit().open(**RACE, step=120)
    whole = seen.stage(DRAWN)
    seen.page.locator(".scrub").focus()
    for _ in range(11):
        seen.page.keyboard.press("Shift+ArrowLeft")
    seen.wait("__stage.player.t === 10 && !__stage.frame.painter.dirty")
    part = seen.stage(DRAWN)
    assert part < 0.8 * whole
    seen.page.keyboard.press("End")
    seen.wait("__stage.player.t === 120 && !__stage.frame.painter.dirty")
    assert seen.stage(DRAWN) == pytest.approx(whole, rel=0.02)


def test_keys(visit):
    seen = visit().open(**RACE, step=50)
    keyboard = seen.page.keyboard
    seen.page.locator(".stage").focus()
    for key, t in (
        ("ArrowRight", 51),
        ("Shift+ArrowRight", 61),
        ("ArrowLeft", 60),
        ("Shift+ArrowLeft", 50),
        ("Home", 0),
        ("End", 120),
        ("r", 0),
    ):
        keyboard.press(key)
        assert seen.stage("s.player.t") == t, key
    keyboard.press("Space")
    seen.wait("__stage.player.playing && __stage.player.t > 1")
    keyboard.press("Space")
    assert not seen.stage("s.player.playing")
    keyboard.press("?")
    assert seen.page.locator(".help").is_visible()
    keyboard.press("Escape")
    assert not seen.page.locator(".help").is_visible()
    seen.page.locator(".stage").focus()
    keyboard.press("f")
    seen.wait_for("document.fullscreenElement !== null")
    keyboard.press("f")
    seen.wait_for("document.fullscreenElement === null")


@pytest.mark.nightly
def test_a_new_seed_is_another_noise_and_a_reset_is_not(visit):
    seen = visit().open(**RACE, noise=0.5, step=30)
    first = seen.stage("[...s.runs[0].path]")
    seen.page.locator(".stage").focus()
    seen.page.keyboard.press("r")
    assert seen.stage("s.query.get('seed')") == "0"
    seen.page.keyboard.press("n")
    seen.wait("__stage.query.get('seed') === '1' && __stage.painted >= 3")
    seen.rest()
    assert seen.stage("[...s.runs[0].path]") != first
    assert query_of(seen.page)["seed"] == "1"


@pytest.mark.nightly
def test_the_start_is_dragged_on_the_map(visit):
    seen = visit().open(**RACE, step=120)
    canvas = seen.page.locator(".map canvas.grab")
    mouse = seen.page.mouse
    mouse.move(*centre(canvas, 0.3, 0.3))
    mouse.down()
    mouse.move(*centre(canvas, 0.7, 0.25), steps=8)
    seen.wait("__stage.query.start[0] > 0")
    mouse.up()
    seen.rest()
    start = seen.stage("s.query.start")
    assert seen.stage("[s.runs[0].path[0], s.runs[0].path[1]]") == pytest.approx(start, rel=1e-6)
    assert [float(c) for c in query_of(seen.page)["start"].split(",")] == start


@pytest.mark.nightly
def test_the_start_is_typed_and_nonsense_is_put_back(visit):
    seen = visit().open(**RACE)
    box = seen.page.get_by_label("start x")
    box.fill("1.5")
    box.press("Enter")
    seen.wait("__stage.query.start[0] === 1.5")
    box.fill("99999")
    box.press("Enter")
    assert box.input_value() == "1.5"


@pytest.mark.nightly
@chosen("nonsense", ["", "1e400", "1e"], by_day=["1e"])
def test_what_is_no_number_leaves_the_box_as_it_was(visit, nonsense):
    seen = visit().open(**RACE)
    box = seen.page.locator(".row:has(input[data-knob=lr]) input[type=number]").first
    before = box.input_value()
    box.press("Control+a")
    box.press("Delete")
    seen.page.keyboard.type(nonsense)
    box.press("Enter")
    assert box.input_value() == before


def test_a_comma_is_a_point_but_not_in_a_whole_number(visit):
    seen = visit().open(**RACE)
    for knob, typed, read in (("lr", "0,05", "0.05"), ("steps", "1,20", "120")):
        box = seen.page.locator(f".row:has(input[data-knob={knob}]) input[type=number]").first
        box.press("Control+a")
        seen.page.keyboard.type(typed)
        box.press("Enter")
        assert box.input_value() == read


def test_dragging_a_slider_changes_the_path_at_once_and_the_page_on_release(visit):
    """Streamlit hears nothing of it before: it would run the page at every move."""
    seen = visit().open(**RACE, step=120)
    seen.rest()
    before = seen.stage("[...s.runs[1].path]")
    address = seen.page.url
    slider = seen.page.locator('input[data-knob="beta"]')
    mouse = seen.page.mouse
    mouse.move(*centre(slider, seen.stage("0.808")))
    mouse.down()
    asked = seen.page.evaluate("__runs.asked")
    mouse.move(*centre(slider, 0.4), steps=10)
    seen.wait("Number(__stage.query.get('beta.2')) < 0.5")
    seen.answered()
    assert seen.stage("[...s.runs[1].path]") != before
    assert query_of(seen.page) == dict(parse_qsl(urlsplit(address).query))
    assert seen.page.evaluate("__runs.asked") == asked
    mouse.up()
    seen.rest()
    assert seen.page.evaluate("__runs.asked") > asked
    beta = seen.stage("s.query.number('beta.2')")
    assert float(query_of(seen.page)["beta.2"]) == beta
    plain, ball = (run.reached for run in reached(seen))
    seen.page.get_by_text(f"{plain} steps without momentum, {ball} steps with it").wait_for()


@pytest.mark.nightly
def test_a_mark_sets_what_it_names(visit):
    seen = visit().open(**RACE, step=120)
    seen.page.locator(".mark", has_text="best ball").first.click()
    seen.rest()
    query = query_of(seen.page)
    best = ((30**0.5 - 1) / (30**0.5 + 1)) ** 2
    assert float(query["beta.2"]) == pytest.approx(best, rel=0.01)
    assert (
        float(query["lr"])
        == float(query["lr.2"])
        == pytest.approx(4 / (1 + 30**0.5) ** 2, rel=0.01)
    )


def test_divergence_is_named_where_it_leaves(visit):
    seen = visit().open(chapter="memory", lang="en", lr=0.1, step=120)
    run = Scenario(runs=(Run("sgd", {"lr": 0.1}),), steps=120).run()[0]
    assert run.status == "diverged"
    off = np.abs(run.path) > 1.5 * np.array([5.0, 3.5])
    left = int(off.any(axis=1).argmax())
    assert f"diverges and leaves the map at step {left}:" in seen.page.locator(".live").inner_text()
    assert seen.page.locator(".chip em").inner_text() == f"diverged, step {left}"
    assert seen.stage("s.frame.map.badges.length") == 1
    assert str(left) in seen.stage("s.runs[0].badge(s.runs[0].left)")


@pytest.mark.nightly
def test_two_runs_of_one_optimiser_have_names_of_their_own(visit):
    runs = (Run("sgd", {"lr": 0.01}), Run("sgd", {"lr": 0.06}))
    seen = visit().open(lang="en", step=120, **Scenario(runs=runs).to_query())
    chips = seen.page.locator(".chip span").all_inner_texts()
    assert chips == ["Gradient descent α 0.01", "Gradient descent α 0.06"]
    assert all(name in seen.page.locator(".live").inner_text() for name in chips)


@pytest.mark.nightly
@chosen("presses", [200, 1000], by_day=[200])
def test_hundreds_of_slider_presses_lose_nothing(visit, presses):
    """Forty a second; a dialog of Streamlit's would end it."""
    seen = visit().open(**RACE, step=37)
    slider = seen.page.locator('input[data-knob="lr"]')
    slider.focus()
    for press in range(presses):
        seen.page.keyboard.press("ArrowRight" if press // 25 % 2 else "ArrowLeft")
        seen.page.wait_for_timeout(25)
    seen.rest()
    assert seen.page.locator('[role="dialog"]:visible').count() == 0
    assert seen.stage("[s.player.t, s.player.playing]") == [37, False]
    assert float(query_of(seen.page)["lr"]) == seen.stage("s.query.number('lr')")
    answered = seen.stage("[s.painted, s.experiment.version]")
    assert answered[0] == answered[1]
    assert slider.evaluate("node => node === document.activeElement")


@chosen("mode", ["slope", "mesh"], by_day=["slope"])
def test_a_copied_link_opens_the_same_picture_in_the_other_language(visit, mode):
    seen = visit(permissions=["clipboard-read", "clipboard-write"]).open(
        **RACE, panel="parts", mode=mode, step=23
    )
    seen.page.locator(".chip").first.click()
    slider = seen.page.locator('input[data-knob="surface.condition"]')
    slider.focus()
    seen.page.keyboard.press("PageUp")
    seen.page.keyboard.press("Home")
    seen.page.keyboard.press("PageUp")
    seen.rest()
    seen.page.get_by_role("button", name="Copy link").or_(
        seen.page.get_by_text("Copy link")
    ).first.click()
    seen.page.get_by_text("Copied").wait_for()
    link = seen.page.evaluate("navigator.clipboard.readText()")
    looks = "s.view.panel, s.view.mode, s.experiment.focus(), Math.floor(s.player.t)"
    shown = f"[s.query.toString(), {looks}]"
    expected = seen.stage(shown)
    path = seen.stage("[...s.runs[1].path]")
    other = visit()
    other.page.goto(link.replace("lang=en", "lang=zh"))
    other.wait("__stage.painted > 0 && __stage.surface")
    assert other.stage("s.data.language") == "zh"
    assert canonical(other.stage(shown)) == canonical(expected)
    assert other.stage("[...s.runs[1].path]") == path


def canonical(shown):
    query, *rest = shown
    return sorted(parse_qsl(query)), rest


def test_refreshing_loses_nothing(visit):
    seen = visit().open(**RACE)
    seen.page.locator('[data-panel="film"]').click()
    seen.page.locator(".stage").focus()
    seen.page.keyboard.press("r")
    seen.page.keyboard.press("Shift+ArrowRight")
    seen.page.wait_for_url("**step=10**")
    seen.page.reload()
    seen.wait("__stage.painted > 0 && __stage.frame.film.film")
    assert seen.stage("[s.player.t, s.view.panel, s.player.playing]") == [10, "film", False]


@pytest.mark.nightly
@chosen(
    ("x", "mode", "there", "language"),
    [
        (*case, language)
        for case in ((-4, "map", True), (-40, "map", False), (-4, "mesh", False))
        for language in LANGUAGES
    ],
    by_day=[(-4, "map", True, "en"), (-40, "map", False, "zh")],
)
def test_the_film_speaks_of_an_arrow_only_where_there_is_one(visit, x, mode, there, language):
    seen = visit().open(chapter="film", lang=language, step=0, start=f"{x},2", mode=mode)
    seen.wait("__stage.frame.film.film && !__stage.frame.painter.dirty")
    seen.frames()
    said = seen.page.inner_text(".film .sentence")
    assert (getattr(SLOPE.seen, language) in said) == there
    assert (words(language)["stage.film_off_map"] in said) == (x == -40)


def test_the_film_goes_forward_and_back_across_updates(visit):
    seen = visit().open(chapter="film", lang="en", step=5)
    seen.wait("__stage.frame.film.film")
    frames = seen.stage("s.frame.film.frames.length")
    following = seen.page.locator(".film button.main")
    for _ in range(frames):
        following.click()
    assert seen.stage("[s.player.t, s.frame.film.frame]") == [6, 0]
    seen.page.locator(".film .bar button").first.click()
    assert seen.stage("[s.player.t, s.frame.film.frame]") == [5, frames - 1]
    seen.wait("!__stage.frame.painter.dirty")
    assert seen.page.locator(".film .formula .lit").count() >= 1
    assert seen.page.locator(".film .code .lit").count() == 1


def test_the_film_says_the_runs_numbers(visit):
    scenario = Scenario(
        steps=60, runs=(Run("sgd", {"lr": 0.06}), Run("heavy_ball", {"lr": 0.06, "beta": 0.8}))
    )
    seen = visit().open(chapter="film", lang="en", step=5)
    seen.wait("__stage.frame.film.film")
    sentence = seen.page.locator(".film .sentence").inner_text()
    run = scenario.run()[1]
    said = [float(n.replace("−", "-")) for n in re.findall(r"[−\d.]*\d", sentence)]
    assert said == [5, *np.round(run.path[5], 4), *(float(f"{g:.4g}") for g in run.grad[5])]


def test_the_pad_chooses_both_knobs(visit):
    seen = visit().open(chapter="rates", lang="en", step=120)
    seen.wait("__stage.frame.pad.x && __stage.frame.pad.caption.textContent")
    pad = seen.page.locator(".stack .chart canvas.grab")
    mouse = seen.page.mouse
    mouse.move(*centre(pad, 0.5, 0.5))
    mouse.down()
    mouse.move(*centre(pad, 0.6, 0.6), steps=5)
    mouse.up()
    seen.rest()
    query = query_of(seen.page)
    assert query["lr"] == query["lr.2"]
    caption = seen.page.locator(".stack:visible .caption").inner_text()
    predicted, measured = map(float, re.findall(r"0\.\d+(?= a step|\.$)", caption))
    assert predicted == pytest.approx(measured, rel=0.02)
    lr, beta = float(query["lr.2"]), float(query["beta.2"])
    roots = [np.abs(np.roots([1, lr * c - 1 - beta, beta])).max() for c in (1, 30)]
    assert predicted == pytest.approx(max(roots), rel=1e-3)


def test_hovering_the_loss_shows_step_and_value_and_a_press_goes_there(visit):
    seen = visit().open(**RACE, step=120)
    seen.page.mouse.move(*centre(seen.page.locator("canvas.seek"), 0.5, 0.5))
    text = seen.page.locator(".readout").inner_text()
    step = int(re.search(r"step (\d+)", text).group(1))
    losses = seen.stage(f"s.runs.map((run) => run.loss[{step}])")
    for loss, said in zip(losses, re.findall(r": (.+)", text), strict=True):
        assert float(f"{loss:.6g}") == pytest.approx(number(said), rel=1e-6)
    seen.page.mouse.down()
    seen.page.mouse.up()
    assert seen.stage("s.player.t") == step


def number(text):
    """0.0123 or 1.2×10⁻⁷ as a number."""
    mantissa, _, power = text.replace("−", "-").partition("10") if "×" in text else (text, "", "")
    if not power:
        return float(mantissa.replace("−", "-"))
    digits = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
    return float(mantissa.rstrip("×") or 1) * 10.0 ** int(power.translate(digits))


@pytest.mark.nightly
def test_the_landscape_shows_the_same_run(visit):
    seen = visit().open(**RACE, mode="mesh", step=60)
    seen.wait("__stage.frame.mesh.projected && __stage.frame.mesh.projected.length === 2")
    points = np.array(seen.stage("[...s.frame.mesh.projected[0].points]")).reshape(-1, 2)
    box = seen.page.locator(".views").bounding_box()
    assert np.isfinite(points).all()
    assert ((points >= 0) & (points <= [box["width"], box["height"]])).all()
    steps = np.abs(np.diff(points, axis=0)).sum(axis=1)
    assert steps[:10].min() > 1


@pytest.mark.nightly
def test_the_landscape_is_drawn_again_only_when_time_or_camera_moves(visit):
    seen = visit().open(**RACE, mode="mesh", step=60)
    seen.wait("__stage.frame.mesh.projected && __stage.frame.mesh.projected.length === 2")
    seen.stage("(s.drawings = 0, s.frame.mesh.trails.walk = () => { s.drawings += 1 })")
    drawings = [still(seen, "s.drawings") for _ in range(8)]  # Plotly takes a moment to settle
    assert drawings[-1] == drawings[-2]
    points = seen.stage("[...s.frame.mesh.projected[0].points]")
    seen.stage("s.Plotly.relayout(s.frame.mesh.plot, {'scene.camera.eye': {x: 1, y: 1, z: 1}})")
    seen.wait(f"__stage.drawings > {drawings[-1]}")
    assert seen.stage("[...s.frame.mesh.projected[0].points]") != points


def still(seen, expression):
    """Its value after a moment in which nobody does anything."""
    seen.moment()
    return seen.stage(expression)


@pytest.mark.nightly
@pytest.mark.parametrize("mode", ["map", "mesh"])
def test_a_path_looks_the_same_walked_or_jumped_to(visit, mode):
    """Its dashes too, although these steps are shorter than one dash."""
    rates = {"lr": 0.004, "lr.2": 0.004}
    seen = visit().open(**RACE, mode=mode, steps=400, step=400, **rates)
    seen.wait(f"__stage.frame.{mode}.trails.lines.length === 2")
    still(seen, "s.player.t")
    jumped = opacity(seen, mode, [390])
    walked = opacity(seen, mode, [0, *range(1, 391)])
    assert (jumped > 200).sum() > 300
    assert (np.abs(jumped - walked) > 100).sum() < 20


def opacity(seen, mode, steps):
    """Of every pixel of the paths, when the player has been at these steps."""
    pixels = seen.page.evaluate(
        """([mode, steps]) => {
          steps.forEach((step) => (__stage.player.seek(step), __stage.frame.painter.draw()));
          const { canvas } = __stage.frame[mode].trails;
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          return [...data.filter((_, k) => k % 4 === 3)];
        }""",
        [mode, steps],
    )
    return np.array(pixels)


def test_playing_asks_the_server_nothing(visit):
    seen = visit().open(**RACE, step=0)
    seen.rest()
    frames = []
    seen.hear("websocket", lambda socket: frames.append(socket.url))
    sent = seen.stage("[s.channel.sent, s.channel.received]")
    seen.page.locator(".stage").focus()
    seen.page.keyboard.press("Space")
    seen.wait("__stage.player.t > 20")
    assert seen.stage("[s.channel.sent, s.channel.received]") == sent
    assert frames == []


def test_without_a_channel_streamlit_carries_the_answers(newcomer):
    seen = newcomer()
    seen.page.route_web_socket("**/lab/channel", lambda socket: socket.close(code=1011))
    seen.page.goto(f"{seen.address}/momentum?chapter=memory&lang=en&step=120")
    seen.wait("__stage.painted > 0 && __stage.surface")
    assert "slower way" in seen.page.locator(".note").inner_text()
    slider = seen.page.locator('input[data-knob="beta"]')
    slider.focus()
    before = seen.stage("[...s.runs[1].path]")
    seen.page.keyboard.press("PageDown")
    seen.page.wait_for_function(
        "(before) => JSON.stringify([...__stage.runs[1].path]) !== JSON.stringify(before)",
        arg=before,
    )


def test_a_malformed_request_closes_only_its_own_channel(visit):
    seen = visit().open(**RACE)
    codes = seen.page.evaluate(
        """async () => Promise.all(["nonsense", "[]", '{"kind":"draw"}', "x".repeat(9000)].map(
          (text) => new Promise((resolve) => {
            const socket = new WebSocket(__stage.channel.url);
            socket.onopen = () => socket.send(text);
            socket.onclose = (event) => resolve(event.code);
          })))"""
    )
    assert codes == [1003] * 4
    seen.page.locator('input[data-knob="beta"]').focus()
    version = seen.stage("s.experiment.version")
    seen.page.keyboard.press("PageDown")
    seen.wait(f"__stage.experiment.version > {version}")


@pytest.mark.nightly
def test_the_chapters_follow_each_other_by_mouse_alone(visit):
    seen = visit().open(lang="en")
    seen.page.get_by_text("clearly fewer steps").click()
    for title in ("Average or heavy ball", "Why it works", "Convergence rates", "One update"):
        seen.rest()
        seen.page.locator(".st-key-next button").click()
        seen.page.get_by_role("heading", name=title).wait_for()
    seen.wait("__stage.view.panel === 'film'")


@pytest.mark.nightly
def test_a_chapter_with_the_same_experiment_opens_its_own_panel(visit):
    """Chapters two and five talk about the same runs, so the address hardly changes."""
    seen = visit().open(**RACE, step=120)
    seen.page.get_by_text("5 Convergence rates").first.click()
    seen.wait("__stage.view.panel === 'rates' && __stage.frame.pad.x")
    seen.page.get_by_text("2 Add a memory").first.click()
    seen.wait("__stage.view.panel === 'loss'")


@pytest.mark.nightly
@pytest.mark.parametrize("mode", ["map", "mesh"])
@pytest.mark.parametrize(
    ("choice", "begins"), [("Picture (PNG)", b"\x89PNG"), ("Drawing (SVG)", b"<svg")]
)
def test_the_picture_is_saved(visit, mode, choice, begins):
    seen = visit().open(**RACE, mode=mode, step=60)
    seen.settled()
    with seen.page.expect_download() as saving:
        seen.page.locator(".stage .saver summary").click()
        seen.page.get_by_role("button", name=choice, exact=True).click()
    content = saving.value.path().read_bytes()
    assert content.startswith(begins)
    assert len(content) > 10_000


def test_numbers_and_programs_are_saved(visit):
    seen = visit().open(**RACE, step=60)
    for name, word in (
        ("run.csv", "Numbers (CSV)"),
        ("run.py", "Python script"),
        ("run_torch.py", "PyTorch script"),
        ("run.ipynb", "Notebook"),
    ):
        with seen.page.expect_download() as saving:
            seen.page.locator(".stage .saver").evaluate("(saver) => { saver.open = true }")
            seen.page.get_by_role("button", name=word, exact=True).click()
        assert saving.value.suggested_filename == name
        assert saving.value.path().stat().st_size > 500
