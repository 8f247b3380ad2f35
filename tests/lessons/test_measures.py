"""Every metric, option and kind of block gives its number, or the reason why there is none."""

import math

import numpy as np
import pytest

from lessons.engine import answers, measure, schema
from lessons.engine.kinds import LIVE, challenge, experiment, numeric, training
from lessons.engine.lesson import read
from lessons.engine.measure import Unmeasurable, measured
from lessons.engine.problems import Notes
from optim_core import evidence, ewa
from optim_core.series import SERIES
from tests.lessons.lesson_files import CHALLENGE, LESSON, live_blocks_of, problems_of

TRAINING = """\
:::{training} line
---
model: linear
dataset: line
epochs: 3
sliders:
  batch: {min: 1, max: 100, step: 1, value: 50}
runs:
  - {label: Batches, optimizer: sgd, lr: 0.1, batch: $batch}
  - {label: Decayed, optimizer: sgd, lr: 0.1, sampling: full, l2: 0.01,
     schedule: exponential, schedule_factor: 0.9}
---
:::
"""
AVERAGES = """\
:::{averages} days
---
series: ramp
betas: [0.9]
day: 20
sliders: {beta: {min: 0, max: 0.99, step: 0.01, value: 0.9}}
claims: [{metric: lag, above: 8.99, below: 9.01}]
---
:::
"""
MAP = """\
:::{map} rates
---
optimizer: heavy_ball
surface: {id: quadratic, condition: 10}
across: {knob: lr, min: 0.001, max: 1, scale: log}
down: {knob: beta, min: 0, max: 0.99}
---
:::
"""
PAIRS = """\
:::{training} pairs
---
model: linear
dataset: line
epochs: 2
batch: 10
seeds: 5
runs:
  - {label: Shuffled, optimizer: sgd, lr: 0.1}
  - {label: Twice, optimizer: sgd, lr: 0.1, batch: 20}
  - {label: Drawn, optimizer: sgd, lr: 0.1, sampling: replacement}
claims:
  - {run: Twice, metric: test_loss, versus: Shuffled, above: 0}
  - {run: Drawn, metric: updates, versus: Shuffled, undecided: true}
---
:::
"""
ALL = f"{LESSON}\n{TRAINING}\n{AVERAGES}\n{MAP}"


@pytest.fixture(scope="module")
def live():
    return live_blocks_of(ALL)


def test_every_kind_of_live_block_can_be_read(live):
    assert {item.kind for item in live.values()} == set(LIVE)
    assert problems_of(ALL) == []


@pytest.mark.parametrize("metric", experiment.METRICS)
def test_a_metric_of_a_run_is_a_number(live, metric):
    assert math.isfinite(measured(live["race"], {"lr": 0.05}).value(metric, "Heavy"))


@pytest.mark.parametrize("metric", training.METRICS)
def test_a_metric_of_a_training_is_a_number_or_says_why_not(live, metric):
    if "accuracy" in metric:  # of a line there is none
        with pytest.raises(Unmeasurable, match="not a number"):
            measured(live["line"]).value(metric, "Batches")
    else:
        assert measured(live["line"]).value(metric, "Batches") > 0


def test_runs_with_several_seeds_differ_pair_by_pair():
    item = live_blocks_of(f"{LESSON}\n{PAIRS}")["pairs"]
    setting = measured(item)
    found = [[h.test_loss[-1] for h in setting.histories(run)] for run in (0, 2)]
    expected = evidence.interval(np.subtract(*found[::-1]), 0.95)[1:]
    assert setting.interval("test_loss", "Drawn", "Shuffled") == pytest.approx(expected)


def test_what_is_called_undecided_is_so():
    assert problems_of(f"{LESSON}\n{PAIRS}") == []
    decided = PAIRS.replace("Shuffled, above: 0", "Shuffled, undecided: true")
    [problem] = problems_of(f"{LESSON}\n{decided}")
    assert problem.rule == "claim" and "…" in problem.say()


def test_too_few_seeds_or_a_run_have_no_interval(live):
    few = PAIRS.replace("seeds: 5", "seeds: 4")
    assert [problem.rule for problem in problems_of(f"{LESSON}\n{few}")] == ["cannot-run"]
    with pytest.raises(Unmeasurable, match="seeds"):
        measured(live["race"]).interval("loss", "Heavy", "Plain")


def test_the_metrics_are_what_their_names_say(live):
    setting = measured(live["race"])
    run = setting.trajectory(1)
    assert setting.value("loss", "Heavy") == run.loss[-1]
    assert setting.value("lowest_loss", "Heavy") == min(run.loss)
    assert setting.value("loss_rises", "Heavy") == sum(np.diff(run.loss) > 0)
    steps = int(setting.value("steps_to_loss", "Heavy", 0.1))
    assert run.loss[steps] < 0.1 <= run.loss[steps - 1]
    assert setting.value("first_step", "Heavy") == math.dist(run.path[0], run.path[1])
    assert (setting.value("x", "Heavy"), setting.value("y", "Heavy")) == tuple(run.path[-1])
    assert setting.value("distance", "Heavy") == pytest.approx(math.hypot(*run.path[-1]))
    assert setting.value("gradient", "Heavy") == pytest.approx(math.hypot(*run.grad[-1]))
    assert setting.best("loss", "Heavy", 30) == min(run.loss[:31])
    assert setting.value("diverged", "Heavy") == 0
    assert measured(live["race"], {"lr": 0.1}).value("diverged", "Plain") == 1


def test_an_average_is_that_of_its_day(live):
    setting = measured(live["days"])
    assert setting.value("value") == ewa(SERIES["ramp"](), 0.9)[19]
    assert setting.value("value", target=1) == pytest.approx(0.1)
    assert setting.value("window") == pytest.approx(10)
    assert measured(live["days"], {"beta": 0.5}).value("lag") == 1
    for day in (0, 121, 1.5):
        with pytest.raises(Unmeasurable, match="there is no day"):
            setting.value("value", target=day)


def test_a_training_is_told_its_settings(live):
    batches = measured(live["line"], {"batch": 100}).value("updates", "Batches")
    assert measured(live["line"]).value("updates", "Batches") == pytest.approx(2 * batches, abs=3)
    assert measured(live["line"]).value("updates", "Decayed") == 3
    (history,) = measured(live["line"]).histories(1)
    assert history is measured(live["line"]).histories(1)[0]  # trained once


@pytest.mark.parametrize(
    ("block", "changes", "metric", "run", "target", "why"),
    [
        ("race", {}, "losss", "Heavy", None, "did you mean 'loss'?"),
        ("race", {}, "loss", "Hevy", None, "did you mean 'Heavy'?"),
        ("race", {}, "loss", "", None, "there are Heavy, Plain"),
        ("race", {}, "steps_to_loss", "Plain", 1e-9, "never gets there"),
        ("race", {"lr": -1.0}, "loss", "Plain", None, "lr"),
        ("line", {"batch": 0.5}, "updates", "Batches", None, "not a whole number"),
        ("rates", {}, "loss", "", None, "no metric"),
    ],
)
def test_what_can_not_be_measured_says_why(live, block, changes, metric, run, target, why):
    with pytest.raises(Unmeasurable) as caught:
        measured(live[block], changes).value(metric, run, target)
    assert why in caught.value.text.en and caught.value.text.zh


def test_a_goal_within_steps_is_one_of_an_experiment(live):
    goal = challenge.Goal(metric="loss", below=1, within_steps=5)
    assert not measure.wins(live["line"].options, goal, "Batches", {})


@pytest.mark.parametrize(
    ("accept", "answer", "right", "wrong"),
    [
        ({"abs": 2}, 49, (47, 49, 51), (46.9, 52)),
        ({"rel": 0.1}, -50, (-45, -55), (-44, -56, 50)),
        ({"sigfig": 2}, 0.1234, (0.12, 0.1204), (0.13, 0.114)),
        ({"abs": 1, "rel": 0.5}, 10, (5, 15), (4.9, 15.1)),
        ({}, 49, (49,), (49.01,)),
        ({}, 0, (0,), (1e-9,)),
    ],
)
def test_an_answer_is_accepted_as_it_is_said(accept, answer, right, wrong):
    accept = numeric.Accept(**accept)
    assert all(accept.takes(given, answer) for given in right)
    assert not any(accept.takes(given, answer) for given in (*wrong, math.nan, math.inf))


def test_settings_are_those_that_sliders_can_reach(live):
    sliders = live["race"].options.sliders
    drawn = list(measure.settings(live["race"].options, 300))
    assert all(
        measure.reachable(sliders[name], value) for each in drawn for name, value in each.items()
    )
    assert min(each["lr"] for each in drawn) < 0.002 and max(each["lr"] for each in drawn) > 0.09
    uneven = schema.Slider(min=0, max=1, step=0.3, value=0)
    reached = {measure._drawn(uneven, share / 50) for share in range(51)}
    assert sorted(reached) == pytest.approx([0, 0.3, 0.6, 0.9])


def test_the_same_lesson_is_as_hard_each_time():
    lesson = read(LESSON, "valley.en.md")
    live = answers.live_blocks(lesson, Notes(lesson.file))
    shares = {challenge.share_that_wins(lesson.items["sooner"], live["race"]) for _ in range(2)}
    assert len(shares) == 1 and 0 < shares.pop() < 0.2


def test_a_challenge_may_be_about_a_training_or_an_average():
    for block, metric in (("line", "train_loss"), ("days", "value")):
        text = ALL.replace(
            CHALLENGE,
            f":::{{challenge}} sooner\n---\nexperiment: {block}\nrun: Batches\n"
            f"goal: {{metric: {metric}, below: -1}}\nreference: {{}}\n---\nReach it.\n:::\n",
        ).replace("run: Batches\n", "run: Batches\n" if block == "line" else "run: ''\n")
        assert [each.rule for each in problems_of(text)] == ["challenge-lost"]
