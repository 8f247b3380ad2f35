"""The page on decay in a browser: figures follow, and points are dragged while a run plays."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.browser.cases import at_every_size_in_every_language

PANEL = "__stage.frame.plotted.plots[0]"
POINTS = "s.query.get('schedule.points')"


def place(seen, step, rate):
    """Where on the screen a point of the panel's plot is."""
    return seen.page.evaluate(
        f"""() => {{
          const view = {PANEL}, {{ x, y }} = view.axes(), box = view.node.getBoundingClientRect();
          return [box.left + x._offset + x.d2p({step}), box.top + y._offset + y.d2p({rate})];
        }}"""
    )


def by_hand(visit, motion=False, **query):
    seen = visit(motion=motion).open("decay", chapter="hand", lang="en", **query)
    seen.wait(f"{PANEL} && {PANEL}.axes() && {PANEL}.points")
    return seen


@pytest.mark.nightly
def test_points_are_dragged_while_it_plays(visit):
    seen = by_hand(visit, motion=True)
    assert seen.stage(POINTS) == "80:0.1,160:0.03"
    before = seen.stage("[...s.runs[0].path.slice(-2)]")
    seen.page.mouse.move(*place(seen, 80, 0.1))
    seen.page.mouse.down()
    seen.page.mouse.move(*place(seen, 40, 0.2), steps=4)
    assert seen.stage("s.player.playing")
    seen.page.mouse.up()
    seen.page.wait_for_url("**schedule.points=40**")
    seen.rest()
    step, rate = map(float, seen.stage(POINTS).split(",")[0].split(":"))
    assert step == pytest.approx(40, abs=2) and rate == pytest.approx(0.2, abs=0.02)
    assert seen.stage("[...s.runs[0].path.slice(-2)]") != before
    again = by_hand(visit, **own(seen.page.url))
    assert again.stage(POINTS) == seen.stage(POINTS)
    assert again.stage("[...s.runs[0].path]") == seen.stage("[...s.runs[0].path]")


def own(address):
    """What the address holds, but for what `by_hand` says itself."""
    query = dict(parse_qsl(urlsplit(address).query))
    return {key: value for key, value in query.items() if key not in ("lang", "chapter")}


def test_a_press_makes_a_point_and_a_double_click_takes_it_away(visit):
    seen = by_hand(visit, step=10)
    seen.page.mouse.click(*place(seen, 200, 0.3))
    seen.wait("__stage.query.get('schedule.points').split(',').length === 3")
    seen.rest()
    seen.page.mouse.dblclick(*place(seen, 200, 0.3))
    seen.wait("__stage.query.get('schedule.points') === '80:0.1,160:0.03'")


@at_every_size_in_every_language
def test_it_draws_at_every_size_in_every_language(visit, size, language):
    seen = visit(size).open_figure("decay", "schedules", chapter="all", lang=language)
    assert seen.figure("schedules", "f.plots.map((view) => view.plot.data.length)") == [5, 5]
    assert seen.figure("schedules", "f.answer.facts.best < f.answer.facts.constant")
    assert seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    seen.picture(f"decay-{size}-{language}")


@pytest.mark.nightly
def test_pressing_on_the_radius_chooses_the_learning_rate(visit):
    seen = visit().open_figure("decay", "ball", chapter="ball", lang="en")
    box = seen.page.locator(".plotview").nth(1).bounding_box()
    seen.page.mouse.click(box["x"] + 0.85 * box["width"], box["y"] + 0.5 * box["height"])
    seen.wait_for("__figures.ball.answer.facts.lr > 0.2")
    seen.page.wait_for_url("**lr=0.**")
    seen.rest()
    facts = seen.figure("ball", "f.answer.facts")
    assert facts["measured"] == pytest.approx(facts["predicted"], rel=0.25)
    assert f"{facts['predicted']:.3g}" in seen.page.locator(".live").inner_text()
