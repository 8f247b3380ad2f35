"""The experiments of the course notes come out as the notes say, or as they should have said."""

import numpy as np
import pytest

from optim_core import DATASETS, train
from optim_core.experiments import batch_sizes, few_digits, regularisation, with_replacement
from tests.core.compiler import COMPILED

SEEDS = range(2)


@pytest.fixture(scope="module")
def regressions():
    """Experiment 1, shortened to 200 epochs: batches of 1000, 128 and 1, over seeds."""
    names = dict(zip(("full", "mini-batch", "one"), batch_sizes.BATCH_SIZES, strict=True))
    return {
        name: [batch_sizes.fit(size, seed=seed, epochs=200) for seed in SEEDS]
        for name, size in names.items()
    }


def test_smaller_batches_get_further_in_an_epoch(regressions):
    """Regression of the notes, the first epochs: 1 before 128 before 1000, for every seed."""
    for full, some, one in zip(*regressions.values(), strict=True):
        for epoch in (0, 1, 4):
            assert one.epoch_loss[epoch] < some.epoch_loss[epoch] < full.epoch_loss[epoch]


def test_a_full_batch_goes_down_without_noise_and_a_single_sample_never_settles(regressions):
    full, one = regressions["full"][0], regressions["one"][0]
    assert (np.diff(full.epoch_loss) < 0).all()
    late = one.epoch_loss[100:]
    assert (np.diff(late) > 0).any() and (np.diff(late) < 0).any()
    floor = least_loss()
    assert floor < late.min() and late.mean() < 1.1 * floor


def least_loss():
    data = DATASETS["line"].load(m=1_000, noise=0.1, seed=0)
    design = np.column_stack([data.x[:, 0], np.ones(1_000)])
    return np.mean((data.y - design @ np.linalg.lstsq(design, data.y)[0]) ** 2)


def test_after_200_epochs_the_full_batch_is_still_on_its_way(regressions):
    """200 updates against 200,000: the line is 3 x + 2, and only many updates have found it."""
    for name, near in (("one", 0.05), ("mini-batch", 0.4)):
        for run in regressions[name]:
            np.testing.assert_allclose(run.path[-1], [3.0, 2.0], atol=near)
    assert regressions["full"][0].epoch_loss[-1] > 10 * regressions["one"][0].epoch_loss[-1]


def test_the_full_batch_is_deterministic_and_what_is_given_is_what_the_notes_give():
    assert (batch_sizes.BATCH_SIZES, batch_sizes.LR) == ((1_000, 128, 1), 0.01)
    assert (batch_sizes.SAMPLES, batch_sizes.EPOCHS) == (1_000, 1_000)
    one, other = (batch_sizes.fit(1_000, epochs=3, seed=seed) for seed in SEEDS)
    assert one.path.tolist() == other.path.tolist()


def medians(rule):
    """Experiment 2: the median test loss of a few seeds for each batch size."""
    return [np.median(each.test_loss) for each in with_replacement.results(rule, seeds=SEEDS)]


def test_larger_batches_do_worse_in_as_many_epochs_because_they_make_fewer_updates():
    """Experiment 2, with replacement: at a fixed number of updates the difference is gone."""
    found = with_replacement.results("same_epochs", seeds=SEEDS)
    assert [each.updates for each in found] == [2_000, 200, 100, 40, 20]
    for losses in zip(*(each.test_loss for each in found), strict=True):
        assert list(losses) == sorted(losses)
        assert losses[-2] > 20 * losses[0]
    same = with_replacement.results("same_updates", seeds=SEEDS)
    assert {each.updates for each in same} == {2_000}
    for losses in zip(*(each.test_loss for each in same), strict=True):
        assert max(losses) < 1.3 * min(losses)


def test_a_learning_rate_in_proportion_to_the_batch_makes_up_for_fewer_updates():
    """In proportion to its root it makes up for a part."""
    fixed, root, whole = map(medians, ("same_epochs", "rate_with_root", "rate_with_size"))
    assert max(whole[:4]) < 1.3 * min(whole[:4])
    assert all(a > b > c for a, b, c in zip(fixed[1:4], root[1:4], whole[1:4], strict=True))


@pytest.mark.parametrize("seed", range(5))
def test_one_large_batch_is_far_behind_many_small_ones_at_every_epoch(seed):
    """Experiment 3."""
    large, single, pairs = (few_digits.learn(case, seed) for case in few_digits.CASES)
    assert len(single.loss) == len(pairs.loss) == 100 * len(large.loss)
    for small in (single, pairs):
        assert (large.epoch_loss > 1.1 * small.epoch_loss).all()
        assert (large.epoch_accuracy[1:] < small.epoch_accuracy[1:]).all()
        assert large.epoch_loss[-1] > 3 * small.epoch_loss[-1]


def test_the_notes_figures_say_the_same_of_the_large_batch():
    notes = {case: np.array(rows) for case, rows in few_digits.NOTES.items()}
    assert all(rows.shape == (few_digits.EPOCHS, 2) for rows in notes.values())
    for small in ("b", "c"):
        assert (notes["a"][:, 0] > notes[small][:, 0]).all()
        assert (notes["a"][:, 1] < notes[small][:, 1]).all()
    assert notes["c"][-1, 0] > notes["b"][-1, 0]  # where accuracies of the first epochs say less


@pytest.fixture(scope="module")
def points():
    """Three clouds, so that experiment 4 is quick."""
    rng = np.random.default_rng(0)
    y = rng.integers(0, 3, 40)
    return rng.standard_normal((40, 4)) + y[:, None], y


QUICK = {"seeds": range(3), "epochs": 4, "batch_size": 8, "lr": 0.05}


def test_for_plain_gradient_descent_a_penalty_is_a_decay_and_for_adam_it_is_not(points):
    """Experiment 4; Loshchilov & Hutter, 2019, proposition 1."""
    strong = {"l2": 0.3, "weight_decay": 0.3}
    how = {"epochs": 4, "batch_size": 8, "sampling": "replacement", "knobs": {"lr": 0.05}}

    def weights(optimizer, treatment):
        given = {name: strong[name] for name in regularisation.TREATMENTS[treatment]}
        return train("mlp", points, optimizer, **how, **given).params["W1"]

    np.testing.assert_allclose(weights("sgd", "l2"), weights("sgd", "weight_decay"), rtol=1e-9)
    assert np.abs(weights("adam", "l2") - weights("adam", "weight_decay")).max() > 0.01
    rows = regularisation.table("mlp", "sgd", dataset=points, strengths=strong, **QUICK)
    by_treatment = {row.treatment: row.accuracies.tolist() for row in rows}
    assert by_treatment["l2"] == by_treatment["weight_decay"]


@pytest.mark.parametrize("model", ["mlp", "softmax"])
def test_every_treatment_meets_the_same_seeds_and_is_watched_while_it_does(model, points):
    seen = []
    rows = regularisation.table(
        model, dataset=points, watch=lambda *so_far: seen.append(so_far), **QUICK
    )
    assert [row.treatment for row in rows] == list(regularisation.TREATMENTS)
    assert all(row.accuracies.shape == (3,) for row in rows)
    assert [share for _, share in seen] == pytest.approx(np.arange(1, 16) / 15)
    again = regularisation.table(model, dataset=points, **QUICK)
    assert [row.accuracies.tolist() for row in rows] == [row.accuracies.tolist() for row in again]
    alone = train(model, points, "adam", seed=1, sampling="replacement", **SAME)
    assert rows[0].accuracies[1] == alone.test_accuracy[-1]


SAME = {"epochs": 4, "batch_size": 8, "knobs": {"lr": 0.05}}


def test_who_watches_can_stop_it(points):
    rows = regularisation.table(
        "softmax", dataset=points, watch=lambda rows, share: share < 0.4, **QUICK
    )
    assert [len(row.accuracies) for row in rows] == [2, 1, 1, 1, 1]
    assert {f.side for f in regularisation.lead(rows, "both", 3).findings} == {"unclear"}


def accuracies(**of_treatments):
    """Rows of made-up accuracies, four times over; whoever is not named is far behind."""
    far = dict.fromkeys(regularisation.TREATMENTS, (0.5, 0.51))
    rows = {**far, **of_treatments}
    return [
        regularisation.Row(name, np.tile(found, 4), np.ones(4 * len(found)))
        for name, found in rows.items()
    ]


@pytest.mark.parametrize(
    ("l2", "both", "side"),
    [
        ((0.5, 0.51), (0.98, 0.99), "for"),
        ((0.98, 0.99), (0.97, 0.978), "against"),
        ((0.98, 0.99), (0.98, 0.99), "same"),
        ((0.98, 0.99), (0.9802, 0.9898), "same"),
        ((0.98, 0.99), (0.95, 0.999), "unclear"),
        ((0.98, 0.99), (0.98, np.nan), "unclear"),
    ],
)
def test_treatments_are_compared_seed_by_seed(l2, both, side):
    """What all of them share, an easy seed or a hard one, is no difference between them."""
    found = regularisation.lead(accuracies(l2=l2, both=both), "both", 8)
    assert {f.setting: f.side for f in found.findings}["l2"] == side


def test_a_steady_difference_smaller_than_the_spread_of_seeds_is_seen():
    seeds = np.linspace(0.90, 0.99, 4)
    rows = accuracies(both=seeds + 0.004 + [0.0, 1e-4, 0.0, 1e-4], dropout=seeds)
    sides = {f.setting: f.side for f in regularisation.lead(rows, "both", 16).findings}
    assert sides["dropout"] == "for" and np.std(seeds) > 0.03


def test_a_row_says_its_mean_and_what_chance_does_to_it():
    row = regularisation.Row("none", np.array([0.9, 0.92, 0.94]), np.ones(3))
    assert (row.mean, row.sd) == pytest.approx((0.92, 0.02))


def test_penalty_and_decay_of_the_strengths_given_shrink_the_weights_alike():
    """Arms that are compared act equally strongly, or their difference is that one does nothing."""
    rows = regularisation.table("mlp", seeds=range(2))
    norms = {row.treatment: row.norms.mean() for row in rows}
    shrunk = {name: norms[name] / norms["none"] for name in ("l2", "weight_decay")}
    assert max(shrunk.values()) < 0.8
    assert abs(shrunk["l2"] - shrunk["weight_decay"]) < 0.1


def test_real_digits_are_learnt_whatever_the_treatment():
    """Both networks; no treatment of these strengths spoils the result, or saves it."""
    for model, epochs in (("mlp", 15), ("cnn", 4)) if COMPILED else (("mlp", 2),):
        rows = regularisation.table(model, seeds=range(2), epochs=epochs)
        least = 0.9 if COMPILED else 0.5
        assert min(row.accuracies.min() for row in rows) > least
        assert max(row.mean for row in rows) - min(row.mean for row in rows) < 0.05


def test_a_training_that_diverged_has_no_accuracy(points):
    rows = regularisation.table("mlp", "sgd", dataset=points, **{**QUICK, "lr": 1e300})
    assert all(np.isnan(row.accuracies).all() for row in rows)
    assert {f.side for f in regularisation.lead(rows, "both", 3).findings} == {"unclear"}


def test_the_notes_table_is_of_treatments_that_there_are():
    assert set(regularisation.NOTES["mlp"]) == set(regularisation.TREATMENTS)
    assert max(regularisation.NOTES["mlp"], key=regularisation.NOTES["mlp"].get) == "both"
