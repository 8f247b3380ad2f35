"""Gradient descent variants: one data set, and how much of it each update looks at."""

from dataclasses import dataclass, field, replace

import streamlit as st

from optim_core import SURFACES, Run, Scenario
from optim_core.sampling import samples_seen, updates_per_epoch
from pages.shared import figures, shell
from pages.shared.figures.figure import figure
from pages.shared.site import choices, link, t
from pages.shared.site.numbers import grouped, write
from pages.shared.stage import stage
from pages.shared.stage.chapters import led_by
from pages.shared.stage.replies.samples import sizes

SURFACE_IDS = tuple(name for name, ground in SURFACES.items() if ground.data)
PANELS = ("fit", "loss")
KNOBS = {"lr": (0.001, 4.0), "batch": None, "surface.shift": None, "steps": (10, 1000)}
PAGE_KEYS = ("lang", "chapter")


@dataclass(frozen=True)
class Chapter:
    """A few sentences, and what they talk about: an experiment on the stage, or a figure."""

    scenario: Scenario | None = None
    view: dict = field(default_factory=dict)
    figure: str = ""
    controls: tuple[str, ...] = ()


def race(lr, *kinds, surface="diabetes_bmi", **changes):
    """One optimiser, as many samplings: (sampling, batch size) each, all samples where empty."""
    runs = tuple(
        Run("sgd", {"lr": lr}, sampling=kind[0], batch=kind[1]) if kind else Run("sgd", {"lr": lr})
        for kind in kinds
    )
    return Scenario(surface=surface, runs=runs, **changes)


EVERY_KIND = ((), ("shuffle", 64), ("shuffle", 1), ("replacement", 64))
CHAPTERS = {
    "samplings": Chapter(race(0.05, *EVERY_KIND, steps=120), {"panel": "fit"}),
    "batch": Chapter(race(0.1, ("shuffle", 8), steps=60), {"panel": "fit"}),
    "axes": Chapter(
        race(0.05, *EVERY_KIND[:3], surface="line", steps=600),
        {"panel": "loss", "unit": "epoch", "step": 600},
    ),
    "regression": Chapter(figure="notes_line", controls=("axis", "rate", "epochs", "seed")),
    "replacement": Chapter(figure="notes_replacement", controls=("rate", "epochs", "seeds")),
    "digits": Chapter(figure="notes_digits", controls=("rate", "seeds")),
    "cloud": Chapter(
        figure="gradient_cloud", controls=("batch", "sampling", "dataset", "at", "seed")
    ),
    "hardware": Chapter(figure="epoch_time", controls=("task", "rate")),
}


def page():
    name, unread = link.choice("chapter", list(CHAPTERS))
    names, chapter = list(CHAPTERS), CHAPTERS[name]
    shell.header("variants", shell.chapters("variants", names, name, open_chapter))
    text, plot = st.columns([1, 3.4], gap="medium")
    if chapter.figure:
        opened = figures.load(chapter.figure)
    else:
        panels = led_by(chapter.view["panel"], PANELS)
        opened = link.load(chapter.scenario, panels=panels, page_keys=PAGE_KEYS)
    with text:
        st.header(t(f"variants.{name}.title"))
        st.markdown(t(f"variants.{name}.body"))
        if not chapter.figure:
            choose_data(name, opened.scenario)
            st.markdown(results(opened.scenario))
        shell.onward("variants", names, name, open_chapter)
        shell.lecturer("variants")
    with plot:
        shell.problems(unread + opened.problems)
        show(name, chapter, opened)


def show(name, chapter, opened):
    if chapter.figure:
        figure(chapter.figure, opened, controls=chapter.controls)
        return
    stage(
        opened,
        knobs=KNOBS,
        panels=PANELS,
        scene=name,
        names=[t(f"variants.sampling.{run.sampling}") for run in opened.whole.runs],
        page_keys=PAGE_KEYS,
    )


def open_chapter(name):
    """From its beginning, in an address that says all of it."""
    chapter = CHAPTERS[name]
    if chapter.figure:
        link.to(chapter=name)
    else:
        link.go(chapter.scenario, chapter.view, chapter=name)


def choose_data(name, scenario):
    """The same samplings on another data set, from its own start, at a rate that suits it."""
    choices.one_of(
        "data",
        t("variants.data"),
        SURFACE_IDS,
        scenario.surface,
        lambda id_: getattr(SURFACES[id_].title, link.language()),
        lambda surface: move(name, scenario, surface),
    )


def move(name, scenario, surface):
    rate = {"lr": SURFACES[surface].lr / 2}
    moved = Scenario(
        surface=surface,
        runs=tuple(replace(run, knobs=run.knobs | rate) for run in scenario.runs),
        steps=scenario.steps,
        seed=scenario.seed,
    )
    link.go(moved, CHAPTERS[name].view, chapter=name)


def results(scenario):
    """A line for each run: what its updates come to, and where they led."""
    samples, batches = sizes(scenario)
    if not samples:
        return t("variants.no_samples")
    floor = scenario.ground.lowest(**scenario.surface_knobs)
    return "\n".join(
        result(run, trajectory.loss - floor, size, samples)
        for run, trajectory, size in zip(scenario.runs, scenario.run(), batches, strict=True)
    )


def result(run, above, size, samples):
    """`above` is the loss above the minimum, at the start and after each update."""
    updates, per_epoch = len(above) - 1, updates_per_epoch(run.sampling, samples, size)
    return t(
        "variants.result",
        name=t(f"variants.sampling.{run.sampling}"),
        size=size,
        updates=updates,
        epochs=write(updates / per_epoch),
        seen=grouped(samples_seen(updates, per_epoch, samples, size), link.language()),
        last=write(above[-1]),
        worst=write(above[-(updates // 4 + 1) :].max()),
    )


page()
