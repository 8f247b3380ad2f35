"""Pictures of what a model does: where it draws its borders, what it takes digits for, what its
first layer looks for."""

from typing import NamedTuple

import numpy as np

CELLS = 90  # of a map of decisions, on each side
MARGIN = 0.08  # around the points, of their extent
GAP = 1  # cells between two tiles
LABEL = 0.5  # room for a word under a tile, of its height
DIGITS_ACROSS, DIGITS_DOWN = 10, 4
WEIGHTS_ACROSS, WEIGHTS_DOWN = 8, 4
MOST_PIXELS = 12_000  # of all tiles of a picture: they travel ten times a second


class Decision(NamedTuple):
    """Which class a model names at each point of a map, and how sure it is, (rows, columns)."""

    x: np.ndarray
    y: np.ndarray
    label: np.ndarray  # int
    sure: np.ndarray  # 0 no better than a guess, 1 certain


class Tiles(NamedTuple):
    """Pictures side by side in one, nan between them; `corners` (pictures, 2) are the column and
    the row of each one's first pixel, `size` its (rows, columns)."""

    picture: np.ndarray
    corners: np.ndarray
    size: tuple[int, int]


def is_map(data):
    """Whether the inputs are the points of a plane, told apart into classes."""
    return data.classes > 0 and data.x.shape[1] == 2


def decision(trainer):
    """What the model says on the whole plane, around all points that it learns from."""
    x, y = (_axis(trainer.data.x[:, k]) for k in range(2))
    plane = np.column_stack([each.ravel() for each in np.meshgrid(x, y)])
    shares = probabilities(trainer, plane).reshape(len(y), len(x), -1)
    least = 1.0 / shares.shape[2]
    return Decision(x, y, shares.argmax(axis=2), (shares.max(axis=2) - least) / (1.0 - least))


def _axis(values):
    low, high = values.min(), values.max()
    room = MARGIN * max(high - low, 1e-9)
    return np.linspace(low - room, high + room, CELLS)


def probabilities(trainer, x):
    """The model's probability of each class, (samples, classes)."""
    out = trainer.predict(x)
    if out.shape[1] == 1:  # of logistic regression: the logit of class 1
        out = np.column_stack([np.zeros(len(out)), out[:, 0]])
    out = np.exp(out - out.max(axis=1, keepdims=True))
    return out / out.sum(axis=1, keepdims=True)


def predictions(trainer, x):
    """The class that the model names for each sample, (samples,)."""
    return probabilities(trainer, x).argmax(axis=1)


def tiles(pictures, columns, label=0.0):
    """Pictures (count, rows, columns) side by side, so many in a line, with room for a `label`
    under each, of its height."""
    count, high, wide = pictures.shape
    down, across = high + max(GAP, round(label * high)), wide + GAP
    picture = np.full((-(-count // columns) * down, columns * across - GAP), np.nan)
    places = np.arange(count)
    corners = np.column_stack([places % columns * across, places // columns * down])
    for (left, top), one in zip(corners, pictures, strict=True):
        picture[top : top + high, left : left + wide] = one
    return Tiles(picture, corners, (high, wide))


def samples(data, rows, columns):
    """These test pictures as tiles; colours are averaged to grey."""
    high, wide, channels = data.image
    grey = data.x_test[rows].reshape(-1, high, wide, channels).mean(axis=3)
    return tiles(grey, columns, LABEL)


def how_many(shape, most):
    """As many tiles of (rows, columns, …) as may travel."""
    return min(most, MOST_PIXELS // (shape[0] * shape[1]))


def weights(trainer):
    """What the first layer looks for, as tiles; None where its weights are no picture."""
    image, params = trainer.data.image, trainer.params()
    if image is None:
        return None
    first = params.get("K", params.get("W1", params.get("W")))
    shape = first.shape[:3] if first.ndim == 4 else image
    pictures = first.reshape(*shape, -1).mean(axis=2)  # over colours
    pictures = np.moveaxis(pictures, -1, 0)[: how_many(shape, WEIGHTS_ACROSS * WEIGHTS_DOWN)]
    return tiles(pictures, min(WEIGHTS_ACROSS, len(pictures)))


def confusion(trainer):
    """Test samples by their class (rows) and by what the model takes them for (columns)."""
    data = trainer.data
    table = np.zeros((data.classes, data.classes), int)
    np.add.at(table, (data.y_test, predictions(trainer, data.x_test)), 1)
    return table
