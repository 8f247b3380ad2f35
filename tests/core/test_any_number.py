"""Whatever numbers arrive, a run ends in a named status or is refused; nothing else happens."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from optim_core import OPTIMIZERS, SCHEDULES, SURFACES, descend
from optim_core.descend import STATUSES
from tests.core.test_statuses import arrays

ANYTHING = st.floats()  # nan, infinities, denormals and both zeros included


def any_knobs(specs):
    """Some knobs at any number at all, the others left at their defaults."""
    return st.fixed_dictionaries({}, optional=dict.fromkeys(specs, ANYTHING))


def meaningful(specs):
    """Knobs from the whole range that has a meaning, far beyond the sliders."""
    return st.fixed_dictionaries({}, optional={name: within(k) for name, k in specs.items()})


def within(knob):
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
        schedule=schedule,
        schedule_knobs=data.draw(any_knobs(SCHEDULES[schedule].knobs)),
    )


@given(noise=ANYTHING, seed=st.integers(), lr=ANYTHING)
def test_any_noise_and_seed_end_in_a_status_or_a_refusal(optimizer, noise, seed, lr):
    ends_well(optimizer, "himmelblau", noise=noise, seed=seed, knobs={"lr": lr})
