"""A box for what stands beside the thread."""

from lessons.engine.kind import BlockOptions, Box
from optim_core import Text


class Callout(BlockOptions):
    """A box: it has no options."""


SPEC = Box(
    options=Callout,
    order=100,
    title=Text("Note", "说明"),
    icon="info",
    purpose="a box",
    example="""\
:::{tip}
Both sliders can be moved with the arrow keys.
:::
""",
)
