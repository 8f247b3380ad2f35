"""The experiments of the course notes come out as the notes say, or as they should have said."""

import numpy as np
import pytest

from optim_core import DATASETS, train

SEEDS = range(2)


def line(batch_size, epochs, sampling="shuffle", seed=0, lr=0.01, **settings):
    """Linear regression on the notes' line."""
    return train(
        "linear",
        "line",
        "sgd",
        epochs=epochs,
        batch_size=batch_size,
        sampling=sampling,
        seed=seed,
        knobs={"lr": lr},
        **settings,
    )


@pytest.fixture(scope="module")
def regressions():
    """Experiment 1, shortened to 200 epochs: batches of 1000, 128 and 1, over seeds."""
    sizes = {"full": (1_000, "full"), "mini-batch": (128, "shuffle"), "one": (1, "shuffle")}
    return {
        name: [line(size, 200, sampling, seed) for seed in SEEDS]
        for name, (size, sampling) in sizes.items()
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


def test_larger_batches_do_worse_in_as_many_epochs_because_they_make_fewer_updates():
    """Experiment 2, with replacement: at a fixed number of updates the difference is gone."""
    few = {"m": 100}
    sizes, epochs = (1, 10, 20, 50), 20
    for seed in SEEDS:
        settings = {"sampling": "replacement", "seed": seed, "dataset_knobs": few}
        same_epochs = [line(size, epochs, **settings).test_loss[-1] for size in sizes]
        assert same_epochs == sorted(same_epochs)
        assert same_epochs[-1] > 20 * same_epochs[0]
        updates = [line(size, epochs * size, **settings) for size in sizes]
        assert {len(run.loss) for run in updates} == {epochs * 100}
        same_updates = [run.test_loss[-1] for run in updates]
        assert max(same_updates) < 1.3 * min(same_updates)


def test_a_learning_rate_in_proportion_to_the_batch_makes_up_for_fewer_updates():
    settings = {"sampling": "replacement", "dataset_knobs": {"m": 100}}
    scaled = [line(size, 20, lr=0.01 * size, **settings).test_loss[-1] for size in (1, 10, 20, 50)]
    assert max(scaled) < 1.3 * min(scaled)


def digits(samples, batch_size, seed):
    """Experiment 3: a small network of sigmoids that learns digits for four epochs."""
    return train(
        "mlp",
        "digits",
        "sgd",
        epochs=4,
        batch_size=batch_size,
        seed=seed,
        knobs={"lr": 0.3},
        model_knobs={"hidden": [32], "activation": "sigmoid"},
        dataset_knobs={"m": samples},
    )


@pytest.mark.parametrize("seed", range(5))
def test_one_large_batch_is_far_behind_many_small_ones_at_every_epoch(seed):
    large, single, pairs = (digits(*how, seed) for how in ((100, 100), (100, 1), (200, 2)))
    assert len(single.loss) == len(pairs.loss) == 100 * len(large.loss)
    for small in (single, pairs):
        assert (large.epoch_loss > 1.1 * small.epoch_loss).all()
        assert (large.epoch_accuracy[1:] < small.epoch_accuracy[1:]).all()
        assert large.epoch_loss[-1] > 3 * small.epoch_loss[-1]
