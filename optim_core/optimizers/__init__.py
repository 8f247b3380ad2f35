"""Optimisers: one file each, oldest first in menus."""

from optim_core.registry import discover

OPTIMIZERS = discover(__name__, order=lambda spec: spec.year)
