"""What every optimiser promises, whatever its formula."""

import inspect

import numpy as np
import pytest

from optim_core import OPTIMIZERS, descend
from optim_core.descend import STATUSES
from optim_core.jit import uncompiled
from tests import naive
from tests.core.entries import defaults

# Each bias correction off, then all that there are.
SWITCHED = [
    (name, dict.fromkeys(off, 0.0))
    for name, spec in OPTIMIZERS.items()
    for switches in [[knob for knob in spec.knobs if knob.startswith("correct_")]]
    for off in [[one] for one in switches] + [switches] * (len(switches) > 1)
]


def test_has_a_slow_twin(optimizer):
    assert hasattr(naive, optimizer), (
        f"tests/naive.py has no twin of {optimizer!r}: write {optimizer}(gradient, start, steps, "
        f"{', '.join(OPTIMIZERS[optimizer].knobs)}) there, from its paper"
    )


def test_bias_corrections_are_switches():
    assert "adam" in dict(SWITCHED)
    for name, off in SWITCHED:
        assert all(OPTIMIZERS[name].knobs[knob].scale == "switch" for knob in off)


def agrees_with_the_paper(optimizer, knobs):
    values = defaults(OPTIMIZERS[optimizer]) | knobs
    tilted = {"condition": 20.0, "rotation": 35.0}
    ours = descend(
        optimizer, "quadratic", start=(-4.0, 2.0), steps=50, knobs=values, surface_knobs=tilted
    )
    gradient = naive.tilted_quadratic(20.0, 35.0)
    paper = getattr(naive, optimizer)(gradient, (-4.0, 2.0), 50, **values)
    # Relative to the path's size: where it crosses an axis, a coordinate has no digits of its own.
    np.testing.assert_allclose(ours.path, paper, rtol=0, atol=1e-12 * np.abs(paper).max())


@pytest.mark.uncompiled
def test_agrees_with_the_paper(optimizer):
    agrees_with_the_paper(optimizer, {})


@pytest.mark.parametrize(
    ("optimizer_id", "knobs"),
    [
        ("rmsprop", {"eps": 0.1}),
        ("rmsprop", {"eps": 0.1, "eps_inside": 1.0}),
        ("adagrad", {"eps": 0.1}),
        ("adadelta", {"lr": 0.5, "eps": 0.01}),
        ("adamax", {"beta2": 0.5, "eps": 0.1}),
        ("nadam", {"beta1": 0.0}),
        ("amsgrad", {"beta2": 0.5}),
        ("adamw", {"weight_decay": 0.5}),
        ("lion", {"weight_decay": 0.5, "beta2": 0.8}),
        ("lion", {"lr": 0.3}),  # across the valley, where gradient and memory disagree
        ("lion", {"lr": 0.3, "beta1": 0.5, "beta2": 0.8}),
        ("anchored_momentum", {"radius": 0.1, "pull": 1.0, "gamma": 0.5}),
        ("anchored_momentum", {"radius": 10.0, "anchor_beta": 0.0, "pull": 0.001}),
    ],
)
@pytest.mark.uncompiled
def test_agrees_with_the_paper_at_other_knobs(optimizer_id, knobs):
    """Those that hardly matter at their defaults do here."""
    agrees_with_the_paper(optimizer_id, knobs)


@pytest.mark.parametrize(("optimizer_id", "switched_off"), SWITCHED)
@pytest.mark.uncompiled
def test_agrees_with_the_paper_without_bias_correction(optimizer_id, switched_off):
    agrees_with_the_paper(optimizer_id, switched_off)


def test_default_knobs_end_in_a_named_status_everywhere(optimizer, surface):
    run = descend(optimizer, surface)
    assert run.status in STATUSES
    assert 1 <= run.stopped_at <= 200


def test_a_longer_run_begins_like_a_shorter_one(optimizer, surface):
    short, long = (descend(optimizer, surface, steps=n, noise=0.1, seed=3) for n in (20, 60))
    last = short.stopped_at
    assert last == min(20, long.stopped_at)
    np.testing.assert_array_equal(short.path, long.path[: last + 1])
    np.testing.assert_array_equal(short.loss, long.loss[: last + 1])
    np.testing.assert_array_equal(short.grad[:last], long.grad[:last])
    np.testing.assert_array_equal(short.lr, long.lr[:last])
    for name, kept in short.memory.items():
        np.testing.assert_array_equal(kept, long.memory[name][: last + 1])


@pytest.mark.parametrize("flat", ["quadratic", "saddle"])
def test_stays_where_there_is_no_slope(optimizer, flat):
    run = descend(optimizer, flat, start=(0.0, 0.0), steps=20)
    assert len(run.path) == 21
    assert not run.path.any()


def test_moves_nothing_when_the_learning_rate_is_zero(optimizer):
    run = descend(optimizer, "rosenbrock", steps=20, knobs={"lr": 0.0})
    assert (run.path == run.path[0]).all()
    assert run.status == "stalled"


def test_an_idle_knob_has_no_effect(optimizer):
    """Where a control says that it does nothing at present, nothing depends on it."""
    for name, knob in OPTIMIZERS[optimizer].knobs.items():
        if knob.idle:
            paths = [
                descend(optimizer, "beale", steps=40, knobs=dict([knob.idle, (name, end)])).path
                for end in (knob.low, knob.high)
            ]
            np.testing.assert_allclose(*paths, rtol=1e-9)


def test_does_not_change_what_it_is_given(optimizer):
    start = np.array([-4.0, 2.0])
    knobs, surface_knobs = {"lr": 0.02}, {"condition": 10.0}
    schedule_knobs = {"rate": 0.5}
    descend(
        optimizer,
        "quadratic",
        start=start,
        steps=20,
        knobs=knobs,
        schedule="inverse_time",
        schedule_knobs=schedule_knobs,
        surface_knobs=surface_knobs,
        noise=0.1,
    )
    assert start.tolist() == [-4.0, 2.0]
    assert (knobs, surface_knobs) == ({"lr": 0.02}, {"condition": 10.0})
    assert schedule_knobs == {"rate": 0.5}


def test_a_second_run_is_the_same_run(optimizer):
    first, second = (descend(optimizer, "himmelblau", steps=50, noise=0.5) for _ in range(2))
    np.testing.assert_array_equal(first.path, second.path)


def test_explains_itself_with_the_numbers_of_its_own_source(optimizer, surface):
    """A quantity that a page shows is the variable of that name in the source that it shows."""
    spec = OPTIMIZERS[optimizer]
    run = descend(optimizer, surface, steps=30, explain=True)
    assert set(run.details) == set(spec.details)
    for coordinate in range(2):
        told = retold(spec, run, coordinate)
        for name in spec.details:
            recorded, size = run.details[name][:, coordinate], np.abs(run.details[name]).max()
            # A difference of numbers that nearly cancel has fewer digits of its own.
            expected = [words[name] for words in told]
            np.testing.assert_allclose(recorded, expected, rtol=1e-13, atol=1e-15 * size)
        for name in spec.memory:
            recorded = run.memory[name][1:, coordinate]
            np.testing.assert_allclose(recorded, [words[name] for words in told], rtol=1e-13)


def retold(spec, run, coordinate):
    """All variables of each update, by running the shown source on the recorded gradients."""
    variables = variables_of(spec.step)
    names, knobs = list(spec.knobs), tuple(defaults(spec).values())[1:]
    memory, told = spec.first_memory(run.path[0, coordinate], run.grad[0, coordinate]), []
    for t in range(run.stopped_at):
        hyper = (run.lr[t], *knobs)
        powers = tuple(hyper[names.index(name)] ** (t + 1) for name in spec.powers)
        x, g = run.path[t, coordinate], run.grad[t, coordinate]
        told.append(variables(x, g, memory, hyper, powers))
        memory = tuple(told[-1][name] for name in spec.memory)
    return told


def variables_of(step):
    """The step's own text, but for its last line: it returns its variables by name."""
    text, _, _ = inspect.getsource(uncompiled(step)).partition("\n")[2].rpartition("return")
    namespace = {"np": np}
    exec(f"{text}return locals()", namespace)
    return namespace["step"]


def test_explaining_changes_nothing_else(optimizer):
    silent, explained = (descend(optimizer, "beale", steps=40, explain=e) for e in (False, True))
    np.testing.assert_array_equal(silent.path, explained.path)
    assert all(len(kept) == 0 for kept in silent.details.values())
    assert all(len(kept) == explained.stopped_at for kept in explained.details.values())


def test_memory_starts_at_zero_or_where_it_is_said_to_begin(optimizer):
    run = descend(optimizer, "quadratic", steps=10)
    spec = OPTIMIZERS[optimizer]
    assert set(run.memory) == set(spec.memory)
    assert spec.velocity in ("", *spec.memory)
    assert set(spec.begins) <= set(spec.memory)
    for name, kept in run.memory.items():
        begin = {"x": run.path[0], "g": run.grad[0]}.get(spec.begins.get(name), np.zeros(2))
        np.testing.assert_array_equal(kept[0], begin)
        assert kept[1:].any()


def test_no_step_is_longer_than_the_radius_over_both_coordinates():
    knobs = {"radius": 0.25}
    run = descend("anchored_momentum", "himmelblau", steps=60, knobs=knobs, explain=True)
    wished = run.details["dx_ball"] + run.details["dx_pull"]
    too_long = np.hypot(*wished.T) > 0.25
    assert 5 < np.count_nonzero(too_long) < 55
    shares = np.where(too_long, 0.25 / np.hypot(*wished.T), 1.0)
    steps = np.diff(run.path, axis=0)
    np.testing.assert_allclose(steps, shares[:, None] * wished, rtol=0, atol=1e-14)


def test_a_radius_is_a_knob(optimizer):
    spec = OPTIMIZERS[optimizer]
    assert spec.radius in ("", *spec.knobs)


def test_moves_as_many_learning_rates_on_a_steady_slope_as_its_gain_says():
    """Only the optimisers whose step grows with the gradient have a gain worth the name."""
    growing = [spec for spec in OPTIMIZERS.values() if spec.by_slope]
    assert growing
    for spec in growing:
        knobs = defaults(spec)
        *_, step = first_steps(spec, 2.0, 500)
        assert step == pytest.approx(-2.0 * knobs["lr"] * spec.gain(knobs))


def test_says_whether_its_step_grows_with_the_slope(optimizer):
    spec = OPTIMIZERS[optimizer]
    steps, doubled = (np.array(list(first_steps(spec, slope, 20))) for slope in (0.01, 0.02))
    assert np.allclose(doubled, 2.0 * steps, rtol=1e-3) == spec.by_slope


def first_steps(spec, slope, count):
    """Where the slope stays as it is."""
    knobs = defaults(spec)
    memory, hyper = spec.first_memory(0.0, slope), tuple(knobs.values())
    for t in range(1, count + 1):
        powers = tuple(knobs[name] ** t for name in spec.powers)
        dx, memory, _ = uncompiled(spec.step)(0.0, slope, memory, hyper, powers)
        yield dx


def test_a_step_goes_along_what_it_says_over_what_divides_it(optimizer):
    """But for eps, and what some add to it: both have the same sign, and grow together."""
    spec = OPTIMIZERS[optimizer]
    if not spec.divisor:
        return
    run = descend(optimizer, "quadratic", steps=20, explain=True)
    after = {name: rows[1:] for name, rows in run.memory.items()} | run.details
    after["g"] = run.grad[:-1]
    if spec.square:
        np.testing.assert_allclose(after[spec.divisor], np.sqrt(after[spec.square]), rtol=1e-4)
    shown = after[spec.along] / after[spec.divisor]
    steps = -np.diff(run.path, axis=0)
    assert np.corrcoef(shown.ravel(), steps.ravel())[0, 1] > 0.9


def test_a_mean_is_the_weighted_sum_that_it_is_said_to_be(optimizer):
    run = descend(optimizer, "quadratic", steps=40, noise=1.0)
    slopes = {"g": run.grad[:-1], "g²": run.grad[:-1] ** 2}
    for mean in OPTIMIZERS[optimizer].means:
        decay = OPTIMIZERS[optimizer].knobs[mean.decay].default
        weights = (1.0 - decay if mean.shares else 1.0) * decay ** np.arange(len(run.grad) - 1)
        for newest, remembered in enumerate(run.memory[mean.memory][1:], 1):
            expected = weights[:newest][::-1] @ slopes[mean.of][:newest]
            np.testing.assert_allclose(remembered, expected, rtol=1e-10)


def test_names_itself_in_both_languages(optimizer):
    spec = OPTIMIZERS[optimizer]
    texts = [spec.title, spec.idea, *(knob.title for knob in spec.knobs.values())]
    assert all(text.en and text.zh for text in texts)
    assert next(iter(spec.knobs)) == "lr"
    assert spec.paper.startswith("https://")
    assert all(knob.accepts(v) for knob in spec.knobs.values() for v in (knob.low, knob.high))


def test_descends_long_without_slowing_or_breaking():
    """beta^t leaves the floats after some 7,000 steps; the bias correction must not notice."""
    count = 20_000
    run = descend("adam", "quadratic", steps=count, knobs={"lr": 0.01})
    assert run.stopped_at == count
    assert run.loss[-1] < 1e-6
