"""Saddle points and plateaus: who stays where there is no slope, who leaves, and when."""

import numpy as np
import streamlit as st

from optim_core import OPTIMIZERS, Run, Scenario
from optim_core.escape import first_below
from optim_core.text import shortest
from pages.shared import figures, lecture, shell
from pages.shared.figures.catalogue.escape import PLACES
from pages.shared.figures.figure import figure
from pages.shared.site import link, t
from pages.shared.site.numbers import write
from pages.shared.stage import stage

RACE = ("sgd", "heavy_ball", "rmsprop", "adam")
ON_STAGE = {
    "ridge": Scenario(
        surface="saddle",
        start=(-1.5, 0.0),
        steps=150,
        runs=tuple(Run(name, {"lr": 0.02}) for name in RACE),
    ),
    "noise": Scenario(
        surface="saddle",
        start=(-1.5, 0.0),
        steps=150,
        noise=1e-3,
        runs=tuple(Run(name, {"lr": 0.02}) for name in RACE),
    ),
    "plateau": Scenario(
        surface="plateau",
        start=(-4.5, 3.0),
        steps=200,
        runs=(Run("adam", {"lr": 0.05}), Run("sgd", {"lr": 0.4})),
    ),
    "ravine": Scenario(
        surface="ravine_saddle",
        start=(3.0, 0.5),
        steps=250,
        runs=tuple(Run(name, {"lr": 0.1}) for name in ("sgd", "heavy_ball", "adam")),
    ),
}
OTHER = Scenario(
    surface="monkey_saddle",
    start=(1.0, 0.0),
    steps=250,
    noise=1e-3,
    runs=tuple(Run(name, {"lr": 0.01}) for name in ("sgd", "momentum", "adam")),
)
NOISES = (0.0, 1e-6, 1e-3, 0.1)
FIGURES = {
    "escape": ("escape", ("surface", "noise", "lr")),
    "random": ("hessians", ("draws", "size", "seed")),
    "points": ("stationary", ("formula",)),
}
CHAPTERS = ("ridge", "noise", "escape", "plateau", "ravine", "random", "points")
PANELS = ("norm", "loss", "parts")
KNOBS = {"lr": (0.001, 0.5), "steps": None}
PAGE_KEYS = ("lang", "chapter")
EXAMPLES = ("x^4 - 2*x^2 + y^2", "sin(x)*sin(y)", "x^3 - 3*x*y^2", "exp(-x^2)*(y^2 - x)")


def page():
    chapter, unread = link.choice("chapter", CHAPTERS)
    shell.header("saddles", shell.chapters("saddles", CHAPTERS, chapter, open_chapter))
    text, plot = st.columns([1, 3.4], gap="medium")
    if chapter in ON_STAGE:
        opened = link.load(ON_STAGE[chapter], panels=PANELS, page_keys=PAGE_KEYS)
    else:
        opened = figures.load(FIGURES[chapter][0])
    with text:
        story(chapter, opened)
        shell.onward("saddles", CHAPTERS, chapter, open_chapter)
        shell.lecturer("saddles")
    with plot:
        shell.problems(unread + opened.problems)
        experiment(chapter, opened)


def open_chapter(name):
    if name in ON_STAGE:
        show(ON_STAGE[name], name)
    else:
        link.to(chapter=name)


def show(scenario, chapter):
    view = {"panel": PANELS[0], "axis": "linear", "mode": "map"}
    link.go(scenario, view, chapter=chapter)


def story(chapter, opened):
    st.header(t(f"saddles.{chapter}.title"))
    st.markdown(t(f"saddles.{chapter}.body"))
    if chapter == "noise":
        noises(opened.scenario.noise)
    if chapter == "ravine":
        surfaces()
    if chapter == "points":
        examples()
    if chapter == "ridge" and not lecture.is_on():
        with st.expander(t("saddles.answer"), key="answer"):
            st.markdown(verdict(opened.scenario))
    elif chapter in ON_STAGE and not hides_answer(chapter):
        st.markdown(verdict(opened.scenario))


def hides_answer(chapter):
    """Whether a class is still to guess; the picture waits as well."""
    return chapter == "ridge" and lecture.hides_answer()


def verdict(scenario):
    """When each run on the stage got away, if there is a level that says so."""
    if scenario.surface not in PLACES:
        return ""
    (_, ridge), level = PLACES[scenario.surface]
    runs = scenario.run()
    left = [first_below(found.loss, level) for found in runs]
    when = [
        _when(OPTIMIZERS[run.optimizer], update, scenario.steps)
        for run, update in zip(scenario.runs, left, strict=True)
    ]
    aside = max(float(np.abs(found.path[:, 1]).max()) for found in runs)
    said = t("saddles.verdict", level=write(level), when=t("saddles.comma").join(when))
    on_the_ridge = ridge == aside == 0.0 and not np.isfinite(left).any()
    return said + (t("saddles.never_aside") if on_the_ridge else "")


def _when(spec, update, steps):
    name = getattr(spec.title, link.language())
    if np.isfinite(update):
        return t("saddles.left", name=name, update=int(update))
    return t("saddles.stayed", name=name, steps=steps)


def noises(noise):
    """How much each gradient is off; the same steps as on the figure of times."""
    st.session_state["noise"] = noise if noise in NOISES else None
    st.segmented_control(
        t("saddles.noise.epsilon"),
        NOISES,
        format_func=write,
        key="noise",
        on_change=lambda: st.query_params.update({"noise": shortest(_chosen("noise", noise))}),
    )


def _chosen(key, otherwise):
    """Pressing what is on already leaves it on."""
    value = st.session_state[key]
    return otherwise if value is None else value


def surfaces():
    for name, scenario in (("first", ON_STAGE["ravine"]), ("second", OTHER)):
        st.button(
            t(f"saddles.ravine.{name}"),
            key=name,
            width="stretch",
            on_click=show,
            args=(scenario, "ravine"),
        )


def examples():
    for text in EXAMPLES:
        st.button(f"`{text}`", key=text, on_click=_show, args=(text,), width="stretch")


def _show(text):
    st.query_params["formula"] = text


def experiment(chapter, opened):
    if chapter not in ON_STAGE:
        name, controls = FIGURES[chapter]
        figure(name, opened, controls=controls)
        return
    if not hides_answer(chapter):
        stage(opened, knobs=KNOBS, panels=PANELS, scene=chapter, page_keys=PAGE_KEYS)


page()
