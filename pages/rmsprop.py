"""RMSprop: squares whose sides divide the gradient, in seven short chapters on one stage."""

from dataclasses import replace

import numpy as np
import streamlit as st

from optim_core import OPTIMIZERS, Run, Scenario
from optim_core.ewa import window
from optim_core.results import TARGET, steps_needed
from pages.shared import shell
from pages.shared.site import link, t
from pages.shared.site.numbers import counted, write
from pages.shared.stage import chapters, stage
from pages.shared.stage.chapters import Chapter
from pages.shared.stage.panels.moments import in_rates
from pages.shared.stage.panels.rotations import steps_at

INSIDE = ("loss", "squares", "weights", "film")
KNOBS = {
    "lr": (0.002, 0.4),
    "beta": None,
    "eps": None,
    "surface.condition": (1.0, 100.0),
    "surface.rotation": None,
    "steps": None,
}
GUESSES = (chapters.NO_GUESS, "more", "same", "fewer")
PAGE_KEYS = ("lang", "chapter", "guess", "turn")
BETAS = (0.9, 0.99, 0.999)  # Hinton's slide, PyTorch, the course


def _ravine(*runs, rotation=0.0, **changes):
    return Scenario(
        surface="quadratic",
        surface_knobs={"condition": 30, "rotation": rotation},
        runs=runs,
        **changes,
    )


PLAIN = Run("sgd", {"lr": 0.065})
ROOTED = Run("rmsprop", {"lr": 0.065, "beta": 0.99})
RACE = (Run("sgd", {"lr": 0.06}), Run("rmsprop", {"lr": 0.1, "beta": 0.99}))
TURNED_START = (-4.243, -1.414)  # the ravine's own, (-4, 2), turned by 45°
FLOORS = tuple(Run("rmsprop", {"lr": 0.05, "eps": 1e-4, "eps_inside": k}) for k in (0.0, 1.0))

CHAPTERS = {
    "ravine": Chapter(_ravine(PLAIN)),
    "squares": Chapter(
        _ravine(PLAIN, ROOTED), ("squares", "loss", "weights", "film"), ("lr", "beta")
    ),
    "weights": Chapter(
        _ravine(Run("rmsprop", {"lr": 0.065})),
        ("weights", "loss", "squares", "film"),
        ("lr", "beta", "surface.condition"),
    ),
    "epsilon": Chapter(
        Scenario(surface="plateau", start=(-5.5, 3.0), steps=160, runs=FLOORS),
        ("moments", "loss", "squares", "film"),
        ("lr", "beta", "eps", "steps"),
    ),
    "axes": Chapter(_ravine(*RACE, steps=200), INSIDE, ("lr", "beta", "steps")),
    "turned": Chapter(
        _ravine(*RACE, rotation=45.0, start=TURNED_START, steps=200),
        ("rotations", "loss", "squares", "film"),
        ("lr", "beta", "surface.rotation"),
    ),
    "film": Chapter(
        _ravine(PLAIN, ROOTED, steps=60), ("film", "loss", "squares", "weights"), ("lr", "beta")
    ),
}


def page():
    chapter, unread = link.choice("chapter", list(CHAPTERS))
    guess, unread_guess = link.choice("guess", GUESSES)
    turn, unread_turn = link.choice("turn", GUESSES)
    here = CHAPTERS[chapter]
    opened = link.load(here.scenario, panels=here.panels, page_keys=PAGE_KEYS)
    shell.header("rmsprop", shell.chapters("rmsprop", list(CHAPTERS), chapter, open_chapter))
    text, plot = st.columns([1, 3.4], gap="medium")
    with text:
        story(chapter, opened.scenario, guess, turn)
        if chapter not in ("ravine", "axes"):  # there, a guess opens the next
            shell.onward("rmsprop", list(CHAPTERS), chapter, open_chapter)
        shell.lecturer("rmsprop")
    with plot:
        shell.problems(unread + unread_guess + unread_turn + opened.problems)
        stage(
            opened,
            knobs={name: KNOBS[name] for name in here.knobs},
            panels=here.panels,
            names=names(opened.whole),
            scene=chapter,
            page_keys=PAGE_KEYS,
        )


def open_chapter(name, **guessed):
    guesses = {key: link.choice(key, GUESSES)[0] for key in ("guess", "turn")}
    chapters.go(CHAPTERS, name, **guesses | guessed)


def names(scenario):
    """Runs of RMSprop that differ in where epsilon stands are called after that."""
    places = {run.knobs.get("eps_inside") for run in scenario.runs}
    if places != {0.0, 1.0}:
        return ()
    return [t(f"rmsprop.name.{int(run.knobs['eps_inside'])}") for run in scenario.runs]


def story(chapter, scenario, guess, turn):
    st.header(t(f"rmsprop.{chapter}.title"))
    st.markdown(t(f"rmsprop.{chapter}.body"))
    if chapter in STORIES:
        STORIES[chapter](scenario, guess, turn)


def question(scenario, guess, turn):
    """Commit first; the answer is on the next page, and computed there."""
    st.markdown(t("rmsprop.ravine.question"))
    chapters.ask("rmsprop.guess", GUESSES, lambda said: open_chapter("squares", guess=said))


def verdict(scenario, guess, turn):
    """What the runs on the stage needed, and how often each crossed the valley."""
    shell.formula(OPTIMIZERS["rmsprop"].formula)
    steps = steps_needed(scenario)
    if len(steps) != 2:
        return
    outcome = chapters.compare(*steps)
    compared(scenario, outcome, steps)
    chapters.answer("rmsprop.guess", guess, outcome)
    sgd, rooted = (crossings(run) for run in scenario.run())
    st.markdown(t("rmsprop.squares.crossings", plain=sgd, rooted=rooted))


def decays(scenario, guess, turn):
    """The same run with the three values of beta that one meets, and what each makes of it."""
    run = next((run for run in scenario.runs if run.optimizer == "rmsprop"), None)
    if run is None:
        return
    st.markdown("\n".join(_decay_row(scenario, run, beta) for beta in BETAS))
    st.markdown(t("rmsprop.weights.note"))


def _decay_row(scenario, run, beta):
    variant = replace(scenario, runs=(replace(run, knobs=run.knobs | {"beta": beta}),))
    (done,) = variant.run()
    (steps,) = steps_needed(variant)
    return t(
        "rmsprop.weights.row",
        beta=f"{beta:g}",
        source=t(f"rmsprop.weights.source.{BETAS.index(beta)}"),
        window=f"{window(beta):.0f}",
        first=write(first_step(done).max()) if done.stopped_at else "–",
        target=f"{TARGET:g}",
        steps=counted(steps, scenario.steps, t),
        loss=write(done.loss[-1]),
    )


def floors(scenario, guess, turn):
    """How long the first step is with epsilon outside and inside the root, and who arrives."""
    runs, steps = scenario.run(), steps_needed(scenario)
    if len(runs) != 2 or not all(run.stopped_at for run in runs):
        return
    arrived = [counted(each, scenario.steps, t) for each in steps]
    slope = np.abs(runs[0].grad[0]).max()
    outside, inside = (write(first_step(run).max()) for run in runs)
    places = names(scenario) or [OPTIMIZERS[run.optimizer].title.en for run in scenario.runs]
    st.markdown(
        t(
            "rmsprop.epsilon.measured",
            slope=write(slope, 2),
            first_name=places[0],
            second_name=places[1],
            first=outside,
            second=inside,
            first_steps=arrived[0],
            second_steps=arrived[1],
        )
    )


def turning(scenario, guess, turn):
    """The race along the axes is there to see; turned, it waits for a guess."""
    steps = steps_needed(scenario)
    if len(steps) == 2:
        outcome = chapters.compare(*steps)
        compared(scenario, outcome, steps)
    st.markdown(t("rmsprop.axes.question"))
    chapters.ask("rmsprop.turn", GUESSES, lambda said: open_chapter("turned", turn=said))


def turned(scenario, guess, turn):
    """The experiment as it stands beside the same one turned back, start and all."""
    if len(scenario.runs) != 2 or "rotation" not in scenario.surface_knobs:
        return
    before, after = steps_at(scenario, 0.0), steps_needed(scenario)
    outcome = chapters.compare(before[1], after[1])
    said = [counted(each, scenario.steps, t) for each in (*before, *after)]
    st.markdown(
        t(
            "rmsprop.turned.measured",
            plain_before=said[0],
            rooted_before=said[1],
            plain=said[2],
            rooted=said[3],
            angle=f"{scenario.surface_knobs['rotation']:g}",
        )
    )
    chapters.answer("rmsprop.turn", turn, outcome)


STORIES = {
    "ravine": question,
    "squares": verdict,
    "weights": decays,
    "epsilon": floors,
    "axes": turning,
    "turned": turned,
}


def compared(scenario, outcome, steps):
    """The verdict on two runs, in words."""
    said = {"plain": steps[0], "rooted": steps[1], "limit": scenario.steps}
    st.markdown(t(f"rmsprop.outcome.{outcome}", **said))


def crossings(run):
    """How often a run changed sides of the valley: its slope in y changed sign."""
    return int(np.count_nonzero(np.diff(np.sign(run.grad[:, 1]))))


def first_step(run):
    """Length of a run's first step in each coordinate, in learning rates."""
    return np.abs(in_rates(run)[0])


page()
