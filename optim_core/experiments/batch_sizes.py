"""Experiment 1: the notes' line, fitted from all samples, from 128, and from one at a time.

y = 3 x + 2 + 0.1 eps, 1000 samples, mean squared error, learning rate 0.01, 1000 epochs, exactly
as the notes give it; there are loss curves by epoch, and paths over slope and height.
"""

from optim_core.train import train

BATCH_SIZES = (1_000, 128, 1)
SAMPLES = 1_000
EPOCHS = 1_000
LR = 0.01


def fit(batch_size, sampling="shuffle", *, lr=LR, epochs=EPOCHS, samples=SAMPLES, **settings):
    """The History of one fit; all samples at once are a full batch. Settings as `train`."""
    whole = sampling == "shuffle" and batch_size >= samples
    return train(
        "linear",
        "line",
        "sgd",
        epochs=epochs,
        batch_size=batch_size,
        sampling="full" if whole else sampling,
        knobs={"lr": lr},
        dataset_knobs={"m": samples},
        **settings,
    )
