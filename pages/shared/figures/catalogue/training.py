"""A model learns from data in real mini-batches: curves, and what it makes of its inputs.

A short training is drawn once, finished. A long one, or one that is watched, is drawn about ten
times a second, and can meanwhile be paused, carried on update by update, and given another
learning rate.
"""

import math
import time

from pages.shared.figures.lab import drawing, sentences
from pages.shared.figures.lab.runs import CURVES, Runs
from pages.shared.figures.lab.settings import (
    SETTINGS,
    fit,
    load,
    pin,
    pinned,
    trainer,
    used,
)
from pages.shared.site.numbers import grouped
from pages.shared.site.plots import Figure
from pages.shared.site.words import paragraph

__all__ = ["SETTINGS", "draw"]

FIRST, MOMENT = 0.15, 0.1  # seconds of training before the first picture, and between two
WATCHED = 80  # pictures of a training that is watched
MOST_SECONDS = 40.0  # of training, for one picture
MOST_IDLE = 600.0  # seconds that a paused training is kept
MOST_UPDATES = 400_000  # of all seeds together
FACTORS = {"slower": 0.5, "faster": 2.0}  # of the learning rate


def draw(settings, t, presses):
    fitted = fit(settings, load(settings))
    work = Work(fitted, t, presses)
    yield from work.carry_out()
    for other in pinned(settings["pins"]):
        yield from work.compare_with(other)
    yield work.picture()


def begin(settings):
    """Runs of settings that fit, one for each seed; ValueError, in words, where they can't be."""
    first = int(settings["seed"])
    seeds = [settings | {"seed": first + k} for k in range(int(settings["seeds"]))]
    return Runs([trainer(each, load(each)) for each in seeds])


class Work:
    """One training under way, what the viewer does to it meanwhile, and what it is compared to."""

    def __init__(self, fitted, t, presses):
        self.settings, self.replaced = fitted.settings, fitted.replaced
        self.t, self.presses = t, presses
        self.runs, self.others = begin(self.settings), []
        self.capped = ""
        self.watched = presses is not None and self.settings["pace"] != "fast"
        self.paused = self.watched and self.settings["pace"] == "step"
        self.idle_since = None
        self._check_updates()

    def _check_updates(self):
        updates = sum(one.total for one in self.runs.trainers)
        if updates > MOST_UPDATES:
            self.runs.stop()
            self.capped = self.t(
                "training.too_many",
                updates=grouped(updates, self.t.language),
                most=grouped(MOST_UPDATES, self.t.language),
            )

    def carry_out(self):
        """Pictures until the training is over; None while there is nothing new to see."""
        if not self.watched:
            self.runs.advance(FIRST)
        while self.runs.running:
            began = time.perf_counter()
            yield self.picture(more=True)
            yield from self.go_on(began)
        if not self.runs.changes and not self.capped:
            CURVES.keep(key_of(self.settings), self.runs.curves())

    def go_on(self, began):
        """Train until the next picture is due, as the viewer says."""
        while not self.obey() and self.paused and self.runs.running:
            self.rest()
            yield None
        if self.paused:
            return
        if self.watched:
            self.runs.update(math.ceil(self.runs.first.total / WATCHED))
            while time.perf_counter() - began < MOMENT:
                yield None
        else:
            self.runs.advance(MOMENT)
        if self.runs.running and self.runs.seconds > MOST_SECONDS:
            self.runs.stop()
            self.capped = self.t("training.too_long", seconds=f"{MOST_SECONDS:g}")

    def obey(self):
        """Do what the buttons said; returns whether there is something new to see."""
        said = [name for each in self.presses.take() for name in each] if self.presses else []
        for name in said:
            if name == "pause":
                self.paused, self.watched = not self.paused, True
            elif name == "step":
                self.runs.update()
            elif name in FACTORS:
                self.runs.turn(FACTORS[name])
        self.idle_since = None if said else self.idle_since
        return bool(said)

    def rest(self):
        """A training that was paused and forgotten ends."""
        now = time.perf_counter()
        self.idle_since = self.idle_since or now
        if now - self.idle_since > MOST_IDLE:
            self.runs.stop()

    def compare_with(self, settings):
        """Add the curves of a pinned training, carried out here where nobody has kept them."""
        name, curves = self.difference(settings), CURVES.get(key_of(settings))
        if curves is None:
            other = begin(fit(settings, load(settings)).settings)
            while other.running and other.seconds < MOST_SECONDS:
                other.advance(MOMENT)
                yield self.picture(more=True) if other.running else None
            curves = other.curves()
            CURVES.keep(key_of(settings), curves)
        self.others.append((name, curves))

    def difference(self, settings):
        """What a pinned training has that this one has not, in a few words."""
        language, number = self.t.language, len(self.others) + 1
        parts = [
            f"{getattr(SETTINGS[id_].title, language)} {SETTINGS[id_].to_text(settings[id_])}"
            for id_ in used(settings)
            if settings[id_] != self.settings[id_]
        ]
        return f"{number}: {', '.join(parts) or self.t('training.the_same')}"

    def picture(self, more=False):
        runs, t = self.runs, self.t
        return Figure(
            drawing.plots(runs, self.others, t),
            sentence=paragraph([self.capped, sentences.outcome(runs, t)]),
            table=drawing.results(runs, self.others, t),
            progress=min(runs.share, 0.999) if more else None,
            buttons=self.buttons() if more else (),
            facts=self.facts(),
        )

    def buttons(self):
        names = ["pause", *FACTORS]
        if self.paused:
            names = ["go_on", "step", *FACTORS]
        return tuple((name.replace("go_on", "pause"), self.t(f"training.{name}")) for name in names)

    def facts(self):
        """Plain numbers, for whoever tests what is shown."""
        curves, first = self.runs.curves(), self.runs.first
        return {
            "epochs": first.epochs,
            "updates": first.updates,
            "paused": self.paused,
            "capped": bool(self.capped),
            "diverged": self.runs.diverged(),
            "rate": self.runs.rate,
            "test_loss": curves["test_loss"].mean[-1],
            "test_accuracy": curves["test_accuracy"].mean[-1],
            "train_accuracy": curves["train_accuracy"].mean[-1],
            "replaced": {name: list(pair) for name, pair in self.replaced.items()},
        }


def key_of(settings):
    """Everything that changes what is trained, in one text."""
    return pin("", settings)
