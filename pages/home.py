"""Home: what this is, in one screen: a first experiment, and every topic alive in miniature."""

from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from optim_core import Run, Scenario
from pages.shared import shell
from pages.shared.shell.gallery import gallery
from pages.shared.site import link, t
from pages.shared.site.words import under
from pages.shared.stage import first_stage

FIRST = Scenario(
    surface="quadratic",
    surface_knobs={"condition": 30},
    runs=(Run("sgd", {"lr": 0.02}),),
    steps=100,
)
RUNS = (Run("sgd", {"lr": 0.05}), Run("heavy_ball", {"lr": 0.05, "beta": 0.8}))
VIEW = {"panel": "loss", "axis": "log", "mode": "map", "step": 0, "run": None}
ONWARD = ("momentum", "race", "lessons")


def page():
    shell.header("home")
    st.header(t("home.headline"))
    st.markdown(t("home.body"))
    first_minute()
    groups = shell.groups(without="home")
    pages = [name for group in groups.values() for name in group]
    titles = {name: shell.title(name) for name in pages}
    lines = {name: t(f"{name}.line") for name in pages}
    chosen = gallery(groups, titles, lines, link.language())
    if str(chosen) in titles:
        query = {"lang": link.language()} | link.lecture()
        st.switch_page(f"pages/{chosen}.py", query_params=query)


@st.fragment
def first_minute():
    """A newcomer's first experiment; what is done on it stays within this visit."""
    scenario, _ = Scenario.from_query(st.session_state.get("first_chosen", {}), FIRST)
    first_stage(
        link.Opened(scenario, VIEW, link.language()),
        knobs={"lr": (0.005, 0.2), "beta": None},
        panels=("loss",),
        guide={
            "guide": under(link.language(), "first"),
            "first": urlencode(FIRST.to_query()),
            "with_momentum": urlencode(replace(FIRST, runs=RUNS).to_query()),
            "onward": [[name, shell.title(name)] for name in ONWARD],
        },
        on_change=keep,
    )


def keep(query):
    st.session_state["first_chosen"] = query


page()
