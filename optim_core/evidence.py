"""From paired measurements to a verdict on a claim, by one rule for all claims.

A claim says that one of two ways is better. Both are tried in several settings and, in each, with
several seeds; everything that isn't the claim is the same within a pair. A pair has an advantage:

    ratio     ln(other / claimed)      where less is better: a loss, a number of steps
    points    claimed - other          where more is better: a share in per cent

A setting's mean advantage has Student's t interval over the seeds. All intervals of a claim
together hold with CONFIDENCE: each of k is made with 1 - (1 - CONFIDENCE) / k (Bonferroni). `line`
is the advantage from which on the claim speaks; below zero it is what a claim of "no loss" allows.
Where a setting's whole interval lies says on which of four sides it is; an interval within the line
on both sides shows that there is no difference that matters (Schuirmann, 1987, two one-sided tests;
https://doi.org/10.1007/BF01068419). How many seeds there are is fixed before the first is looked
at: a Student interval that is looked at again and again is past the line sooner or later by chance.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from optim_core.arguments import complete
from optim_core.settings import Choice, Knob
from optim_core.text import Text

CONFIDENCE = 0.95
FEWEST = 5  # pairs before a setting may speak: fewer say little, and their t is wild
VERDICTS = ("holds", "does_not", "depends", "undecided")
SIDES = ("for", "against", "same", "unclear")
# What "better" must at least be: as ln of a ratio, or in points of per cent.
ONE_PERCENT, FIVE_PERCENT = 0.01, 0.05
ONE_TENTH, ONE_POINT = 0.1, 1.0
ALL = "all"  # the choice of settings that leaves none out
TINY = 1e-300  # what a loss of exactly zero counts as in a ratio


class Row(NamedTuple):
    """One pair: both numbers of one seed in one setting, and others worth showing."""

    setting: str
    seed: int
    claimed: float
    other: float
    more: Mapping[str, float] = {}


@dataclass(frozen=True)
class Setting:
    """One way to try a claim. `other` names the other side where it isn't the claim's own."""

    title: Text
    other: Text | None = None

    @classmethod
    def of(cls, what, how):
        """The setting that two Texts name together."""
        return cls(Text(en=f"{what.en}, {how.en}", zh=f"{what.zh}，{how.zh}"))


@dataclass(frozen=True)
class Claim:
    """A sentence of the notes and how it is tried.

    trial(knobs, setting, seed) -> (claimed, other), or a third part, {name: number} of `more`;
    example(knobs, setting, seed) is the pair that one may look at: a Scenario, or the arguments of
    `train` for either side.
    `sides` names what is compared, the claimed one first; `measured` is the number that is.
    """

    title: Text
    why: Text
    measured: Text
    sides: tuple[Text, Text]
    order: int
    unit: str  # ratio | points
    line: float
    settings: Mapping[str, Setting]
    knobs: Mapping[str, Knob | Choice]
    trial: Callable
    example: Callable
    more: Mapping[str, Text] = field(default_factory=dict)

    def complete(self, given=None):
        """{id: value} of all knobs; ValueError for an unknown one or a meaningless value."""
        return complete("the claim", self.knobs, given)

    def chosen(self, knobs):
        """The ids of the settings that are tried."""
        return tuple(self.settings) if knobs["where"] == ALL else (knobs["where"],)

    def pairs(self, knobs):
        """How many rows the experiment has."""
        return int(knobs["seeds"]) * len(self.chosen(knobs))

    def experiment(self, given=None):
        """Yields a Row for each seed in each setting, all settings of a seed before the next."""
        knobs = self.complete(given)
        for seed in range(int(knobs["seed"]), int(knobs["seed"] + knobs["seeds"])):
            for setting in self.chosen(knobs):
                yield Row(setting, seed, *self.trial(knobs, setting, seed))

    def advantage(self, row):
        """Of the claimed side in one pair."""
        return advantage(row, self.unit)

    def verdict(self, rows, seeds=FEWEST):
        """A Verdict on rows of this claim, of which each setting was to have so many."""
        return verdict(rows, self.unit, self.line, seeds)


def own_knobs(settings, seeds=20, **knobs):
    """The knobs that every claim has, and its own."""
    everything = Text(en="settings tried", zh="所试的情形")
    return {
        "where": Choice(ALL, (ALL, *settings), everything),
        **knobs,
        "seeds": Knob(
            seeds,
            5,
            200,
            Text(en="seeds", zh="种子个数"),
            "n",
            "log",
            least=1,
            below=201,
            whole=True,
        ),
        "seed": Knob(
            0,
            0,
            1000,
            Text(en="first seed", zh="首个种子"),
            "s",
            below=1e6,
            whole=True,
        ),
    }


@dataclass(frozen=True)
class Finding:
    """What the pairs of one setting say: mean advantage, its interval, wins of n, and a side."""

    setting: str
    n: int
    wins: int
    ties: int
    mean: float
    low: float
    high: float
    side: str


@dataclass(frozen=True)
class Verdict:
    """One of VERDICTS, and what it rests on."""

    outcome: str
    findings: tuple[Finding, ...]

    def of(self, side):
        """The settings that are on that side."""
        return tuple(f.setting for f in self.findings if f.side == side)

    @cached_property
    def wins(self):
        return sum(f.wins for f in self.findings)

    @cached_property
    def n(self):
        return sum(f.n for f in self.findings)


def verdict(rows, unit, line, seeds=FEWEST):
    """Judge `rows`; their order does not matter. No rows leave it undecided, and a setting with
    fewer than the `seeds` that were planned is on no side yet."""
    settings = dict.fromkeys(row.setting for row in rows)
    advantages = {
        name: [advantage(row, unit) for row in rows if row.setting == name] for name in settings
    }
    findings = tuple(
        finding(name, advantages[name], line, len(settings), seeds) for name in settings
    )
    return Verdict(outcome([f.side for f in findings]), findings)


def outcome(sides):
    """A claim says that something is always so: one setting without it refutes that.

    holds: every setting is for it. depends: some are for it, others against it or without a
    difference that matters. does_not: none is for it, and at least one is such another. Else
    undecided."""
    ayes, noes = sides.count("for"), sides.count("against") + sides.count("same")
    if sides and ayes == len(sides):
        return "holds"
    if noes:
        return "depends" if ayes else "does_not"
    return "undecided"


def advantage(row, unit):
    if unit == "points":
        return row.claimed - row.other
    return math.log(max(row.other, TINY) / max(row.claimed, TINY))


def finding(setting, advantages, line, settings, seeds=FEWEST):
    """The Finding of one of so many settings, each of which was to have so many seeds."""
    advantages = np.asarray(advantages, float)
    mean, low, high = interval(advantages, 1.0 - (1.0 - CONFIDENCE) / settings)
    return Finding(
        setting=setting,
        n=len(advantages),
        wins=int((advantages > 0).sum()),
        ties=int((advantages == 0).sum()),
        mean=mean,
        low=low,
        high=high,
        side=_side(low, high, line) if len(advantages) >= max(seeds, FEWEST) else "unclear",
    )


def _side(low, high, line):
    if low > line:
        return "for"
    if -line <= low and high <= line:  # never so where the line is below zero
        return "same"
    return "against" if high < min(line, 0.0) else "unclear"


def interval(numbers, confidence):
    """(mean, low, high): Student's t interval; without ends where there is a single number."""
    from scipy.special import stdtrit  # on first use: not part of what every page needs

    mean = float(np.mean(numbers))
    if len(numbers) < 2:
        return mean, -math.inf, math.inf
    error = float(np.std(numbers, ddof=1)) / math.sqrt(len(numbers))
    reach = float(stdtrit(len(numbers) - 1, 0.5 + 0.5 * confidence)) * error
    return mean, mean - reach, mean + reach
