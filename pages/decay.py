"""Learning-rate decay: the noise ball, the schedules that shrink it, and those that freeze."""

import streamlit as st

from optim_core import Run, Scenario
from pages.shared import link, site
from pages.shared.figure import figure
from pages.shared.site import t
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


def page():
    chapter, unread = link.choice("chapter", list(CHAPTERS))
    site.header("decay", lambda: site.chapters("decay", list(CHAPTERS), chapter, open_chapter))
    text, plot = st.columns([1, 3.4], gap="medium")
    with text:
        st.header(t(f"decay.{chapter}.title"))
        st.markdown(t(f"decay.{chapter}.body"))
        site.onward("decay", list(CHAPTERS), chapter, open_chapter)
        site.lecturer("decay")
    with plot:
        if chapter == "hand":
            by_hand(unread)
        else:
            shown(*CHAPTERS[chapter], unread)


def open_chapter(name):
    if name == "hand":
        view = {"panel": PANELS[0], "axis": "log", "mode": "map"}
        link.go(BY_HAND, view, lang=link.language(), chapter=name)
    else:
        st.query_params.from_dict({"lang": link.language(), "chapter": name})


def shown(name, controls, unread):
    opened = link.load_figure(name)
    site.problems(unread + opened.problems)
    figure(name, opened, key=name, controls=controls)


def by_hand(unread):
    opened = link.load(BY_HAND, panels=PANELS, page_keys=PAGE_KEYS)
    site.problems(unread + opened.problems)
    stage(
        opened,
        key="stage",
        knobs=KNOBS,
        panels=PANELS,
        names=(t("decay.hand.decayed"), t("decay.hand.constant")),
        page_keys=PAGE_KEYS,
    )


page()
