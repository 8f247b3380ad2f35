"""Training: any model, any data, any optimiser, in batches that are the same for everybody."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from optim_core import DATASETS, MODELS, OPTIMIZERS, SCHEDULES, Trainer, train
from optim_core.sampling import SAMPLINGS, epoch_order
from tests import naive
from tests.core.entries import defaults

STATUSES = ("finished", "stopped", "diverged")
ANYTHING = st.floats()


def moons(count=50, classes=3, seed=0):
    rng = np.random.default_rng(seed)
    y = rng.integers(0, classes, count)
    return rng.standard_normal((count, 4)) + y[:, None], y


def slope_line(count=50, seed=0):
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((count, 4))
    return x, x @ np.array([1.0, -1.0, 2.0, 0.0]) + 0.3 * rng.standard_normal(count)


def pictures(count=20, seed=0):
    rng = np.random.default_rng(seed)
    return rng.standard_normal((count, 5, 6)), rng.integers(0, 3, count)


DATA = {
    "linear": slope_line(),
    "logistic": moons(classes=2),
    "softmax": moons(),
    "mlp": moons(),
    "cnn": pictures(),
}


@pytest.fixture(params=MODELS)
def model(request):
    return request.param


@pytest.fixture(params=SAMPLINGS)
def sampling(request):
    return request.param


def values(history):
    """Everything that a run gives but its seconds, as one vector."""
    arrays = [history.loss, history.epoch_loss, history.epoch_accuracy, history.test_loss]
    return np.concatenate([*arrays, *(each.ravel() for each in history.params.values())])


def assert_same(one, other):
    np.testing.assert_array_equal(values(one), values(other))
    assert one.status == other.status


def batches_of(sampling, samples, batch_size, seed, epochs):
    for epoch in range(epochs):
        order = epoch_order(sampling, samples, seed, epoch)
        size = samples if sampling == "full" else batch_size
        yield from (order[first : first + size] for first in range(0, samples, size))


NETWORKS = {
    "linear": ([4, 1], "relu", "squares"),
    "logistic": ([4, 1], "relu", "logistic"),
    "softmax": ([4, 3], "relu", "softmax"),
    "mlp": ([4, 5, 3], "tanh", "softmax"),
}


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.uncompiled
def test_trains_as_its_slow_twin(name, optimizer, sampling):
    """Batches from the same order, gradients sample by sample, optimisers from their papers."""
    (x, y), (sizes, activation, loss) = DATA[name], NETWORKS[name]
    knobs = defaults(OPTIMIZERS[optimizer]) | {"lr": OPTIMIZERS[optimizer].lr_of_networks}
    options = {"hidden": [5], "activation": activation} if name == "mlp" else {}
    trainer = Trainer(
        name,
        (x, y),
        optimizer,
        epochs=3,
        batch_size=16,
        sampling=sampling,
        knobs=knobs,
        model_knobs=options,
        seed=6,
    )
    start = trainer.theta.copy()
    while trainer.running:
        trainer.epoch()
    path = naive.trained(
        getattr(naive, optimizer),
        lambda theta, batch: naive.network_slope(
            theta, x[batch], y[batch], sizes, activation, loss
        ),
        start,
        list(batches_of(sampling, len(x), 16, 6, 3)),
        **knobs,
    )
    np.testing.assert_allclose(trainer.theta, path[-1], rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("dataset_id", DATASETS)
def test_every_model_trains_on_every_data_set_of_its_task(
    dataset_id, model, sampling, picture_folder
):
    """Or says in a sentence why not."""
    few = {"m": 40} if "m" in DATASETS[dataset_id].knobs else {}
    options = {"filters": [2]} if model == "cnn" else {}
    try:
        history = train(
            model,
            dataset_id,
            "adam",
            epochs=2,
            sampling=sampling,
            dataset_knobs=few,
            model_knobs=options,
        )
    except ValueError as refusal:
        assert model in str(refusal)
        assert DATASETS[dataset_id].task not in MODELS[model].tasks or model in ("logistic", "cnn")
    else:
        assert history.status == "finished"
        assert history.epoch_loss.shape == history.test_accuracy.shape == (2,)
        assert np.isfinite(history.epoch_loss).all() and np.isfinite(history.test_loss).all()


def test_every_optimizer_learns(optimizer, model):
    history = train(
        model,
        DATA[model],
        optimizer,
        epochs=60,
        batch_size=10,
        knobs={"lr": OPTIMIZERS[optimizer].lr_of_networks / 3},
    )
    assert history.status == "finished"
    assert history.epoch_loss[-1] < history.loss[0]


def test_a_full_batch_is_one_update_an_epoch_and_takes_no_chances(model):
    first, second = (
        train(model, DATA[model], "sgd", sampling="full", seed=seed, init=fixed(model))
        for seed in (1, 2)
    )
    assert len(first.loss) == len(first.epoch_loss) == 10
    assert_same(first, second)
    # The loss before an update is that of all samples at the end of the epoch before.
    np.testing.assert_allclose(first.loss[1:], first.epoch_loss[:-1], rtol=1e-12)


def fixed(model):
    """First values that no seed changes."""
    return Trainer(model, DATA[model], "sgd", seed=0).params()


def test_all_optimizers_of_a_race_see_the_same_batches(optimizer, sampling):
    """At a learning rate of zero the losses are those of the batches alone."""
    quiet = {"epochs": 3, "batch_size": 7, "sampling": sampling, "knobs": {"lr": 0.0}, "seed": 4}
    ours, other = (train("softmax", DATA["softmax"], name, **quiet) for name in (optimizer, "sgd"))
    np.testing.assert_array_equal(ours.loss, other.loss)


def test_the_last_batch_is_short_and_its_loss_a_mean_of_its_own(sampling):
    x, y = DATA["linear"]
    history = train(
        "linear", (x, y), "sgd", epochs=2, batch_size=16, sampling=sampling, knobs={"lr": 0.0}
    )
    expected = [np.mean(y[batch] ** 2) for batch in batches_of(sampling, 50, 16, 0, 2)]
    assert len(history.loss) == (2 if sampling == "full" else 8)
    np.testing.assert_allclose(history.loss, expected, rtol=1e-13)


def test_a_longer_run_begins_like_a_shorter_one(model, sampling):
    settings = {"batch_size": 8, "sampling": sampling, "dropout": 0.2}
    short, long = (train(model, DATA[model], "adam", epochs=n, **settings) for n in (2, 5))
    np.testing.assert_array_equal(short.loss, long.loss[: len(short.loss)])
    np.testing.assert_array_equal(short.epoch_loss, long.epoch_loss[:2])


def test_the_same_seed_is_the_same_run_and_another_seed_another(model):
    settings = {"batch_size": 8, "dropout": 0.5, "epochs": 3}
    first, again, other = (train(model, DATA[model], "adam", seed=s, **settings) for s in (3, 3, 4))
    assert_same(first, again)
    assert not np.array_equal(first.loss, other.loss)


def test_threads_change_nothing():
    """Eight trainings at once give the bits that each gives alone."""
    jobs = [
        (model, name) for model in ("mlp", "cnn") for name in ("sgd", "momentum", "adam", "rmsprop")
    ]

    def run(job):
        return train(job[0], DATA[job[0]], job[1], epochs=5, batch_size=8, dropout=0.2)

    alone = [run(job) for job in jobs]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(run, jobs))
    for one, other in zip(alone, together, strict=True):
        assert_same(one, other)


def test_updates_one_by_one_are_the_epochs_in_one_go(model, sampling):
    settings = {"epochs": 3, "batch_size": 8, "sampling": sampling, "dropout": 0.3}
    trainer = Trainer(model, DATA[model], "adam", **settings)
    while trainer.running:
        trainer.update()
    watched = train(model, DATA[model], "adam", watch=lambda history: True, **settings)
    at_once = train(model, DATA[model], "adam", **settings)
    assert_same(trainer.history(), at_once)
    assert_same(watched, at_once)


def test_the_path_of_every_update_follows_from_the_samples_of_its_batch(sampling):
    """Update by update, on the notes' line: minus the rate times the mean gradient of the batch."""
    settings = {"epochs": 3, "batch_size": 8, "sampling": sampling, "seed": 3, "every_update": True}
    trainer = Trainer("linear", "line", "sgd", dataset_knobs={"m": 30}, **settings)
    while trainer.running:
        trainer.update()
    history, data = trainer.history(), trainer.data
    assert history.update_path.shape == (len(history.loss) + 1, 2)
    np.testing.assert_array_equal(history.update_path[:: trainer.per_epoch], history.path)
    for update, (w, b) in enumerate(history.update_path[:-1]):
        of_batch = trainer.samples_of(update)
        x, miss = data.x[of_batch, 0], data.x[of_batch, 0] * w + b - data.y[of_batch]
        assert history.loss[update] == pytest.approx((miss**2).mean(), rel=1e-12)
        slope = 2 * (miss * x).mean(), 2 * miss.mean()
        moved = history.update_path[update + 1] - (w, b)
        np.testing.assert_allclose(moved, -trainer.knobs["lr"] * np.array(slope), rtol=1e-9)


def test_every_update_is_kept_in_one_go_as_one_by_one_and_only_where_asked():
    how = {"epochs": 4, "batch_size": 7, "dataset_knobs": {"m": 30}, "every_update": True}
    trainer = Trainer("linear", "line", "adam", **how)
    for _ in range(6):
        trainer.update()
    begun = trainer.history().update_path.copy()
    whole = train("linear", "line", "adam", **how).update_path
    np.testing.assert_array_equal(begun, whole[:7])
    assert train("linear", "line", "adam", **{**how, "every_update": False}).update_path.size == 0
    lost = train("linear", "line", "sgd", **how, knobs={"lr": 1e200})
    assert lost.status == "diverged" and len(lost.update_path) == len(lost.loss) + 1
    assert np.isfinite(lost.update_path).all()


def test_the_samples_of_an_epoch_are_those_that_it_was_promised(sampling):
    trainer = Trainer("mlp", DATA["mlp"], "sgd", epochs=2, batch_size=8, sampling=sampling, seed=5)
    for epoch in range(2):
        updates = range(epoch * trainer.per_epoch, (epoch + 1) * trainer.per_epoch)
        order = np.concatenate([trainer.samples_of(update) for update in updates])
        np.testing.assert_array_equal(order, epoch_order(sampling, 50, 5, epoch))


def test_an_epoch_carries_out_what_is_left_of_it():
    trainer = Trainer("softmax", DATA["softmax"], "sgd", epochs=2, batch_size=10)
    trainer.update()
    trainer.update()
    assert len(trainer.history().loss) == 2 and len(trainer.history().epoch_loss) == 0
    trainer.epoch()
    assert len(trainer.history().loss) == 5 and len(trainer.history().epoch_loss) == 1
    trainer.epoch()
    assert not trainer.running
    trainer.epoch()
    assert len(trainer.history().loss) == 10


def test_whoever_watches_may_end_it():
    seen = []

    def watch(history):
        seen.append(len(history.epoch_loss))
        return len(seen) < 3

    history = train("softmax", DATA["softmax"], "sgd", epochs=10, watch=watch)
    assert seen == [1, 2, 3]
    assert history.status == "stopped"
    assert len(history.epoch_loss) == 3


def test_watching_without_an_answer_does_not_end_it():
    history = train("softmax", DATA["softmax"], "sgd", epochs=4, watch=lambda history: None)
    assert history.status == "finished" and len(history.epoch_loss) == 4


def test_a_history_does_not_change_when_training_goes_on():
    trainer = Trainer("linear", DATA["linear"], "sgd", epochs=4)
    trainer.epoch()
    early = trainer.history()
    kept = values(early)
    trainer.epoch()
    np.testing.assert_array_equal(values(early), kept)


def test_a_learning_rate_turned_while_it_runs_counts_from_the_next_update():
    x, y = DATA["linear"]
    trainer = Trainer("linear", (x, y), "sgd", epochs=2, sampling="full", knobs={"lr": 0.1})
    trainer.update()
    before, trainer.rate_factor = trainer.params(), 0.5
    trainer.update()
    w, b = before["W"][:, 0], before["b"][0]
    slope = 2 * x.T @ (x @ w + b - y) / len(x)
    np.testing.assert_allclose(trainer.params()["W"][:, 0], w - 0.05 * slope, rtol=1e-12)


@pytest.mark.parametrize("by", ["epoch", "update"])
def test_schedules_count_epochs_or_updates(schedule, by):
    """Seen through a bias on its way to 0, down the slope of its square."""
    trainer = Trainer(
        "linear",
        (np.zeros((4, 1)), np.zeros(4)),
        "sgd",
        epochs=5,
        batch_size=2,
        schedule=schedule,
        schedule_by=by,
        knobs={"lr": 0.125},
        init={"b": [1.0]},
    )
    spec, count = SCHEDULES[schedule], 5 if by == "epoch" else 10
    rates = spec.rate(np.arange(float(count)), count, 0.125, *defaults(spec).values())
    left = 1.0
    for rate in np.repeat(rates, 2) if by == "epoch" else rates:
        trainer.update()
        left -= 2.0 * rate * left
        assert trainer.params()["b"][0] == pytest.approx(left, rel=1e-13, abs=1e-15)


def trained(model, optimizer, **settings):
    settings = {"epochs": 5, "batch_size": 10, "knobs": {"lr": 0.05}} | settings
    return train(model, DATA[model], optimizer, **settings).params


def test_for_gradient_descent_l2_and_decay_are_the_same_up_to_a_factor():
    """lr (g + l2 W) and lr g + lr decay W."""
    l2, decay = trained("mlp", "sgd", l2=0.3), trained("mlp", "sgd", weight_decay=0.3)
    neither = trained("mlp", "sgd")
    for name in l2:
        np.testing.assert_allclose(l2[name], decay[name], rtol=1e-10, atol=1e-13)
    assert np.abs(l2["W1"] - neither["W1"]).max() > 0.01


def test_for_adam_l2_and_decay_are_different_things():
    """Loshchilov & Hutter, 2019: Adam divides the penalty by the root of its squares."""
    l2, decay = trained("mlp", "adam", l2=0.3), trained("mlp", "adam", weight_decay=0.3)
    assert np.abs(l2["W1"] - decay["W1"]).max() > 0.1


@pytest.mark.parametrize("penalty", ["l2", "weight_decay"])
def test_penalties_leave_biases_and_the_reported_loss_alone(penalty):
    x, y = DATA["linear"]
    start = {"W": np.ones((4, 1)), "b": np.ones(1)}
    settings = {"epochs": 1, "sampling": "full", "init": start, "knobs": {"lr": 0.1}}
    plain = train("linear", (x, y), "sgd", **settings)
    history = train("linear", (x, y), "sgd", **settings, **{penalty: 0.5})
    np.testing.assert_allclose(history.params["W"], plain.params["W"] - 0.05, rtol=1e-12)
    np.testing.assert_array_equal(history.params["b"], plain.params["b"])
    np.testing.assert_array_equal(history.loss, plain.loss)


def test_dropout_is_for_training_only_and_for_hidden_units_only():
    settings = {"epochs": 1, "knobs": {"lr": 0.0}}
    with_it, without = (train("mlp", DATA["mlp"], "sgd", dropout=d, **settings) for d in (0.5, 0.0))
    assert with_it.loss[0] != without.loss[0]
    np.testing.assert_array_equal(with_it.epoch_loss, without.epoch_loss)
    for model in ("linear", "softmax"):
        with_it, without = (train(model, DATA[model], "sgd", dropout=d) for d in (0.5, 0.0))
        assert_same(with_it, without)


def test_a_radius_bounds_the_update_of_all_parameters_together():
    knobs = {"lr": 10.0, "radius": 0.25}
    trainer = Trainer("mlp", DATA["mlp"], "anchored_momentum", knobs=knobs, sampling="full")
    start = trainer.theta.copy()
    trainer.update()
    assert np.linalg.norm(trainer.theta - start) == pytest.approx(0.25, rel=1e-12)


def test_two_parameters_leave_a_path():
    x, y = slope_line()
    history = train("linear", (x[:, :1], y), "sgd", epochs=3, init={"b": [1.0]})
    assert history.path.shape == (4, 2)
    assert history.path[0].tolist() == [0.0, 1.0]
    assert history.path[-1].tolist() == [history.params["W"][0, 0], history.params["b"][0]]
    assert train("linear", (x, y), "sgd", epochs=3).path.shape == (0, 2)


def test_a_pair_is_tested_on_what_it_learnt(model):
    history = train(model, DATA[model], "sgd", epochs=2)
    np.testing.assert_array_equal(history.test_loss, history.epoch_loss)
    np.testing.assert_array_equal(history.test_accuracy, history.epoch_accuracy)


def test_a_data_set_is_tested_on_what_it_held_out():
    history = train("softmax", "wine", "adam", epochs=2)
    assert (history.test_loss != history.epoch_loss).all()
    data = DATASETS["wine"].load(**defaults(DATASETS["wine"]), seed=0)
    z = data.x_test @ history.params["W"] + history.params["b"]
    assert history.test_accuracy[-1] == np.mean(z.argmax(axis=1) == data.y_test)


def test_data_given_as_such_are_those_of_the_data_set():
    """The test part goes along, which a pair has not."""
    data = DATASETS["wine"].load(**defaults(DATASETS["wine"]), seed=0)
    assert_same(train("mlp", data, "adam", epochs=2), train("mlp", "wine", "adam", epochs=2))


def test_seconds_are_those_of_the_epochs():
    history = train("linear", DATA["linear"], "sgd", epochs=5)
    assert history.seconds.shape == (5,) and (history.seconds > 0).all()


def test_does_not_change_what_it_is_given(model):
    (x, y), start = DATA[model], fixed(model)
    given = x.copy(), y.copy(), {name: value.copy() for name, value in start.items()}
    knobs, options = {"lr": 0.1}, {"start": "he"}
    train(model, (x, y), "sgd", init=start, knobs=knobs, model_knobs=options)
    np.testing.assert_array_equal(x, given[0])
    np.testing.assert_array_equal(y, given[1])
    assert all(np.array_equal(start[name], given[2][name]) for name in start)
    assert (knobs, options) == ({"lr": 0.1}, {"start": "he"})


def test_init_is_where_it_begins(model):
    start = {name: value + 0.25 for name, value in fixed(model).items()}
    params = Trainer(model, DATA[model], "sgd", init=start).params()
    assert list(params) == list(start)
    assert all(np.array_equal(params[name], start[name]) for name in start)


def test_divergence_ends_everything_with_the_update_before(model, optimizer):
    history = train(model, DATA[model], optimizer, epochs=30, knobs={"lr": 1e200})
    assert history.status in ("diverged", "finished")
    assert all(np.isfinite(value).all() for value in history.params.values())
    assert np.isfinite(history.loss).all()
    assert len(history.loss) < 30 or history.status == "finished"


def test_too_large_a_learning_rate_diverges():
    history = train("linear", DATA["linear"], "sgd", epochs=2_000, knobs={"lr": 3.0})
    assert history.status == "diverged"
    assert 10 < len(history.loss) < 2_000
    assert len(history.epoch_loss) == len(history.loss)
    assert history.loss[-1] > 1e100


def knobs_of(specs, value=ANYTHING):
    return st.fixed_dictionaries({}, optional=dict.fromkeys(specs, value))


@hypothesis_settings(max_examples=40)
@given(data=st.data())
def test_any_knobs_end_in_a_status_or_a_refusal(optimizer, data):
    model = data.draw(st.sampled_from(list(MODELS)))
    numbers = ("l2", "weight_decay", "dropout")
    try:
        history = train(
            model,
            DATA[model],
            optimizer,
            epochs=3,
            knobs=data.draw(knobs_of(OPTIMIZERS[optimizer].knobs)),
            batch_size=data.draw(st.sampled_from([1, 7, 64])),
            sampling=data.draw(st.sampled_from(SAMPLINGS)),
            **data.draw(knobs_of(numbers)),
        )
    except ValueError as refusal:
        assert str(refusal)
    else:
        assert history.status in STATUSES
        assert all(np.isfinite(value).all() for value in history.params.values())
        assert np.isfinite(history.loss).all()


@hypothesis_settings(max_examples=40)
@given(data=st.data())
def test_meaningful_knobs_are_never_refused(optimizer, data):
    """Any positive learning rate at all, any data and first values that are finite."""
    lr = data.draw(st.floats(0.0, allow_infinity=False))
    first = data.draw(st.floats(-1e308, 1e308))
    x, y = slope_line(5)
    x *= data.draw(st.floats(-1e300, 1e300))
    trainer = Trainer("linear", (x, y), optimizer, epochs=3, knobs={"lr": lr}, init={"b": [first]})
    trainer.epoch()
    trainer.rate_factor = data.draw(st.floats(0.0, 1e5))
    trainer.epoch()
    assert trainer.history().status in STATUSES
    assert np.isfinite(trainer.theta).all()
