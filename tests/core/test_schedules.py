"""What every schedule promises about the learning rate of update t = 0, 1, 2, … of a run."""

import numpy as np
import pytest

from optim_core import SCHEDULES, descend
from optim_core.rates import learning_rates
from tests import naive
from tests.core.entries import BY_HAND, settings, tries


def test_has_a_slow_twin(schedule):
    assert hasattr(naive, schedule), (
        f"tests/naive.py has no twin of {schedule!r}: write {schedule}"
        f"({', '.join(['t', 'total', 'lr', *SCHEDULES[schedule].knobs])}) there, for one t"
    )


@pytest.mark.uncompiled
def test_agrees_with_its_closed_form(schedule):
    for total in (1, 7, 40, 333):
        for knobs in settings(SCHEDULES[schedule]):
            ours = learning_rates(schedule, 0.2, total, knobs)
            theirs = [getattr(naive, schedule)(t, total, 0.2, **knobs) for t in range(total)]
            np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-15)


def test_is_never_above_its_highest_nor_below_zero(schedule):
    for knobs in settings(SCHEDULES[schedule]):
        rates = learning_rates(schedule, 0.2, 500, knobs)
        assert rates.shape == (500,)
        assert (rates >= 0.0).all()
        assert (rates <= SCHEDULES[schedule].highest(0.2, knobs)).all()


def test_begins_at_its_highest_and_never_rises_unless_it_climbs(schedule):
    spec, falling = SCHEDULES[schedule], []
    for knobs in settings(spec):
        rates = learning_rates(schedule, 0.2, 500, knobs)
        falling.append(rates[0] == spec.highest(0.2, knobs) and (np.diff(rates) <= 0.0).all())
    assert all(falling) != spec.climbs


def test_reaches_its_highest(schedule):
    """Of a climb the peak may fall between two updates."""
    spec = SCHEDULES[schedule]
    rates = learning_rates(schedule, 0.2, 500)
    highest = spec.highest(0.2, {name: knob.default for name, knob in spec.knobs.items()})
    assert rates.max() == pytest.approx(highest, rel=0.01)
    assert highest == 0.2


def test_a_longer_plan_begins_like_a_shorter_one_unless_it_is_planned(schedule):
    for knobs in settings(SCHEDULES[schedule]):
        short, long = (learning_rates(schedule, 0.2, n, knobs) for n in (10, 100))
        assert np.array_equal(short, long[:10]) != SCHEDULES[schedule].planned


def test_takes_one_update_or_many(schedule):
    spec = SCHEDULES[schedule]
    for knobs in settings(spec):
        many = spec.rate(np.arange(20.0), 20, 0.2, *knobs.values())
        one_by_one = [float(spec.rate(float(t), 20, 0.2, *knobs.values())) for t in range(20)]
        np.testing.assert_allclose(one_by_one, many, rtol=1e-15)


def test_has_nothing_to_say_about_a_run_of_no_steps(schedule):
    assert learning_rates(schedule, 0.2, 0).shape == (0,)


def test_is_what_the_run_records(schedule):
    run = descend("sgd", "quadratic", steps=30, knobs={"lr": 0.02}, schedule=schedule)
    np.testing.assert_array_equal(run.lr, learning_rates(schedule, 0.02, 30))
    moved = run.path[:-1] - run.path[1:]
    np.testing.assert_allclose(moved, run.lr[:, None] * run.grad[:-1], rtol=1e-9, atol=1e-12)


def test_inverse_time_gives_the_table_of_the_notes():
    """alpha0 = 0.2, decay rate 1: epochs 1, 2, 3, 4."""
    rates = learning_rates("inverse_time", 0.2, 5, {"rate": 1.0})
    assert rates[1:] == pytest.approx([0.1, 0.2 / 3, 0.05, 0.04])


def test_inverse_sqrt_counts_epochs_from_one():
    """Epochs 1, 4, 9, 16 of k / sqrt(e) times alpha0."""
    rates = learning_rates("inverse_sqrt", 0.2, 16, {"k": 3.0})
    assert rates[[0, 3, 8, 15]] == pytest.approx([0.6, 0.3, 0.2, 0.15])


def test_the_staircase_of_the_notes_halves_every_n_epochs():
    rates = learning_rates("staircase", 0.8, 12, {"every": 4.0})
    assert rates.tolist() == [0.8] * 4 + [0.4] * 4 + [0.2] * 4


def test_by_hand_holds_until_the_next_change():
    rates = learning_rates("manual", 0.3, 6, {"points": [[1, 0.5], (2.5, 0.1), (4, 0)]})
    assert rates.tolist() == [0.3, 0.5, 0.5, 0.1, 0.0, 0.0]


@pytest.mark.parametrize("name", ["linear", "cosine", "warmup_cosine", "warm_restarts"])
def test_what_is_left_at_the_end_is_the_share_asked_for(name):
    """At t = total, one after the last update; of warm restarts, at the end of a cycle."""
    knobs = {knob: spec.default for knob, spec in SCHEDULES[name].knobs.items()} | {"end": 0.25}
    total = int(knobs.get("period", 50))
    just_before = total - 1e-6
    assert SCHEDULES[name].rate(just_before, total, 0.2, *knobs.values()) == pytest.approx(0.05)


@pytest.mark.parametrize("name", ["linear", "cosine", "warmup_cosine", "one_cycle"])
def test_a_plan_that_is_over_stays_where_it_ended(name):
    knobs = [knob.default for knob in SCHEDULES[name].knobs.values()]
    after = SCHEDULES[name].rate(np.array([50.0, 51.0, 1e6]), 50, 0.2, *knobs)
    assert after[0] == after[1] == after[2] < 0.001


def test_warming_up_climbs_in_equal_steps_and_starts_with_one():
    rates = learning_rates("warmup_cosine", 0.2, 100, {"warmup": 0.09})
    np.testing.assert_allclose(rates[:10], 0.02 * np.arange(1, 11), rtol=1e-12)
    assert (np.diff(rates[9:]) < 0).all()
    cold = learning_rates("warmup_cosine", 0.2, 100, {"warmup": 0.0})
    np.testing.assert_array_equal(cold, learning_rates("cosine", 0.2, 100))


def test_one_cycle_goes_up_and_down_once():
    rates = learning_rates("one_cycle", 0.2, 101, {"peak": 0.4})
    corners = SCHEDULES["one_cycle"].rate(np.array([0.0, 40, 80, 100]), 100, 0.2, 0.1, 0.4, 0.01)
    assert corners == pytest.approx([0.02, 0.2, 0.02, 0.0002])
    assert int((np.diff(np.sign(np.diff(rates))) != 0).sum()) == 1


def test_warm_restarts_come_when_they_are_due():
    """Cycles of 5, 15, 45, … updates: at whole powers, where logarithms err (here at 605)."""
    rates = learning_rates("warm_restarts", 0.2, 1_900, {"period": 5.0, "growth": 3.0})
    restarts = [5, 20, 65, 200, 605, 1820]
    assert (np.flatnonzero(np.diff(rates) > 0) + 1).tolist() == restarts
    assert set(rates[[0, *restarts]]) == {0.2}
    equal = learning_rates("warm_restarts", 0.2, 500, {"period": 7.0, "growth": 1.0})
    assert (np.flatnonzero(equal == 0.2) == np.arange(0, 500, 7)).all()


def test_names_itself_in_both_languages(schedule):
    spec = SCHEDULES[schedule]
    texts = [spec.title, spec.idea, *(knob.title for knob in spec.knobs.values())]
    assert all(text.en and text.zh for text in texts)
    assert spec.formula
    assert all(knob.accepts(value) for knob in spec.knobs.values() for value in tries(knob))
    assert all(knob.accepts(knob.default) for knob in spec.knobs.values())


def test_changes_by_hand_travel_as_text():
    knob = SCHEDULES["manual"].knobs["points"]
    assert knob.to_text(((0.0, 0.1), (5.0, 0.01))) == "0:0.1,5:0.01"
    for points in (knob.default, *BY_HAND, ((0.5, 1e-300),)):
        assert knob.from_text(knob.to_text(points)) == points


def test_counts_epochs_of_so_many_updates(schedule):
    each = learning_rates(schedule, 0.2, 4)
    np.testing.assert_array_equal(
        learning_rates(schedule, 0.2, 10, updates_per_epoch=3), np.repeat(each, 3)[:10]
    )
    run = descend("sgd", "quadratic", steps=10, schedule=schedule, updates_per_epoch=3)
    assert run.lr[2] == run.lr[0]
