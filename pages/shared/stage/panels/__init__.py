"""Plots beside the map of a stage: one file, one panel, whose name is its id.

draw(scenario, run, t, called) -> Figure, of the scenario's run number `run`. t(key, **values) gives
the words, `called` are the names of the runs where the page has its own for them. Where the figure
has a cursor, its x is the step.
"""

from optim_core.registry import modules

PANELS = modules(__name__)
