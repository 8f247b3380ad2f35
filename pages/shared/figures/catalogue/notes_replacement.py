"""The notes' second experiment, done again: larger batches drawn with replacement, and what else
is held fixed."""

import numpy as np

from optim_core import DATASETS
from optim_core.experiments.with_replacement import EPOCHS, LR, RULES, SAMPLES, results
from optim_core.settings import Knob, learning_rate
from optim_core.text import Text
from pages.shared.site.numbers import write
from pages.shared.site.plots import (
    Axis,
    Figure,
    Plot,
    band,
    line,
)
from pages.shared.site.words import paragraph

TOO_FAR = 1e30  # a loss from which a run does not come back
SETTINGS = {
    "rate": learning_rate(LR),
    "epochs": Knob(
        EPOCHS, 1, 200, Text(en="epochs", zh="轮数"), "E", "log", least=1, below=501, whole=True
    ),
    "seeds": Knob(5, 2, 20, Text(en="seeds", zh="随机种子数"), "k", least=2, below=41, whole=True),
}


def draw(settings, t):
    found = {}
    for rule in RULES:
        found[rule] = results(
            rule,
            epochs=int(settings["epochs"]),
            lr=settings["rate"],
            seeds=range(int(settings["seeds"])),
        )
        share = len(found) / len(RULES)
        yield picture(found, t, share if share < 1 else None)


def picture(found, t, progress):
    facts = {rule: measured(rows) for rule, rows in found.items()}
    start = start_loss()
    traces = [
        trace for k, (rule, rows) in enumerate(found.items()) for trace in curves(rule, rows, k, t)
    ]
    plot = Plot(
        tuple(traces),
        Axis(t("notes_replacement.batch"), "log"),
        Axis(t("notes_replacement.loss"), "log", (0.5 * min(lowest(found), start), 2 * start)),
    )
    header = [
        t(f"notes_replacement.{name}") for name in ("rule", "batch", "rate", "updates", "loss")
    ]
    rows = [
        [
            t(f"notes_replacement.{rule}"),
            row.batch_size,
            write(row.lr),
            row.updates,
            _written(row, t),
        ]
        for rule, result in found.items()
        for row in result
    ]
    sentence = t("notes_replacement.say_part") if progress else say(found, facts, start, t)
    return Figure((plot,), sentence, table=(header, rows), progress=progress, facts=facts)


def start_loss():
    """The test loss before the first update: of the line y = 0."""
    return float((DATASETS["line"].load(m=SAMPLES, noise=0.1, seed=0).y_test ** 2).mean())


def lowest(found):
    """Of all that did not diverge; infinite where all did."""
    losses = np.array([row.test_loss for rows in found.values() for row in rows])
    return float(np.min(losses, where=np.isfinite(losses), initial=np.inf))


def curves(rule, rows, k, t):
    """The mean over the seeds, and from their best to their worst; what diverged is left out."""
    finite = [row for row in rows if np.isfinite(row.test_loss).all()]
    if not finite:
        return
    size = np.array([row.batch_size for row in finite], float)
    losses = np.array([row.test_loss for row in finite])
    yield band(size, losses.min(axis=1), losses.max(axis=1), look=k)
    name = t(f"notes_replacement.{rule}")
    yield line(size, losses.mean(axis=1), name, mode="lines+markers", look=k)


def measured(rows):
    """How many times as high the mean loss is at the largest batch drawn with replacement as at
    single samples, whether it rises with every step between them, and how many of these sizes end
    lower than the full batch."""
    drawn = rows[:-1]  # the last is the full batch
    *means, full = (float(row.test_loss.mean()) for row in rows)
    return {
        "ratio": means[-1] / means[0],
        "rises": means == sorted(means) and means[0] < means[-1],
        "first": means[0],
        "last": means[-1],
        "updates": (drawn[0].updates, drawn[-1].updates),
        "sizes": (drawn[0].batch_size, drawn[-1].batch_size),
        "full": full,
        "ahead": sum(not mean >= full for mean in means),
        "drawn": len(drawn),
    }


def say(found, facts, start, t):
    epochs = facts["same_epochs"]
    values = {"small": epochs["sizes"][0], "large": epochs["sizes"][1],
              "first": write(epochs['first']), "last": write(epochs['last']),
              "many": epochs["updates"][0], "few": epochs["updates"][1]}  # fmt: skip
    ratios = {rule: _times(fact["ratio"], t) for rule, fact in facts.items()}
    if not epochs["first"] <= start:  # also true of nan
        return t("notes_replacement.say_lost", rate=write(found["same_epochs"][0].lr))
    claim = "rises" if epochs["rises"] else "falls"
    values["last"] = _ended(epochs["last"], t)
    said = [
        t(f"notes_replacement.say_{claim}", **values),
        beside_the_full_batch(epochs, t),
        t("notes_replacement.say_rest", **ratios),
        *grown(found, start, t),
    ]
    return paragraph(said)


def beside_the_full_batch(fact, t):
    """The other reading of what the notes say."""
    said = "ahead" if fact["ahead"] else "behind"
    return t(
        f"notes_replacement.say_{said}",
        full=_ended(fact["full"], t),
        ahead=fact["ahead"],
        sizes=fact["drawn"],
    )


def grown(found, start, t):
    """What to say of the batch sizes that ended above where they began."""
    names = [
        t("notes_replacement.case", rule=t(f"notes_replacement.{rule}"), size=row.batch_size,
          rate=write(row.lr))
        for rule, rows in found.items()
        for row in rows
        if not (row.test_loss <= start).all()
    ]  # fmt: skip
    if names:
        yield t("notes_replacement.say_grown", cases=t("notes_replacement.comma").join(names))


def _ended(loss, t):
    return write(loss) if np.isfinite(loss) else t("notes_replacement.diverged")


def _times(ratio, t):
    return (
        t("notes_replacement.times", ratio=write(ratio)) if np.isfinite(ratio) else _ended(ratio, t)
    )


def _written(row, t):
    if not (row.test_loss < TOO_FAR).all():  # also true of nan
        return t("notes_replacement.diverged")
    return f"{write(row.test_loss.mean(), 4)} ± {write(row.test_loss.std(ddof=1), 1)}"
