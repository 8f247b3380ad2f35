"""Adam: two memories and their corrections, and its relatives, in seven chapters on one stage."""

from dataclasses import replace

import numpy as np
import streamlit as st

from optim_core import OPTIMIZERS, Run, Scenario
from optim_core.ewa import window
from optim_core.results import steps_needed
from optim_core.scenario import FAIRNESS
from optim_core.steady import steady_steps
from pages.shared import shell
from pages.shared.site import link, t
from pages.shared.site.numbers import counted, write
from pages.shared.site.pins import MOST_RUNS
from pages.shared.stage import chapters, stage
from pages.shared.stage.chapters import Chapter
from pages.shared.stage.panels.fair import outcomes
from pages.shared.stage.panels.first_steps import COMBINATIONS, NAMES, SWITCHES, predicted
from pages.shared.stage.panels.moments import in_rates

KNOBS = {
    "lr": (0.002, 1.0),
    "beta": None,
    "beta1": None,
    "beta2": None,
    "correct_m": None,
    "correct_v": None,
    "surface.rotation": None,
    "steps": None,
}
FIRST = (chapters.NO_GUESS, "shorter", "same", "longer")
RANKS = (chapters.NO_GUESS, "nobody", "some", "most")
GUESSED = {"guess": FIRST, "rank": RANKS}
PAGE_KEYS = ("lang", "chapter", *GUESSED)
TRIALS = (6, 12, 24, 48)
NOTES, PAPER = 0.99, 0.999  # beta2 as the notes print it, and as Kingma & Ba give it
LATER = 10  # steps on, where the notes' value shows
RELATIVES = [name for name, spec in OPTIMIZERS.items() if spec.relative_of == "adam"]
FAMILY = ["adam", *RELATIVES][:MOST_RUNS]  # the oldest of them, where a map has no room for all


def _ravine(*runs, **changes):
    return Scenario(surface="quadratic", surface_knobs={"condition": 30}, runs=runs, **changes)


def _switched(correct_m, correct_v):
    return Run("adam", {"lr": 0.1, "correct_m": correct_m, "correct_v": correct_v})


def _family(fairness):
    runs = tuple(Run(name, {"lr": 0.3}) for name in FAMILY)
    return Scenario(surface="beale", runs=runs, steps=150, fairness=fairness)


CHAPTERS = {
    "chain": Chapter(
        _ravine(
            Run("momentum", {"lr": 0.2}),
            Run("rmsprop", {"lr": 0.1, "beta": 0.99}),
            Run("adam", {"lr": 0.2}),
            steps=100,
        ),
        ("weights", "loss", "moments", "squares"),
        ("beta1", "beta2"),
    ),
    "start": Chapter(
        _ravine(*(_switched(*switches) for switches in COMBINATIONS), steps=60),
        ("first_steps", "loss", "moments", "film"),
        ("beta1", "beta2"),
    ),
    "moments": Chapter(
        _ravine(Run("adam", {"lr": 0.2})),
        ("moments", "loss", "weights", "squares"),
        ("lr", "beta1", "beta2"),
    ),
    "beta2": Chapter(
        _ravine(*(Run("adam", {"lr": 0.2, "beta2": beta2}) for beta2 in (NOTES, PAPER))),
        ("first_steps", "loss", "weights", "moments"),
        ("lr", "beta1"),
    ),
    "relatives": Chapter(_family("same"), ("fair", "loss", "moments", "film")),
    "fair": Chapter(_family("tuned"), ("fair", "loss", "moments", "film")),
    "film": Chapter(
        _ravine(Run("adam", {"lr": 0.2}), steps=60),
        ("film", "loss", "weights", "squares"),
        ("beta1", "beta2", "correct_m", "correct_v"),
    ),
}


def page():
    chapter, unread = link.choice("chapter", list(CHAPTERS))
    guesses = {key: link.choice(key, allowed) for key, allowed in GUESSED.items()}
    here = CHAPTERS[chapter]
    opened = link.load(here.scenario, panels=here.panels, page_keys=PAGE_KEYS)
    shell.header("adam", shell.chapters("adam", list(CHAPTERS), chapter, open_chapter))
    text, plot = st.columns([1, 3.4], gap="medium")
    with text:
        story(chapter, opened.scenario, {key: said for key, (said, _) in guesses.items()})
        if chapter not in ("chain", "relatives"):  # there, a guess opens the next
            shell.onward("adam", list(CHAPTERS), chapter, open_chapter)
        shell.lecturer("adam")
    with plot:
        problems = tuple(problem for _, found in guesses.values() for problem in found)
        shell.problems(unread + problems + opened.problems)
        stage(
            opened,
            knobs=knobs(here, opened.scenario),
            panels=here.panels,
            names=names(opened.whole),
            scene=chapter,
            page_keys=PAGE_KEYS,
        )


def open_chapter(name, **guessed):
    guesses = {key: link.choice(key, allowed)[0] for key, allowed in GUESSED.items()}
    chapters.go(CHAPTERS, name, **guesses | guessed)


def knobs(chapter, scenario):
    """The chapter's sliders; where learning rates are looked for there is none to turn."""
    shown = [name for name in chapter.knobs if name != "lr" or not is_tuned(scenario)]
    return {name: KNOBS[name] for name in shown}


def is_tuned(scenario):
    return scenario.fairness == "tuned"


def names(scenario):
    """Runs of Adam are called after what they differ in: the corrections, or beta2."""
    if len(scenario.runs) < 2 or any(run.optimizer != "adam" for run in scenario.runs):
        return ()
    switches = [tuple(run.knobs[switch] for switch in SWITCHES) for run in scenario.runs]
    if len(set(switches)) > 1:
        return [t(f"panels.first_steps_{NAMES[COMBINATIONS.index(each)]}") for each in switches]
    return [f"β₂ = {run.knobs['beta2']:g}" for run in scenario.runs]


def story(chapter, scenario, guesses):
    st.header(t(f"adam.{chapter}.title"))
    st.markdown(t(f"adam.{chapter}.body"))
    if chapter in STORIES:
        STORIES[chapter](scenario, guesses)


def chain(scenario, guesses):
    st.markdown(t("adam.chain.question"))
    chapters.ask("adam.guess", FIRST, lambda said: open_chapter("start", guess=said))
    shell.formula(OPTIMIZERS["adam"].formula)


def start(scenario, guesses):
    """What the first step of the uncorrected run came to."""
    bare = next((run for run in scenario.runs if _is_bare(run)), None)
    if bare is None:
        return
    done = scenario.run_one(bare)
    if not done.stopped_at:
        return
    measured = float(np.abs(in_rates(done)[0]).max())
    foreseen = predicted(bare.knobs)
    outcome = "same" if abs(foreseen - 1.0) <= 0.1 else "shorter" if foreseen < 1.0 else "longer"
    st.markdown(t("adam.start.measured", predicted=write(foreseen), measured=write(measured)))
    chapters.answer("adam.guess", guesses["guess"], outcome)


def _is_bare(run):
    return all(run.knobs.get(switch) == 0.0 for switch in SWITCHES)


def beta2(scenario, guesses):
    """The notes' value beside the paper's: what an uncorrected first step would be, and the run."""
    first = scenario.runs[0]
    if first.optimizer != "adam":
        return
    st.markdown("\n".join(_beta2_row(scenario, first, value) for value in (NOTES, PAPER)))
    bare = [predicted(first.knobs | _BARE | {"beta2": value}) for value in (NOTES, PAPER)]
    st.markdown(t("adam.beta2.note", notes=write(bare[0]), paper=write(bare[1])))
    later = steady_steps("adam", first.knobs | _BARE | {"beta2": NOTES}, LATER)[-1]
    st.markdown(t("adam.beta2.later", step=LATER, length=write(later)))


_BARE = dict.fromkeys(SWITCHES, 0.0)


def _beta2_row(scenario, run, value):
    variant = replace(scenario, runs=(replace(run, knobs=run.knobs | {"beta2": value}),))
    [steps] = steps_needed(variant)
    bare = predicted(run.knobs | _BARE | {"beta2": value})
    return t(
        "adam.beta2.row",
        beta2=f"{value:g}",
        source=t("adam.beta2.notes" if value == NOTES else "adam.beta2.paper"),
        window=f"{window(value):.0f}",
        first=write(bare),
        steps=counted(steps, scenario.steps, t),
    )


def relatives(scenario, guesses):
    fairness(scenario)
    st.markdown(t("adam.relatives.question"))
    chapters.ask("adam.rank", RANKS, lambda said: open_chapter("fair", rank=said))


def fair(scenario, guesses):
    """Who was within the target for good before Adam was."""
    fairness(scenario)
    steps = {
        run.optimizer: settled
        for run, (_, settled, _) in zip(scenario.runs, outcomes(scenario), strict=True)
    }
    if "adam" not in steps or len(steps) < 2:
        return
    others = {name: count for name, count in steps.items() if name != "adam"}
    faster = [name for name, count in others.items() if arrives_before(count, steps["adam"])]
    titles = [getattr(OPTIMIZERS[name].title, link.language()) for name in faster]
    st.markdown(
        t(
            f"adam.fair.{'faster' if faster else 'nobody'}",
            count=len(faster),
            others=len(others),
            names=t("adam.comma").join(titles),
        )
    )
    if is_tuned(scenario):
        chapters.answer("adam.rank", guesses["rank"], rank(len(faster), len(others)))


def arrives_before(steps, other):
    return steps >= 0 and (other < 0 or steps < other)


def rank(faster, others):
    """nobody | some, up to half of them | most."""
    if not faster:
        return "nobody"
    return "some" if faster <= others / 2 else "most"


def fairness(scenario):
    """What an equal learning rate means here; where it is looked for, how hard and for what."""
    st.session_state["fairness"] = scenario.fairness
    st.segmented_control(
        t("adam.fairness.title"),
        FAIRNESS,
        format_func=lambda kind: t(f"adam.fairness.{kind}"),
        key="fairness",
        on_change=lambda: _set("fairness", st.session_state["fairness"]),
    )
    if is_tuned(scenario):
        st.session_state["trials"] = scenario.trials
        st.select_slider(
            t("adam.trials"),
            sorted({*TRIALS, scenario.trials}),
            key="trials",
            on_change=lambda: _set("tuning.trials", st.session_state["trials"]),
        )
    st.caption(t(f"adam.fairness_means.{scenario.fairness}", target=write(scenario.target or 0.0)))


def _set(key, value):
    """Pressing what is on already leaves it on."""
    if value:
        st.query_params[key] = str(value)


STORIES = {
    "chain": chain,
    "start": start,
    "beta2": beta2,
    "relatives": relatives,
    "fair": fair,
}


page()
