"""All that one run's optimiser sees: the gradient at each of its points."""

from pages.shared.site.packet import single
from pages.shared.stage.requests import run_in_focus

LIGHT = True


def reply(scenario, request):
    return {}, [single(scenario.run_one(run_in_focus(scenario, request)).grad)]
