"""Claims of the notes, each with its experiment: one file each."""

from optim_core.registry import discover

CLAIMS = discover(__name__, order=lambda claim: claim.order)
