"""What the stage gets from the core: the run's own numbers, whatever it asks."""

import json
from urllib.parse import urlencode

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optim_core import OPTIMIZERS, SCHEDULES, SURFACES, Run, Scenario
from pages.shared.stage.controls import controls_of
from pages.shared.stage.mathml import mathml
from pages.shared.stage.panels import PANELS
from pages.shared.stage.replies import REPLIES, answer
from pages.shared.stage.replies.parts import cancelled
from pages.shared.stage.requests import read_request

KEYS = ("id", "query", "run", "shape", "target", "lr", "beta", "language", "names", "step")
EPSILON = float(np.finfo(np.float32).eps)
SMALLEST, LARGEST = float(np.finfo(np.float32).tiny), float(np.finfo(np.float32).max)
SIZES = {"f4": np.float32, "f8": np.float64, "u2": np.uint16}


def query_of(scenario):
    return "&".join(f"{key}={value}" for key, value in scenario.to_query().items())


def decoded(packet):
    """(header, arrays) of a packet, read as the browser reads it."""
    length = int.from_bytes(packet[:4], "little")
    header = json.loads(packet[4 : 4 + length])
    offset = -(-(4 + length) // 8) * 8
    arrays = []
    for kind, count in header["arrays"]:
        array = np.frombuffer(packet, SIZES[kind], count, offset)
        offset += array.nbytes
        arrays.append(array)
    assert offset == len(packet)
    return header, arrays


def ask(kind, scenario, **more):
    return decoded(answer({"kind": kind, "id": 1, "query": query_of(scenario), **more}))


@pytest.fixture(params=[slice(0, 8), slice(8, None)], ids=["older", "newer"])
def race(request):
    return Scenario(steps=50, runs=tuple(Run(name) for name in list(OPTIMIZERS)[request.param]))


def test_the_paths_are_the_runs(race):
    header, arrays = ask("runs", race)
    for run, row, path, loss in zip(
        race.run(), header["runs"], arrays[::2], arrays[1::2], strict=True
    ):
        assert row[:2] == [run.status, run.stopped_at]
        np.testing.assert_array_equal(path.reshape(-1, 2), run.path.astype(np.float32))
        drawn = loss.astype(float) + (header["floor"] or 0.0)
        np.testing.assert_allclose(drawn, run.loss, rtol=EPSILON)


def steady(name, **ground):
    """So many small steps that no more can be gained in doubles."""
    run = Run("heavy_ball", {"lr": 0.05, "beta": 0.5})
    return Scenario(surface=name, steps=400, runs=(run,), noise=0.0, **ground)


@pytest.mark.parametrize("name", SURFACES)
def test_the_loss_above_the_minimum_is_the_runs_own(name):
    """As the browser has it, to a float32's own share of itself; and to the last bit where all
    that is left is a few last bits of the minimum."""
    scenario = steady(name)
    [run] = scenario.run()
    header, [_, above] = ask("runs", scenario)
    floor = header["floor"] or 0.0
    losses = above.astype(float) + floor
    exact = run.loss - floor
    travels = exact <= LARGEST
    np.testing.assert_allclose(
        (losses - floor)[travels], exact[travels], rtol=EPSILON, atol=SMALLEST
    )
    near = abs(exact) <= 2**24 * np.spacing(abs(floor))
    np.testing.assert_allclose(losses[near], run.loss[near], rtol=0, atol=SMALLEST)


def test_the_loss_of_a_fit_falls_as_far_as_doubles_go():
    fit = steady("diabetes_bmi", surface_knobs={"shift": 0.0}, start=(-1.5, 2.0))
    header, [_, above] = ask("runs", fit)
    assert header["floor"] > 0.5
    assert 0.0 <= above[50] < 1e-12
    assert above[100] == 0.0


@pytest.mark.parametrize(
    ("names", "first"),
    [
        (["Bold", "Careful"], "Bold"),
        (["Bold"], "Gradient descent α 0.1"),
        ("Bold", "Gradient descent α 0.1"),
    ],
)
def test_a_table_calls_the_runs_as_the_page_does(names, first):
    race = Scenario(steps=5, runs=(Run("sgd", {"lr": 0.1}), Run("sgd", {"lr": 0.01})))
    header, _ = ask("panel", race, name="results", language="en", names=names)
    assert header["table"][1][0][0] == first


def test_four_runs_of_200_steps_fit_into_ten_kilobytes():
    runs = tuple(Run(name) for name in ("sgd", "heavy_ball", "rmsprop", "adam"))
    request = {"kind": "runs", "id": 10**6, "query": query_of(Scenario(steps=200, runs=runs))}
    assert len(answer(request)) <= 10_000


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_film_shows_the_runs_own_numbers(optimizer):
    scenario = Scenario(surface="beale", steps=30, runs=(Run(optimizer),))
    header, (rates, *pairs) = ask("film", scenario, language="zh")
    [run] = scenario.run(explain=True)
    values = {name: pair.reshape(-1, 2) for name, pair in zip(header["names"], pairs, strict=True)}
    np.testing.assert_array_equal(rates, run.lr)
    np.testing.assert_array_equal(values["g"], run.grad[:-1])
    np.testing.assert_array_equal(values["x_next"], run.path[1:])
    for name, rows in run.memory.items():
        np.testing.assert_array_equal(values[name], rows[1:])
        np.testing.assert_array_equal(values[f"{name}_before"], rows[:-1])
    for frame in header["frames"]:
        assert set("+".join(frame["arrows"]).split("+")) - {""} <= set(values)
        assert set(frame["squares"]) <= set(values)
        assert f'data-term="{frame["term"]}"' in "".join(header["formula"])


def test_every_formula_becomes_mathml_without_left_over_latex():
    lines = [line for spec in OPTIMIZERS.values() for line in spec.formula]
    for line in lines + [spec.formula for spec in (SURFACES | SCHEDULES).values()]:
        assert "\\" not in mathml(line)
        assert "mathcolor" not in mathml(line)


def test_the_grid_is_the_surface():
    for surface in SURFACES:
        header, [grid] = ask("surface", Scenario(surface=surface, start=(0.5, 0.5)), shape=[21, 11])
        left, right, low, high = header["window"]
        ground = SURFACES[surface]
        assert header["axes"] == list(ground.axes)
        knobs = {name: knob.default for name, knob in ground.knobs.items()}
        middle = ((left + right) / 2, (low + high) / 2)
        expected = ground.value_and_grad(*middle, ground.parameters(**knobs))[0]
        assert grid.reshape(11, 21)[5, 10] == pytest.approx(expected, rel=1e-6)


def test_the_parts_add_up_to_the_gradient():
    scenario = Scenario(steps=20, surface_knobs={"condition": 30, "rotation": 25})
    header, (across, _, along, memory) = ask("parts", scenario, run=1)
    run = scenario.run()[1]
    np.testing.assert_allclose(across**2 + along**2, (run.grad[:-1] ** 2).sum(axis=1), rtol=1e-5)
    assert [part["remembers"] for part in header["parts"]] == [True, True]
    assert len(memory) == 20


def test_cancelled_is_a_share():
    assert cancelled(np.array([1.0, 2.0])) == 0.0
    assert cancelled(np.array([1.0, -1.0])) == 1.0
    assert cancelled(np.array([3.0, -1.0])) == 0.5
    assert cancelled(np.zeros(3)) == 0.0


def test_the_marks_are_where_theory_has_them():
    header, _ = ask("surface", Scenario(surface_knobs={"condition": 50}))
    values = {(mark["knob"], mark["label"]): mark["value"] for mark in header["marks"]}
    assert values["lr", "2/λₙ"] == pytest.approx(2 / 50)
    assert values["lr", "best ball"] == pytest.approx((2 / (1 + 50**0.5)) ** 2)
    assert values["beta", "best ball"] == pytest.approx(((50**0.5 - 1) / (50**0.5 + 1)) ** 2)


def test_the_best_ball_in_either_convention_is_equally_fast():
    rates = []
    for optimizer in ("heavy_ball", "momentum"):
        scenario = Scenario(runs=(Run("sgd"), Run(optimizer)))
        header, _ = ask("rates", scenario)
        best = header["best"][1]
        rates.append(ask("rate", scenario, lr=best["lr"], beta=best["beta"])[0]["predicted"])
    assert rates[0] == pytest.approx((30**0.5 - 1) / (30**0.5 + 1), rel=1e-6)
    assert rates[0] == pytest.approx(rates[1], rel=1e-6)


def test_a_diverging_pair_has_no_rate():
    header, _ = ask("rate", Scenario(), lr=10.0, beta=0.5)
    assert header["predicted"] == header["measured"] == "diverges"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


# Links of every kind of run, with some of their values replaced by others or by nonsense.
WHOLE = [
    Scenario(
        surface=surface,
        steps=40,
        noise=0.1,
        runs=(Run("adam", schedule=schedule), Run("momentum")),
    ).to_query()
    | ({"sampling": "shuffle", "batch": "4"} if SURFACES[surface].data else {})
    for surface, schedule in zip(SURFACES, [*SCHEDULES] * len(SURFACES), strict=False)
]
VALUES = st.one_of(
    st.sampled_from(
        ["", "0", "-1", "1", "7", "0.5", "1e999", "nan", "inf", "1e-320", "9" * 400, "1e300,-1e300"]
    ),
    st.sampled_from([*OPTIMIZERS, *SURFACES, *SCHEDULES, "formula", "tuned", "effective", "zz"]),
    st.sampled_from(["x^2+y^4", "1/x+log(y)", "exp(exp(x))*y", "9**9**9", "(" * 200, "abs(x)-y"]),
    st.text(max_size=8),
)


@st.composite
def links(draw):
    query = dict(draw(st.sampled_from(WHOLE)))
    keys = st.sampled_from([*query, "formula", "pins", "optimizer.3", "lr.9", "tuning.trials"])
    query |= draw(st.dictionaries(keys, VALUES, max_size=5))
    return urlencode(query)


REQUESTS = st.fixed_dictionaries(
    {"kind": st.sampled_from([*REPLIES])},
    optional=dict.fromkeys(KEYS, ANYTHING)
    | {"query": st.one_of(links(), ANYTHING), "name": st.sampled_from([*PANELS])},
)


def could_be_understood(request):
    """All but a panel that there is not."""
    return request["kind"] != "panel" or request.get("name") in PANELS


@given(REQUESTS.filter(could_be_understood))
def test_any_request_is_answered(request):
    header, _ = decoded(answer(request))
    assert header["kind"] == request["kind"]


@pytest.mark.parametrize("kind", REPLIES)
def test_every_kind_of_request_says_what_it_gives_and_whether_it_is_light(kind):
    assert REPLIES[kind].__doc__
    assert isinstance(REPLIES[kind].LIGHT, bool)


def test_what_is_no_request_is_refused_in_words():
    for text, said in (
        ("", "JSON"),
        ("[" * 8000, "JSON"),
        ("[1]", "object"),
        ("x" * 10_000, "at most"),
        ("NaN", "object"),
    ):
        with pytest.raises(ValueError, match=said):
            read_request(text)
    with pytest.raises(ValueError, match="kind='draw' is not one of batch, film"):
        answer({"kind": "draw"})


@pytest.mark.parametrize("kind", ["rates", "rate"])
def test_where_nothing_is_proved_it_says_so(kind):
    header, arrays = ask(kind, Scenario(surface="beale", start=(1, 1)), language="en")
    assert "quadratic" in header["sorry"]
    assert arrays == []


def test_one_slider_moves_all_runs_that_agree():
    [lr, beta] = controls_of(Scenario(), {"lr": (0.01, 0.1), "beta": None}, "en")
    assert lr["keys"] == ["lr", "lr.2"]
    assert (lr["low"], lr["high"]) == (0.01, 0.1)
    assert beta["keys"] == ["beta.2"]


def test_runs_that_differ_have_sliders_of_their_own():
    runs = (Run("sgd", {"lr": 0.01}), Run("heavy_ball", {"lr": 0.02}), Run("sgd", {"lr": 0.01}))
    sliders = controls_of(Scenario(runs=runs), {"lr": None, "rho": None}, "en")
    assert [slider["keys"] for slider in sliders] == [["lr", "lr.3"], ["lr.2"]]
    assert sliders[1]["title"] == "Heavy ball"
