"""The map: heights over a window of the plane, where the minima are, what theory marks."""

import numpy as np

from optim_core.grid import heights
from optim_core.results import lowest, resting_places
from pages.shared.site.packet import single
from pages.shared.stage.marks import marks
from pages.shared.stage.requests import language, shape

LIGHT = False


def reply(scenario, request):
    ground = scenario.ground
    columns, rows = shape(request)
    window = window_of(ground.domain, columns, rows)
    x, y = np.linspace(*window[:2], columns), np.linspace(*window[2:], rows)
    grid = heights(scenario.terrain, x, y, scenario.surface_knobs)
    header = {
        "columns": columns,
        "window": window,
        "minima": resting_places(scenario).tolist(),
        "axes": ground.axes,
        "contours": ground.contours,
        "floor": lowest(scenario),
        "marks": marks(scenario, language(request)),
    }
    return header, [single(grid)]


def window_of(domain, columns, rows):
    """The domain widened to the shape of the screen, a unit as long across as up."""
    x_low, x_high, y_low, y_high = domain
    unit = max((x_high - x_low) / columns, (y_high - y_low) / rows)
    middle_x, middle_y = (x_low + x_high) / 2, (y_low + y_high) / 2
    half_x, half_y = unit * columns / 2, unit * rows / 2
    return [middle_x - half_x, middle_x + half_x, middle_y - half_y, middle_y + half_y]
