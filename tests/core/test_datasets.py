"""What every data set promises, and the data sets whose numbers are known."""

import numpy as np
import pytest

from optim_core import DATASETS, SURFACES
from optim_core.data import Data
from tests.core.entries import defaults, settings

ARRAYS = ("x", "y", "x_test", "y_test")


def load(dataset, seed=0, **knobs):
    spec = DATASETS[dataset]
    return spec.load(**defaults(spec) | knobs, seed=seed)


def every_setting(dataset, seed=0):
    spec = DATASETS[dataset]
    for knobs in settings(spec):
        yield knobs, spec.load(**knobs, seed=seed)


def same(one, other):
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in ARRAYS)


def test_rows_match_and_neither_part_is_empty(dataset):
    for knobs, data in every_setting(dataset):
        assert data.x.shape[1] == data.x_test.shape[1] >= 1, knobs
        assert data.x.shape == (len(data.y), data.x.shape[1])
        assert data.x_test.shape == (len(data.y_test), data.x.shape[1])
        assert len(data.y) > 0 and len(data.y_test) > 0


def test_numbers_are_finite_and_of_the_promised_kind(dataset):
    task = DATASETS[dataset].task
    for knobs, data in every_setting(dataset):
        assert data.x.dtype == data.x_test.dtype == np.float64
        assert data.y.dtype == data.y_test.dtype == (np.int64 if data.classes else np.float64)
        assert all(np.isfinite(getattr(data, name)).all() for name in ARRAYS), knobs
        assert all(getattr(data, name).flags.c_contiguous for name in ARRAYS)
        assert task == ("classification" if data.classes else "regression")


def test_classes_are_numbered_without_gaps(dataset):
    data = load(dataset)
    for labels in (data.y, data.y_test) if data.classes else ():
        assert np.unique(labels).tolist() == list(range(data.classes))


def test_the_same_seed_gives_the_same_data(dataset):
    for knobs, data in every_setting(dataset, seed=5):
        assert same(data, DATASETS[dataset].load(**knobs, seed=5)), knobs


def test_another_seed_gives_other_data_where_it_says_so(dataset):
    changes = [
        not same(data, DATASETS[dataset].load(**knobs, seed=6))
        for knobs, data in every_setting(dataset, seed=5)
    ]
    assert any(changes) == DATASETS[dataset].seeded


def test_nobody_is_in_both_training_and_test(dataset):
    for knobs, data in every_setting(dataset):
        training, test = (
            set(map(bytes, np.column_stack([x, y])))
            for x, y in ((data.x, data.y), (data.x_test, data.y_test))
        )
        if knobs.get("held_out") == 0:
            assert training == test
        elif knobs.get("noise") != 0:  # without noise two draws may well meet
            assert not training & test, knobs


def test_nobody_can_write_into_the_arrays(dataset):
    data = load(dataset)
    for name in ARRAYS:
        with pytest.raises(ValueError, match="read-only"):
            getattr(data, name)[0] = 0
    with pytest.raises(AttributeError):
        data.x = data.x_test


def test_pictures_are_rows_times_columns_times_channels_from_0_to_1(dataset):
    data = load(dataset)
    assert data.image == DATASETS[dataset].image
    if data.image:
        assert np.prod(data.image) == data.x.shape[1]
        assert data.x.min() == 0.0 and data.x.max() == 1.0


def test_names_are_one_for_each_column_and_class(dataset):
    data = load(dataset)
    assert len(data.features) in (0, data.x.shape[1])
    assert len(data.labels) in (0, data.classes)
    assert all(type(name) is str and name for name in data.features + data.labels)


def test_names_itself_in_both_languages(dataset):
    spec = DATASETS[dataset]
    texts = [spec.title, spec.idea, *(knob.title for knob in spec.knobs.values())]
    assert all(text.en and text.zh for text in texts)
    assert spec.task in ("regression", "classification")
    assert all(knob.accepts(v) for knob in spec.knobs.values() for v in (knob.low, knob.high))


def test_a_count_is_a_whole_number(dataset):
    for knob in DATASETS[dataset].knobs.values():
        assert knob.accepts(knob.low + 0.5) != knob.whole
        assert knob.range().en.startswith("whole numbers of [") == knob.whole


def test_the_line_is_the_one_of_the_notes():
    """Figures from NumPy's legacy generator, seeded with 42, as the notes seed it."""
    data = load("line", seed=7)
    assert data.x[:3, 0].tolist() == [0.3745401188473625, 0.9507143064099162, 0.7319939418114051]
    np.random.seed(42)
    x = np.random.rand(1000, 1)
    y = 3 * x + 2 + 0.1 * np.random.randn(1000, 1)
    np.testing.assert_array_equal(data.x, x)
    np.testing.assert_array_equal(data.y, y[:, 0])
    assert data.x_test.shape == (1000, 1)


@pytest.mark.parametrize("dataset_id", ["breast_cancer", "wine", "diabetes_bmi"])
def test_the_training_part_is_standardised_and_the_test_part_by_the_same_rule(dataset_id):
    spec = DATASETS[dataset_id]
    data = spec.load(**dict.fromkeys(spec.knobs, 0.3), seed=1)
    np.testing.assert_allclose(data.x.mean(axis=0), 0.0, atol=1e-12)
    np.testing.assert_allclose(data.x.std(axis=0), 1.0, rtol=1e-12)
    assert 0.01 < abs(data.x_test.mean(axis=0)).max() < 1.0


@pytest.mark.parametrize(("dataset_id", "total"), [("digits", 1797), ("wine", 178)])
def test_a_quarter_of_each_class_is_held_out(dataset_id, total):
    data = load(dataset_id)
    assert len(data.y) + len(data.y_test) == total
    counts = np.bincount(data.y) + np.bincount(data.y_test)
    np.testing.assert_allclose(np.bincount(data.y_test), counts / 4, atol=1)


def test_classes_are_not_trained_on_one_after_the_other():
    """A batch of neighbours would otherwise hold a single class."""
    for dataset in ("digits", "wine", "breast_cancer"):
        assert len(np.unique(load(dataset).y[:40])) == load(dataset).classes


def test_fewer_digits_are_the_first_of_more():
    few, all_of_them = load("digits", m=100), load("digits")
    np.testing.assert_array_equal(few.x, all_of_them.x[:100])
    np.testing.assert_array_equal(few.x_test, all_of_them.x_test)


def test_digits_are_scikit_learns():
    from sklearn.datasets import load_digits

    data = load("digits")
    known = {(tuple(x / 16), y) for x, y in zip(*load_digits(return_X_y=True), strict=True)}
    assert set(zip(map(tuple, data.x), data.y, strict=True)) < known


def test_the_surface_of_diabetes_is_the_loss_of_its_training_part():
    data, ground = load("diabetes_bmi"), SURFACES["diabetes_bmi"]
    assert len(data.y) == 442
    for w, b in [(-1.5, 2.0), (0.3, 0.0)]:
        loss = np.mean((w * data.x[:, 0] + b - data.y) ** 2)
        f = ground.value_and_grad(w, b, ground.parameters(shift=0.0))[0]
        assert f == pytest.approx(loss, rel=1e-12)


def test_without_noise_moons_and_circles_are_where_their_formulas_say():
    upper, lower = (load("moons", noise=0.0).x[k::2] for k in (0, 1))
    np.testing.assert_allclose(np.hypot(*upper.T), 1.0)
    np.testing.assert_allclose(np.hypot(1.0 - lower[:, 0], 0.5 - lower[:, 1]), 1.0)
    assert upper[:, 1].min() >= 0.0 and lower[:, 1].max() <= 0.5
    data = load("circles", noise=0.0)
    np.testing.assert_allclose(np.hypot(*data.x.T), np.where(data.y, 0.5, 1.0))


def test_without_noise_spirals_wind_and_blobs_are_points():
    data = load("spirals", noise=0.0, arms=3.0)
    radius = np.hypot(*data.x.T)
    turned = np.arctan2(data.x[:, 1], data.x[:, 0]) / (2 * np.pi) - 1.5 * radius - data.y / 3
    np.testing.assert_allclose(turned, np.round(turned), atol=1e-12)
    centres = np.unique(load("blobs", noise=0.0, classes=4.0).x.round(12) + 0.0, axis=0)
    assert centres.tolist() == [[-2, 0], [0, -2], [0, 2], [2, 0]]


def test_noise_has_the_standard_deviation_that_it_says():
    for dataset in ("moons", "circles", "spirals", "blobs"):
        clean, noisy = (load(dataset, m=20_000.0, noise=s).x for s in (0.0, 0.5))
        assert (noisy - clean).std() == pytest.approx(0.5, rel=0.02)


def test_data_refuses_what_no_model_could_learn_from():
    x, y = np.zeros((4, 2)), np.array([0, 1, 0, 1])
    for arrays, words in [
        ((x[:0], y[:0], x, y), "x has shape"),
        ((x, y[:3], x, y), "4 rows of x, but 3 of y"),
        ((x, y, x[:, :1], y), "x has 2 columns, x_test 1"),
        ((x, y + 1, x, y), r"labels 1 \.\.\. 2 of 2 classes"),
        ((x, y + 0.5, x, y), "not whole numbers"),
        ((x + np.nan, y, x, y), "x holds numbers that are not finite"),
        ((x, y, x, np.full(4, np.inf)), "y_test holds numbers that are not finite"),
    ]:
        with pytest.raises(ValueError, match=words):
            Data(*arrays, classes=2)


def test_data_leaves_the_arrays_it_was_given_as_they_were():
    x, y = np.zeros((4, 2)), np.zeros(4)
    Data(x, y, x, y)
    x[0, 0] = y[0] = 1.0
