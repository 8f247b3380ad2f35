"""One or more right choices."""

from pydantic import Field

from lessons.engine.kind import BlockOptions, Question
from lessons.engine.records import ASKED, Places
from optim_core import Text


class Quiz(BlockOptions):
    tries: int | None = Field(None, ge=1, le=20, description="how many there are")
    shuffle: bool = Field(False, description="whether the choices change places")
    solution_after: int | None = Field(
        None, ge=1, le=20, description="after how many tries it says what is right"
    )


SPEC = Question(
    options=Quiz,
    order=60,
    title=Text("Question", "选择题"),
    purpose="one or more right choices",
    example="""\
:::{quiz} what-helps
:tries: 3
:shuffle: true
:solution_after: 2
What makes momentum calmer? Mark all.
- [x] A smaller β
- [x] A smaller α
- [ ] More steps
  > They only show more of the same.
:::
""",
    chooses=lambda options: True,
    record=ASKED | {"chosen": Places, "right": bool},
)
