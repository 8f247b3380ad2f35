"""Whatever numbers arrive, a run ends in a named status or is refused; nothing else happens."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from optim_core import OPTIMIZERS, SCHEDULES, SURFACES, descend
from optim_core.arguments import complete
from optim_core.descend import STATUSES
from optim_core.rates import MOST_STEPS
from optim_core.settings import Points
from tests.core.test_statuses import arrays

POSITIVE = st.floats(0.0, allow_infinity=False)
ANYTHING = st.floats()  # nan, infinities, denormals and both zeros included


def any_knobs(specs):
    """Some knobs at any number at all, the others left at their defaults."""
    return st.fixed_dictionaries({}, optional=dict.fromkeys(specs, ANYTHING))


def meaningful(specs):
    """Knobs from the whole range that has a meaning, far beyond the sliders."""
    return st.fixed_dictionaries({}, optional={name: within(k) for name, k in specs.items()})


def within(knob):
    if isinstance(knob, Points):
        epochs = st.lists(POSITIVE, max_size=knob.most, unique=True).map(sorted)
        return epochs.flatmap(
            lambda ordered: st.tuples(*(st.tuples(st.just(e), POSITIVE) for e in ordered))
        )
    if knob.scale == "switch":
        return st.sampled_from([0.0, 1.0])
    return st.floats(knob.least, knob.below, exclude_max=True, allow_infinity=False)


def ends_well(*args, **keywords):
    """Named status, or a ValueError that says something."""
    try:
        run = descend(*args, steps=25, explain=True, **keywords)
    except ValueError as refusal:
        assert str(refusal)
    else:
        assert run.status in STATUSES
        assert len(run.path) == run.stopped_at + 1
        assert all(np.isfinite(kept).all() for kept in arrays(run))


@given(data=st.data())
def test_any_knobs_end_in_a_status_or_a_refusal(optimizer, data):
    ends_well(
        optimizer,
        data.draw(st.sampled_from(list(SURFACES))),
        knobs=data.draw(any_knobs(OPTIMIZERS[optimizer].knobs)),
    )


@given(data=st.data())
def test_meaningful_knobs_are_never_refused(optimizer, data):
    surface = data.draw(st.sampled_from(list(SURFACES)))
    knobs = data.draw(meaningful(OPTIMIZERS[optimizer].knobs))
    run = descend(optimizer, surface, steps=25, knobs=knobs)
    assert run.status in STATUSES


@given(data=st.data())
def test_any_surface_knobs_and_start_end_in_a_status_or_a_refusal(surface, data):
    ends_well(
        data.draw(st.sampled_from(list(OPTIMIZERS))),
        surface,
        start=data.draw(st.tuples(ANYTHING, ANYTHING)),
        surface_knobs=data.draw(any_knobs(SURFACES[surface].knobs)),
    )


@given(data=st.data())
def test_any_schedule_knobs_end_in_a_status_or_a_refusal(schedule, data):
    ends_well(
        "momentum",
        "quadratic",
        knobs={"lr": data.draw(ANYTHING)},
        schedule=schedule,
        schedule_knobs=data.draw(any_knobs(SCHEDULES[schedule].knobs)),
    )


@given(data=st.data())
def test_any_list_of_changes_by_hand_ends_in_a_status_or_a_refusal(data):
    points = data.draw(st.lists(st.lists(ANYTHING, max_size=3), max_size=4) | ANYTHING)
    ends_well("sgd", "beale", schedule="manual", schedule_knobs={"points": points})


@given(data=st.data())
def test_a_meaningful_schedule_is_finite_and_never_negative_however_long(schedule, data):
    """Any update of a run of a million, any knobs that have a meaning, none of them refused."""
    spec = SCHEDULES[schedule]
    knobs = complete(schedule, spec.knobs, data.draw(meaningful(spec.knobs)))
    total = data.draw(st.integers(0, MOST_STEPS))
    t = np.array(data.draw(st.lists(st.integers(0, MOST_STEPS), min_size=1)), dtype=float)
    rates = spec.rate(t, total, 0.1, *knobs.values())
    assert rates.shape == t.shape
    assert np.isfinite(rates).all() and (rates >= 0.0).all()
    assert (rates <= spec.highest(0.1, knobs) * (1.0 + 1e-12)).all()


@given(noise=ANYTHING, seed=st.integers(), lr=ANYTHING)
def test_any_noise_and_seed_end_in_a_status_or_a_refusal(optimizer, noise, seed, lr):
    ends_well(optimizer, "himmelblau", noise=noise, seed=seed, knobs={"lr": lr})
