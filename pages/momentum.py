"""Momentum: a ravine with and without it, in seven short chapters on one stage."""

import numpy as np
import streamlit as st

from optim_core import OPTIMIZERS, Run, Scenario
from optim_core.results import steps_needed
from pages.shared import shell
from pages.shared.site import link, t
from pages.shared.site.numbers import write
from pages.shared.stage import chapters, stage
from pages.shared.stage.chapters import Chapter

PANELS = ("loss", "parts", "rates", "film")
KNOBS = {
    "lr": (0.002, 0.4),
    "beta": None,
    "pull": (0.0, 0.2),
    "anchor_beta": None,
    "radius": None,
    "surface.condition": (1.0, 100.0),
    "surface.rotation": None,
    "steps": None,
}
GUESSES = (chapters.NO_GUESS, "more", "same", "fewer")
PAGE_KEYS = ("lang", "chapter", "guess")


def _ravine(*runs, **changes):
    return Scenario(surface="quadratic", surface_knobs={"condition": 30}, runs=runs, **changes)


PLAIN = Run("sgd", {"lr": 0.06})
BALL = Run("heavy_ball", {"lr": 0.06, "beta": 0.8})

CHAPTERS = {
    "ravine": Chapter(_ravine(PLAIN)),
    "memory": Chapter(_ravine(PLAIN, BALL)),
    "conventions": Chapter(_ravine(Run("momentum", {"lr": 0.06, "beta": 0.8}), BALL)),
    "why": Chapter(
        _ravine(Run("sgd", {"lr": 0.06}), Run("heavy_ball", {"lr": 0.06, "beta": 0.5}), steps=40),
        panels=("parts",),
    ),
    "rates": Chapter(_ravine(PLAIN, BALL), panels=("rates",)),
    "film": Chapter(_ravine(PLAIN, BALL, steps=60), panels=("film",)),
    "printed": Chapter(
        _ravine(
            BALL,
            Run("anchored_momentum", {"lr": 0.06, "beta": 0.8, "pull": 0.1, "anchor_beta": 0.1}),
        ),
    ),
}


def page():
    chapter, unread = link.choice("chapter", list(CHAPTERS))
    guess, unread_guess = link.choice("guess", GUESSES)
    opened = link.load(
        CHAPTERS[chapter].scenario,
        panels=chapters.led_by(CHAPTERS[chapter].panels[0], PANELS),
        page_keys=PAGE_KEYS,
    )
    shell.header("momentum", shell.chapters("momentum", list(CHAPTERS), chapter, open_chapter))
    text, plot = st.columns([1, 3.4], gap="medium")
    with text:
        story(chapter, opened.scenario, guess)
        if chapter != "ravine":  # there, a guess opens the next
            shell.onward("momentum", list(CHAPTERS), chapter, open_chapter)
        shell.lecturer("momentum")
    with plot:
        shell.problems(unread + unread_guess + opened.problems)
        stage(
            opened,
            knobs=KNOBS,
            panels=PANELS,
            scene=chapter,
            page_keys=PAGE_KEYS,
        )


def open_chapter(name, guess=None):
    guess = guess or link.choice("guess", GUESSES)[0]
    chapters.go(CHAPTERS, name, guess=guess)


def story(chapter, scenario, guess):
    st.header(t(f"momentum.{chapter}.title"))
    st.markdown(t(f"momentum.{chapter}.body"))
    {"ravine": question, "memory": verdict, "conventions": conventions}.get(
        chapter, lambda *_: None
    )(scenario, guess)


def question(scenario, guess):
    """Commit first; the answer is on the next page, and computed there."""
    st.markdown(t("momentum.ravine.question"))
    chapters.ask("momentum.guess", GUESSES, lambda said: open_chapter("memory", said))


def verdict(scenario, guess):
    """What the runs on the stage really needed, beside what was guessed."""
    needed = steps_needed(scenario)
    outcome = chapters.compare(*needed) if _with_and_without(scenario) else None
    if outcome:
        said = {"plain": needed[0], "ball": needed[1], "limit": scenario.steps}
        st.markdown(t(f"momentum.outcome.{outcome}", **said))
    if outcome in GUESSES:
        chapters.answer("momentum.guess", guess, outcome)


def _with_and_without(scenario):
    """Whether the first of two runs has no momentum and the second has: a link may hold others."""
    remembers = [bool(OPTIMIZERS[run.optimizer].velocity) for run in scenario.runs]
    return remembers == [False, True]


def conventions(scenario, guess):
    """The same number, or the same movement: a switch, and how far the two paths then differ."""
    st.session_state["linked"] = scenario.fairness == "effective"
    st.toggle(t("momentum.conventions.link"), key="linked", on_change=_link_rates)
    paths = [run.path for run in scenario.run()]
    steps = min(map(len, paths))
    gap = max(float(np.abs(paths[0][:steps] - path[:steps]).max()) for path in paths)
    st.markdown(t("momentum.conventions.gap", gap=write(gap, 2), steps=steps - 1))


def _link_rates():
    st.query_params["fairness"] = "effective" if st.session_state["linked"] else "same"


page()
