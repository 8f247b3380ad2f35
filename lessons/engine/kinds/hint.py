"""Help with a question: hints are asked for, one after the other."""

from pydantic import Field

from lessons.engine.kind import BlockOptions, Help


class Folded(BlockOptions):
    """A hint or a solution: shown when asked for, or after so many tries."""

    after: int = Field(0, ge=0, le=20, description="tries that come before it")


SPEC = Help(
    options=Folded,
    order=90,
    purpose="inside a block that asks something",
    remarks="""\
A hint is asked for, or comes after so many tries; a solution is there after them, or when the
question is done.
""",
    ends=False,
)
