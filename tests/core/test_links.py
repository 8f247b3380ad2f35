"""A scenario is a link and back; a broken link opens, and says what it could not read."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from optim_core import OPTIMIZERS, SCHEDULES, SURFACES, Run, Scenario
from optim_core.batches import MOST_BATCH
from optim_core.sampling import SAMPLINGS
from optim_core.scenario import (
    FAIRNESS,
    FARTHEST_START,
    FARTHEST_TARGET,
    LEAST_TARGET,
    MOST_NOISE,
    MOST_SEED,
    MOST_STEPS,
)
from optim_core.tuning import FEWEST, MOST
from tests.core.test_any_number import meaningful

COORDINATE = st.floats(-FARTHEST_START, FARTHEST_START)
JUNK = st.one_of(st.text(max_size=60), st.floats().map(str), st.integers().map(str), st.none())


@st.composite
def runs(draw, sampled=False):
    optimizer = draw(st.sampled_from(list(OPTIMIZERS)))
    schedule = draw(st.sampled_from(list(SCHEDULES)))
    return Run(
        optimizer,
        draw(meaningful(OPTIMIZERS[optimizer].knobs)),
        schedule,
        draw(meaningful(SCHEDULES[schedule].knobs)),
        sampling=draw(st.sampled_from(SAMPLINGS if sampled else SAMPLINGS[:1])),
        batch=draw(st.integers(1, MOST_BATCH)),
    )


@st.composite
def scenarios(draw):
    surface = draw(st.sampled_from(list(SURFACES)))
    return Scenario(
        surface=surface,
        surface_knobs=draw(meaningful(SURFACES[surface].knobs)),
        start=draw(st.tuples(COORDINATE, COORDINATE)),
        steps=draw(st.integers(1, MOST_STEPS)),
        runs=draw(st.lists(runs(SURFACES[surface].data is not None), min_size=1, max_size=8)),
        noise=draw(st.floats(0.0, MOST_NOISE)),
        seed=draw(st.integers(0, MOST_SEED)),
        fairness=draw(st.sampled_from(FAIRNESS)),
        trials=draw(st.none() | st.integers(FEWEST, MOST)),
        target=draw(st.none() | st.floats(LEAST_TARGET, FARTHEST_TARGET)),
    )


@given(scenarios())
def test_a_link_reads_back_to_the_same_scenario(scenario):
    again, problems = Scenario.from_query(scenario.to_query())
    assert problems == ()
    assert again == scenario
    assert hash(again) == hash(scenario)


@given(scenarios())
def test_a_link_is_flat_text_of_ids_and_numbers(scenario):
    for key, value in scenario.to_query().items():
        assert type(key) is type(value) is str
        assert (key + value).isascii() and not set(key + value) & set(" &=?#%")


@given(scenarios(), scenarios())
def test_a_link_does_not_depend_on_the_default(scenario, default):
    """It writes everything out, so it means the same after a default has changed."""
    assert Scenario.from_query(scenario.to_query(), default=default) == (scenario, ())


def test_the_order_of_a_link_does_not_matter():
    scenario = Scenario(runs=[Run("adam"), Run("rmsprop"), Run("sgd", schedule="exponential")])
    reversed_query = dict(reversed(scenario.to_query().items()))
    assert Scenario.from_query(reversed_query) == (scenario, ())


@given(scenarios())
def test_an_empty_link_is_the_default(default):
    assert Scenario.from_query({}, default=default) == (default, ())
    assert Scenario.from_query({}) == (Scenario(), ())


def test_a_link_changes_only_what_it_names():
    default = Scenario(surface="beale", steps=77, seed=5, runs=[Run("adam", {"beta1": 0.5})])
    scenario, problems = Scenario.from_query({"steps": "9", "lr": "0.5"}, default=default)
    assert problems == ()
    assert scenario == Scenario(
        surface="beale", steps=9, seed=5, runs=[Run("adam", {"beta1": 0.5, "lr": 0.5})]
    )


def test_a_link_to_another_surface_starts_where_that_surface_suggests():
    scenario, _ = Scenario.from_query({"surface": "himmelblau"})
    assert scenario.start == SURFACES["himmelblau"].start
    assert scenario.surface_knobs == {}


def test_a_link_that_names_optimizers_replaces_the_race():
    scenario, problems = Scenario.from_query({"optimizer": "adam", "optimizer.3": "sgd"})
    assert problems == ()
    assert [run.optimizer for run in scenario.runs] == ["adam", "sgd"]


@given(st.dictionaries(st.text(max_size=60), JUNK, max_size=8))
def test_junk_never_raises_and_each_piece_is_reported_once(junk):
    known = set(Scenario().to_query()) | {"optimizer.2"}
    assume(not known & set(junk))
    scenario, problems = Scenario.from_query(junk)
    assert scenario == Scenario()
    assert_each_is_reported_once(junk, problems)


@given(st.data())
def test_junk_under_known_names_is_replaced_and_reported_once(data):
    good = data.draw(scenarios()).to_query()
    keys = data.draw(st.sets(st.sampled_from(sorted(good)), max_size=5))
    junk = {key: "junk " + data.draw(st.text(max_size=50)) for key in keys}
    scenario, problems = Scenario.from_query(good | junk)
    assert isinstance(scenario, Scenario)
    for key in junk:
        assert len(about(key, problems)) == 1
    assert Scenario.from_query(scenario.to_query()) == (scenario, ())


@given(st.dictionaries(st.sampled_from(sorted(Scenario().to_query())), JUNK))
def test_any_value_under_any_name_opens(query):
    scenario, problems = Scenario.from_query(query)
    assert Scenario.from_query(scenario.to_query()) == (scenario, ())
    assert all(len(about(key, problems)) <= 1 for key in query)


def assert_each_is_reported_once(junk, problems):
    assert len(problems) == len(junk)
    assert all(problem.en and problem.zh and problem.en != problem.zh for problem in problems)
    for key in junk:
        assert about(key, problems)


def about(key, problems):
    """The problems that begin with this key, in either language."""
    return [p for p in problems if f" {key[:40]}=" in p.en and f" {key[:40]}=" in p.zh]


def test_a_value_out_of_range_is_answered_with_the_range():
    _, (problem,) = Scenario.from_query({"optimizer": "momentum", "beta": "1.5"})
    assert problem.en == "In the link, beta=1.5: it takes [0, 1); 0.9 is used instead."
    assert problem.zh == "链接中的 beta=1.5：可取 [0, 1)；改用 0.9。"


@pytest.mark.parametrize(
    ("key", "values", "possible"),
    [
        ("lr", ("-0.1", "nan", "inf", "-inf", "1e999"), "[0, infinity)"),
        ("beta", ("1", "-0.1", "nan", "1.0000000000000002"), "[0, 1)"),
        ("start", ("1001,0", "0,-1e300"), "±1000"),
        ("noise", ("-1", "1001", "nan", "inf"), "[0, 1000]"),
        ("steps", ("0", "-5", "5001"), "1 … 5000"),
        ("seed", ("-1", "9" * 30), "0 … 2147483648"),
    ],
)
def test_a_number_that_has_no_meaning_is_answered_with_those_that_have(key, values, possible):
    for value in values:
        scenario, (problem,) = Scenario.from_query({"optimizer": "momentum", key: value})
        assert f"{key}={value}: it takes {possible}; " in problem.en
        assert scenario == Scenario.from_query({"optimizer": "momentum"})[0]


@pytest.mark.parametrize("key", ["lr", "beta"])
def test_the_ends_of_what_has_a_meaning_are_read_as_they_are(key):
    nearly = {"lr": "1.7e308", "beta": "0.9999999999999999"}[key]
    for value in ("0", nearly):
        scenario, problems = Scenario.from_query({"optimizer": "momentum", key: value})
        assert (scenario.runs[0].knobs[key], problems) == (float(value), ())


def test_an_unreadable_value_is_answered_with_what_was_used():
    scenario, (problem,) = Scenario.from_query({"start": "here"})
    assert problem.en == "In the link, start=here: that can't be read; -4,2 is used instead."
    assert scenario.start == (-4.0, 2.0)


def test_an_unknown_name_is_left_out():
    _, (problem,) = Scenario.from_query({"colour": "red"})
    assert problem.en == "In the link, colour=red: nothing here is called that; left out."
    assert problem.zh == "链接中的 colour=red：这里没有这个名称；已忽略。"


def test_a_knob_of_another_optimizer_is_left_out():
    scenario, (problem,) = Scenario.from_query({"optimizer": "sgd", "beta": "0.5"})
    assert scenario.runs == (Run("sgd"),)
    assert "beta=0.5" in problem.en


def test_an_unknown_optimizer_is_answered_with_the_known_ones():
    scenario, (problem,) = Scenario.from_query({"optimizer": "adm", "lr": "0.5"})
    assert ", ".join(OPTIMIZERS) in problem.en and ", ".join(OPTIMIZERS) in problem.zh
    assert scenario.runs == (Run("sgd", {"lr": 0.5}),)


def test_changes_by_hand_travel_in_a_link():
    by_hand = Run("sgd", schedule="manual", schedule_knobs={"points": [(0, 0.1), (5, 0.01)]})
    query = Scenario(runs=[by_hand]).to_query()
    assert query["schedule.points"] == "0:0.1,5:0.01"
    assert Scenario.from_query(query) == (Scenario(runs=[by_hand]), ())
    untouched = Scenario(runs=[Run("sgd", schedule="manual")])
    assert untouched.to_query()["schedule.points"] == "none"
    assert Scenario.from_query(untouched.to_query(), default=Scenario(runs=[by_hand])) == (
        untouched,
        (),
    )


def test_unreadable_changes_by_hand_are_answered_with_what_was_used():
    opened = {"schedule": "manual", "optimizer": "sgd"}
    for text in ("", "0", "0:", "a:b", "0:1:2", "0:0.1,,5:0.01"):
        scenario, (problem,) = Scenario.from_query(opened | {"schedule.points": text})
        assert (
            problem.en
            == f"In the link, schedule.points={text}: that can't be read; none is used instead."
        )
        assert problem.zh == f"链接中的 schedule.points={text}：无法读取；改用 none。"
        assert scenario.runs[0].schedule_knobs == {"points": ()}
    for text in ("5:0.1,2:0.1", "0:-1", "0:nan", "inf:1"):
        _, (problem,) = Scenario.from_query(opened | {"schedule.points": text})
        assert problem.en == (
            f"In the link, schedule.points={text}: it takes e1:a1,e2:a2,… "
            "(0 <= e1 < e2 < …, 0 <= a, at most 50) or none; none is used instead."
        )


def test_a_link_to_a_noisy_surface_is_noisy_and_away_from_it_is_not():
    noisy, problems = Scenario.from_query({"surface": "noisy_bowl"})
    assert problems == ()
    assert noisy.noise == SURFACES["noisy_bowl"].noise > 0.0
    assert noisy == Scenario(surface="noisy_bowl", runs=noisy.runs)
    assert Scenario.from_query({"surface": "noisy_bowl", "noise": "0"})[0].noise == 0.0
    assert Scenario.from_query({"surface": "beale"}, default=noisy)[0].noise == 0.0


def test_a_link_may_not_search_longer_than_anybody_would_wait():
    runs = {f"optimizer.{n}": "adam" for n in range(2, 9)} | {"optimizer": "sgd"}
    asked = {"steps": "5000", "fairness": "tuned", "tuning.trials": "64"} | runs
    found, problems = Scenario.from_query(asked | {"surface": "logistic_cancer"})
    assert found.trials == 12 and "5 … 12" in problems[0].en
    found, problems = Scenario.from_query(asked)
    assert found.trials == 64 and not problems
