"""Reach a goal with the sliders."""

from pydantic import Field, model_validator

from lessons.engine import checks, measure, paper
from lessons.engine.kind import BlockOptions, Question
from lessons.engine.kinds.experiment import BOUNDED
from lessons.engine.measure import Unmeasurable
from lessons.engine.problems import suggestion
from lessons.engine.records import ASKED, Settings
from lessons.engine.schema import MOST_STEPS, Bound, Id, Named, Number, Setting, Short, refusal
from optim_core import Text

EASY = 0.35  # of all settings: a challenge that so many win asks for nothing


class Goal(Bound):
    metric: Named = Field(description="what is measured")
    target: Number | None = Field(None, description="of the metrics that have one")
    within_steps: int | None = Field(
        None, ge=1, le=MOST_STEPS,
        description="with `loss` or `lowest_loss`: any of the first so many steps counts",
    )  # fmt: skip

    @model_validator(mode="after")
    def _within_what(self):
        if self.within_steps and self.metric not in BOUNDED:
            raise refusal("within")
        return self


class Challenge(BlockOptions):
    experiment: Id = Field(description="the block whose sliders are moved")
    run: Short = Field("", description="the run's label; needless where there is one run")
    goal: Goal = Field(description="what wins")
    reference: Setting = Field(description="sliders that win: {name: value}")
    without: Setting = Field(
        {}, description="sliders that switch the idea off: nothing may win with them"
    )

    @property
    def about(self):
        return self.experiment


def check(item, live, lesson, notes):
    options = item.options
    of = checks.referred(item, live, lesson, notes, "experiment")
    if of is None or not checks.can_be_set(item, options.reference, of, notes, "reference"):
        return
    if not checks.can_be_set(item, options.without, of, notes, "without"):
        return
    if not of.spec.draws:
        checks.not_there(item, of.id, suggestion(of.id, ()), notes, "experiment")
    elif _check_reference(item, of, notes):
        _check_difficulty(item, of, notes)


def _check_reference(item, of, notes):
    """Whether it could be played, and is not won by itself."""
    options = item.options
    try:
        value = measure.goal_value(*_goal(item, of), options.reference, of.assets)
    except Unmeasurable as error:
        place = item.places.place(["goal"])
        notes.add("challenge-unmeasured", *place, id=item.id, why=error.text)
        return False
    if not measure.meets(options.goal, value):
        place, metric = item.places.place(["reference"]), options.goal.metric
        notes.add("challenge-lost", *place, id=item.id, metric=metric, value=f"{value:.4g}")
    if measure.wins(*_goal(item, of), {}, of.assets):
        notes.add("challenge-won-at-start", *item.places.place(["goal"]), id=item.id)
        return False
    return True


def _goal(item, of):
    return of.options, item.options.goal, item.options.run


def _check_difficulty(item, of, notes):
    share = share_that_wins(item, of)
    rule = "challenge-easy" if share > EASY else "challenge"
    notes.add(rule, item.line, id=item.id, share=f"{100 * share:.1f}")
    without = item.options.without
    won = share_that_wins(item, of, without) if without else 0
    if won:
        setting = ", ".join(f"{name} = {value:g}" for name, value in without.items())
        place = item.places.place(["without"])
        notes.add("challenge-without", *place, id=item.id, setting=setting,
                  share=f"{100 * won:.1f}")  # fmt: skip


def share_that_wins(item, of, fixed=None):
    """Of settings drawn over all sliders of block `of`, but for `fixed`, the share that wins."""
    drawn = list(measure.settings(of.options, of.spec.draws, fixed=fixed))
    return sum(measure.wins(*_goal(item, of), each, of.assets) for each in drawn) / len(drawn)


def on_paper(item, record):
    """The settings that won."""
    if record.get("done") and item.is_set:
        return paper.Moved(item.options.experiment, record.get("settings", {}))
    return paper.Room()


SPEC = Question(
    options=Challenge,
    order=80,
    title=Text("Challenge", "挑战"),
    purpose="reach a goal with the sliders",
    example="""\
::::{challenge} sooner
---
experiment: valley
run: Momentum
goal: {metric: loss, below: 1e-3, within_steps: 30}
reference: {lr: 0.09, beta: 0.5}
without: {beta: 0}
---
Get below a loss of $10^{-3}$ within 30 steps.
:::{hint}
Which of the two sliders is the brake?
:::
::::
""",
    remarks="""\
The checker plays it: `reference` must win, the starting settings must not, and nothing may win
with `without`, which switches the idea off. It also tells how hard the challenge is: the share of
400 settings, drawn over all sliders, that win (of a training 20). Between 1 and 20 % is a good
challenge.
""",
    check=check,
    played=True,
    record=ASKED | {"right": bool, "settings": Settings},
    paper=on_paper,
)
