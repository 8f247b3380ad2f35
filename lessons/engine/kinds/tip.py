"""A box for what makes something easier."""

from lessons.engine.kind import Box
from lessons.engine.kinds.note import Callout
from optim_core import Text

SPEC = Box(options=Callout, order=101, title=Text("Tip", "提示"), icon="lightbulb")
