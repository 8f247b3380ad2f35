"""Claims: every verdict is the rows', by one rule, and every claim can be tried."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optim_core import CLAIMS
from optim_core.evidence import (
    CONFIDENCE,
    FEWEST,
    SIDES,
    VERDICTS,
    Row,
    finding,
    interval,
    outcome,
    verdict,
)

LINE = 0.1
ABOUT = {
    "for": 1.0,
    "against": -1.0,
    "same": 0.0,
    "unclear": 0.1,
}  # mean advantage of a made-up setting


@pytest.fixture(params=CLAIMS)
def claim(request):
    return CLAIMS[request.param]


def made_up(*sides, seeds=20):
    """Rows of one setting for each side, the same small spread in all."""
    noise = np.random.default_rng(0).standard_normal(seeds)
    return [
        Row(f"{side}{place}", seed, ABOUT[side] + 0.1 * noise[seed] - 0.1 * noise.mean(), 0.0)
        for place, side in enumerate(sides)
        for seed in range(seeds)
    ]


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        (("for", "for"), "holds"),
        (("for", "against"), "depends"),
        (("for", "unclear", "against"), "depends"),
        (("against",), "does_not"),
        (("against", "against", "unclear"), "does_not"),
        (("against", "unclear"), "does_not"),
        (("for", "same"), "depends"),
        (("same", "unclear"), "does_not"),
        (("for", "for", "unclear"), "undecided"),
        (("unclear",), "undecided"),
        ((), "undecided"),
    ],
)
def test_the_verdict_is_the_settings(sides, expected):
    judged = verdict(made_up(*sides), "points", LINE)
    assert tuple(f.side for f in judged.findings) == sides
    assert judged.outcome == expected == outcome(list(sides))


@given(st.lists(st.sampled_from(SIDES), max_size=9))
def test_one_rule_covers_every_mixture(sides):
    ayes, noes = sides.count("for"), sides.count("against") + sides.count("same")
    assert outcome(sides) in VERDICTS
    assert (outcome(sides) == "depends") == (ayes > 0 and noes > 0)
    assert (outcome(sides) == "holds") == (0 < ayes == len(sides))
    assert (outcome(sides) == "does_not") == (not ayes and noes > 0)


def test_the_order_of_the_rows_does_not_matter():
    rows = made_up("for", "against", "unclear")
    shuffled = [rows[k] for k in np.random.default_rng(1).permutation(len(rows))]
    by_name = [
        sorted(verdict(r, "points", LINE).findings, key=lambda f: f.setting)
        for r in (rows, shuffled)
    ]
    for one, other in zip(*by_name, strict=True):
        assert one.side == other.side and one.wins == other.wins
        assert one.mean == pytest.approx(other.mean)


def test_few_seeds_say_nothing_however_clear_they_look():
    assert finding("s", [5.0] * (FEWEST - 1), LINE, 1).side == "unclear"
    assert finding("s", [5.0] * FEWEST, LINE, 1).side == "for"


def test_nothing_is_judged_before_all_seeds_that_were_planned():
    rows = made_up("for", "against", "same", seeds=20)
    early = [row for row in rows if row.seed < 19]
    assert {f.side for f in verdict(early, "points", LINE, 20).findings} == {"unclear"}
    assert verdict(early, "points", LINE, 20).outcome == "undecided"
    assert verdict(rows, "points", LINE, 20).outcome == "depends"


@pytest.mark.parametrize(
    ("low", "high", "line", "side"),
    [
        (0.11, 0.5, 0.1, "for"),
        (0.09, 0.5, 0.1, "unclear"),
        (-0.09, 0.09, 0.1, "same"),
        (-0.02, -0.01, 0.1, "same"),
        (-0.2, -0.01, 0.1, "against"),
        (-0.2, 0.05, 0.1, "unclear"),
        (-0.04, 0.3, -0.05, "for"),
        (-0.3, -0.06, -0.05, "against"),
        (-0.06, 0.0, -0.05, "unclear"),
        (-0.04, 0.04, -0.05, "for"),
    ],
)
def test_a_side_is_where_the_whole_interval_lies(low, high, line, side):
    middle, reach = (low + high) / 2.0, (high - low) / 2.0
    unit = interval([-1.0, 1.0] * 5, CONFIDENCE)[2]
    found = finding("s", middle + reach / unit * np.array([-1.0, 1.0] * 5), line, 1)
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))
    assert found.side == side


def test_who_sees_no_difference_seldom_says_for():
    """At the line itself, the least that a claim speaks of, in 2,000 studies of four settings."""
    generator = np.random.default_rng(0)
    studies = generator.normal(LINE, 0.3, (2_000, 4, 20))
    called = [
        any(finding("s", each, LINE, 4, 20).side == "for" for each in study) for study in studies
    ]
    assert np.mean(called) < (1.0 - CONFIDENCE) / 2 + 0.01


def test_the_advantage_is_positive_where_the_claim_is_right():
    [ratio] = verdict([Row("s", 0, 1.0, 2.0)], "ratio", 0.0).findings
    [points] = verdict([Row("s", 0, 60.0, 50.0)], "points", 0.0).findings
    assert ratio.mean == pytest.approx(math.log(2.0)) and ratio.wins == 1
    assert points.mean == pytest.approx(10.0) and points.wins == 1
    [even] = verdict([Row("s", 0, 0.0, 0.0)], "ratio", 0.0).findings
    assert even.mean == 0.0 and even.ties == 1


def test_an_interval_holds_the_true_mean_as_often_as_it_says():
    generator = np.random.default_rng(0)
    drawn = [interval(generator.standard_normal(8), 0.9) for _ in range(2_000)]
    inside = np.mean([low < 0.0 < high for _, low, high in drawn])
    assert inside == pytest.approx(0.9, abs=0.02)


def test_intervals_of_more_settings_are_wider():
    numbers = np.random.default_rng(0).standard_normal(20)
    one, many = (finding("s", numbers, LINE, settings) for settings in (1, 8))
    assert many.low < one.low < one.high < many.high


def test_a_claim_is_tried_setting_by_setting(claim):
    knobs = claim.complete({"seeds": 3, "where": next(iter(claim.settings))})
    assert claim.pairs(knobs) == 3
    assert claim.pairs(claim.complete({"seeds": 2})) == 2 * len(claim.settings)
    assert claim.chosen(knobs) == (next(iter(claim.settings)),)


def test_the_words_of_a_claim_are_there_in_both_languages(claim):
    texts = [claim.title, claim.why, claim.measured, *claim.sides, *claim.more.values()]
    texts += [setting.title for setting in claim.settings.values()]
    texts += [knob.title for knob in claim.knobs.values()]
    assert all(text.en.strip() and text.zh.strip() for text in texts)


def test_a_knob_that_has_no_meaning_is_refused(claim):
    for nonsense in ({"seeds": 0}, {"seeds": math.nan}, {"where": "mars"}, {"wings": 2}):
        with pytest.raises(ValueError, match=next(iter(nonsense))):
            claim.complete(nonsense)


def test_the_same_knob_means_the_same_in_every_claim():
    """The address bar and the sliders know a knob by its id alone, whatever its default."""
    meaning = {}
    for claim in CLAIMS.values():
        for name, knob in claim.knobs.items():
            if name != "where":
                range_ = (knob.low, knob.high, knob.scale, knob.range(), knob.title, knob.symbol)
                assert meaning.setdefault(name, range_) == range_, name
