"""Plots beside the map of a stage: one file, one panel, whose name is its id.

draw(scenario, run, t) -> Figure, of the scenario's run number `run`; t(key, **values) gives the
words. Where the figure has a cursor, its x is the step.
"""

from optim_core.registry import modules

PANELS = modules(__name__)
