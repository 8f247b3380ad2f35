"""A plot beside the map, of the run in focus."""

from pages.shared.site import plots
from pages.shared.site.words import translator
from pages.shared.stage.panels import PANELS
from pages.shared.stage.requests import language, names_of_runs, place_in_focus

LIGHT = False


def reply(scenario, request):
    """ValueError, in words, where there is no such panel."""
    name = str(request.get("name"))
    if name not in PANELS:
        raise ValueError(f"name={name[:40]!r} is not one of {', '.join(PANELS)}")
    run, t = place_in_focus(scenario, request), translator(language(request))
    figure = PANELS[name].draw(scenario, run, t, names_of_runs(scenario, request))
    header, arrays = plots.unpack(figure)
    return header | {"name": name}, arrays
