"""The notes' experiment 4: what regularisation does under random mini-batches, over seeds.

Our accuracies with their spread, the notes' figures beside them, and what the pairs of one seed say
about the notes' winner, by the rule of the claims.
"""

import numpy as np

from optim_core import MODELS
from optim_core.evidence import FEWEST, SIDES
from optim_core.experiments import regularisation as experiment
from optim_core.settings import Choice, Knob
from optim_core.text import Text
from pages.shared.figures.lab.sentences import percent
from pages.shared.figures.lab.settings import SETTINGS as LAB
from pages.shared.site.numbers import percent as signed
from pages.shared.site.plots import (
    Axis,
    Figure,
    Plot,
    dots,
    line,
)
from pages.shared.site.words import paragraph

NETWORKS = ("mlp", "cnn")
STRENGTHS = tuple(experiment.STRENGTHS)
EMPTY = (90.0, 100.0)  # of the axis, while there is nothing to see
AT_SEED = 0.22  # how far the dots of single seeds may stand beside the middle

SETTINGS = {
    "dataset": Choice("digits", ("digits", "mnist", "cifar10"), Text(en="pictures", zh="图像")),
    "seeds": Knob(10, FEWEST, 20, LAB["seeds"].title, "n", least=2, below=21, whole=True),
    "l2": Knob(experiment.STRENGTHS["l2"], 0.0, 0.05, LAB["l2"].title, "λ", below=10.0),
    "weight_decay": Knob(
        experiment.STRENGTHS["weight_decay"],
        0.0,
        0.5,
        LAB["weight_decay"].title,
        "λ′",
        below=10.0,
    ),
    "dropout": Knob(
        experiment.STRENGTHS["dropout"], 0.0, 0.8, LAB["dropout"].title, "p", below=1.0
    ),
}


def draw(settings, t):
    """A picture after each network and seed; each treatment of a seed meets the same batches."""
    found = dict.fromkeys(NETWORKS, ())
    todo = [(network, seed) for seed in range(int(settings["seeds"])) for network in NETWORKS]
    yield _picture(found, 0.0, settings, t)
    for done, (network, seed) in enumerate(todo, 1):
        found[network] = _joined(found[network], _one_seed(settings, network, seed))
        if done < len(todo):
            yield _picture(found, done / len(todo), settings, t)
    yield _picture(found, None, settings, t)


def _one_seed(settings, network, seed):
    return experiment.table(
        network,
        dataset=settings["dataset"],
        seeds=[seed],
        strengths={name: settings[name] for name in STRENGTHS},
    )


def _joined(rows, more):
    """Rows of some seeds and rows of others, as rows of all."""
    if not rows:
        return tuple(more)
    return tuple(
        experiment.Row(
            one.treatment,
            np.concatenate([one.accuracies, other.accuracies]),
            np.concatenate([one.norms, other.norms]),
        )
        for one, other in zip(rows, more, strict=True)
    )


def _picture(found, progress, settings, t):
    seeds = int(settings["seeds"])
    complete = {network: rows for network, rows in found.items() if rows}
    return Figure(
        tuple(_plot(network, complete.get(network, ()), t) for network in NETWORKS),
        sentence=paragraph(_say(network, rows, seeds, t) for network, rows in complete.items()),
        table=_table(complete, t),
        progress=progress,
        facts={network: _facts(rows, seeds) for network, rows in complete.items()},
    )


def _name(treatment, t):
    return t(f"regularisation.treatment_{treatment}")


def _title(network, t):
    return getattr(MODELS[network].title, t.language)


def _plot(network, rows, t):
    """Every seed as a dot, and mean and spread beside them."""
    traces = [trace for place, row in enumerate(rows) for trace in _column(place, row)]
    names = tuple(_name(name, t) for name in experiment.TREATMENTS)
    axis = Axis("", range=(-0.6, len(names) - 0.4), names=names)
    right = Axis(t("regularisation.right"), range=None if rows else EMPTY)
    return Plot(tuple(traces), axis, right, title=_title(network, t))


def _column(place, row):
    share = 100.0 * row.accuracies
    yield dots(place + np.linspace(-AT_SEED, AT_SEED, len(share)), share, role="faint",
               marker={"size": 5})  # fmt: skip
    yield dots([place], [100.0 * row.mean], role="accent", marker={"size": 11})
    if np.isfinite(row.sd):
        ends = 100.0 * np.array([row.mean - row.sd, row.mean + row.sd])
        yield line([place, place], ends, role="accent", line={"width": 3})


def _table(complete, t):
    """A line for each treatment: ours, with its spread, the size of its weights beside those of no
    treatment, and what the notes report."""
    header = [t("regularisation.treatment")]
    for network in complete:
        title = _title(network, t)
        header += [
            t("regularisation.ours", network=title),
            t("regularisation.weights", network=title),
            t(f"regularisation.notes.{network}", network=title),
        ]
    rows = [
        [
            _name(name, t),
            *(c for n, r in complete.items() for c in _cells(n, r[k], r[0], t)),
        ]
        for k, name in enumerate(experiment.TREATMENTS)
    ]
    return tuple(header), tuple(rows)


def _cells(network, row, without, t):
    spread = f" ± {percent(row.sd)}" if np.isfinite(row.sd) else ""
    reported = experiment.NOTES[network].get(row.treatment)
    notes = signed(f"{100.0 * reported:.2f}", t) if reported else t("regularisation.left_open")
    share = np.mean(row.norms / without.norms)
    weights = signed(percent(share), t) if np.isfinite(share) else ""
    return signed(f"{percent(row.mean)}{spread}", t), weights, notes


def _say(network, rows, seeds, t):
    """Where the notes' winner stands, and what is better than no regularisation."""
    title, done = _title(network, t), len(rows[-1].accuracies)
    if done < seeds:
        return t("regularisation.say_running", network=title, done=done, all=seeds)
    return paragraph(
        [
            t("regularisation.say_winner", network=title),
            *_sides("winner", experiment.lead(rows, experiment.BEST, seeds), t),
            *_sides("none", experiment.lead(rows, "none", seeds), t),
        ]
    )


def _sides(of, verdict, t):
    """Of the others, those that a treatment is better than, worse than, and so on."""
    for side in SIDES:
        if others := verdict.of(side):
            yield t(f"regularisation.{of}.{side}", names=_listed(others, t))


def _listed(treatments, t):
    return t("regularisation.comma").join(_name(name, t) for name in treatments)


def _facts(rows, seeds):
    winner = experiment.lead(rows, experiment.BEST, seeds)
    return {
        "sides": {finding.setting: finding.side for finding in winner.findings},
        "means": [row.mean for row in rows],
        "spreads": [row.sd for row in rows],
        "norms": [float(row.norms.mean()) for row in rows],
    }
