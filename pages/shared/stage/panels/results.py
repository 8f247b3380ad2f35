"""The table of a race: who arrived when, how low each run ended, how far from a minimum."""

import math

from optim_core.results import TARGET, lowest, results, verdict
from pages.shared.site.numbers import write
from pages.shared.site.plots import Figure
from pages.shared.site.run_names import default_names

COLUMNS = ("run", "reached", "loss", "distance", "status")


def draw(scenario, run, t, called=()):
    found = results(scenario)
    called = called or default_names(scenario.runs, t.language)
    header = [t(f"panels.results_{column}", target=TARGET) for column in COLUMNS]
    rows = [row(name, result, t) for name, result in zip(called, found, strict=True)]
    return Figure((), sentence=judged(scenario, found, called, t), table=(header, rows))


def row(name, result, t):
    reached = str(result.reached) if result.reached >= 0 else "–"
    distance = "–" if math.isnan(result.distance) else write(result.distance)
    step = result.left if result.status == "diverged" else result.stopped_at
    status = t(f"stage.status_{result.status}", step=step)
    return name, reached, write(result.loss), distance, status


def judged(scenario, found, called, t):
    """Who arrived first, and by how much; who has no line to cross has no race."""
    if lowest(scenario) is None:
        low = min(range(len(found)), key=lambda place: found[place].loss)
        return t("panels.results_no_target", name=called[low], loss=write(found[low].loss))
    judgement = verdict(found)
    winners = t("panels.results_and").join(called[place] for place in judgement.runs)
    return t(
        f"panels.results_{judgement.kind}",
        name=winners,
        step=judgement.step,
        behind=judgement.behind,
        steps=scenario.steps,
        target=TARGET,
    )
