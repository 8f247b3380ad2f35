"""Learning-rate decay: the noise ball, the schedules that shrink it, and those that freeze."""

import streamlit as st

from optim_core import SCHEDULES, Run, Scenario
from optim_core.noise_ball import MINIMUM
from optim_core.theory import measured_radius
from pages.shared import figures, shell
from pages.shared.figures.catalogue.schedules import FAMILIES, title
from pages.shared.figures.figure import figure
from pages.shared.site import link, t
from pages.shared.site.numbers import write
from pages.shared.site.words import translator
from pages.shared.stage import stage

# A chapter is a figure with these controls; "hand" is the stage.
CHAPTERS = {
    "ball": ("ball", ("lr", "noise", "seed")),
    "all": ("schedules", ("family", "over", "lr", "noise", "epochs", "seed")),
    "table": ("notes_table", ("lr", "rate", "condition")),
    "freeze": ("freeze", ("decay", "lr", "every", "epochs")),
    "hand": None,
}
POINTS = ((80.0, 0.1), (160.0, 0.03))
BY_HAND = Scenario(
    surface="noisy_bowl",
    steps=240,
    runs=(Run("sgd", {"lr": 0.4}, "manual", {"points": POINTS}), Run("sgd", {"lr": 0.4})),
)
PANELS = ("alpha", "loss")
KNOBS = {"lr": (0.01, 1.0), "noise": None, "steps": None}
PAGE_KEYS = ("lang", "chapter")
LAST = 60  # points, over which it is measured how near a run has come to rest
SMALL = 1e-6  # distance in loss that only rest would reach


def page():
    chapter, unread = link.choice("chapter", list(CHAPTERS))
    shell.header("decay", shell.chapters("decay", list(CHAPTERS), chapter, open_chapter))
    text, plot = st.columns([1, 3.4], gap="medium")
    opened = opening(chapter)
    with text:
        st.header(t(f"decay.{chapter}.title"))
        st.markdown(t(f"decay.{chapter}.body"))
        if chapter == "hand":
            st.markdown(verdict(opened.scenario))
        shell.onward("decay", list(CHAPTERS), chapter, open_chapter)
        shell.lecturer("decay")
    with plot:
        shell.problems(unread + opened.problems)
        if chapter == "hand":
            by_hand(opened)
        else:
            name, controls = CHAPTERS[chapter]
            figure(name, opened, controls=controls)
        if chapter == "all":
            formulas(opened.settings["family"])


def opening(chapter):
    if chapter == "hand":
        return link.load(BY_HAND, panels=PANELS, page_keys=PAGE_KEYS)
    return figures.load(CHAPTERS[chapter][0])


def open_chapter(name):
    if name == "hand":
        view = {"panel": PANELS[0], "axis": "log", "mode": "map"}
        link.go(BY_HAND, view, chapter=name)
    else:
        link.to(chapter=name)


def formulas(family):
    """Of the schedules on screen, from the text that documents them."""
    with st.expander(t("decay.all.formulas"), key="formulas"):
        for name in FAMILIES[family]:
            st.markdown(f"**{title(name, translator(link.language()))}:** {_in_short(name)}")


def _in_short(name):
    """The formula of a schedule and what it is about."""
    if name not in SCHEDULES:
        return t("decay.all.waits")
    spec = SCHEDULES[name]
    return f"${spec.formula}$  \n{getattr(spec.idea, link.language())}"


def by_hand(opened):
    stage(
        opened,
        knobs=KNOBS,
        panels=PANELS,
        names=names(),
        target=SMALL,
        page_keys=PAGE_KEYS,
    )


STAYS = "decay.hand.stays_decayed", "decay.hand.stays_constant"


def names():
    return t("decay.hand.decayed"), t("decay.hand.constant")


def verdict(scenario):
    """How near each run stays in its last updates."""
    last = min(LAST, scenario.steps)
    radii = [measured_radius(run.path[-last:], MINIMUM, share=1.0) for run in scenario.run()]
    said = [t(key, radius=write(radius)) for key, radius in zip(STAYS, radii, strict=False)]
    return t("decay.hand.verdict", last=last, said=t("decay.hand.comma").join(said))


page()
