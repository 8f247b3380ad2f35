"""The trainings of a lesson's block: all its runs and seeds, epoch by epoch, as the checker runs
them. A slider of the block is a setting here by its place."""

import numpy as np

from lessons.engine.kinds.training import Training, difference, trainings
from lessons.engine.schema import MOST_SLIDERS
from optim_core.evidence import FEWEST
from optim_core.settings import Knob, Typed
from optim_core.text import Text
from pages.shared.site import shelf
from pages.shared.site.numbers import write
from pages.shared.site.plots import (
    Axis,
    Figure,
    Plot,
    band,
    line,
)
from pages.shared.site.words import paragraph

SHOWN = {"loss": "test_loss", "accuracy": "test_accuracy"}


class NoBlock(ValueError):
    text = Text(en="This lesson has no such training.", zh="这一课里没有这个训练。")


def _any(text):
    return text


def _slider(place):
    title = Text(en=f"slider {place}", zh=f"滑块 {place}")
    return Knob(0.0, 0.0, 1.0, title, f"s{place}", least=-1e6, below=1e6)


SETTINGS = {
    "lesson": Typed("", Text(en="lesson", zh="课程"), _any),
    "block": Typed("", Text(en="block", zh="部分"), _any),
    **{f"slider_{place}": _slider(place) for place in range(1, MOST_SLIDERS + 1)},
}


def draw(settings, t):
    item = block(settings["lesson"], settings["block"], t.language)
    changes = sliders(item.options, settings)
    done = []
    for number, run in enumerate(item.options.runs):
        if number:
            yield picture(item, done, t, number / len(item.options.runs))
        done.append((item.labels.get(run.label, run.label),
                     trainings(item.options, run, changes)))  # fmt: skip
    yield picture(item, done, t)


def block(lesson, name, language):
    entry = shelf.readable().get(lesson)
    item = entry and entry.versions[language].items.get(name)
    if item is None or not isinstance(item.options, Training):
        raise NoBlock(name)
    return item


def sliders(options, settings):
    """{slider: value}, within its range."""
    return {
        name: min(max(settings[f"slider_{place}"], slider.min), slider.max)
        for place, (name, slider) in enumerate(options.sliders.items(), 1)
    }


def picture(item, done, t, progress=None):
    shown = [each for each in item.options.show if each in SHOWN] or ["loss"]
    plots = tuple(
        Plot(
            tuple(trace for k, each in enumerate(done) for trace in curves(k, *each, what)),
            Axis(t("lesson.epoch")),
            Axis(t(f"lesson.{what}"), scale_of(done, what)),
        )
        for what in shown
    )
    said = [
        t("lesson.sentence", run=name, loss=write(_last(found, "test_loss")),
          accuracy=write(100 * _last(found, 'test_accuracy')))
        if "accuracy" in shown
        else t("lesson.sentence_loss", run=name, loss=write(_last(found, "test_loss")))
        for name, found in done
    ]  # fmt: skip
    said.append(compared(done, shown[0], t))
    facts = {"test_loss": [_last(found, "test_loss") for _, found in done]}
    return Figure(plots, sentence=paragraph(said), progress=progress, facts=facts)


def compared(done, what, t):
    """What two runs differ by, seed by seed, and whether that may be chance."""
    if len(done) != 2 or len(done[0][1]) < FEWEST:
        return ""
    (first, mine), (second, others) = done
    numbers = np.array(difference(SHOWN[what], mine, others))
    mean, low, high = 100 * numbers if what == "accuracy" else numbers
    return t(
        f"lesson.{'chance' if low <= 0 <= high else 'difference'}",
        what=t(f"lesson.{what}"),
        first=first,
        second=second,
        pairs=len(mine),
        mean=write(mean),
        low=write(low),
        high=write(high),
    )


def scale_of(done, what):
    """Losses of runs that differ by a hundredfold are only seen together on a logarithmic axis."""
    values = np.concatenate([getattr(each, SHOWN[what]) for _, found in done for each in found])
    return "log" if what == "loss" and (values > 0).all() else "linear"


def curves(number, name, histories, what):
    """The mean over the seeds, and from the lowest to the highest of them."""
    shortest = min(len(getattr(each, SHOWN[what])) for each in histories)
    found = np.array([getattr(each, SHOWN[what])[:shortest] for each in histories])
    epochs = np.arange(1.0, shortest + 1)
    if len(found) > 1:
        yield band(epochs, found.min(axis=0), found.max(axis=0), look=number)
    yield line(epochs, found.mean(axis=0), name, look=number)


def _last(histories, what):
    return float(np.mean([getattr(each, what)[-1] for each in histories]))
