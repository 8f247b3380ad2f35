"""What has no meaning is refused, in a sentence that names the value and what is possible."""

import math

import pytest

from optim_core import OPTIMIZERS, SCHEDULES, SURFACES, Run, Scenario, descend, sweep

HUGE = 10**400  # a whole number that no float can hold


def refusal(*args, **keywords):
    with pytest.raises(ValueError) as caught:
        descend(*args, **keywords)
    return str(caught.value)


def test_an_unknown_optimizer_is_answered_with_the_known_ones():
    assert refusal("adm", "quadratic") == (
        f"optimizer 'adm' is unknown; there are {', '.join(OPTIMIZERS)}"
    )


def test_an_unknown_surface_or_schedule_is_answered_with_the_known_ones():
    assert refusal("sgd", "hill") == f"surface 'hill' is unknown; there are {', '.join(SURFACES)}"
    assert refusal("sgd", "beale", schedule="x") == (
        f"schedule 'x' is unknown; there are {', '.join(SCHEDULES)}"
    )


def test_an_unknown_knob_is_answered_with_the_known_ones():
    assert refusal("momentum", "beale", knobs={"gamma": 1}) == "momentum takes lr, beta; got gamma"
    assert refusal("sgd", "beale", surface_knobs={"k": 1}) == "beale takes no knobs; got k"
    assert refusal("sgd", "beale", schedule_knobs={"k": 1}) == "constant takes no knobs; got k"


@pytest.mark.parametrize(
    ("optimizer_id", "knob", "value", "possible"),
    [
        ("sgd", "lr", -0.1, "[0, infinity)"),
        ("sgd", "lr", math.nan, "[0, infinity)"),
        ("sgd", "lr", math.inf, "[0, infinity)"),
        ("momentum", "beta", 1.0, "[0, 1)"),
        ("heavy_ball", "beta", -0.5, "[0, 1)"),
        ("adam", "beta2", 1.0, "[0, 1)"),
        ("adam", "eps", -1e-8, "[0, infinity)"),
        ("rmsprop", "eps", -math.inf, "[0, infinity)"),
        ("adam", "correct_m", 0.5, "{0, 1}"),
    ],
)
def test_a_meaningless_knob_is_answered_with_its_range(optimizer_id, knob, value, possible):
    message = refusal(optimizer_id, "quadratic", knobs={knob: value})
    assert message == f"{knob}={value!r} of {optimizer_id} has no meaning outside {possible}"


def test_every_knob_refuses_what_is_outside_its_range(optimizer):
    for name, knob in OPTIMIZERS[optimizer].knobs.items():
        outside = [knob.below, math.nextafter(knob.least, -math.inf), math.nan, -math.inf]
        for value in outside:
            message = refusal(optimizer, "quadratic", knobs={name: value})
            assert f"{name}={value!r}" in message and knob.range().en in message


def test_meaningless_knobs_of_surfaces_and_schedules_are_refused_too():
    assert "condition=0.5" in refusal("sgd", "quadratic", surface_knobs={"condition": 0.5})
    assert "rate=-1.0" in refusal(
        "sgd", "quadratic", schedule="inverse_time", schedule_knobs={"rate": -1}
    )


@pytest.mark.parametrize("value", ["fast", None, [0.1], HUGE, 1j], ids=lambda v: type(v).__name__)
def test_a_knob_that_is_no_number_is_refused(value):
    assert refusal("sgd", "quadratic", knobs={"lr": value}) == f"lr={value!r} is not a number"


@pytest.mark.parametrize(
    "value", [0.1, "0:0.1", [1, 2], [(1, 2, 3)], [(0, None)], [(HUGE, 1)], None]
)
def test_changes_by_hand_are_a_list_of_pairs(value):
    message = refusal("sgd", "quadratic", schedule="manual", schedule_knobs={"points": value})
    assert message == f"points={value!r} is not a list of (epoch, rate)"


@pytest.mark.parametrize(
    "points",
    [
        [(5, 0.1), (2, 0.1)],
        [(2, 0.1), (2, 0.2)],
        [(-1, 0.1)],
        [(0, -0.1)],
        [(0, math.nan)],
        [(math.nan, 0.1)],
        [(math.inf, 0.1)],
        [(epoch, 0.1) for epoch in range(51)],
    ],
)
def test_changes_by_hand_come_one_after_another(points):
    message = refusal("sgd", "quadratic", schedule="manual", schedule_knobs={"points": points})
    assert message.startswith("points=((") and message.endswith(
        "of manual has no meaning outside e1:a1,e2:a2,… (0 <= e1 < e2 < …, 0 <= a, at most 50)"
        " or none"
    )


@pytest.mark.parametrize("steps", [-1, 1.5, 1_000_001, math.nan, math.inf, True])
def test_steps_are_counted(steps):
    message = f"steps={steps!r} is not a whole number from 0 to 1,000,000"
    assert refusal("sgd", "quadratic", steps=steps) == message


@pytest.mark.parametrize(
    "start",
    [1.0, (1.0,), (1.0, 2.0, 3.0), "ab", (None, 1.0), (HUGE, 0)],
    ids=lambda s: type(s).__name__,
)
def test_a_start_is_a_pair_of_numbers(start):
    assert refusal("sgd", "quadratic", start=start) == f"start={start!r} is not a pair of numbers"


@pytest.mark.parametrize("start", [(math.nan, 0.0), (0.0, math.inf)])
def test_a_start_is_somewhere(start):
    assert refusal("sgd", "quadratic", start=start) == f"start={start!r} is not finite"


def test_a_start_where_the_surface_is_undefined_is_named():
    message = refusal("sgd", "rosenbrock", start=(1e200, 0.5))
    assert "1e+200" in message and "0.5" in message and "domain" in message


@pytest.mark.parametrize("noise", [-1.0, math.nan, math.inf])
def test_noise_is_a_standard_deviation(noise):
    message = refusal("sgd", "quadratic", noise=noise)
    assert message == f"noise={noise!r} has no meaning outside [0, 1e+100)"


@pytest.mark.parametrize("seed", [-1, 0.5, 2**64, math.nan])
def test_a_seed_is_counted(seed):
    assert f"seed={seed!r}" in refusal("sgd", "quadratic", noise=1.0, seed=seed)


def test_a_scenario_refuses_what_a_run_would_refuse():
    with pytest.raises(ValueError, match=r"beta=1\.0 of momentum"):
        Run("momentum", {"beta": 1.0})
    with pytest.raises(ValueError, match="surface 'hill' is unknown"):
        Scenario(surface="hill")
    with pytest.raises(ValueError, match="fairness 'fair' is unknown"):
        Scenario(fairness="fair")
    with pytest.raises(ValueError, match="1 to 16 runs; got 0"):
        Scenario(runs=())
    with pytest.raises(ValueError, match="1 to 16 runs; got 17"):
        Scenario(runs=[Run("sgd")] * 17)


def test_a_map_refuses_an_axis_that_nobody_has():
    with pytest.raises(ValueError, match="sgd has no axis 'beta'; there are lr, x0, y0"):
        sweep("sgd", "quadratic", ("lr", [0.1]), ("beta", [0.5]))


def test_a_map_refuses_meaningless_values_on_an_axis():
    with pytest.raises(ValueError, match=r"beta=1.0 of heavy_ball has no meaning outside \[0, 1\)"):
        sweep("heavy_ball", "quadratic", ("lr", [0.1]), ("beta", [0.5, 1.0]))


def test_a_map_refuses_more_work_than_anybody_would_wait_for():
    values = [0.1] * 1_000
    with pytest.raises(ValueError, match="more than 2,000,000,000 updates"):
        sweep("sgd", "quadratic", ("lr", values), ("y0", values), steps=2_001)
    with pytest.raises(ValueError):
        sweep("sgd", "quadratic", ("lr", [0.1]), ("y0", [0.1]), steps=-1)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("steps", -1),
        ("steps", 1.5),
        ("steps", 10**6),
        ("seed", -1),
        ("seed", 2**40),
        ("noise", -0.1),
        ("noise", float("nan")),
        ("start", (1, 2, 3)),
        ("start", (1e9, 0.0)),
    ],
)
def test_a_scenario_holds_nothing_that_its_link_could_not(field, value):
    with pytest.raises(ValueError, match=field):
        Scenario(**{field: value})
