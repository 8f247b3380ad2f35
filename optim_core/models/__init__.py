"""Models to train: one file each."""

from optim_core.registry import discover

MODELS = discover(__name__, order=lambda spec: spec.order)
