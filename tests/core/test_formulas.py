"""A typed formula is a surface: exact, undefined where it should be, and never compiled."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba.core import event

from optim_core import SURFACES, Formula, descend, sweep
from optim_core.descend import STATUSES
from optim_core.formula import machine
from optim_core.formula.tree import FUNCTIONS
from optim_core.grid import heights
from optim_core.jit import uncompiled
from tests import naive
from tests.core.compiler import COMPILED
from tests.core.test_surfaces import measured_gradient

FORMULAS = [
    "3",
    "x",
    "-y",
    "x + y - 2*x",
    "x*y*x*y",
    "x^2 + 10*sin(y)**2",
    "(1 - x)^2 + 100*(y - x^2)^2",
    "x/y - y/x",
    "1/(1 + x^2 + y^2)",
    "x^3 - 3*x*y^2",
    "x^0 + y^1 + x^5*y^16",
    "x^-1 + y^-2 + (x*y)^-3",
    "x^.5 + y^2.5 + x^-1.5",
    "2^x + .5^-y + e^(x*y) + pi^x",
    "x^y + y^-x",
    "(x^2 + 1)^(y^2 - x)",
    "sin(x)*cos(y) + tan(x/2)",
    "asin(x/3) - acos(y/3)*atan(x*y)",
    "sinh(x) + cosh(y) - tanh(x*y)",
    "exp(-x^2 - y^2)",
    "log(x)*log2(y) + log10(x*x)",
    "sqrt(x) + sqrt(y*y + 1)",
    "abs(x - y)*abs(x)",
    "min(x, y^2) + max(x*y, 1)",
    "max(min(x, 1), -1)*y",
    "-20*exp(-.2*sqrt(.5*(x^2 + y^2))) - exp(.5*(cos(2*pi*x) + cos(2*pi*y))) + e + 20",
    "sin(cos(sin(cos(x*y))))",
    "(2*x)*(3*y)*(4*x)/5 - -x",
    "1.5e-1*x + 2.*y - .5",
    "x*x^2 - (x^2)^3/x^3",
    "log(x^2 + y^2)/(2 + sin(x))",
    "sqrt(abs(x))*tanh(y)^2",
    "x^2^2 - (x^2)^2 + 1e-3*y",
]
PLACES = [(x, y) for x in np.linspace(-2.3, 2.2, 7) for y in np.linspace(-1.9, 2.6, 6)]
TYPED = {
    "rosenbrock": "(1 - x)^2 + 100*(y - x^2)^2",
    "beale": "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2",
    "himmelblau": "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    "rastrigin": "20 + x^2 + y^2 - 10*cos(2*pi*x) - 10*cos(2*pi*y)",
}


@pytest.fixture(params=FORMULAS)
def text(request):
    return request.param


def everything(formula, x, y):
    f, slopes = formula.value_and_grad(x, y)
    return np.array([f, *slopes, *formula.hessian(x, y)])


@pytest.mark.uncompiled
def test_value_gradient_and_hessian_are_those_of_the_slow_twin(text):
    formula, defined = Formula(text), 0
    for x, y in PLACES:
        twin = naive.formula(text, x, y)
        if twin is None:
            assert not np.isfinite(formula.value(x, y)), (x, y)
        else:
            defined += 1
            assert everything(formula, x, y) == pytest.approx(twin, rel=1e-11, abs=1e-12), (x, y)
    assert defined > 5


def test_the_gradient_is_the_slope(text):
    """The twin could share an error of mathematics; measured slopes could not."""
    formula = Formula(text)
    for x, y in [(0.613, 1.171), (1.319, 0.377)]:
        _, slopes = formula.value_and_grad(x, y)
        measured = measured_gradient(lambda a, b: (formula.value(a, b),), x, y, 1e-3)
        assert slopes == pytest.approx(measured, rel=1e-6, abs=1e-7)


def test_every_function_is_tried():
    written = " ".join(FORMULAS)
    assert all(f"{name}(" in written for name in FUNCTIONS)


def test_the_kernel_computes_what_its_text_says(text):
    tape = Formula(text).tape
    for x, y in PLACES[::5]:
        with np.errstate(all="ignore"):  # NumPy's scalars warn where the kernel is silent
            told = uncompiled(machine.value_and_grad)(x, y, tape)
        ours = machine.value_and_grad(x, y, tape)
        np.testing.assert_allclose(ours, told, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-x^2", -9),
        ("(-x)^2", 9),
        ("2^-y", 0.25),
        ("2^-y^2", 1 / 16),
        ("2^3^y", 512),
        ("(2^3)^y", 64),
        ("2**3**y", 512),
        ("2^3**y", 512),
        ("-2^-2", -0.25),
        ("x - y - 1", 0),
        ("x - (y - 1)", 2),
        ("x/y/2", 0.75),
        ("x/(y/2)", 3),
        ("x/y*2", 3),
        ("x*-y", -6),
        ("x - -y", 5),
        ("--x", 3),
        ("-+-x", 3),
        ("+x", 3),
        ("-x*y", -6),
        ("-x/y + 1", -0.5),
        ("2*x^2", 18),
        ("x*y^2", 12),
        ("6/2*(1 + 2)", 9),
        ("1e1", 10),
        ("1E1 + .5 + 2.", 12.5),
        ("007", 7),
        ("min(x, y)^2", 4),
        ("max(x, y) - min(y, x)", 1),
        ("abs(-x)", 3),
        ("log(e)", 1),
        ("log2(8) + log10(1000)", 6),
        ("sin(pi/2) + cos(0)", 2),
        ("sqrt(x*x + 16)", 5),
        (" \tx\n+ y ", 5),
    ],
)
def test_signs_powers_and_parentheses_bind_as_on_paper(text, value):
    assert Formula(text).value(3.0, 2.0) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "place", "value", "slopes"),
    [
        ("abs(x) + y", (0.0, 1.0), 1.0, (0.0, 1.0)),
        ("abs(x)", (-0.0, 0.0), 0.0, (0.0, 0.0)),
        ("min(x, y)", (2.0, 2.0), 2.0, (1.0, 0.0)),
        ("max(x, y)", (2.0, 2.0), 2.0, (1.0, 0.0)),
        ("max(2*x, 3*y)", (3.0, 2.0), 6.0, (2.0, 0.0)),
        ("max(0, x)", (0.0, 0.0), 0.0, (0.0, 0.0)),
        ("max(1, sqrt(x))", (0.0, 0.0), 1.0, (0.0, 0.0)),
    ],
)
def test_at_a_kink_the_gradient_is_the_one_that_is_documented(text, place, value, slopes):
    formula = Formula(text)
    assert formula.value_and_grad(*place) == (value, slopes)
    assert formula.hessian(*place) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("text", "place", "value"),
    [
        ("log(x)", (-1.0, 0.0), np.nan),
        ("log(x)", (0.0, 0.0), -np.inf),
        ("sqrt(x)", (-1.0, 0.0), np.nan),
        ("1/x", (0.0, 0.0), np.inf),
        ("y/x", (0.0, 0.0), np.nan),
        ("0/y", (1.0, 0.0), np.nan),
        ("0*log(x)", (-1.0, 0.0), np.nan),
        ("x^.5", (-1.0, 0.0), np.nan),
        ("x^-2", (0.0, 0.0), np.inf),
        ("x^y", (-2.0, 0.5), np.nan),
        ("asin(x)", (2.0, 0.0), np.nan),
        ("exp(exp(x))", (50.0, 0.0), np.inf),
        ("exp(exp(x)) - exp(exp(x))*y", (50.0, 1.0), np.nan),
        ("min(log(x), y)", (-1.0, 2.0), np.nan),
        ("max(y, log(x))", (-1.0, 2.0), np.nan),
        ("log(-1)", (0.0, 0.0), np.nan),
        ("1/0 + x", (0.0, 0.0), np.inf),
    ],
)
def test_a_hole_is_a_value_and_no_exception(text, place, value):
    formula = Formula(text)
    f, slopes = formula.value_and_grad(*place)
    assert f == pytest.approx(value, nan_ok=True)
    if np.isnan(value):
        assert np.isnan(slopes).all() and np.isnan(formula.hessian(*place)).all()


def test_second_derivatives_have_the_holes_of_the_value():
    """-1/x^2 would be a number left of 0, where log(x) has none."""
    assert np.isnan(Formula("log(x)").hessian(-1.0, 0.0)).all()


def test_arrays_are_broadcast_and_numbers_stay_numbers():
    formula = Formula("x^2 + x*y")
    x, y = np.arange(4.0), np.arange(3.0)[:, None]
    f, (slope_x, slope_y) = formula.value_and_grad(x, y)
    np.testing.assert_array_equal(f, x**2 + x * y)
    np.testing.assert_array_equal(slope_x, 2 * x + y)
    np.testing.assert_array_equal(slope_y, x + 0 * y)
    assert [second.shape for second in formula.hessian(x, y)] == [(3, 4)] * 3
    assert formula.value(x, 1).shape == (4,)
    assert np.ndim(formula.value(2, 3)) == 0 and formula.value(2, 3) == 10.0
    assert formula.value(np.zeros((0, 2)), 1.0).shape == (0, 2)


def test_a_formula_is_a_value():
    assert Formula("x + y") == Formula(" x  +\ty ") != Formula("y + x")
    assert len({Formula("x"), Formula("x"), Formula("y")}) == 2
    assert Formula("x^2").source == str(Formula("x^2")) == "x^2"


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("x^2 + 10*sin(y)**2", r"x^{2} + 10 \, \sin\left(y\right)^{2}"),
        ("-x^2", "-x^{2}"),
        ("(-x)^2", r"\left(-x\right)^{2}"),
        ("x - (y - 1)", r"x - \left(y - 1\right)"),
        ("x*-y", r"x \, \left(-y\right)"),
        ("-x*y", r"-x \, y"),
        ("x*2", r"x \cdot 2"),
        ("(x + 1)/(y*2)", r"\frac{x + 1}{y \cdot 2}"),
        ("(x/y)^2", r"\left(\frac{x}{y}\right)^{2}"),
        ("2^-x^2", "2^{-x^{2}}"),
        ("(2^x)^y", r"\left(2^{x}\right)^{y}"),
        ("exp(-x)*e^y", r"e^{-x} \, e^{y}"),
        ("sqrt(x + y)*abs(x)", r"\sqrt{x + y} \, \left|x\right|"),
        ("log(x) + log10(y)", r"\ln\left(x\right) + \log_{10}\left(y\right)"),
        ("asin(x)*min(x, pi)", r"\arcsin\left(x\right) \, \min\left(x, \pi\right)"),
        (".5*x + 2.*y", r"0.5 \, x + 2 \, y"),
        ("1.5e-1*x", r"1.5 \cdot 10^{-1} \, x"),
        ("2*(x + y)", r"2 \, \left(x + y\right)"),
    ],
)
def test_is_typeset_as_a_reader_would_write_it(text, latex):
    assert Formula(text).latex == latex


@pytest.mark.parametrize("surface_id", TYPED)
def test_a_run_on_a_typed_surface_is_the_run_on_the_built_in_one(optimizer, surface_id):
    ground = SURFACES[surface_id]
    how = {"start": ground.start, "steps": 60, "knobs": {"lr": ground.lr}}
    built_in = descend(optimizer, surface_id, **how)
    typed = descend(optimizer, Formula(TYPED[surface_id]), **how)
    assert typed.status == built_in.status
    np.testing.assert_allclose(typed.path, built_in.path, rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(typed.grad, built_in.grad, rtol=1e-8, atol=1e-8)


@pytest.mark.parametrize("surface_id", TYPED)
def test_maps_of_a_typed_surface_are_those_of_the_built_in_one(surface_id):
    ground, formula = SURFACES[surface_id], Formula(TYPED[surface_id])
    x, y = np.linspace(-2.0, 2.0, 5), np.linspace(-1.0, 2.0, 4)
    built_in = heights(surface_id, x, y, {})
    np.testing.assert_allclose(heights(formula, x, y, {}), built_in, rtol=1e-12, atol=1e-12)
    across, down = ("x0", x), ("lr", [0.0, ground.lr])
    ours = sweep("heavy_ball", formula, across, down, start=ground.start, steps=40)
    theirs = sweep("heavy_ball", surface_id, across, down, start=ground.start, steps=40)
    np.testing.assert_allclose(ours.final_loss, theirs.final_loss, rtol=1e-8)
    np.testing.assert_array_equal(ours.diverged, theirs.diverged)


def test_a_formula_is_a_surface_like_any_other(text):
    formula = Formula(text)
    spec = formula.as_surface()
    assert spec.formula == f"f(x, y) = {formula.latex}"
    assert spec.title.en and spec.title.zh and spec.idea.en and spec.idea.zh
    assert spec.minima() == [] and spec.lowest() is None and spec.knobs == {}
    x_low, x_high, y_low, y_high = spec.domain
    assert x_low <= spec.start[0] <= x_high and y_low <= spec.start[1] <= y_high
    assert formula.is_defined(*spec.start)
    assert np.isfinite(spec.lr) and spec.lr > 0.0
    run = descend("sgd", formula, steps=20, knobs={"lr": spec.lr})
    assert run.status in STATUSES and run.path[0].tolist() == list(spec.start)
    assert run.loss[-1] <= run.loss[0]


def test_the_suggested_rate_is_half_the_inverse_of_the_largest_curvature():
    assert Formula("x^2 + 15*y^2").as_surface().lr == pytest.approx(0.5 / 30.0)
    assert Formula("4*x*y").as_surface().lr == pytest.approx(0.5 / 4.0)
    assert Formula("x + y").as_surface().lr == 0.1


def test_a_surface_with_holes_starts_where_it_is_defined():
    assert Formula("log(x) + y^2").as_surface().start == (0.56, 2.78)
    assert not Formula("log(-1 - x^2)").is_defined(*Formula("log(-1 - x^2)").as_surface().start)


def test_a_run_that_comes_to_a_hole_ends_with_domain():
    run = descend("sgd", Formula("sqrt(x)"), start=(0.1, 0.0), steps=50, knobs={"lr": 1.0})
    assert (run.status, run.stopped_at) == ("domain", 0)
    with pytest.raises(ValueError, match="domain"):
        descend("sgd", Formula("sqrt(x)"), start=(-1.0, 0.0))


def test_threads_do_not_disturb_each_other():
    """Each call has registers of its own, whoever else computes another formula."""
    grid = np.meshgrid(np.linspace(0.1, 3.0, 20), np.linspace(0.1, 2.0, 15))
    formulas = [Formula(text) for text in FORMULAS]
    alone = [formula.value_and_grad(*grid) for formula in formulas]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda formula: formula.value_and_grad(*grid), formulas * 4))
    for number, (value, slopes) in enumerate(together):
        expected, expected_slopes = alone[number % len(formulas)]
        np.testing.assert_array_equal(value, expected)
        np.testing.assert_array_equal(slopes, expected_slopes)


def test_new_formulas_compile_nothing():
    def use(text):
        formula = Formula(text)
        formula.value(np.zeros(3), 1.0)
        formula.hessian(1.0, 2.0)
        formula.as_surface()
        heights(formula, np.zeros(2), np.zeros(2), {})
        descend("adam", formula, steps=3)
        sweep("adam", formula, ("lr", [0.1]), ("x0", [1.0]), steps=2)

    use("x")
    with event.install_recorder("numba:compile") as compilations:
        for text in FORMULAS:
            use(text)
    assert compilations.buffer == []
    if COMPILED:
        assert len(machine.value_and_grad.signatures) == 1


LEAVES = st.sampled_from(["x", "y", "2", ".5", "pi", "e", "3."])


def grown(inner):
    functions = st.sampled_from([name for name, count in FUNCTIONS.items() if count == 1])
    return st.one_of(
        st.builds("{}({})".format, functions, inner),
        st.builds("{}({},{})".format, st.sampled_from(["min", "max"]), inner, inner),
        st.builds("({}){}({})".format, inner, st.sampled_from([*"+-*/"]), inner),
        st.builds("-{}".format, inner),
        st.builds("({})^{}".format, inner, st.sampled_from(["2", "3", "-1", "0", "16"])),
    )


@given(st.recursive(LEAVES, grown, max_leaves=8).filter(lambda text: len(text) <= 200))
def test_any_formula_that_can_be_typed_agrees_with_the_slow_twin(text):
    formula = Formula(text)
    for x, y in [(0.7, 1.3), (-1.1, 0.4)]:
        twin = naive.formula(text, x, y)
        if twin is not None and np.abs(twin).max() < 1e6:
            size = 1e-9 * (1.0 + np.abs(twin).max())
            assert everything(formula, x, y) == pytest.approx(twin, rel=1e-7, abs=size)


def test_a_pole_on_the_map_is_no_divergence():
    """One step of 1 leads from (1, 0) to where the logarithm has no value."""
    run = descend("sgd", Formula("log(x)"), start=(1.0, 0.0), steps=5, knobs={"lr": 1.0})
    assert (run.status, run.stopped_at) == ("domain", 0)
