"""Learning-rate schedules: one file each."""

from optim_core.registry import discover

SCHEDULES = discover(__name__)
