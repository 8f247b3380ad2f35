"""A number, which the experiment computes."""

import math
from typing import Annotated

from pydantic import Field

from lessons.engine import checks
from lessons.engine.kind import BlockOptions, Question
from lessons.engine.measure import Unmeasurable, measured
from lessons.engine.records import ASKED, Typed
from lessons.engine.schema import Id, Named, Number, Setting, Short, Strict
from optim_core import Text

DIGITS = 4  # more than so many can't be read off a picture


class Answer(Strict):
    experiment: Id = Field(description="the block that is measured")
    run: Short = Field("", description="the run's label; needless where there is one run")
    metric: Named = Field(description="what is measured")
    target: Number | None = Field(None, description="of the metrics that have one")
    at: Setting = Field({}, description="where the sliders stand for it")


class Accept(Strict):
    abs: Annotated[Number, Field(ge=0)] | None = Field(
        None, description="so far from it is near enough"
    )
    rel: Annotated[Number, Field(ge=0)] | None = Field(
        None, description="so far, as a share of it: 0.05"
    )
    sigfig: int | None = Field(
        None, ge=1, le=10, description="the same to so many digits is near enough"
    )

    def takes(self, given, answer):
        """Whether `given` counts as `answer`; by default to a relative millionth."""
        if self.sigfig is not None:
            return f"{given:.{self.sigfig}g}" == f"{answer:.{self.sigfig}g}"
        allowed = max(self.abs or 0.0, (self.rel or 0.0) * abs(answer))
        if self.abs is None and self.rel is None:
            allowed = 1e-6 * abs(answer)
        return abs(given - answer) <= allowed + 1e-12

    @property
    def said(self):
        """± 2, or ± 5 %, or to how many digits: what follows the answer."""
        if self.sigfig is not None:
            return Text(f" to {self.sigfig} digits", f"（{self.sigfig} 位有效数字）")
        said = f" ± {self.abs:g}" if self.abs else ""
        share = f" ± {100 * self.rel:g}" if self.rel else ""
        return Text(said + (share and f"{share} %"), said + (share and f"{share}%"))


class Wrong(Strict):
    value: Number = Field(description="a number that somebody may come to")
    message: Short = Field(description="what is said to it")


class Numeric(BlockOptions):
    answer: Answer = Field(description="how to measure it: you never write it")
    accept: Accept = Field(
        Accept(), description="how near is near enough; without it, to a millionth"
    )
    wrong: Annotated[list[Wrong], Field(max_length=10)] = Field(
        [], description="wrong numbers that are answered"
    )

    @property
    def words(self):
        return {f"{wrong.value:g}": wrong.message for wrong in self.wrong}

    @property
    def about(self):
        return self.answer.experiment


def answer_of(options, live):
    """The number that is asked for; Unmeasurable where there is none."""
    asked = options.answer
    answer = measured(live[asked.experiment], asked.at).value(asked.metric, asked.run, asked.target)
    if not math.isfinite(answer):
        raise Unmeasurable("it is infinite", "它是无穷大")
    return answer


def check(item, live, lesson, notes):
    of = checks.referred(item, live, lesson, notes, "answer", "experiment")
    if of is None or not checks.can_be_set(item, item.options.answer.at, of, notes, "answer", "at"):
        return
    try:
        answer = answer_of(item.options, live)
    except Unmeasurable as error:
        notes.add("answer-none", *item.places.place(["answer"]), id=item.id, why=error.text)
        return
    _check_accepted(item, answer, notes)


def _check_accepted(item, answer, notes):
    accept = item.options.accept
    notes.add("answer", item.line, id=item.id, value=f"{answer:.6g}", accepts=accept.said)
    if not accept.takes(float(f"{answer:.{DIGITS}g}"), answer):
        notes.add("accept-tight", item.line, id=item.id, value=f"{answer:.10g}")
    for number, wrong in enumerate(item.options.wrong):
        if accept.takes(wrong.value, answer):
            place = item.places.place(("wrong", number))
            notes.add("wrong-is-right", *place, value=f"{wrong.value:g}", answer=f"{answer:.6g}")


SPEC = Question(
    options=Numeric,
    order=70,
    title=Text("Find the number", "求数值"),
    purpose="a number, which the experiment computes",
    example="""\
::::{numeric} first-hit
---
answer: {experiment: valley, run: Momentum, at: {lr: 0.02, beta: 0.8},
         metric: steps_to_loss, target: 1e-3}
accept: {abs: 2}
wrong:
  - {value: 100, message: That is how many steps the run has.}
---
Set $\\alpha = 0.02$ and $\\beta = 0.8$. After how many steps is the loss first below $10^{-3}$?
:::{hint}
The loss curve has a table.
:::
:::{solution}
:after: 2
Read the first row below 0.001.
:::
::::
""",
    check=check,
    answer=answer_of,
    record=ASKED | {"answer": Typed, "right": bool},
)
