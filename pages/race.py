"""Any optimisers from one start on any surface: race them, pin what stood, try again."""

from dataclasses import replace

import streamlit as st

from optim_core import OPTIMIZERS, SCHEDULES, Run, Scenario
from pages.shared import shell
from pages.shared.site import choices, link, pins, t
from pages.shared.site.run_names import names, title
from pages.shared.stage import race_stage, surface_choice

RACE = Scenario(
    surface="himmelblau",
    runs=(Run("sgd", {"lr": 0.01}), Run("heavy_ball", {"lr": 0.001}), Run("adam")),
)
PANELS = ("loss", "results", "film")
PAGE_KEYS = ("lang",)
KNOBS = ("steps", "noise", "seed")


def page():
    opened = link.load(RACE, panels=PANELS, page_keys=PAGE_KEYS, race=True)
    scenario, pinned = opened.scenario, opened.pinned.places
    go = Go(opened)
    shell.header("race", lambda: choose(scenario, pinned, go))
    surface_choice.say_problem(scenario)
    shell.problems(opened.problems)
    race_stage(
        opened,
        knobs=dict.fromkeys((*KNOBS, *(f"surface.{name}" for name in scenario.surface_knobs))),
        panels=PANELS,
        names=called(scenario.runs, pinned, opened.language),
        page_keys=PAGE_KEYS,
    )
    story()
    shell.lecturer("race")


def called(runs, pinned, language):
    """The names of the runs; to those of pinned ones the stage adds their settings."""
    spelled = names(runs, pinned, language)
    return [
        title(run, language) if place in pinned else spelled[place]
        for place, run in enumerate(runs)
    ]


def story():
    st.header(t("race.heading"))
    st.markdown(t("race.body"))


class Go:
    """Where each control leads: to another link."""

    def __init__(self, opened):
        self.scenario, self.pinned, self.opened = opened.scenario, opened.pinned, opened

    def to(self, scenario, places=None):
        places = self.pinned.places if places is None else places
        view = self.opened.view | {"run": None, "step": None}
        pinned = self.pinned.at(places, len(scenario.runs)).to_query()
        link.go(scenario, view, **pinned)

    def to_terrain(self, surface, formula):
        """Another surface has its own start and noise, and learning rates that suit it; setting A
        of a comparison stays on its own."""
        ground = surface_choice.ground(surface, formula)
        stay = self.pinned.places if self.pinned.layout else ()
        self.to(
            Scenario(
                surface=surface,
                formula=formula,
                steps=self.scenario.steps,
                seed=self.scenario.seed,
                runs=tuple(
                    run if place in stay else suited(run, ground)
                    for place, run in enumerate(self.scenario.runs)
                ),
            )
        )

    def to_more(self, optimizer):
        """A second click may come before the menu is closed."""
        if len(self.scenario.runs) >= pins.MOST_RUNS:
            return
        ground = self.scenario.ground
        self.to_runs((*self.scenario.runs, suited(Run(optimizer), ground)))

    def to_runs(self, runs):
        self.to(replace(self.scenario, runs=runs))

    def to_changed(self, place, changed):
        runs = list(self.scenario.runs)
        runs[place] = changed
        self.to_runs(tuple(runs))


def suited(run, ground):
    """The run, where its step grows with the slope, at a learning rate that this surface bears."""
    spec = OPTIMIZERS[run.optimizer]
    if not spec.by_slope:
        return run
    lr = ground.lr / spec.gain(run.knobs)
    return replace(run, knobs=run.knobs | {"lr": float(f"{lr:.2g}")})


def choose(scenario, pinned, go):
    """In the top line: the surface, the runs, the pins."""
    surface_choice.choose(scenario, go.to_terrain)
    choose_runs(scenario, pinned, go)
    choose_pins(scenario, pinned, go)


def choose_runs(scenario, pinned, go):
    full = len(scenario.runs) >= pins.MOST_RUNS
    add = st.popover(t("race.add"), key="add", icon=":material/add:", disabled=full)
    with add, st.container(horizontal=True):
        for optimizer in OPTIMIZERS:
            words = title(Run(optimizer), link.language())
            st.button(words, key=f"add-{optimizer}", on_click=go.to_more, args=(optimizer,))
    with st.popover(f"{t('race.runs')} ({len(scenario.runs)})", key="runs"):
        for place in range(len(scenario.runs)):
            choose_run(scenario, pinned, place, go)


def choose_pins(scenario, pinned, go):
    room = pins.room(scenario, pinned)
    st.button(
        t("race.pin"),
        key="pin",
        icon=":material/keep:",
        disabled=not room,
        help=t("race.pin_help") if room else t("race.no_room", most=pins.MOST_RUNS),
        on_click=lambda: go.to(*pins.pin(scenario, pinned)),
    )
    if pinned:
        st.button(
            t("race.unpin"), key="unpin", on_click=lambda: go.to(*pins.unpin(scenario, pinned))
        )


def choose_run(scenario, pinned, place, go):
    """One line of the list: optimiser, schedule, pinned or not, away."""
    run, language = scenario.runs[place], link.language()
    with st.container(horizontal=True, vertical_alignment="center", key=f"run-{place}"):
        one_of(
            f"optimizer-{place}",
            OPTIMIZERS,
            run.optimizer,
            lambda name: go.to_changed(place, suited(Run(name), scenario.ground)),
        )
        one_of(
            f"schedule-{place}",
            SCHEDULES,
            run.schedule,
            lambda name: go.to_changed(place, replace(run, schedule=name, schedule_knobs={})),
        )
        st.session_state[f"pinned-{place}"] = place in pinned
        st.toggle(
            t("race.pinned"),
            key=f"pinned-{place}",
            on_change=lambda: go.to(scenario, pins.turned(pinned, place)),
        )
        st.button(
            "✕",
            key=f"remove-{place}",
            help=f"{t('race.remove')}: {title(run, language)}",
            disabled=len(scenario.runs) == 1,
            on_click=lambda: go.to(*pins.remove(scenario, pinned, place)),
        )


def one_of(key, registry, chosen, choose):
    """A list of a registry's titles, `chosen` first shown; choose(id) when another is taken."""
    language = link.language()
    choices.one_of(
        key,
        t(f"race.{key.split('-')[0]}"),
        registry,
        chosen,
        lambda name: getattr(registry[name].title, language),
        choose,
        label_visibility="collapsed",
        width=190,
    )


page()
