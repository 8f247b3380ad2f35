"""What a training came to, in sentences that its numbers make."""

import numpy as np

from pages.shared.site.numbers import grouped, write
from pages.shared.site.words import paragraph

RISEN = 1.1  # times its lowest: from there on, a test loss has risen
NO_BETTER = 0.02  # above the share of the most frequent class, in accuracy


def outcome(runs, t):
    """All sentences about a training, the most important first."""
    curves, parts = runs.curves(), []
    if runs.diverged() < len(runs.trainers):
        parts += [_result(runs, curves, t), *_guessing(runs, curves, t), *_overfit(curves, t)]
    return paragraph([*_divergence(runs, t), *parts, *_changes(runs, t)])


def _result(runs, curves, t):
    kind = "classes" if runs.first.data.classes else "numbers"
    many = "_seeds" if runs.sound() > 1 else ""
    values = _shares(curves) if kind == "classes" else _losses(curves)
    return t(
        f"training.say_{kind}{many}",
        epochs=len(curves["test_loss"].epochs) - 1,
        updates=grouped(runs.first.updates, t.language),
        count=grouped(len(runs.first.data.y_test), t.language),
        learnt=grouped(len(runs.first.data.y), t.language),
        seeds=runs.sound(),
        **values,
    )


def _shares(curves):
    test, train = curves["test_accuracy"], curves["train_accuracy"]
    return {
        "test": percent(test.mean[-1]),
        "train": percent(train.mean[-1]),
        "gap": percent(abs(train.mean[-1] - test.mean[-1])),
        "spread": percent(test.high[-1] - test.mean[-1]),
    }


def _losses(curves):
    test, train = curves["test_loss"], curves["train_loss"]
    return {
        "test": write(test.mean[-1]),
        "train": write(train.mean[-1]),
        "spread": write(test.high[-1] - test.mean[-1], 2),
    }


def percent(share):
    return f"{100.0 * share:.1f}"


def _guessing(runs, curves, t):
    """Where the model does not beat somebody who always names the most frequent class."""
    data = runs.first.data
    if not data.classes:
        return []
    frequent = np.bincount(data.y_test).max() / len(data.y_test)
    if curves["test_accuracy"].mean[-1] > frequent + NO_BETTER:
        return []
    return [t("training.guessing", share=percent(frequent))]


def overfit(curves):
    """The epoch of the lowest test loss, if the test loss has risen since, by more than its
    spread over seeds, and the training loss fallen; else None."""
    test, train = curves["test_loss"], curves["train_loss"].mean
    best = int(np.argmin(test.mean))
    risen = test.mean[-1] > RISEN * test.mean[best]
    clearly = test.mean[-1] - test.mean[best] > test.high[-1] - test.mean[-1]
    return best if risen and clearly and train[-1] < train[best] else None


def _overfit(curves, t):
    best, test = overfit(curves), curves["test_loss"].mean
    if best is None:
        return []
    return [t("training.overfitting", best=best, low=write(test[best]), last=write(test[-1]))]


def _divergence(runs, t):
    count = runs.diverged()
    if not count:
        return []
    update = min(one.updates for one in runs.trainers if one.status == "diverged") + 1
    key = "diverged" if len(runs.trainers) == 1 else "seeds_diverged"
    return [t(f"training.{key}", update=update, count=count, seeds=len(runs.trainers))]


def _changes(runs, t):
    """What was done to the learning rate while it ran, as a schedule by hand would write it."""
    return [
        t("training.changed", rate=write(change.rate), epoch=write(change.epoch))
        for change in runs.changes
    ]
