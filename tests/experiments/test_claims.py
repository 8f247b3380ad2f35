"""The claims' own experiments: they can be tried, repeat themselves, and come out in the order that
the curriculum states. Hundreds of runs: for compiled code only."""

import math
from collections import Counter

import numpy as np
import pytest

from optim_core import CLAIMS, Scenario, train
from optim_core.claims import adam_faster, anchored_steadier
from optim_core.trials import ELSEWHERE
from optim_core.tuning import tune


@pytest.fixture(params=CLAIMS)
def claim(request):
    return CLAIMS[request.param]


def few(claim):
    """Of seeds and tries as few as can be."""
    return {name: least for name, least in (("seeds", 2), ("tries", 5)) if name in claim.knobs}


def test_every_claim_can_be_tried(claim):
    rows = list(claim.experiment(few(claim)))
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
    knobs = claim.complete(few(claim))
    for setting in claim.settings:
        example = claim.example(knobs, setting, 0)
        if isinstance(example, Scenario):
            assert Scenario.from_query(example.to_query()) == (example, ())
        else:
            assert all(train(**{**one, "epochs": 1}).status == "finished" for one in example)


def judged(name, setting, **knobs):
    """The Finding of a claim in one setting."""
    claim = CLAIMS[name]
    [found] = claim.verdict(list(claim.experiment({**knobs, "where": setting}))).findings
    return found


def test_a_full_batch_loses_by_the_epoch():
    """Curriculum, experiments 1 and 3: progress per epoch is slowest for the full batch."""
    by_epochs = {
        name: judged("full_batch_best", f"{name}_epochs", seeds=6)
        for name in ("line", "moons", "digits")
    }
    assert all(found.wins == 0 for found in by_epochs.values())
    assert by_epochs["digits"].side == by_epochs["line"].side == "against"
    by_updates = judged("full_batch_best", "digits_updates", seeds=6)
    assert by_updates.mean > by_epochs["digits"].mean


def test_twice_the_samples_in_pairs_beat_single_samples_on_new_digits():
    """Experiment 3, (c) against (b): the notes' conclusion, on test data after epoch 4."""
    assert judged("minibatch_per_epoch", "digits_test4", seeds=10).side == "for"


def test_for_plain_descent_both_penalties_are_one():
    """L2 and decoupled weight decay: the same update, so the same pictures told right."""
    for network in ("mlp", "cnn"):
        l2, decay = (
            [
                row.other
                for row in CLAIMS["l2_and_decay_best"].experiment({"seeds": 2, "where": each})
            ]
            for each in (f"{network}_l2", f"{network}_decay")
        )
        np.testing.assert_allclose(l2, decay, atol=0.5)


def test_too_much_noise_throws_a_run_out_of_good_wells_as_well():
    some, loud = (
        judged("not_trapped", f"three_hump_camel.{noise}", seeds=6) for noise in ("some", "loud")
    )
    assert some.mean > 0 > loud.mean


def test_adam_does_not_always_win_against_a_ball_that_is_tuned_as_well_as_it():
    """At the heavy ball's own best memory for κ = 100, which is 0.67, a turned ravine is its."""
    ravine, turned = (judged("adam_faster", each, seeds=20) for each in ("ravine", "turned"))
    assert turned.side == "against"
    assert turned.mean < 0 < ravine.mean


def test_adam_and_the_ball_are_tuned_with_the_same_budget(monkeypatch):
    tried = Counter()

    def counted(optimizer, surface, *, trials, **experiment):
        tried[optimizer] += trials
        return tune(optimizer, surface, trials=trials, **experiment)

    monkeypatch.setattr(adam_faster, "tune", counted)
    list(CLAIMS["adam_faster"].experiment({"seeds": 1}))
    assert tried["adam"] == tried["heavy_ball"] > 0


def test_who_fails_alike_from_everywhere_is_not_steady():
    """Anchored momentum, its α far too small, ends at much the same height from wherever it began
    on the plateau: where it began."""
    knobs = CLAIMS["anchored_steadier"].complete()
    stuck = anchored_steadier.group("anchored_momentum", "plateau", 1e-4, knobs, 0)
    assert stuck.lost <= 50.0  # hardly moved, and half of them upwards
    assert stuck.spread == np.log10(anchored_steadier.LOST)


def test_no_seed_that_is_judged_was_tuned_on(claim):
    last = claim.knobs["seed"].below + claim.knobs["seeds"].below
    assert last < ELSEWHERE


def test_each_at_its_own_best_learning_rate_a_full_batch_still_loses_by_the_epoch():
    assert judged("full_batch_best", "line_best", seeds=5).side == "against"


def test_without_correction_a_large_learning_rate_ruins_the_first_steps():
    large, same = (
        judged("correction_not_worth_it", f"first.{each}", seeds=6) for each in ("large", "same")
    )
    assert (large.side, same.side) == ("against", "for")
