"""Surfaces to descend: one file each."""

from optim_core.registry import discover

SURFACES = discover(__name__)
