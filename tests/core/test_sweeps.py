"""A map is many runs at once, and nothing else."""

import importlib

import numpy as np
import pytest

from optim_core import OPTIMIZERS, SURFACES, Formula, descend, sweep, sweeping, theory


def one_by_one(optimizer, surface, across, down, start=None, steps=200, target=1e-3, **others):
    """The slow twin: descend for each cell."""
    cells = [
        [cell(optimizer, surface, dict([across_at, down_at]), start, steps, target, **others)
         for across_at in pairs(across)]
        for down_at in pairs(down)
    ]  # fmt: skip
    return (np.array(layer) for layer in np.moveaxis(np.array(cells, dtype=object), -1, 0))


def pairs(axis):
    return [(axis[0], value) for value in axis[1]]


def cell(optimizer, surface, values, start, steps, target, knobs=None, surface_knobs=None):
    """(final loss, steps to target, diverged, rate, end) of one run."""
    x, y = SURFACES[surface].start if start is None else start
    start = values.pop("x0", x), values.pop("y0", y)
    tilted = {name for name in values if name.startswith("surface.")}
    surface_knobs = {name[8:]: values.pop(name) for name in tilted} | (surface_knobs or {})
    run = descend(
        optimizer,
        surface,
        start=start,
        steps=steps,
        knobs={**(knobs or {}), **values},
        surface_knobs=surface_knobs,
    )
    lost = run.status in ("diverged", "domain")
    arrived = np.flatnonzero(run.loss <= target)
    rate = np.nan if lost else rate_of(run, steps)
    loss, *end = (np.nan,) * 3 if lost else (run.loss[-1], *run.path[-1])
    return loss, arrived[0] if len(arrived) else -1, lost, rate, *end


def rate_of(run, steps, pieces=32):
    """How much smaller the gradient became each step, from the end of the first quarter of what
    is not rounding to its end."""
    length = max(steps // pieces, 1)
    squares, places = (run.grad**2).sum(axis=1), (run.path**2).sum(axis=1)
    ends = list(range(length, steps + 1, length))[:pieces]
    sums = [squares[end - length + 1 : end + 1].sum() for end in ends]
    rounding = [length * 1e-26 * squares[0] / max(places[0], 1e-300) * places[end] for end in ends]
    usable = next((k for k in range(len(sums)) if not sums[k] > rounding[k]), len(sums))
    if usable < 2:
        return np.nan
    first = usable // 4
    return (sums[usable - 1] / sums[first]) ** (1 / (2 * length * (usable - 1 - first)))


def assert_agrees_cell_by_cell(optimizer, surface, across, down, **others):
    ours = sweep(optimizer, surface, across, down, **others)
    final_loss, steps_to_target, diverged, rate, *end = one_by_one(
        optimizer, surface, across, down, **others
    )
    np.testing.assert_array_equal(ours.diverged, diverged.astype(bool))
    np.testing.assert_array_equal(ours.steps_to_target, steps_to_target.astype(int))
    np.testing.assert_array_equal(ours.final_loss, final_loss.astype(float))
    np.testing.assert_allclose(ours.rate, rate.astype(float), rtol=1e-9)
    np.testing.assert_array_equal(ours.end, np.stack(end, axis=-1).astype(float))
    assert ours.done.all()
    return ours


@pytest.mark.uncompiled
def test_agrees_with_descend_cell_by_cell(optimizer):
    """Learning rates from nothing to far too much, against every other knob in turn."""
    lrs = ("lr", [0.0, 1e-3, 0.03, 0.3, 30.0, 1e200])
    for name, knob in list(OPTIMIZERS[optimizer].knobs.items())[1:]:
        ends = (name, [knob.low, knob.default, knob.high])
        assert_agrees_cell_by_cell(optimizer, "quadratic", lrs, ends, steps=60, target=0.5)
    starts = ("x0", [-2.0, 0.0, 3.0])
    assert_agrees_cell_by_cell(optimizer, "beale", starts, lrs, steps=60, target=0.5)


def test_agrees_with_descend_on_every_surface(surface):
    x_low, x_high, y_low, y_high = SURFACES[surface].domain
    across = ("x0", np.linspace(x_low, x_high, 5))
    down = ("y0", np.linspace(y_low, y_high, 3))
    knobs = {"lr": 10 * SURFACES[surface].lr}
    assert_agrees_cell_by_cell("sgd", surface, across, down, steps=50, target=1.0, knobs=knobs)


def test_says_when_each_run_arrived_and_which_were_lost():
    lrs = ("lr", [1e-5, 0.03, 0.1])
    ours = assert_agrees_cell_by_cell(
        "heavy_ball", "quadratic", lrs, ("beta", [0.0, 0.9]), steps=300
    )
    assert ours.diverged.tolist() == [[False, False, True], [False, False, False]]
    assert (ours.steps_to_target[:, 0] == -1).all()
    assert (ours.steps_to_target[:, 1] > 0).all()
    assert np.isnan(ours.final_loss[0, 2])


def test_a_run_that_starts_on_the_target_has_arrived():
    ours = sweep("sgd", "quadratic", ("x0", [0.0, 1.0]), ("y0", [0.0]), steps=1, target=1e-3)
    assert ours.steps_to_target.tolist() == [[0, -1]]


def test_other_knobs_start_and_surface_knobs_are_used():
    assert_agrees_cell_by_cell(
        "adam",
        "quadratic",
        ("lr", [0.05, 0.5]),
        ("x0", [1.0, 2.0]),
        start=(9.0, -1.0),
        steps=40,
        knobs={"beta1": 0.5, "correct_v": 0.0},
        surface_knobs={"condition": 7.0, "rotation": 20.0},
    )


TILTS = ("surface.rotation", [0.0, 20.0, 70.0])
CONDITIONS = ("surface.condition", [1.0, 5.0, 30.0, 100.0])


@pytest.mark.parametrize(
    ("across", "down"),
    [
        (TILTS, ("lr", [0.01, 0.1])),
        (("y0", [1.0, 2.0]), TILTS),
        (CONDITIONS, TILTS),
    ],
    ids=["across", "down", "both"],
)
def test_an_axis_may_be_a_knob_of_the_surface(across, down):
    others = {} if TILTS in (across, down) and CONDITIONS in (across, down) else {"condition": 7.0}
    assert_agrees_cell_by_cell(
        "momentum", "quadratic", across, down, steps=40, surface_knobs=others
    )


@pytest.fixture
def often(monkeypatch):
    """A map is shown after every few runs, so that a small one has many pictures."""
    monkeypatch.setattr(importlib.import_module("optim_core.sweep"), "VISIT", 2_000)


WATCHED = ("lr", np.linspace(1e-4, 1e-3, 37)), ("beta", np.linspace(0.0, 0.9, 40))


def watched(stop_after=None):
    """(the map, stopped after so many pictures; done and final loss of each picture)."""
    pictures = []

    def watch(found):
        pictures.append((found.done.copy(), found.final_loss.copy()))
        return len(pictures) == stop_after

    return sweep("heavy_ball", "rosenbrock", *WATCHED, steps=30, watch=watch), pictures


def test_a_watched_map_is_the_same_map(often):
    ours, pictures = watched()
    alone = sweep("heavy_ball", "rosenbrock", *WATCHED, steps=30)
    for name in ("final_loss", "steps_to_target", "diverged", "rate", "end", "done"):
        np.testing.assert_array_equal(getattr(ours, name), getattr(alone, name))
    assert len(pictures) > 4


def test_pictures_go_from_coarse_to_fine(often):
    """The first is whole already, in squares; every later one only adds to what is known."""
    ours, pictures = watched()
    shares = [done.mean() for done, _ in pictures]
    assert shares == sorted(set(shares))
    assert shares[0] < 0.1 and shares[-1] == 1.0
    for done, loss in pictures:
        np.testing.assert_array_equal(loss[done], ours.final_loss[done])
        assert np.isin(loss, ours.final_loss).all()


def test_a_watcher_may_stop_the_map(often):
    ours, pictures = watched(stop_after=1)
    assert len(pictures) == 1
    assert 0 < ours.done.sum() < ours.done.size / 2


def test_who_stops_asking_leaves_the_rest_undone(often):
    pictures = sweeping("heavy_ball", "rosenbrock", *WATCHED, steps=30)
    first = next(pictures)
    known = first.done.sum()
    pictures.close()
    assert first.done.sum() == known < first.done.size / 2


def test_a_map_of_very_long_runs_is_watched_from_a_single_one_on():
    axes = ("x0", [0.1, 0.2, 0.3]), ("y0", [1.0])
    seen = []
    sweep("sgd", "quadratic", *axes, steps=1_000_000, knobs={"lr": 0.5},
          watch=lambda found: seen.append(int(found.done.sum())))  # fmt: skip
    assert seen == [2, 3]


def test_a_large_map_is_the_same_in_any_number_of_pieces():
    """Rows are shared among threads; each cell must be its own run wherever it falls."""
    count = 33
    lrs, betas = ("lr", np.linspace(0.01, 0.2, count)), ("beta", np.linspace(0.0, 0.9, count))
    whole = sweep("heavy_ball", "rosenbrock", lrs, betas, steps=30)
    for row in range(0, count, 4):
        alone = sweep("heavy_ball", "rosenbrock", lrs, ("beta", betas[1][row : row + 1]), steps=30)
        np.testing.assert_array_equal(alone.final_loss[0], whole.final_loss[row])


def test_a_map_of_a_formula_is_that_of_its_surface():
    axes = ("x0", np.linspace(-2.0, 2.0, 7)), ("lr", [1e-4, 1e-3])
    typed = Formula("(1 - x)^2 + 100*(y - x^2)^2")
    ours, theirs = (
        sweep("adam", ground, *axes, start=(0.0, 1.0), steps=50).end
        for ground in (typed, "rosenbrock")
    )
    np.testing.assert_allclose(ours, theirs, rtol=1e-9)


def test_no_steps_leave_every_run_at_its_start():
    ours = sweep("sgd", "saddle", ("x0", [0.0, 2.0]), ("y0", [1.0]), steps=0)
    assert ours.final_loss == pytest.approx(np.array([[-1.0, 3.0]]))


def test_rates_are_measured_above_rounding_only():
    """The regression's minimum is not zero, so its loss ends in rounding long before 160 steps."""
    lrs, betas = np.array([0.3, 0.5]), np.array([0.0, 0.3, 0.6])
    measured = sweep("heavy_ball", "diabetes_bmi", ("lr", lrs), ("beta", betas), steps=160).rate
    predicted = theory.heavy_ball_rate((2.0, 2.0), lrs, betas[:, None])
    np.testing.assert_allclose(measured[predicted > 0.5], predicted[predicted > 0.5], rtol=0.08)


@pytest.mark.parametrize(
    ("across", "down", "said"),
    [
        (("lr", [0.1]), ("lr", [0.2]), "two different"),
        (("x0", [np.nan]), ("lr", [0.2]), "finite"),
        (("lr", [np.nan]), ("beta", [0.2]), "lr=nan"),
        (("speed", [1.0]), ("beta", [0.2]), "no axis 'speed'"),
        (("surface.tilt", [1.0]), ("beta", [0.2]), "there are .*, surface.condition, surface"),
        (("surface.condition", [0.5]), ("beta", [0.2]), "has no meaning outside"),
        (("lr", []), ("beta", [0.2]), "lr holds no values"),
        (("x0", ["left"]), ("beta", [0.2]), "x0='left' is not a number"),
    ],
)
def test_axes_without_meaning_are_refused(across, down, said):
    with pytest.raises(ValueError, match=said):
        sweep("heavy_ball", "quadratic", across, down)
