"""Experiment 3: a small network of sigmoids learns handwritten digits for four epochs.

a: 100 samples, all at once; b: 100 samples, one at a time; c: 200 samples, two at a time, so as
many updates an epoch as b. Other digits and another network than the notes' will not give their
figures; that a is far behind must come out.
"""

from optim_core.train import train

CASES = {"a": (100, 100), "b": (100, 1), "c": (200, 2)}  # samples, batch size
EPOCHS = 4
LR = 0.3
HIDDEN = (32,)

# What the notes report for each epoch: loss, and accuracy on the training data.
NOTES = {
    "a": ((2.708, 0.10), (2.554, 0.15), (2.444, 0.17), (2.362, 0.21)),
    "b": ((2.090, 0.26), (1.067, 0.71), (0.572, 0.85), (0.362, 0.94)),
    "c": ((1.868, 0.425), (0.956, 0.81), (0.621, 0.88), (0.431, 0.94)),
}


def learn(case, seed=0, *, epochs=EPOCHS, lr=LR, **settings):
    """The History of one case. Settings as `train`."""
    samples, batch_size = CASES[case]
    return train(
        "mlp",
        "digits",
        "sgd",
        epochs=epochs,
        batch_size=batch_size,
        seed=seed,
        knobs={"lr": lr},
        model_knobs={"hidden": HIDDEN, "activation": "sigmoid"},
        dataset_knobs={"m": samples},
        **settings,
    )
