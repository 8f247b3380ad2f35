"""What only the lecturer sees."""

from typing import Annotated

from pydantic import Field

from lessons.engine.kind import Aside, BlockOptions
from lessons.engine.schema import Number


class Instructor(BlockOptions):
    minutes: Annotated[Number, Field(ge=0, le=240)] | None = Field(
        None, description="how long it takes"
    )


SPEC = Aside(
    options=Instructor,
    order=110,
    purpose="only the lecturer sees it",
    example="""\
:::{instructor}
:minutes: 5
Ask the room before you run it.
:::
""",
)
