"""A training that has no meaning is refused, in a sentence that names what and why."""

import math

import numpy as np
import pytest

from optim_core import MODELS, Trainer, train

X, NUMBERS, LABELS = np.ones((6, 4)), np.arange(6) / 10, np.array([0, 1, 2, 0, 1, 2])
PICTURES = np.ones((6, 5, 5))


def refusal(model="linear", data=(X, NUMBERS), optimizer="sgd", **settings):
    with pytest.raises(ValueError) as caught:
        train(model, data, optimizer, **settings)
    return str(caught.value)


def test_unknown_names_are_answered_with_the_known_ones():
    assert refusal("tree") == f"model 'tree' is unknown; there are {', '.join(MODELS)}"
    assert "data set 'iris' is unknown; there are " in refusal(data="iris")
    assert "optimizer 'adm' is unknown; there are " in refusal(optimizer="adm")
    assert "schedule 'x' is unknown; there are " in refusal(schedule="x")
    assert refusal(sampling="all") == (
        "sampling='all' is unknown; there are full, shuffle, replacement"
    )
    assert refusal(schedule_by="day") == "schedule_by='day' is unknown; there are epoch, update"


@pytest.mark.parametrize("name", ["epochs", "batch_size"])
@pytest.mark.parametrize("value", [0, -1, 1.5, math.nan, math.inf, True, 10**20])
def test_epochs_and_batches_are_counted(name, value):
    assert f"{name}={value!r} is not a whole number from 1 to " in refusal(**{name: value})


@pytest.mark.parametrize(
    ("name", "value", "possible"),
    [
        ("l2", -0.1, "[0, 1e+06)"),
        ("weight_decay", math.inf, "[0, 1e+06)"),
        ("dropout", 1.0, "[0, 1)"),
        ("dropout", math.nan, "[0, 1)"),
    ],
)
def test_shares_have_a_range(name, value, possible):
    assert refusal(**{name: value}) == f"{name}={value!r} has no meaning outside {possible}"


def test_a_factor_on_the_learning_rate_has_a_range():
    trainer = Trainer("linear", (X, NUMBERS), "sgd")
    trainer.rate_factor = -1.0
    with pytest.raises(ValueError, match=r"rate_factor=-1.0 has no meaning outside \[0, 1e\+06\)"):
        trainer.update()


def test_words_where_numbers_belong_are_named():
    assert refusal(dropout="half") == "dropout='half' is not a number"
    assert refusal(seed="today") == "seed='today' is not a number"
    assert refusal(knobs={"lr": None}) == "lr=None is not a number"
    assert refusal(knobs=[0.1]) == "knobs=[0.1] is not a mapping of names to values"


def test_unknown_knobs_and_options_are_answered_with_the_known_ones():
    assert refusal(knobs={"beta": 1}) == "sgd takes lr; got beta"
    assert refusal(model_knobs={"depth": 2}) == "linear takes start; got depth"
    assert refusal(data="line", dataset_knobs={"k": 1}) == "line takes m, noise; got k"
    assert refusal("mlp", model_knobs={"activation": "gelu"}) == (
        "activation='gelu' is unknown; there are relu, tanh, sigmoid"
    )


@pytest.mark.parametrize("hidden", [[0], [-3], [2.5], [5000], ["32"], "32", [1] * 7, [math.nan]])
def test_hidden_layers_are_whole_sizes(hidden):
    assert refusal("mlp", model_knobs={"hidden": hidden}) == (
        f"hidden={hidden!r} has no meaning: 0 to 6 sizes from 1 to 1024"
    )
    assert refusal("mlp", model_knobs={"hidden": None}) == "hidden=None is not a list of sizes"


def test_first_values_have_the_model_s_names_and_shapes():
    assert refusal(init={"V": 1}) == "init names V; there are W, b"
    assert refusal(init={"W": np.ones((1, 4))}) == (
        "init W has shape (1, 4); finite numbers (4, 1) are needed"
    )
    assert "init b has shape (1,); finite numbers" in refusal(init={"b": [math.nan]})
    assert refusal(init={"b": ["one"]}) == "init b is not an array of numbers"


@pytest.mark.parametrize(
    "data",
    [
        (X, NUMBERS[:5]),
        (X[:0], NUMBERS[:0]),
        (X[:, :0], NUMBERS),
        (X * math.nan, NUMBERS),
        (X, NUMBERS + math.inf),
        (1.0, 2.0),
    ],
    ids=["lengths", "empty", "no columns", "nan", "infinite", "scalars"],
)
def test_data_are_as_long_and_finite(data):
    assert "must be as long, not empty, and finite" in refusal(data=data)


@pytest.mark.parametrize("data", [None, 5, X, (X,), (X, "ab"), ([[1], [1, 2]], NUMBERS)], ids=str)
def test_data_are_an_id_or_a_pair(data):
    assert refusal(data=data) == "the data are neither an id nor a pair (X, y) of numbers"


def test_a_model_gets_the_task_that_it_is_for():
    assert refusal("softmax", (X, NUMBERS)) == (
        "softmax is for classification; the data are for regression"
    )
    assert refusal("linear", "digits") == (
        "linear is for regression; the data are for classification"
    )
    assert refusal("logistic", (X, LABELS)) == ("logistic tells 2 classes apart; the data have 3")


def test_a_convolution_needs_pictures_that_it_fits_into():
    assert "cnn needs pictures" in refusal("cnn", (X, LABELS))
    assert "4 x 4 pixels or more; got 3 x 5" in refusal("cnn", (PICTURES[:, :3], LABELS))
    assert "filters=[1, 2] has no meaning" in refusal(
        "cnn", (PICTURES, LABELS), model_knobs={"filters": [1, 2]}
    )


def test_more_work_than_anybody_would_wait_for_is_refused():
    assert refusal(epochs=100_000, batch_size=1, data=(np.ones((200, 1)), np.ones(200))) == (
        "epochs=100000 of 200 updates are more than 10,000,000 updates;"
        " a larger batch_size makes fewer"
    )


def test_a_batch_that_does_not_fit_is_refused(monkeypatch):
    import sys

    monkeypatch.setattr(sys.modules["optim_core.train"], "MOST_ROOM", 1_000)
    message = refusal("cnn", (PICTURES, LABELS), batch_size=6)
    assert "batch_size=6 needs 0.0 GB in this model; at most 2 samples fit" in message


def test_a_single_sample_and_a_single_class_are_enough():
    for model, y in (("linear", [3.5]), ("softmax", [0]), ("mlp", [0]), ("logistic", [1])):
        assert train(model, (np.ones((1, 2)), y), "sgd", epochs=2).status == "finished"


def test_only_two_parameters_have_a_path_to_be_drawn():
    said = refusal("softmax", (X, LABELS), every_update=True)
    assert said == "every_update is for two parameters; softmax has 15 here"


def test_there_are_no_samples_of_an_update_that_never_comes():
    trainer = Trainer("linear", (np.ones((4, 1)), np.ones(4)), "sgd", epochs=2, batch_size=2)
    with pytest.raises(ValueError, match="update=4 is not a whole number from 0 to 3"):
        trainer.samples_of(4)
