"""What each optimiser would need at each learning rate, and at the one that it has."""

from dataclasses import replace

import numpy as np

from optim_core.scenario import TARGET
from optim_core.tuning import settled
from pages.shared.site.numbers import write
from pages.shared.site.plots import (
    Axis,
    Figure,
    Plot,
    dots,
    line,
)
from pages.shared.site.run_names import default_names

COLUMNS = ("run", "rate", "steps", "loss")


def draw(scenario, run, t, called=()):
    names = called or default_names(scenario.runs, t.language)
    results = outcomes(scenario)
    searches = [tuned_scenario(scenario).tuned(each) for each in scenario.runs]
    traces = [part for k in range(len(names)) for part in _traces(k, searches[k], results[k])]
    rows = [_row(*each, scenario, t) for each in zip(names, results, searches, strict=True)]
    return Figure(
        (
            Plot(
                tuple(traces),
                _rates_axis(traces, t),
                Axis(t("panels.fair_steps"), range=(0.0, 1.05 * scenario.steps)),
            ),
        ),
        sentence=_sentence(scenario, names, results, t),
        table=(tuple(t(f"panels.fair_column.{column}") for column in COLUMNS), rows),
        facts={
            "rates": [rate for rate, _, _ in results],
            "steps": [steps for _, steps, _ in results],
        },
    )


def tuned_scenario(scenario):
    """The same experiment with learning rates that are looked for."""
    return scenario if scenario.fairness == "tuned" else replace(scenario, fairness="tuned")


def outcomes(scenario):
    """For each run (learning rate used, step from which on it is within the target or −1, last
    loss)."""
    floor = scenario.ground.lowest(**scenario.surface_knobs)
    target = scenario.target or TARGET
    done = scenario.run()
    return [
        (
            scenario.learning_rate(run),
            -1 if each.status in ("diverged", "domain") else settled(each.loss, floor, target),
            float(each.loss[-1]),
        )
        for run, each in zip(scenario.runs, done, strict=True)
    ]


def _traces(k, search, result):
    arrived = [trial for trial in search.trials if trial.steps >= 0]
    rates, steps = [t.lr for t in arrived], [t.steps for t in arrived]
    yield line(
        np.array(rates),
        np.array(steps, float),
        "",
        look=k,
        mode="lines+markers",
        marker={"size": 5},
    )
    rate, needed, _ = result
    if needed >= 0:
        yield dots(np.array([rate]), np.array([needed], float), "", look=k, marker={"size": 14})


def _rates_axis(traces, t):
    """Whole powers of ten around all that is drawn."""
    drawn = np.log10(np.concatenate([[0.1, 1.0], *(trace["x"] for trace in traces)]))
    return Axis(
        t("panels.fair_rate"),
        "log",
        range=(10 ** np.floor(drawn.min()), 10 ** np.ceil(drawn.max())),
    )


def _row(name, result, search, scenario, t):
    rate, steps, loss = result
    edge = t("panels.fair_edge") if search.at_the_edge and rate == search.lr else ""
    arrived = str(steps) if steps >= 0 else t("panels.steps_never", limit=scenario.steps)
    return name, f"{write(rate)}{edge}", arrived, write(loss, 2)


def _sentence(scenario, names, results, t):
    arrived = sorted(
        (steps, name) for name, (_, steps, _) in zip(names, results, strict=True) if steps >= 0
    )
    how = t(f"panels.fair_how.{scenario.fairness}", trials=scenario.trials, target=scenario.target)
    if not arrived:
        return how + t("panels.fair_nobody", steps=scenario.steps)
    return how + t(
        "panels.fair_first",
        name=arrived[0][1],
        steps=arrived[0][0],
        arrived=len(arrived),
        runs=len(names),
        target=write(scenario.target or TARGET),
    )
