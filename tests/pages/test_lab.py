"""The training lab: what fits together is trained, seeds side by side, and what is shown is so."""

import numpy as np
import pytest

from optim_core import DATASETS, MODELS, OPTIMIZERS, train
from pages.shared.figures.lab import pictures
from pages.shared.figures.lab.runs import Runs
from pages.shared.figures.lab.settings import (
    DECAYS,
    SETTINGS,
    companions,
    fit,
    load,
    models_for,
    task_of,
    trainer,
    used,
)

DEFAULTS = {name: knob.default for name, knob in SETTINGS.items()}
FOR_EVERYBODY = [name for name, spec in DATASETS.items() if not spec.from_files]


def settings(**changed):
    return DEFAULTS | changed


def runs(seeds=1, **changed):
    each = [settings(**changed) | {"seed": seed} for seed in range(seeds)]
    return Runs([trainer(one, load(one)) for one in each])


def finished(seeds=1, **changed):
    all_of_it = runs(seeds, **changed)
    while all_of_it.running:
        all_of_it.advance(1.0)
    return all_of_it


@pytest.mark.parametrize("data", FOR_EVERYBODY)
@pytest.mark.parametrize("model", MODELS)
def test_every_model_on_every_data_set_trains_or_the_nearest_one_does(data, model):
    chosen = settings(dataset=data, model=model, samples=40, epochs=1)
    fitted = fit(chosen, load(chosen))
    assert (fitted.replaced == {}) == (fitted.settings["model"] == model)
    one = trainer(fitted.settings, load(chosen))
    one.epoch()
    assert one.status == "finished" and np.isfinite(one.history().epoch_loss).all()


def test_only_what_makes_sense_is_offered():
    assert models_for(load(settings(dataset="line")), DEFAULTS) == ["linear", "mlp"]
    assert models_for(load(settings(dataset="wine")), DEFAULTS) == ["softmax", "mlp"]
    assert "cnn" in models_for(load(settings()), DEFAULTS)
    assert "logistic" in models_for(load(settings(dataset="moons")), DEFAULTS)


def test_a_setting_that_changes_nothing_is_not_offered():
    assert {"hidden", "dropout", "beta1", "batch"} <= set(used(settings()))
    assert {"noise", "filters", "beta"}.isdisjoint(used(settings()))
    assert "dropout" not in used(settings(hidden=()))
    assert "batch" not in used(settings(sampling="full"))
    assert "noise" in used(settings(dataset="moons"))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimiser_learns_digits_at_the_rate_it_begins_with(optimizer):
    done = finished(optimizer=optimizer, lr=OPTIMIZERS[optimizer].lr_of_networks)
    assert done.curves()["test_accuracy"].mean[-1] > 0.94


def test_a_run_of_the_lab_is_the_run_of_the_core():
    done = finished(epochs=3)
    history = train("mlp", "digits", "adam", epochs=3, knobs={"lr": DEFAULTS["lr"]}, batch_size=64)
    curves = done.curves()
    np.testing.assert_array_equal(curves["test_loss"].mean[1:], history.test_loss)
    np.testing.assert_array_equal(curves["train_accuracy"].mean[1:], history.epoch_accuracy)


def test_curves_begin_before_the_first_update_and_seeds_have_a_spread():
    done = finished(seeds=3, epochs=2)
    curve = done.curves()["test_loss"]
    assert curve.epochs.tolist() == [0, 1, 2]
    each = np.array([done._rows(k)[:, 2] for k in range(3)])
    np.testing.assert_allclose(curve.mean, each.mean(axis=0))
    np.testing.assert_allclose(curve.high - curve.mean, each.std(axis=0, ddof=1))
    assert abs(curve.mean[0] - np.log(10)) < 1.0


def test_seeds_stay_together_while_they_train():
    under_way = runs(seeds=3, epochs=50)
    for _ in range(5):
        under_way.advance(0.003)
    updates = [one.updates for one in under_way.trainers]
    assert max(updates) - min(updates) <= under_way.first.per_epoch
    assert 0.0 < under_way.share < 1.0


def test_turning_the_learning_rate_is_remembered_with_its_place():
    under_way = runs(epochs=4)
    under_way.update(under_way.first.per_epoch)
    under_way.turn(0.5)
    assert under_way.changes == [(1.0, 0.005)]
    assert under_way.rate == 0.005


def test_a_seed_that_diverged_is_counted_and_not_averaged():
    done = finished(optimizer="sgd", dataset="line", model="linear", lr=3.0, epochs=100)
    assert done.diverged() == 1
    assert len(done.curves()["test_loss"].mean) >= 1


@pytest.mark.parametrize("model", ["logistic", "softmax", "mlp"])
def test_the_map_of_decisions_is_what_the_model_says(model):
    done = finished(dataset="moons", model=model, samples=200)
    chosen = pictures.decision(done.first)
    place = (40, 17)
    point = np.array([[chosen.x[place[1]], chosen.y[place[0]]]])
    assert chosen.label[place] == pictures.predictions(done.first, point)[0]
    assert (chosen.sure >= -1e-12).all() and (chosen.sure <= 1.0).all()


@pytest.mark.parametrize("model", ["softmax", "mlp", "cnn"])
def test_predictions_are_those_that_the_accuracy_counts(model):
    done = finished(model=model, epochs=3)
    data = done.first.data
    right = pictures.predictions(done.first, data.x_test) == data.y_test
    assert right.mean() == pytest.approx(done.curves()["test_accuracy"].mean[-1])
    table = pictures.confusion(done.first)
    assert table.sum() == len(data.y_test) and np.trace(table) == right.sum()


def test_tiles_stand_where_they_say():
    data = load(settings())
    tiled = pictures.samples(data, np.arange(7), columns=3)
    (left, top), (high, wide) = tiled.corners[5], tiled.size
    shown = tiled.picture[top : top + high, left : left + wide]
    np.testing.assert_allclose(shown.ravel(), data.x_test[5])
    assert np.isnan(tiled.picture[:, wide]).all()


@pytest.mark.parametrize(
    ("model", "count", "size"), [("mlp", 32, 8), ("softmax", 10, 8), ("cnn", 8, 3)]
)
def test_weights_are_pictures_of_the_first_layer(model, count, size):
    tiled = pictures.weights(runs(model=model).first)
    assert len(tiled.corners) == count and tiled.size == (size, size)


def test_points_of_a_plane_have_no_pictures_of_weights():
    assert pictures.weights(runs(dataset="moons").first) is None


def test_a_column_of_few_whole_numbers_names_classes():
    assert task_of(np.array([0.0, 1.0, 1.0])) == "classification"
    assert task_of(np.array([0.5, 1.0])) == "regression"
    assert task_of(np.arange(21.0)) == "regression"


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_another_optimiser_brings_its_own_rate_and_memories(optimizer):
    """As if nobody had touched anything; what somebody has set stays."""
    before, after = settings(), settings(optimizer=optimizer)
    knobs = OPTIMIZERS[optimizer].knobs
    trained = after | companions(before, after)
    assert trained["lr"] == OPTIMIZERS[optimizer].lr_of_networks or optimizer == "adam"
    for name in DECAYS.keys() & knobs.keys():
        assert trained[name] == knobs[name].default, name
        assert name in used(after)
    touched = after | {"beta1": 0.123}
    assert "beta1" not in companions(before, touched)


@pytest.mark.parametrize("dataset", FOR_EVERYBODY)
def test_no_sample_that_was_learnt_from_is_called_a_test(dataset):
    data = load(settings(dataset=dataset))
    learnt = {row.tobytes() for row in np.column_stack([data.x.reshape(len(data.x), -1), data.y])}
    held = np.column_stack([data.x_test.reshape(len(data.x_test), -1), data.y_test])
    assert len(held) and np.mean([row.tobytes() in learnt for row in held]) < 0.02
