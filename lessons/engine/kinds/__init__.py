"""Kinds of blocks: one file each, whose name is what stands between the braces."""

from lessons.engine.kind import BlockOptions, Kind
from optim_core.registry import discover

KINDS = discover(__name__, order=lambda spec: spec.order)
LIVE = {id_: spec for id_, spec in KINDS.items() if spec.live}
ASKED = {id_: spec for id_, spec in KINDS.items() if spec.asks}
UNKNOWN = Kind(options=BlockOptions, order=0)  # of a block whose name is none of these
