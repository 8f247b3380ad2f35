"""What every schedule promises about the learning rate of step t = 0, 1, 2, …"""

import numpy as np
import pytest

from optim_core import SCHEDULES, descend
from optim_core.descend import learning_rates
from tests import naive
from tests.core.entries import settings


def test_has_a_slow_twin(schedule):
    assert hasattr(naive, schedule), (
        f"tests/naive.py has no twin of {schedule!r}: write {schedule}"
        f"({', '.join(['t', 'lr', *SCHEDULES[schedule].knobs])}) there, for one t"
    )


def test_agrees_with_its_closed_form(schedule):
    for knobs in settings(SCHEDULES[schedule]):
        ours = learning_rates(schedule, 0.2, 40, knobs)
        theirs = [getattr(naive, schedule)(t, 0.2, **knobs) for t in range(40)]
        np.testing.assert_allclose(ours, theirs, rtol=1e-13)


def test_starts_at_the_learning_rate(schedule):
    for knobs in settings(SCHEDULES[schedule]):
        assert learning_rates(schedule, 0.2, 5, knobs)[0] == 0.2


def test_never_climbs_above_its_start_nor_below_zero(schedule):
    for knobs in settings(SCHEDULES[schedule]):
        rates = learning_rates(schedule, 0.2, 500, knobs)
        assert rates.shape == (500,)
        assert ((rates >= 0.0) & (rates <= 0.2)).all()


def test_a_longer_plan_begins_like_a_shorter_one(schedule):
    short, long = (learning_rates(schedule, 0.2, n) for n in (10, 100))
    np.testing.assert_array_equal(short, long[:10])


def test_is_what_the_run_records(schedule):
    run = descend("sgd", "quadratic", steps=30, knobs={"lr": 0.02}, schedule=schedule)
    np.testing.assert_array_equal(run.lr, learning_rates(schedule, 0.02, 30))
    moved = run.path[:-1] - run.path[1:]
    np.testing.assert_allclose(moved, run.lr[:, None] * run.grad[:-1], rtol=1e-9, atol=1e-12)


def test_inverse_time_gives_the_table_of_the_notes():
    """alpha0 = 0.2, decay rate 1: epochs 1, 2, 3, 4."""
    rates = learning_rates("inverse_time", 0.2, 5, {"rate": 1.0})
    assert rates[1:] == pytest.approx([0.1, 0.2 / 3, 0.05, 0.04])


def test_names_itself_in_both_languages(schedule):
    spec = SCHEDULES[schedule]
    texts = [spec.title, spec.idea, *(knob.title for knob in spec.knobs.values())]
    assert all(text.en and text.zh for text in texts)
    assert spec.formula
    assert all(knob.accepts(v) for knob in spec.knobs.values() for v in (knob.low, knob.high))
