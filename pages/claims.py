"""What the notes claim, and what the numbers say: eight sentences, each with its experiment."""

from urllib.parse import urlencode

import streamlit as st

from optim_core import CLAIMS, DATASETS, Scenario
from optim_core.evidence import ALL, CONFIDENCE, FEWEST, SIDES
from pages.shared import figures, lecture, shell
from pages.shared.figures import claim_runs
from pages.shared.figures.catalogue.claims import GUESSES, NONE, knobs_of
from pages.shared.figures.figure import figure
from pages.shared.lecture.deck import Deck
from pages.shared.site import choices, link, t

COLUMNS = 4
# What of the training lab a link says even where the arguments of `train` leave it to a default.
USUAL = {
    "sampling": "shuffle",
    "activation": "relu",
    "start": "fitting",
    "schedule": "constant",
    "l2": 0.0,
    "weight_decay": 0.0,
    "dropout": 0.0,
    "seeds": 1,
}
# Arguments of `train` by the training lab's settings.
IN_THE_LAB = {
    "dataset": "dataset",
    "model": "model",
    "optimizer": "optimizer",
    "epochs": "epochs",
    "batch_size": "batch",
    "sampling": "sampling",
    "l2": "l2",
    "weight_decay": "weight_decay",
    "dropout": "dropout",
    "seed": "seed",
}


def page():
    chosen, unread = link.choice("claim", (NONE, *CLAIMS))
    shell.header("claims", deck(chosen))
    if chosen == NONE:
        shell.problems(unread)
        overview()
    else:
        one(chosen)
    shell.lecturer("claims")


def deck(chosen):
    """The list, then claim after claim."""
    names = (NONE, *CLAIMS)
    notes = t("claims.lecturer")
    return Deck(
        titles=(t("claims.title"), *(words_of(claim.title) for claim in CLAIMS.values())),
        place=names.index(chosen),
        go=lambda place: open_claim(names[place] if place else None),
        text=lambda place: written(names[place]),
        notes=lambda: st.markdown(notes),
        minutes=lecture.minutes_in(notes),
        draw=lambda: back(chosen),
    )


def written(name):
    """What the lecturer's own screen says of a claim, or of them all."""
    if name == NONE:
        st.markdown(t("claims.intro"))
    else:
        st.markdown(t("claims.why", why=words_of(CLAIMS[name].why)))
        st.markdown(compared(CLAIMS[name]))


def words_of(text):
    return getattr(text, link.language())


def open_claim(name):
    link.to(**({"claim": name} if name else {}))


def back(chosen):
    """To the list, and to the claims before and after."""
    if chosen == NONE:
        return
    names = list(CLAIMS)
    place = names.index(chosen)
    st.button(t("claims.all"), key="all", on_click=open_claim, args=(None,))
    for key, words, other in (
        ("back", f"← {place}", place - 1),
        ("next", f"{place + 2} →", place + 1),
    ):
        if 0 <= other < len(names):
            st.button(words, key=key, on_click=open_claim, args=(names[other],))


def overview():
    """All claims, each with what was found out about it in this visit."""
    st.header(t("claims.title"))
    st.markdown(t("claims.intro"))
    names = list(CLAIMS)
    for first in range(0, len(names), COLUMNS):
        for column, name in zip(st.columns(COLUMNS), names[first : first + COLUMNS], strict=False):
            with column, st.container(border=True, height="stretch", key=f"card-{name}"):
                card(name, names.index(name) + 1)


def card(name, number):
    verdict = found(name)
    st.markdown(f"### {number}. {words_of(CLAIMS[name].title)}")
    if verdict is None:
        st.caption(t("claims.not_tested"))
    else:
        sides = {side: len(verdict.of(side)) for side in SIDES}
        st.markdown(f"**{t(f'claims.verdict.{verdict.outcome}')}**")
        st.caption(
            t(
                "claims.card",
                wins=verdict.wins,
                pairs=verdict.n,
                ayes=sides["for"],
                noes=sides["against"],
                same=sides["same"],
                rest=sides["unclear"],
            )
        )
    words = t("claims.test" if verdict is None else "claims.again", number=number)
    kind = "primary" if verdict is None else "secondary"
    asked = st.session_state.get("links_asked", {}).get(name, {"claim": name})
    st.button(words, key=f"open-{name}", type=kind, width="stretch", on_click=reopen, args=(asked,))


def reopen(query):
    link.to(**{key: text for key, text in query.items() if key not in link.LECTURE})


def found(name):
    """The Verdict of what this visitor last asked of that claim, if it is finished."""
    knobs = st.session_state.get("asked", {}).get(name)
    return claim_runs.verdict(name, knobs) if knobs else None


def remember(name, knobs):
    """For the cards: what was asked, and the link that asks it again."""
    st.session_state.setdefault("asked", {})[name] = knobs
    st.session_state.setdefault("links_asked", {})[name] = st.query_params.to_dict()


def one(name):
    """A claim: the guess first, then its experiment."""
    claim = CLAIMS[name]
    defaults = {"claim": name} | {id_: knob.default for id_, knob in claim.knobs.items()}
    opened = figures.load("claims", defaults)
    guess = opened.settings["guess"]
    knobs = knobs_of(name, opened.settings)
    asks = lecture.hides_answer() if lecture.is_on() else guess == NONE
    text, plot = st.columns([1, 3.4], gap="medium")
    with text:
        st.header(words_of(claim.title))
        st.markdown(t("claims.why", why=words_of(claim.why)))
        st.markdown(compared(claim))
        if asks:
            question(name)
        else:
            overturn(claim, knobs)
    with plot:
        elsewhere = knobs["where"] != opened.settings["where"]
        unread = link.choice("where", (ALL, *claim.settings))[1] if elsewhere else ()
        shell.problems(opened.problems + unread)
        if asks:
            plan(claim)
        else:
            remember(name, knobs)
            own = tuple(id_ for id_ in claim.knobs if id_ != "where")
            figure("claims", opened, controls=own)


def compared(claim):
    mine, other = map(words_of, claim.sides)
    return t("claims.compared", mine=mine, other=other, measured=words_of(claim.measured))


def question(name):
    """Commit first: the answer is computed after it."""
    st.markdown(t("claims.question"))
    for guess in GUESSES[1:]:
        st.button(
            t(f"claims.guess.{guess}"),
            key=f"guess-{guess}",
            width="stretch",
            on_click=st.query_params.update,
            args=({"claim": name, "guess": guess},),
        )


def plan(claim):
    """All that will be tried, and the rule by which it is judged, before it is."""
    settings, judged = st.columns([1, 1.6], gap="large")
    with settings:
        st.subheader(t("claims.settings_title"))
        seeds = f"{claim.knobs['seeds'].default:g}"
        st.markdown(t("claims.settings", count=len(claim.settings), seeds=seeds))
        st.markdown("\n".join(f"- {words_of(each.title)}" for each in claim.settings.values()))
    with judged:
        st.subheader(t("claims.rule_title"))
        st.markdown(rule(claim))


def rule(claim):
    return t(
        "claims.rule",
        line=written_line(claim),
        against=t("claims.against_better" if claim.line > 0 else "claims.against_no_worse"),
        confidence=f"{100 * CONFIDENCE:g}",
        fewest=FEWEST,
    )


def written_line(claim):
    """The line that an interval has to be beyond, in words."""
    if claim.unit == "points":
        return t("claims.line_points", line=f"{claim.line:g}")
    share = f"{100 * abs(claim.line):.0f}"
    return t("claims.line_better" if claim.line > 0 else "claims.line_no_worse", share=share)


def overturn(claim, knobs):
    """Ways to try to overturn the verdict: fewer settings, and the experiment on its own page."""
    st.subheader(t("claims.overturn"))
    st.markdown(t("claims.overturn_how"))
    choices.one_of(
        "where",
        words_of(claim.knobs["where"].title),
        (ALL, *claim.settings),
        knobs["where"],
        lambda place: t("claims.everything") if place == ALL else named(claim, place),
        lambda place: st.query_params.update({"where": place}),
    )
    for words, target in doors(claim, knobs):
        st.link_button(words, target, width="stretch")
    with st.expander(t("claims.rule_title")):
        st.markdown(rule(claim))


def named(claim, setting):
    return words_of(claim.settings[setting].title)


def doors(claim, knobs):
    """(words, address) of the pages on which one pair can be looked at."""
    setting, seed = claim.chosen(knobs)[0], int(knobs["seed"])
    example = claim.example(knobs, setting, seed)
    if isinstance(example, Scenario):
        yield (
            t("claims.open_race", setting=named(claim, setting)),
            address("race", example.to_query()),
        )
        return
    other = claim.settings[setting].other or claim.sides[1]
    for side, arguments in zip((claim.sides[0], other), example, strict=True):
        query = lab_query(arguments)
        if query:
            yield t("claims.open_lab", side=words_of(side)), address("training", query)


def address(page, query):
    return f"{page}?{urlencode(query | {'lang': link.language()})}"


def lab_query(arguments):
    """The training lab's link for arguments of `train`; None for what the lab does not offer."""
    if "correct_m" in arguments["knobs"]:
        return None
    query = {key: arguments[name] for name, key in IN_THE_LAB.items() if name in arguments}
    query = USUAL | query | arguments["knobs"] | of_data(arguments) | of_model(arguments)
    return {key: str(value) for key, value in query.items()}


def of_data(arguments):
    """How many samples and how much noise, where the data have such knobs."""
    knobs = DATASETS[arguments["dataset"]].knobs
    given = arguments.get("dataset_knobs", {})
    names = {"m": "samples", "noise": "noise"}
    return {names[k]: given.get(k, knob.default) for k, knob in knobs.items() if k in names}


def of_model(arguments):
    return {
        name: ",".join(map(str, value)) if isinstance(value, list | tuple) else value
        for name, value in arguments.get("model_knobs", {}).items()
    }


page()
