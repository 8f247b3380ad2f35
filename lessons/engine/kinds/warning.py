"""A box for what goes wrong."""

from lessons.engine.kind import Box
from lessons.engine.kinds.note import Callout
from optim_core import Text

SPEC = Box(options=Callout, order=102, title=Text("Careful", "注意"), icon="warning")
