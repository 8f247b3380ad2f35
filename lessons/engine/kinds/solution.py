"""How it is done: shown when the question is."""

from lessons.engine.kind import Help
from lessons.engine.kinds.hint import Folded

SPEC = Help(options=Folded, order=91, ends=True)
