"""Claims: what a lesson's text says of a live block, tested whenever the lesson is run."""

from lessons.engine import checks
from lessons.engine.measure import Unmeasurable, measured, meets


def check(item, live, lesson, notes):
    if item.id not in live:
        return
    for number, claim in enumerate(getattr(item.options, "claims", ())):
        if checks.can_be_set(item, claim.at, item, notes, "claims", number, "at"):
            _check(item, number, claim, notes)


def _check(item, number, claim, notes):
    place = item.places.place(("claims", number))
    try:
        holds, value = judged(item, claim)
    except Unmeasurable as error:
        notes.add("cannot-run", *place, id=f"{item.id}.claims.{number}", why=error.text)
        return
    rule = "claim-holds" if holds else "claim"
    notes.add(rule, *place, claim=_said(claim), metric=claim.metric, value=value)


def judged(item, claim):
    """Whether a claim holds, and the number, or the interval, that says so."""
    setting = measured(item, claim.at)
    value = setting.value(claim.metric, claim.run, claim.target)
    if claim.versus:
        value -= setting.value(claim.metric, claim.versus, claim.target)
    if not claim.undecided:
        return meets(claim, value), f"{value:.4g}"
    low, high = setting.interval(claim.metric, claim.run, claim.versus)
    return meets(claim, value) and low <= 0 <= high, f"{value:.4g} ({low:.4g} … {high:.4g})"


def _said(claim):
    """Momentum.loss - Plain > 0 and < 1"""
    bounds = [f"> {claim.above:g}"] if claim.above is not None else []
    bounds += [f"< {claim.below:g}"] if claim.below is not None else []
    bounds += ["undecided"] if claim.undecided else []
    run = f"{claim.run}." if claim.run else ""
    versus = f" - {claim.versus}" if claim.versus else ""
    return f"{run}{claim.metric}{versus} {' and '.join(bounds)}"
