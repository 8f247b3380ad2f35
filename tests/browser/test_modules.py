"""The browser's pure functions, asked in the browser itself."""

import json
from urllib.parse import parse_qsl

import pytest


@pytest.fixture(scope="module")
def module(browser, address):
    """Evaluate an expression with one of the stage's modules as `m`."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/momentum?lang=en")
    page.wait_for_function("() => window.__stage?.painted > 0")
    base = page.evaluate("new URL(__stage.data.assets, document.baseURI).href")

    def ask(name, expression):
        return page.evaluate(f"import('{base}{name}.js').then((m) => {expression})")

    yield ask
    context.close()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("0", "0"),
        ("0.0123456", "0.0123"),
        ("-0.5", "−0.5"),
        ("12345.678", "12346"),
        ("1.2345e-7", "1.23×10⁻⁷"),
        ("1e-3", "0.001"),
        ("1e-10", "10⁻¹⁰"),
        ("-4.5e12", "−4.5×10¹²"),
        ("Infinity", "∞"),
        ("NaN", "–"),
    ],
)
def test_numbers_are_written_as_on_paper(module, value, written):
    assert module("core/numbers", f"m.write({value})") == written


@pytest.mark.parametrize("scale", ["linear", "logarithmic"])
def test_scales_lead_there_and_back(module, scale):
    both_ways = f"((s) => [1, 3, 100].map((v) => s.invert(s(v))))(m.{scale}(1, 100, 20, 300))"
    back = module("draw/scales", both_ways)
    assert back == pytest.approx([1, 3, 100])


def test_ticks_are_round_and_within(module):
    assert module("draw/scales", "m.ticks(0, 1, 5)") == [0, 0.2, 0.4, 0.6, 0.8, 1]
    assert module("draw/scales", "m.ticks(-3.2, 3.1, 3)") == [0]
    assert module("draw/scales", "m.ticks(2, 2, 5)") == []
    assert module("draw/scales", "m.decades(0.02, 300)") == [0.1, 1, 10, 100]
    assert len(module("draw/scales", "m.decades(1e-300, 1e300)")) <= 7


@pytest.mark.parametrize(
    ("scale", "values", "marked"),
    [
        ("log", [0.01, 0.4], ["0.01", "0.02", "0.05", "0.1", "0.2"]),
        ("log", [0.11, 0.37], ["0.15", "0.2", "0.25", "0.3", "0.35"]),
        ("log", [1e-7, 2.0], ["10⁻⁷", "10⁻⁵", "0.001", "0.1"]),
        ("log", [10.0, 12.2], ["10", "10.5", "11", "11.5", "12"]),
        ("log", [1e-12, 1.0], ["10⁻¹²", "10⁻⁹", "10⁻⁶", "0.001", "1"]),
        ("log", [], None),
    ],
)
def test_marks_of_a_logarithmic_axis_are_round_and_of_one_size(module, scale, values, marked):
    found = module("draw/marks", f"m.marks({scale!r}, [{values}], 6)").get("ticktext")
    assert found == marked


def test_an_axis_of_counts_has_no_halves(module):
    assert module("draw/marks", "m.marks('linear', [[1, 2, 3, 4, 5]])") == {"dtick": 1}
    assert module("draw/marks", "m.marks('linear', [[1, 2.5, 3]])") == {}
    assert module("draw/marks", "m.marks('linear', [[1, 30]])") == {}


def test_no_axis_marks_half_a_step(module):
    assert module("draw/scales", "m.ticks(0, 2, 6, 1)") == [0, 1, 2]
    assert module("draw/scales", "m.ticks(0, 1, 9, 1)") == [0, 1]
    assert module("draw/scales", "m.ticks(0, 100, 5, 1)") == [0, 20, 40, 60, 80, 100]
    marks = module("draw/units", "m.axisOf([{points: 3}], 'update', 2, 0, 900).ticks")
    assert [text for _, text in marks] == ["0", "1", "2"]


def test_no_line_of_a_picture_begins_with_a_full_stop(module):
    lines = module("draw/wrap", "m.wrapped('A 更低。B ends 0.1；', 4, (text) => text.length)")
    assert lines == ["A 更", "低。B", "ends", "0.1；"]


def test_no_line_of_a_picture_ends_with_an_opening_bracket(module):
    lines = module("draw/wrap", "m.wrapped('y 方向步长（α）', 8, (text) => text.length)")
    assert lines == ["y 方向步长", "（α）"]


def test_sentences_follow_each_other_as_their_language_has_it(module):
    assert module("core/words", "m.paragraph(['到了。', '', '没有到。'])") == "到了。没有到。"
    assert module("core/words", "m.paragraph(['It came.', 'It went.'])") == "It came. It went."


@pytest.mark.parametrize(
    ("value", "boxed"),
    [
        ("0.06", "0.06"),
        ("0.001", "0.001"),
        ("1e-8", "1e-8"),
        ("2e7", "2e7"),
        ("2345678", "2345678"),
    ],
)
def test_a_number_fits_in_its_box(module, value, boxed):
    assert module("widgets/boxes", f"m.boxed({value})") == boxed


def test_an_unknown_name_stays_in_its_sentence(module):
    assert module("core/words", "m.fill('{a} and {b}', {a: 1})") == "1 and {b}"
    assert module("core/words", "m.fill('{a}在第{b}步', {a: 'Adam', b: 1})") == "Adam 在第 1 步"
    assert module("core/words", "m.fill('{a} 最先', {a: '重球法'})") == "重球法最先"


@pytest.mark.parametrize(
    ("settings", "names"),
    [
        ({"lr": "0.01", "lr.2": "0.060"}, ["Descent α 0.01", "Descent α 0.06", "Other"]),
        ({"lr": "0.01", "lr.2": "0.01"}, ["Descent", "Descent", "Other"]),
        (
            {"lr": "1", "lr.2": "1", "schedule.2": "late", "schedule.r.2": "2"},
            ["Descent Constant", "Descent Late r 2", "Other"],
        ),
    ],
)
def test_runs_of_one_optimiser_are_told_apart_by_what_differs(module, settings, names):
    values = {f"schedule{suffix}": "constant" for suffix in ("", ".2", ".3")}
    query = {
        "runs": [{"optimizer": "sgd", "suffix": ""}, {"optimizer": "sgd", "suffix": ".2"}]
        + [{"optimizer": "other", "suffix": ".3"}],
        "pins": [],
        "values": values | {"lr.3": "0.01"} | settings,
    }
    data = {
        "names": [],
        "optimizers": {"sgd": "Descent", "other": "Other"},
        "symbols": {"sgd": {"lr": "α"}, "other": {"lr": "α"}},
        "schedules": {
            "constant": {"title": "Constant", "symbols": {}},
            "late": {"title": "Late", "symbols": {"r": "r"}},
        },
    }
    asked = f"((q) => m.namesOf({{...q, get: (k) => q.values[k]}}, {json.dumps(data)}))"
    assert module("stage/names", f"{asked}({json.dumps(query)})") == names


def test_the_player_stops_at_its_ends(module):
    story = """(() => {
      const p = new m.Player(() => 0);
      p.setLength(50); p.speed = 20; p.play();
      const seen = [p.playing];
      p.advance(1); seen.push(p.t);
      p.advance(10); seen.push(p.t, p.playing);
      p.step(-1); seen.push(p.t);
      p.seek(-5); seen.push(p.t);
      p.play(); p.advance(0.5); p.rewind(); seen.push(p.t, p.playing);
      p.seek(10.4); p.step(1); seen.push(p.t);
      p.seek(10.4); p.step(-1); seen.push(p.t);
      p.seek(50); p.setLength(80); seen.push(p.t);
      p.seek(30); p.setLength(20); seen.push(p.t);
      return seen;
    })()"""
    assert module("stage/player", story) == [True, 20, 50, False, 49, 0, 0, False, 11, 10, 80, 20]


def test_links_that_mean_the_same_are_the_same(module):
    pairs = [
        ("lr=1e-07&start=-4%2C2", "start=-4,2.0&lr=1e-7"),
        ("optimizer=sgd&lr=0.10", "lr=0.1&optimizer=sgd"),
    ]
    for one, other in pairs:
        assert module("core/address", f"m.canonical('{one}') === m.canonical('{other}')")
    assert not module("core/address", "m.canonical('lr=0.1') === m.canonical('lr=0.2')")


def test_a_query_knows_its_runs(module):
    text = "surface=saddle&surface.k=2&optimizer=sgd&lr=1&optimizer.2=adam"
    assert module("core/query", f"new m.Query('{text}').runs") == [
        {"optimizer": "sgd", "suffix": ""},
        {"optimizer": "adam", "suffix": ".2"},
    ]
    assert module("core/query", f"new m.Query('{text}').surface") == "surface=saddle&surface.k=2"


def test_keys_leave_native_controls_their_own(module):
    event = (
        "({{ key: '{key}', shiftKey: {shift}, target: {{ tagName: '{tag}', type: '{kind}' }} }})"
    )

    def action(key, tag="CANVAS", kind="", shift="false"):
        return module(
            "core/keys", f"m.actionOf{event.format(key=key, tag=tag, kind=kind, shift=shift)}"
        )

    assert action("ArrowRight") == ["step", 1]
    assert action("ArrowLeft", shift="true") == ["step", -10]
    assert action("F") == ["full"]
    assert action("ArrowRight", "INPUT", "range") is None
    assert action(" ", "BUTTON") is None
    assert action("r", "INPUT", "number") is None


def test_no_two_runs_look_alike(module):
    looks = module("draw/style", "[...Array(8).keys()].map((k) => m.look(k, false))")
    for part in ("colour", "marker"):
        assert len({look[part] for look in looks}) == 8
    assert len({str(look["dash"]) for look in looks}) == 8
    of_a = module("draw/style", "[...Array(8).keys()].map((k) => m.look(8 + k, false))")
    for mine, other in zip(looks, of_a, strict=True):
        assert mine["colour"] == other["colour"] and mine["dash"] != other["dash"]


def test_a_loss_beyond_all_numbers_is_above_the_plot(module):
    """And one that has no logarithm below it: a run that diverges is not drawn falling."""
    placed = "m.placed({}, (v) => 300 - 100 * Math.log10(v), 400)"
    assert module("draw/loss", placed.format("Infinity")) < 0
    assert module("draw/loss", placed.format("0")) > 400
    assert module("draw/loss", placed.format("10")) == 200


@pytest.mark.parametrize("low, high", [(0.5, 3.0), (1e-9, 1.0), (0.001, 2.0), (6.1, 6.4), (1, 64)])
def test_a_logarithmic_axis_has_marks(module, low, high):
    marks = module("draw/scales", f"m.logTicks({low}, {high})")
    assert 2 <= len(marks) <= 12
    assert all(low * 0.999 <= mark <= high * 1.001 for mark in marks)


@pytest.mark.parametrize("reach", [0.03, 1.0, 4.1, 8.2, 108.0])
def test_gradients_have_a_scale(module, reach):
    low, zero, high = module("draw/parts", f"m.aroundZero({reach})")
    assert zero == 0 and -low == high and 0.4 * reach <= high <= reach


def test_one_is_one_and_more_are_more(module):
    said = module("core/words", "[1, 2].map((n) => m.fill('{n} {n|step|steps}, {m|a|b}', { n }))")
    assert said == ["1 step, {m|a|b}", "2 steps, {m|a|b}"]


def test_a_slow_run_is_not_coloured_as_one_that_never_came(module):
    tint = "{ scale: 'rate', low: 0.5, high: 0.999, never: 'n', lost: 'l', colours: ['#0', '#1'] }"
    trace = f"m.tinted({{ z: [[0.99999, Infinity]], tint: {tint} }}, {{ size: 16 }})"
    white = module("draw/tinted", f"((t) => t.colorscale.at(-1)[0] && t)({trace}).z[0][0]")
    assert white < 1 < module("draw/tinted", f"{trace}.z[0][1]")


def test_rates_get_darker_as_they_get_faster(module):
    shades = [
        sum(module("draw/ratemap", f"m.rateColour({rate})")) for rate in (0.5, 0.8, 0.95, 0.99)
    ]
    assert shades == sorted(shades)
    assert module("draw/ratemap", "m.rateColour(1)") == module("draw/ratemap", "m.rateColour(NaN)")


@pytest.mark.parametrize("share", ["true", "false"])
def test_weights_add_up_to_their_total(module, share):
    weights = f"[...Array(12).keys()].map((age) => m.weight({{ share: {share} }}, 0.8, age))"
    total = module("draw/weights", f"m.total({{ share: {share} }}, 0.8, 12)")
    assert sum(module("draw/weights", weights)) == pytest.approx(total)
    assert total == pytest.approx((1 - 0.8**12) * (1 if share == "true" else 5))


@pytest.mark.parametrize(
    ("keys", "step"),
    [
        ({"key": "z", "ctrlKey": True}, -1),
        ({"key": "Z", "ctrlKey": True, "shiftKey": True}, 1),
        ({"key": "y", "ctrlKey": True}, 1),
        ({"key": "z", "metaKey": True}, -1),
        ({"key": "z"}, 0),
        ({"key": "z", "ctrlKey": True, "altKey": True}, 0),
    ],
)
def test_the_keys_of_undo(module, keys, step):
    assert module("widgets/history", f"m.stepOf({json.dumps(keys)})") == step


@pytest.mark.parametrize(
    ("tag", "attributes", "types"),
    [
        ("input", {"type": "number"}, True),
        ("input", {"type": "text"}, True),
        ("textarea", {}, True),
        ("div", {"contenteditable": "true"}, True),
        ("input", {"type": "range"}, False),
        ("input", {"type": "checkbox"}, False),
        ("button", {}, False),
        ("input", {"type": "text", "role": "combobox", "aria-expanded": "false"}, False),
        ("input", {"type": "text", "role": "combobox", "aria-expanded": "true"}, True),
    ],
)
def test_undo_leaves_texts_alone(module, tag, attributes, types):
    node = f"Object.entries({json.dumps(attributes)}).reduce((node, [name, value]) => "
    node += f"(node.setAttribute(name, value), node), document.createElement('{tag}'))"
    assert module("widgets/history", f"m.types({node})") is types


def run(status="finished", reached=-1, loss=1.0):
    return {"status": status, "reached": reached, "loss": [loss], "points": 1, "left": 3}


@pytest.mark.parametrize(
    ("first", "second", "floor", "judged"),
    [
        (run(reached=9), run(reached=4), 0, {"key": "judge_sooner", "side": "B", "count": 5}),
        (run(reached=9), run(reached=9), 0, {"key": "judge_together"}),
        (run(reached=9), run(), 0, {"key": "judge_only", "side": "A"}),
        (run("diverged"), run(), 0, {"key": "judge_stays", "side": "B"}),
        (run("diverged"), run("domain"), 0, None),
        (run(loss=2.0), run(loss=1.0), 0, {"key": "judge_lower", "side": "B"}),
        (run(loss=1.00001), run(loss=1.0), 0, {"key": "judge_level"}),
        (run(loss=2.0), run(loss=1.0), None, None),
    ],
)
def test_two_runs_are_judged_by_their_numbers(module, first, second, floor, judged):
    asked = f"m.judge({json.dumps(first)}, {json.dumps(second)}, {json.dumps(floor)})"
    assert module("stage/verdict", asked) == judged


def test_pins_and_comparisons_are_queries_like_any_other(module):
    text = "surface=quadratic&start=1,2&optimizer=sgd&lr=1&optimizer.2=adam&lr.2=2"
    told = """(() => {
      const said = (query) => Object.fromEntries(query.values);
      return import(BASE + "core/query.js").then(({ Query }) => {
        const query = new Query("TEXT");
        const pinned = m.pinned(query, 0);
        const compared = m.compared(query, "overlaid");
        compared.set("start", "3,4");
        const back = m.swapped(m.swapped(compared));
        const same = back.toString() === compared.toString();
        const told = [m.apart(compared), m.layoutOf(compared), m.pairs(compared), same];
        return [said(pinned), said(compared), ...told, said(m.unpinned(pinned))];
      });
    })()"""
    told = told.replace("BASE", "new URL(__stage.data.assets, document.baseURI).href")
    pinned, compared, apart, layout, pairs, back, unpinned = module(
        "stage/sides", told.replace("TEXT", text)
    )
    query = dict(parse_qsl(text))
    assert pinned == query | {"optimizer.3": "sgd", "lr.3": "1", "pins": "3"}
    copies = {"optimizer.3": "sgd", "lr.3": "1", "optimizer.4": "adam", "lr.4": "2"}
    kept = {"pins": "3,4", "compare": "overlaid", "a.surface": "quadratic", "a.start": "1,2"}
    assert compared == query | {"start": "3,4"} | copies | kept
    assert (apart, layout, pairs, back) == (True, "overlaid", [[2, 0], [3, 1]], True)
    assert unpinned == query


def test_words_on_a_narrow_plot_go_on_in_the_next_line(module):
    assert module("draw/wrap", "m.wrapped('loss', 400, m.about(16))") == ["loss"]
    assert module("draw/wrap", "m.wrapped('', 400, m.about(16))") == [""]
    english = module(
        "draw/wrap", "m.wrapped('what day 200 remembers: the weight of each', 200, m.about(16))"
    )
    assert english == ["what day 200 remembers:", "the weight of each"]
    chinese = module(
        "draw/wrap", "m.wrapped('第 200 天记得什么：此前每一天的权重', 160, m.about(16))"
    )
    assert len(chinese) == 2 and "".join(chinese) == "第 200 天记得什么：此前每一天的权重"
    assert not chinese[1].startswith("：")


def test_a_legend_has_as_many_rows_as_its_names_need(module):
    assert module("draw/wrap", "m.legendRows([], 400, 16)") == 0
    assert module("draw/wrap", "m.legendRows(['a', 'b', 'c'], 400, 16)") == 1
    assert module("draw/wrap", "m.legendRows(Array(3).fill('a name of some length'), 250, 16)") == 3


def test_a_swipe_is_long_level_and_quick(module):
    assert module("deck/swipe", "m.turned([300, 100, 0], [200, 110, 200])") == 1
    assert module("deck/swipe", "m.turned([200, 100, 0], [300, 110, 200])") == -1
    for end in ("[250, 100, 200]", "[200, 200, 200]", "[200, 110, 2000]"):
        assert module("deck/swipe", f"m.turned([300, 100, 0], {end})") == 0
