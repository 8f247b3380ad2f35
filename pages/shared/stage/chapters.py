"""A page in chapters, each an experiment on the stage: what such pages share."""

from dataclasses import dataclass

import streamlit as st

from optim_core import Scenario
from pages.shared import lecture
from pages.shared.site import link, t

NO_GUESS = "none"


@dataclass(frozen=True)
class Chapter:
    """The experiment that a chapter's text talks about, and what stands beside its map: panels,
    of which a bare link opens the first, and sliders."""

    scenario: Scenario
    panels: tuple[str, ...] = ("loss",)
    knobs: tuple[str, ...] = ("lr",)


def go(chapters, name, **page):
    """Open a chapter from its beginning; `page` is what the address keeps of the page."""
    view = {"panel": chapters[name].panels[0], "axis": "log", "mode": "map"}
    link.go(chapters[name].scenario, view, chapter=name, **page)


def led_by(first, panels):
    """The panels with one of them before the others: that is the one a bare link opens."""
    return (first, *(panel for panel in panels if panel != first))


def ask(prefix, guesses, on_guess):
    """A button for each guess but the first, which is none; on_guess(guess) opens the answer.

    A class guesses aloud: there the lecturer's key opens it, with no guess.
    """
    lecture.wait(lambda: on_guess(guesses[0]))
    for guess in guesses[1:]:
        st.button(
            t(f"{prefix}.{guess}"),
            key=f"{prefix}-{guess}",
            width="stretch",
            on_click=on_guess,
            args=(guess,),
        )


def answer(prefix, guess, outcome):
    """Beside what came out, what was guessed; nothing where nothing was."""
    if guess != NO_GUESS:
        said = "site.guess_right" if guess == outcome else "site.guess_wrong"
        st.markdown(t(said, guess=t(f"{prefix}.{guess}")))


def compare(before, after):
    """more | same | fewer steps for the second (a tenth counts as the same), or who never
    arrived: only_second, only_first, neither."""
    if before < 0 or after < 0:
        return {(True, False): "only_second", (False, True): "only_first"}.get(
            (before < 0, after < 0), "neither"
        )
    if abs(after - before) <= 0.1 * before:
        return "same"
    return "fewer" if after < before else "more"
