"""Data sets: one file each."""

from optim_core.registry import discover

DATASETS = discover(__name__)
