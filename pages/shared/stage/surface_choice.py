"""Choosing the surface: one of the list, or a formula that the viewer types."""

import streamlit as st

from optim_core import SURFACES, Formula, FormulaError
from optim_core.scenario import NOWHERE, TYPED
from pages.shared.site import choices, link, t
from pages.shared.site.escape import escaped
from pages.shared.site.words import translator

FIRST = "x^2 + 3*sin(y)^2 + 0.1*y^2"  # of who chooses to type


def ground(surface, formula):
    """The Surface of an id, or of a formula's text."""
    return Formula(formula).as_surface() if surface == TYPED else SURFACES[surface]


def choose(scenario, go):
    """The list, and beside it the formula; go(surface, formula) where another can be used.

    What can't be read is said, with the place and the way out, and nothing changes.
    """
    language = link.language()
    choices.one_of(
        "surface",
        t("race.surface"),
        [*SURFACES, TYPED],
        scenario.surface,
        lambda name: called(name, language),
        lambda surface: go(surface, FIRST if surface == TYPED else ""),
        label_visibility="collapsed",
        width=170,
    )
    if scenario.surface == TYPED:
        type_formula(scenario, go)


def called(surface, language):
    if surface == TYPED:
        return translator(language)("race.own_formula")
    return getattr(SURFACES[surface].title, language)


def type_formula(scenario, go):
    # Only another formula on the stage replaces what stands in the box, right or wrong.
    if st.session_state.get("formula_shown") != scenario.formula:
        st.session_state["formula_shown"] = st.session_state["formula"] = scenario.formula
    st.session_state.setdefault("formula", scenario.formula)
    st.text_input(
        t("race.formula"),
        key="formula",
        label_visibility="collapsed",
        width=220,
        max_chars=200,
        help=t("race.formula_help"),
        on_change=lambda: _typed(go),
    )


def say_problem(scenario):
    """Why what stands in the box is not what is on the stage."""
    wrong = scenario.surface == TYPED and problem(st.session_state["formula"])
    if wrong:
        st.caption("⚠ " + t("race.kept", problem=escaped(getattr(wrong, link.language()))))


def _typed(go):
    text = st.session_state["formula"]
    if problem(text) is None:
        go(TYPED, text)


def problem(text):
    """The Text that says why a formula can't be used; None where it can."""
    try:
        formula = Formula(text)
    except FormulaError as error:
        return error.text
    return None if formula.is_defined(*formula.as_surface().start) else NOWHERE
