"""An experiment on a typed formula is a scenario: a link and back, a run, a script."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optim_core import SURFACES, Formula, FormulaError, Run, Scenario, descend
from tests.core.test_formulas import FORMULAS, TYPED
from tests.core.test_scripts import assert_script_repeats, assert_written_with_pytorch


def typed(formula, **others):
    return Scenario(surface="formula", formula=formula, **others)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_link_holds_the_formula(text):
    scenario = typed(text)
    assert scenario.to_query()["formula"] == text
    assert Scenario.from_query(scenario.to_query()) == (scenario, ())
    assert hash(Scenario.from_query(scenario.to_query())[0]) == hash(scenario)
    assert scenario.start == Formula(text).as_surface().start


def test_a_scenario_of_a_formula_is_carried_out_by_descend():
    scenario = typed("x^2 + x*y + 2*y^2", start=(1.0, 2.0), steps=30, runs=[Run("adam")])
    (run,) = scenario.run()
    by_hand = descend("adam", Formula("x^2 + x*y + 2*y^2"), start=(1.0, 2.0), steps=30)
    np.testing.assert_array_equal(run.path, by_hand.path)
    assert scenario.ground == scenario.terrain.as_surface()


def test_blanks_make_no_other_experiment():
    assert typed(" x  + y ") == typed("x + y") != typed("x + 2*y")
    assert Scenario(surface="beale").ground is SURFACES["beale"]
    assert "formula" not in Scenario(surface="beale").to_query()


@pytest.mark.parametrize("text", FORMULAS)
def test_a_script_repeats_a_typed_surface(text):
    rate = Formula(text).as_surface().lr
    runs = [Run("sgd", {"lr": rate}), Run("adam", {"lr": 0.01})]
    assert_script_repeats(typed(text, steps=40, runs=runs))


@pytest.mark.parametrize("text", [*FORMULAS, "min(x, 1/0) + y"])
def test_a_typed_surface_is_written_with_what_pytorch_has_too(text):
    assert_written_with_pytorch(typed(text))


def test_a_script_stops_at_a_hole():
    scenario = typed("sqrt(x) + log(2)", start=(0.5, 0.0), steps=20, runs=[Run("sgd", {"lr": 0.3})])
    assert scenario.run()[0].status == "domain"
    assert_script_repeats(scenario)


def test_a_script_of_a_typed_surface_is_the_mathematics_and_nothing_else():
    script = typed("(1 - x)^2 + 100*(y - x^2)^2").to_script()
    assert '    """(1 - x)^2 + 100*(y - x^2)^2"""\n    r1 = 1.0 - x\n    r2 = r1 * r1\n' in script
    assert "optim_core" not in script and "Formula" not in script


def test_scripts_write_every_operation():
    written = "".join(typed(text).to_script() for text in FORMULAS)
    for operation in ("np.where(", "np.minimum(", "np.sign(", "np.arcsin(", " ** ", " <= "):
        assert operation in written
    assert_script_repeats(typed("x*min(2, 1/0) + abs(y)*max(x, log(2))", start=(1.0, 1.0)))


BROKEN = [
    (
        {"surface": "formula", "formula": "2x"},
        "formula=2x: column 2: ",
        "quadratic is used",
        "第 2 列",
    ),
    ({"surface": "formula", "formula": "x²"}, "formula=x²: column 2: ", "write ^2", "请写 ^2"),
    ({"surface": "formula", "formula": ""}, "formula=: column 1: ", "quadratic is used", "第 1 列"),
    ({"surface": "formula"}, "surface=formula: column 1: ", "is empty", "公式是空的"),
    (
        {"surface": "formula", "formula": "log(-1-x^2)"},
        "formula=log",
        "no value anywhere",
        "没有值",
    ),
    ({"formula": "x"}, "formula=x: nothing here is called that", "left out", "已忽略"),
    ({"surface": "beale", "formula": "x"}, "formula=x: ", "left out", "已忽略"),
]


@pytest.mark.parametrize(("query", "en", "also", "zh"), BROKEN)
def test_a_broken_formula_opens_as_the_default_and_says_so(query, en, also, zh):
    scenario, (problem,) = Scenario.from_query(query)
    assert scenario.formula == ""
    assert scenario.surface == query.get("surface", "quadratic").replace("formula", "quadratic")
    assert problem.en.startswith(f"In the link, {en}") and also in problem.en
    assert zh in problem.zh


def test_a_broken_formula_leaves_the_formula_that_was_the_default():
    default = typed("x^2 + 3*y^2", start=(1.0, 1.0))
    scenario, (problem,) = Scenario.from_query({"formula": "x +"}, default=default)
    assert scenario == default
    assert problem.en.endswith("x^2 + 3*y^2 is used instead.")
    assert Scenario.from_query({}, default=default) == (default, ())
    changed, problems = Scenario.from_query({"formula": "y^2"}, default=default)
    assert (changed.formula, changed.start, problems) == ("y^2", (-4.0, 3.0), ())
    left, problems = Scenario.from_query({"surface": "beale"}, default=default)
    assert (left.surface, left.formula, problems) == ("beale", "", ())


def test_a_start_in_a_hole_is_replaced():
    query = {"surface": "formula", "formula": "log(x) + y", "start": "-1,2"}
    scenario, (problem,) = Scenario.from_query(query)
    assert scenario.start == Formula("log(x) + y").as_surface().start
    assert problem.en.startswith("In the link, start=-1,2: the formula has no value there; ")
    assert scenario.run()[0].status


@given(st.text(max_size=80))
def test_any_text_as_a_formula_opens_and_runs(text):
    scenario, problems = Scenario.from_query({"surface": "formula", "formula": text, "steps": "3"})
    assert bool(problems) == (scenario.surface == "quadratic")
    assert len(scenario.run()) == 2


@given(
    formula=st.sampled_from([*FORMULAS, *TYPED.values(), "log(x)", "sqrt(x*y - 1)"]),
    x=st.floats(-1e3, 1e3),
    y=st.floats(-1e3, 1e3),
)
def test_a_link_starts_a_formula_where_it_has_a_value(formula, x, y):
    query = {"surface": "formula", "formula": formula, "start": f"{x!r},{y!r}", "steps": "2"}
    scenario, problems = Scenario.from_query(query)
    assert scenario.formula == formula
    assert len(problems) == (scenario.start != (x, y))
    scenario.run()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"surface": "formula"}, "go together"),
        ({"surface": Formula("x")}, "surface is an id; got .*surface='formula' with its text"),
        ({"formula": "x"}, "go together"),
        ({"surface": "formula", "formula": "log(x)", "start": (-1.0, 0.0)}, "no value at start"),
        ({"surface": "formula", "formula": "log(-1)"}, "no value at start"),
    ],
)
def test_a_scenario_refuses_what_can_not_be_run(fields, said):
    with pytest.raises(ValueError, match=said):
        Scenario(**fields)


def test_a_scenario_refuses_a_broken_formula_with_its_column():
    with pytest.raises(FormulaError, match=r"column 2: .* write 2\*x"):
        typed("2x")
