"""Who is in a batch is chance, but the same chance for everybody, and as much as was promised."""

import numpy as np
import pytest

from optim_core import gradient_noise
from optim_core.sampling import ORDER, SAMPLINGS, epoch_order, key, updates_per_epoch, word
from tests import naive


def line(samples):
    rng = np.random.default_rng(3)
    x = rng.random((samples, 1))
    return x, 3 * x[:, 0] + 2 + 0.1 * rng.standard_normal(samples)


def test_a_shuffled_epoch_has_every_sample_once():
    for epoch in range(5):
        assert sorted(epoch_order("shuffle", 100, seed=1, epoch=epoch)) == list(range(100))


def test_a_full_batch_keeps_the_samples_in_their_order():
    np.testing.assert_array_equal(epoch_order("full", 7, seed=1, epoch=3), np.arange(7))


@pytest.mark.uncompiled
def test_shuffles_as_its_twin_shuffles():
    for epoch in range(3):
        of_epoch = naive.random_word(int(key(4, ORDER)), epoch)
        assert of_epoch == int(word(key(4, ORDER), epoch))
        ours = epoch_order("shuffle", 57, seed=4, epoch=epoch)
        assert ours.tolist() == naive.shuffled(57, of_epoch)


def test_every_sample_comes_to_every_place_as_often():
    """Chi-squared of 20,000 shuffles of 5: 16 degrees of freedom, above 40 once in 1,000."""
    counts, shuffles = np.zeros((5, 5)), 20_000
    for epoch in range(shuffles):
        counts[np.arange(5), epoch_order("shuffle", 5, seed=0, epoch=epoch)] += 1
    expected = shuffles / 5
    assert ((counts - expected) ** 2 / expected).sum() < 40


def test_with_replacement_a_sample_is_missed_with_probability_1_over_e():
    samples, epochs = 500, 200
    orders = [epoch_order("replacement", samples, seed=2, epoch=e) for e in range(epochs)]
    missed = np.array([samples - len(np.unique(order)) for order in orders]) / samples
    error = missed.std() / epochs**0.5
    assert missed.mean() == pytest.approx((1 - 1 / samples) ** samples, abs=4 * error)
    assert missed.mean() == pytest.approx(1 / np.e, abs=0.004)
    assert all(len(order) == samples for order in orders)


@pytest.mark.parametrize("sampling", ["shuffle", "replacement"])
def test_another_epoch_or_seed_is_another_order(sampling):
    orders = [epoch_order(sampling, 50, seed, epoch) for seed in (0, 1) for epoch in (0, 1)]
    for i, first in enumerate(orders):
        np.testing.assert_array_equal(first, epoch_order(sampling, 50, *divmod(i, 2)))
        assert all(not np.array_equal(first, other) for other in orders[i + 1 :])


def test_the_last_batch_counts():
    assert [updates_per_epoch("shuffle", 10, size) for size in (1, 3, 5, 10, 11)] == [
        10,
        4,
        2,
        1,
        1,
    ]
    assert updates_per_epoch("full", 10, 3) == 1


@pytest.mark.parametrize("sampling", ["shuffle", "replacement"])
@pytest.mark.parametrize("model", ["linear", "mlp"])
def test_gradient_noise_is_as_predicted(model, sampling):
    """sigma / sqrt(B), times sqrt((m - B) / (m - 1)) without replacement."""
    noise = gradient_noise(model, line(1_000), (1, 16, 128), sampling=sampling, batches=800, seed=5)
    assert noise.batch_size.tolist() == [1, 16, 128]
    assert (np.abs(noise.measured - noise.predicted) < 4 * noise.error + 1e-12).all()
    assert (noise.error < 0.05 * noise.measured).all()
    falls = noise.predicted[0] / noise.predicted
    left = np.sqrt((1_000 - noise.batch_size) / 999) if sampling == "shuffle" else 1.0
    np.testing.assert_allclose(falls, np.sqrt(noise.batch_size) / left, rtol=1e-12)


@pytest.mark.parametrize("sampling", ["replacement", "shuffle"])
@pytest.mark.parametrize("batch", [20, 50, 100])
def test_the_error_of_a_measured_noise_is_its_spread_over_seeds(sampling, batch):
    """Also for halves: the second of an epoch strays as far as the first, the other way."""
    found = [
        gradient_noise(
            "linear", line(200), [batch], sampling=sampling, batches=200, seed=seed,
            params={"W": [[0.0]], "b": [0.0]},
        )
        for seed in range(60)
    ]  # fmt: skip
    ratios = [noise.measured[0] / noise.predicted[0] for noise in found]
    errors = [noise.error[0] / noise.predicted[0] for noise in found]
    assert np.std(ratios) == pytest.approx(np.mean(errors), rel=0.3)


def test_a_full_batch_has_no_noise_at_all():
    noise = gradient_noise("linear", line(1_000), (1, 128), sampling="full", batches=10)
    assert noise.measured.tolist() == noise.predicted.tolist() == [0.0, 0.0]
    everyone = gradient_noise("linear", line(1_000), (1_000, 5_000), batches=10)
    assert everyone.predicted.tolist() == [0.0, 0.0]
    assert (everyone.measured < 1e-13).all()  # the same sum in another order


def test_gradient_noise_is_measured_where_it_is_told():
    """At the minimum of noiseless data no sample pulls, whatever the batch."""
    x = np.linspace(0.0, 1.0, 50)[:, None]
    data = x, 3 * x[:, 0] + 2
    there = gradient_noise("linear", data, (5,), params={"W": [[3.0]], "b": [2.0]}, batches=20)
    assert there.measured[0] < 1e-14
    assert gradient_noise("linear", data, (5,), batches=20).measured[0] > 0.1


def test_gradient_noise_refuses_what_training_refuses():
    with pytest.raises(ValueError, match="sampling='all' is unknown; there are full, shuffle"):
        gradient_noise("linear", line(10), (2,), sampling="all")
    with pytest.raises(ValueError, match="batches=1 is not a whole number from 2 to 1,000,000"):
        gradient_noise("linear", line(10), (2,), batches=1)
    assert SAMPLINGS == ("full", "shuffle", "replacement")
