"""The reader commits first; then the block is shown that `reveals` names."""

from typing import Literal

from pydantic import Field

from lessons.engine.kind import BlockOptions, Question
from lessons.engine.records import ASKED, Places, Typed
from lessons.engine.schema import Id
from optim_core import Text


class Predict(BlockOptions):
    reveals: Id | None = Field(None, description="the block that is shown after it")
    kind: Literal["choice", "number", "point"] = Field(
        "choice", description="what is asked for: a choice, a number, or a place on the map"
    )


def check(item, live, lesson, notes):
    reveals = item.options.reveals
    if reveals is not None and reveals not in lesson.after(item):
        place = item.places.value_place(["reveals"])
        notes.add("reveals", *place, id=item.id, name=reveals)


SPEC = Question(
    options=Predict,
    order=50,
    title=Text("Predict", "预测"),
    purpose="the reader commits first; then the block is shown that `reveals` names",
    example="""\
:::{predict} overshoot
:reveals: once-more
What does $\\beta = 0.95$ do to the loss curve?
- [ ] It falls faster, with no wiggles
  > With this much memory the ball can't stop at the bottom.
- [x] It swings up and down before it settles
  > Yes: speed built up on one wall carries it up the other.
:::

:::{experiment} once-more
---
surface: quadratic
runs:
  - {label: Momentum, optimizer: heavy_ball, lr: 0.02, beta: 0.95}
claims:
  - {run: Momentum, metric: loss_rises, above: 10}
---
:::
""",
    remarks="""\
One choice is right. Each line after `>` is said to those who chose it. Write choices in letters,
β and not `$\\beta$`: a choice in dollars has no name for those who have the page read to them.
""",
    check=check,
    chooses=lambda options: getattr(options, "kind", "choice") == "choice",
    one_right=True,
    comes_first=True,
    record=ASKED | {"chosen": Places, "answer": Typed},
)
