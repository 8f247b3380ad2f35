"""Claims: every verdict is the rows', by one rule, and every claim can be tried."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optim_core import CLAIMS, Scenario, train
from optim_core.evidence import (
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
ABOUT = {"for": 1.0, "against": -1.0, "unclear": 0.1}  # mean advantage of a made-up setting


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
        (("against", "unclear"), "undecided"),
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
    ayes, noes = sides.count("for"), sides.count("against")
    assert outcome(sides) in VERDICTS
    assert (outcome(sides) == "depends") == (ayes > 0 and noes > 0)
    assert (outcome(sides) == "holds") == (0 < ayes == len(sides))
    assert outcome(sides) != "does_not" or (not ayes and noes)


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


def test_every_claim_can_be_tried(claim):
    rows = list(claim.experiment({"seeds": 2}))
    assert [(r.seed, r.setting) for r in rows] == [(s, n) for s in (0, 1) for n in claim.settings]
    for row in rows:
        assert math.isfinite(row.claimed) and math.isfinite(row.other)
        assert set(row.more) == set(claim.more)
    assert claim.verdict(rows).outcome == "undecided"  # two seeds say nothing


def test_a_seed_measures_the_same_whatever_was_tried_before_it(claim):
    where = list(claim.settings)[-1]
    longer = list(claim.experiment({"seeds": 2, "seed": 3, "where": where}))
    assert longer[1:] == list(claim.experiment({"seeds": 1, "seed": 4, "where": where}))


def test_every_setting_has_an_example_that_one_can_look_at(claim):
    knobs = claim.complete()
    for setting in claim.settings:
        ready = (claim.prepare(knobs, setting),) if claim.prepare else ()
        example = claim.example(knobs, setting, 0, *ready)
        if isinstance(example, Scenario):
            assert Scenario.from_query(example.to_query()) == (example, ())
        else:
            assert all(train(**{**one, "epochs": 1}).status == "finished" for one in example)


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


def judged(name, **knobs):
    """{setting: Finding} of a claim, and its outcome."""
    claim = CLAIMS[name]
    found = claim.verdict(list(claim.experiment(knobs)))
    return {f.setting: f for f in found.findings}, found.outcome


def test_a_full_batch_loses_by_the_epoch():
    """Curriculum, experiments 1 and 3: progress per epoch is slowest for the full batch."""
    found, _ = judged("full_batch_best", seeds=6)
    for name in ("line", "moons", "digits"):
        assert found[f"{name}_epochs"].wins == 0
    assert found["digits_epochs"].side == found["line_epochs"].side == "against"
    assert found["digits_updates"].mean > found["digits_epochs"].mean


def test_twice_the_samples_in_pairs_beat_single_samples_on_new_digits():
    """Experiment 3, (c) against (b): the notes' conclusion, on test data after epoch 4."""
    found, _ = judged("minibatch_per_epoch", seeds=10, where="digits_test4")
    assert found["digits_test4"].side == "for"


def test_for_plain_descent_both_penalties_are_one():
    """L2 and decoupled weight decay: the same update, so the same pictures told right."""
    rows = list(CLAIMS["l2_and_decay_best"].experiment({"seeds": 2}))
    for network in ("mlp", "cnn"):
        l2, decay = (
            [r.other for r in rows if r.setting == f"{network}_{name}"] for name in ("l2", "decay")
        )
        np.testing.assert_allclose(l2, decay, atol=0.5)


def test_too_much_noise_throws_a_run_out_of_good_wells_as_well():
    found, outcome = judged("not_trapped", seeds=6)
    assert found["three_hump_camel.some"].mean > 0 > found["three_hump_camel.loud"].mean
    assert outcome != "holds"


def test_adam_does_not_always_win_against_a_tuned_ball():
    found, outcome = judged("adam_faster", seeds=20)
    assert found["plateau"].side == "for"
    assert found["turned"].mean < found["ravine"].mean
    assert outcome != "holds"


def test_without_correction_a_large_learning_rate_ruins_the_first_steps():
    found, _ = judged("correction_not_worth_it", seeds=6)
    assert found["first.large"].side == "against"
    assert found["first.same"].side == "for"
