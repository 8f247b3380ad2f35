"""Maps: every pixel a run, over any two settings or all over the surface."""

import streamlit as st

from optim_core import OPTIMIZERS, SURFACES
from optim_core.scenario import TYPED
from optim_core.sweep import OF_SURFACE, STARTS
from pages.shared import figures, shell
from pages.shared.figures.catalogue.maps import SETTINGS
from pages.shared.figures.figure import figure
from pages.shared.figures.sweeps import axes_of, plan, spec_of
from pages.shared.site import choices, link, t
from pages.shared.stage.controls import slider
from pages.shared.stage.surface_choice import called

PRESETS = {
    "momentum": {"optimizer": "heavy_ball", "lr": 0.06, "beta": 0.5},
    "condition": {"optimizer": "sgd", "down": "surface.condition", "show": "steps"},
    "basins": {"optimizer": "heavy_ball", "surface": "himmelblau", "across": "x0", "down": "y0",
               "show": "basin", "lr": 0.003, "beta": 0.9},
    "adam": {"optimizer": "adam", "surface": "rosenbrock", "across": "beta1", "down": "beta2",
             "lr": 0.1, "steps": 500.0},
}  # fmt: skip
ALWAYS = ("show", "cells", "steps")
FILES = {"map.csv": "save_numbers"}  # all that is known of every cell, not only what is shown


def page():
    opened = figures.load("maps", own_defaults())
    chart = plan(opened.settings)
    shell.header("maps", lambda: choose(opened.settings, chart))
    text, plot = st.columns([1, 4.2], gap="medium")
    with text:
        story(chart)
        shell.lecturer("maps")
    with plot:
        shell.problems(opened.problems)
        beside = controls(opened.settings, chart)
        figure("maps", opened, controls=beside, files=FILES)


def own_defaults():
    """What a link leaves out: a surface's own start, and knobs as this optimiser has them."""
    optimizer = link.choice("optimizer", SETTINGS["optimizer"].options)[0]
    surface = st.query_params.get("surface", "quadratic")
    optimizer = optimizer if "optimizer" in st.query_params else PRESETS["momentum"]["optimizer"]
    knobs = {name: knob.default for name, knob in OPTIMIZERS[optimizer].knobs.items()}
    start = dict(zip(STARTS, SURFACES[surface].start, strict=True)) if surface in SURFACES else {}
    first = PRESETS["momentum"] if "optimizer" not in st.query_params else {}
    return knobs | start | first


def controls(settings, chart):
    """Beside the map: what it shows, the formula, and each knob that is on no axis."""
    turned = (chart.across.name, chart.down.name)
    knobs = [*chart.run.knobs, *(OF_SURFACE + name for name in chart.scenario.surface_knobs)]
    typed = ("formula",) if settings["surface"] == TYPED else ()
    return (*typed, *ALWAYS, *(control(name, chart) for name in knobs if name not in turned))


def control(name, chart):
    """As this optimiser calls it: in another the same letter may be another thing."""
    knob = spec_of(name, chart.run.optimizer, chart.scenario.ground)
    return slider(name, [name], knob, link.language())


def choose(settings, chart):
    """In the top line: the optimiser, the surface, the two axes."""
    language, ground = link.language(), chart.scenario.ground
    axes = axes_of(chart.run.optimizer, ground)
    one_of("optimizer", list(OPTIMIZERS), chart.run.optimizer,
           lambda name: getattr(OPTIMIZERS[name].title, language), to_optimizer)  # fmt: skip
    one_of("surface", [*SURFACES, TYPED], settings["surface"],
           lambda name: called(name, language), to_surface)  # fmt: skip
    choose_axis("across", chart.across, chart.down, axes, chart)
    choose_axis("down", chart.down, chart.across, axes, chart)
    with st.popover(t("maps.presets"), key="presets", on_change="rerun"):
        for name, preset in PRESETS.items():
            st.button(t(f"maps.preset_{name}"), key=f"preset-{name}", width="stretch",
                      on_click=to_preset, args=(preset,))  # fmt: skip


def choose_axis(edge, axis, other, axes, chart):
    """Any axis but the one that the other edge has."""
    arrow = {"across": "→", "down": "↑"}[edge]
    names = [name for name in axes if name != other.name]
    one_of(
        edge,
        names,
        axis.name,
        lambda name: f"{arrow} {axis_words(chart, name)}",
        lambda name: go({edge: name}),
    )


def one_of(key, options, chosen, words, choose):
    look = {"label_visibility": "collapsed", "width": 170}
    choices.one_of(key, t(f"maps.{key}"), options, chosen, words, choose, **look)


def axis_words(chart, name):
    knob = spec_of(name, chart.run.optimizer, chart.scenario.ground)
    if knob is None:
        return t(f"maps.axis_{name}")
    return f"{knob.symbol} {getattr(knob.title, link.language())}"


def go(changes):
    """The address with these settings changed; what is None is left to the defaults."""
    rest = {key: text for key, text in st.query_params.to_dict().items() if key not in changes}
    asked = {name: value for name, value in changes.items() if value is not None}
    st.query_params.from_dict(rest | figures.write("maps", asked))


def to_optimizer(name):
    """Another optimiser at its own settings; an axis that it lacks is left to the defaults."""
    knobs = {each: None for spec in OPTIMIZERS.values() for each in spec.knobs}
    go(knobs | {"optimizer": name})


def to_surface(name):
    go(dict.fromkeys(STARTS) | {"surface": name})


def to_preset(preset):
    """The list closes: it lies over the map."""
    st.session_state["presets"] = False
    link.to()
    go(preset)


def question(chart):
    """Which question this map answers."""
    if chart.starts:
        return "starts"
    return "knobs" if {chart.across.name, chart.down.name} == {"lr", "beta"} else "other"


def story(chart):
    st.header(t("maps.heading"))
    st.markdown(t("maps.body"))
    st.markdown(t(f"maps.question_{question(chart)}"))
    chosen = chart.chosen()
    if chosen:
        st.page_link("pages/race.py", label=t("maps.to_race"), icon=":material/flag:",
                     query_params=chosen.to_query() | {"lang": link.language()})  # fmt: skip


page()
