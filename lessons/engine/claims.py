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
        value = claimed(item, claim)
    except Unmeasurable as error:
        notes.add("cannot-run", *place, id=f"{item.id}.claims.{number}", why=error.text)
        return
    rule = "claim-holds" if meets(claim, value) else "claim"
    notes.add(rule, *place, claim=_said(claim), metric=claim.metric, value=f"{value:.4g}")


def claimed(item, claim):
    """The number that a claim bounds: a run's, or what it has more than another run."""
    setting = measured(item, claim.at)
    value = setting.value(claim.metric, claim.run, claim.target)
    if claim.versus:
        value -= setting.value(claim.metric, claim.versus, claim.target)
    return value


def _said(claim):
    """Momentum.loss - Plain > 0 and < 1"""
    bounds = [f"> {claim.above:g}"] if claim.above is not None else []
    bounds += [f"< {claim.below:g}"] if claim.below is not None else []
    run = f"{claim.run}." if claim.run else ""
    versus = f" - {claim.versus}" if claim.versus else ""
    return f"{run}{claim.metric}{versus} {' and '.join(bounds)}"
