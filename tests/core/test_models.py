"""A model's loss is the mean that its formula says, and its gradient is that loss's."""

import sys

import numpy as np
import pytest

from optim_core import MODELS, Trainer, train
from optim_core.network import drop

DENSE = [
    {"hidden": hidden, "activation": activation}
    for hidden in ((), (5,), (4, 3))
    for activation in ("relu", "tanh", "sigmoid")
]
CASES = [
    ("linear", {}, (4,), 0),
    ("logistic", {}, (4,), 2),
    ("softmax", {}, (4,), 3),
    *(("mlp", options, (4,), classes) for options in DENSE for classes in (0, 3)),
    ("cnn", {"filters": [1]}, (4, 4), 2),
    ("cnn", {"filters": [3]}, (7, 6, 2), 3),
]
IDS = ["-".join([name, *map(str, options.values()), str(c)]) for name, options, _, c in CASES]


def samples(shape, classes, count=9, seed=1):
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((count, *shape))
    return x, rng.integers(0, classes, count) if classes else rng.standard_normal(count)


def trainer_of(name, options, shape, classes, **settings):
    """A Trainer whose parameters are all different, biases too."""
    data = samples(shape, classes)
    trainer = Trainer(name, data, "sgd", sampling="full", model_knobs=options, **settings)
    trainer.theta[:] = 0.5 * np.random.default_rng(2).standard_normal(len(trainer.theta))
    return trainer


def loss_and_slope(trainer, theta, keep=1.0, draw=5):
    grad = np.full_like(theta, np.nan)
    loss = trainer.spec.learn(
        theta, trainer.plan.layout, *trainer.training, keep, np.uint64(draw), grad, trainer.scratch
    )
    return loss, grad


def differences(trainer, reach=1e-6, **keywords):
    """Central differences, one parameter after the other."""
    for i in range(len(trainer.theta)):
        aside = np.zeros_like(trainer.theta)
        aside[i] = reach
        above, below = (
            loss_and_slope(trainer, trainer.theta + s * aside, **keywords)[0] for s in (1, -1)
        )
        yield (above - below) / (2 * reach)


@pytest.mark.parametrize("case", CASES, ids=IDS)
@pytest.mark.parametrize("keep", [1.0, 0.6])
@pytest.mark.uncompiled
def test_the_gradient_is_that_of_the_loss(case, keep):
    """With the same draw of dropout too."""
    trainer = trainer_of(*case)
    slope = loss_and_slope(trainer, trainer.theta, keep=keep)[1]
    expected = list(differences(trainer, keep=keep))
    np.testing.assert_allclose(slope, expected, rtol=1e-6, atol=2e-9)


def test_every_model_is_among_the_cases():
    assert {name for name, *_ in CASES} == set(MODELS)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_batch_twice_over_has_the_same_loss_and_gradient(case):
    """Losses are means over the batch, not sums."""
    name, options, shape, classes = case
    x, y = samples(shape, classes)
    once = trainer_of(*case)
    twice = Trainer(
        name, (np.concatenate([x, x]), np.concatenate([y, y])), "sgd", model_knobs=options
    )
    one, two = (loss_and_slope(trainer, once.theta) for trainer in (once, twice))
    np.testing.assert_allclose(one[0], two[0], rtol=1e-13)
    np.testing.assert_allclose(one[1], two[1], rtol=1e-10, atol=1e-15)


def test_mean_squared_error_is_the_mean_of_squares():
    trainer = trainer_of("linear", {}, (4,), 0)
    x, y = trainer.training
    misses = x @ trainer.params()["W"][:, 0] + trainer.params()["b"][0] - y
    assert trainer.evaluate(x, y)[0] == pytest.approx(np.mean(misses**2), rel=1e-14)
    assert np.isnan(trainer.evaluate(x, y)[1])


def test_cross_entropy_is_the_mean_surprise():
    trainer = trainer_of("softmax", {}, (4,), 3)
    x, y = trainer.training
    z = x @ trainer.params()["W"] + trainer.params()["b"]
    shares = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    loss, accuracy = trainer.evaluate(x, y)
    assert loss == pytest.approx(-np.log(shares[np.arange(9), y.astype(int)]).mean(), rel=1e-14)
    assert accuracy == np.mean(shares.argmax(axis=1) == y)
    np.testing.assert_allclose(trainer.predict(x), z, rtol=1e-13)


def test_logistic_loss_is_the_mean_surprise():
    trainer = trainer_of("logistic", {}, (4,), 2)
    x, y = trainer.training
    z = x @ trainer.params()["W"][:, 0] + trainer.params()["b"][0]
    p = 1.0 / (1.0 + np.exp(-z))
    loss, accuracy = trainer.evaluate(x, y)
    assert loss == pytest.approx(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)), rel=1e-13)
    assert accuracy == np.mean((p > 0.5) == y)


@pytest.mark.parametrize("size", [700.0, 1e6])
@pytest.mark.parametrize(("name", "classes"), [("logistic", 2), ("softmax", 3), ("mlp", 3)])
def test_sure_of_the_wrong_class_is_a_finite_loss(name, classes, size):
    """exp(700) is near the largest number; the loss itself is only some 1e3."""
    trainer = trainer_of(name, {}, (4,), classes)
    loss, slope = loss_and_slope(trainer, size * trainer.theta)
    assert np.isfinite(loss) and np.isfinite(slope).all()


def test_evaluates_in_parts_as_in_one(monkeypatch):
    whole = trainer_of("mlp", {}, (4,), 3)
    monkeypatch.setattr(sys.modules["optim_core.train"], "AT_ONCE", 1)
    parts = trainer_of("mlp", {}, (4,), 3)
    assert (whole.at_once, parts.at_once) == (9, 1)
    for trainer in (whole, parts):
        trainer.epoch()
    np.testing.assert_allclose(whole.history().epoch_loss, parts.history().epoch_loss, rtol=1e-13)


def test_units_that_begin_the_same_stay_the_same():
    """The symmetry problem: from zero all hidden units of a layer learn one and the same thing."""
    data = samples((4,), 3, count=60)
    same, apart = (
        train("mlp", data, "adam", epochs=20, model_knobs={"activation": "sigmoid", "start": start})
        for start in ("zero", "fitting")
    )
    assert same.params["W1"].any() and same.params["W2"].any()
    assert np.ptp(same.params["W1"], axis=1).max() == 0.0
    assert np.ptp(same.params["W2"], axis=0).max() == 0.0
    assert np.ptp(apart.params["W1"], axis=1).min() > 0.0


@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_units_that_are_zero_at_zero_never_learn_from_there(activation):
    """Nothing comes out of them, so nothing comes back; only the last biases move."""
    options = {"activation": activation, "start": "zero"}
    params = train("mlp", samples((4,), 3), "adam", epochs=20, model_knobs=options).params
    assert params["b2"].all()
    assert not any(params[name].any() for name in ("W1", "b1", "W2"))


def test_first_weights_have_the_spread_that_their_names_promise():
    data = samples((200,), 3)
    spreads = {"he": (2 / 200) ** 0.5, "xavier": (2 / 500) ** 0.5, "zero": 0.0}
    for start, spread in spreads.items():
        options = {"hidden": [300], "start": start}
        params = Trainer("mlp", data, "sgd", model_knobs=options).params()
        assert params["W1"].std() == pytest.approx(spread, rel=0.02)
        assert not params["b1"].any()


def test_dropout_leaves_out_its_share_and_scales_the_rest():
    """Seen through units of value 1: what is left is 1 / keep, or 0, and 1 on average."""
    values = np.ones((200, 50))
    drop(values, 0.7, np.uint64(11))
    assert set(np.unique(values)) == {0.0, 1.0 / 0.7}
    assert values.mean() == pytest.approx(1.0, abs=0.03)
    columns = (values > 0).mean(axis=0)
    assert columns.std() == pytest.approx((0.7 * 0.3 / 200) ** 0.5, rel=0.3)


def test_names_itself_in_both_languages():
    for spec in MODELS.values():
        texts = [spec.title, spec.idea, *(option.title for option in spec.options.values())]
        assert all(text.en and text.zh for text in texts)
        assert spec.formula and set(spec.tasks) <= {"regression", "classification"}
