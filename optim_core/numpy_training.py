"""A training with NumPy alone: whole-array lines, nothing compiled, as an exported script has it.

The script says what is not said here: the names that are bound to nothing below. Everything else
is `optim_core.train` and the models again, slower and shorter.
"""

import numpy as np

from optim_core.sampling import DROPOUT, ORDER, START, fill_order, key, share, word

# Of one experiment, and written into its script; `bundle` leaves alone what is None.
SHAPES = STARTS = IMAGE = BATCH = SAMPLING = EPOCHS = RATES = BY_EPOCH = None
KNOBS = POWERS_OF = LONGEST = L2 = WEIGHT_DECAY = KEEP = None
load = learn = predict = head = right = bend = bend_slope = step = first_memory = None


def first_values(seed):
    """All parameters, one after the other."""
    rng = np.random.default_rng([seed, START])
    drawn = [STARTS[name] * rng.standard_normal(shape) for name, shape in SHAPES.items()]
    return np.concatenate([each.ravel() for each in drawn])


def parts(theta):
    """The parameters in their shapes, weights and biases in turn."""
    ends = np.cumsum([np.prod(shape) for shape in SHAPES.values()])
    found = np.split(theta, ends[:-1])
    return [part.reshape(shape) for part, shape in zip(found, SHAPES.values(), strict=True)]


def is_weight():
    """1 for each entry of a weight, 0 for each of a bias."""
    return np.concatenate([np.full(np.prod(s), float(len(s) > 1)) for s in SHAPES.values()])


def drop(values, draw):
    """Leave out some units and scale up the others; on the way back, the same ones."""
    if KEEP == 1.0 or draw is None:
        return values
    stays = share(word(draw, np.arange(values.size))).reshape(values.shape) < KEEP
    return np.where(stays, values / KEEP, 0.0)


def layer_draw(draw, layer):
    return None if draw is None else draw + np.uint64(layer + 1)


def layers(theta, x, draw=None):
    """The values of every layer, the data first; the last is not bent."""
    values, found = [x], parts(theta)
    for layer, (W, b) in enumerate(zip(found[:-2:2], found[1:-2:2], strict=True), 1):
        values.append(drop(bend(values[-1] @ W + b), layer_draw(draw, layer)))
    return [*values, values[-1] @ found[-2] + found[-1]]


def learn_layers(theta, x, y, draw):
    """(mean loss, its gradient) of a batch."""
    values, weights = layers(theta, x, draw), parts(theta)[::2]
    loss, slope = head(values[-1], y)
    grad = []
    for layer in reversed(range(len(weights))):
        grad = [(values[layer].T @ slope).ravel(), slope.sum(axis=0), *grad]
        if layer > 0:
            back = drop(slope @ weights[layer].T, layer_draw(draw, layer))
            slope = back * bend_slope(KEEP * values[layer])
    return loss, np.concatenate(grad)


def predict_layers(theta, x):
    return layers(theta, x)[-1]


def learn_line(theta, x, y, draw):
    """(mean loss, its gradient) of a batch."""
    loss, slope = head(predict_line(theta, x), y)
    return loss, np.concatenate([(x.T @ slope).ravel(), slope.sum(axis=0)])


def predict_line(theta, x):
    W, b = parts(theta)
    return x @ W + b


def relu(z):
    return np.maximum(z, 0.0)


def relu_slope(value):
    return (value > 0.0).astype(float)


def tanh(z):
    return np.tanh(z)


def tanh_slope(value):
    return 1.0 - value * value


def sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0.0, 1.0, small) / (1.0 + small)


def sigmoid_slope(value):
    return value * (1.0 - value)


def squared_error(outputs, y):
    """(mean loss, its slope with respect to the outputs)."""
    miss = outputs[:, 0] - y
    return np.mean(miss * miss), (2.0 * miss / len(y))[:, None]


def logistic(outputs, y):
    """(mean loss, its slope with respect to the outputs)."""
    z = outputs[:, 0]
    loss = np.maximum(z, 0.0) - z * y + np.log1p(np.exp(-np.abs(z)))
    return np.mean(loss), ((sigmoid(z) - y) / len(y))[:, None]


def softmax(outputs, y):
    """(mean loss, its slope with respect to the outputs)."""
    lower = outputs - outputs.max(axis=1, keepdims=True)
    share_of = np.exp(lower)
    total = share_of.sum(axis=1, keepdims=True)
    here = np.arange(len(y)), y
    loss = np.mean(np.log(total[:, 0]) - lower[here])
    slope = share_of / total
    slope[here] -= 1.0
    return loss, slope / len(y)


def right_number(outputs, y):
    """There is no right or wrong."""
    return np.nan


def right_of_two(outputs, y):
    return np.mean((outputs[:, 0] > 0.0) == (y > 0))


def right_of_many(outputs, y):
    return np.mean(outputs.argmax(axis=1) == y)


def patches(x):
    """Every 3 x 3 patch of every picture: (pictures, rows, columns, numbers of a patch)."""
    pictures = x.reshape(len(x), *IMAGE)
    found = np.lib.stride_tricks.sliding_window_view(pictures, (3, 3), axis=(1, 2))
    return found.transpose(0, 1, 2, 4, 5, 3).reshape(*found.shape[:3], -1)


def fours(z):
    """The four of each 2 x 2 side by side: (pictures, rows, columns, filters, 4)."""
    pictures, high, wide, filters = z.shape
    even = z[:, : high // 2 * 2, : wide // 2 * 2]
    return even.reshape(pictures, high // 2, 2, wide // 2, 2, filters).transpose(0, 1, 3, 5, 2, 4)


def convolve(theta, x, draw=None):
    """(patches, z, pooled, outputs): convolution, ReLU and pooling, a dense layer."""
    K, c, W, b = parts(theta)
    cut = patches(x)
    z = cut @ K.reshape(-1, K.shape[-1]) + c
    pooled = np.maximum(fours(z).max(axis=(-2, -1)), 0.0).reshape(len(x), -1)
    pooled = drop(pooled, draw)
    return cut, z, pooled, pooled @ W + b


def learn_pictures(theta, x, y, draw):
    """(mean loss, its gradient) of a batch: what comes back goes to the largest of each four."""
    cut, z, pooled, outputs = convolve(theta, x, draw)
    loss, slope = head(outputs, y)
    back = drop(slope @ parts(theta)[2].T, draw)
    four = fours(z)
    four = four.reshape(*four.shape[:4], 4)
    largest = four.argmax(axis=-1)
    back = np.where(four.max(axis=-1) > 0.0, back.reshape(largest.shape), 0.0)
    z_slope = np.zeros_like(z)
    picture, row, column, of = np.indices(largest.shape)
    z_slope[picture, 2 * row + largest // 2, 2 * column + largest % 2, of] = back
    flat = z_slope.reshape(-1, z.shape[-1])
    K_slope = cut.reshape(len(flat), -1).T @ flat
    slopes = (K_slope, flat.sum(axis=0), pooled.T @ slope, slope.sum(axis=0))
    return loss, np.concatenate([each.ravel() for each in slopes])


def predict_pictures(theta, x):
    return convolve(theta, x)[-1]


def train(seed):
    """(loss of each batch, a row for each epoch: loss and accuracy, training and test)."""
    x, y, x_test, y_test = load(seed)
    theta, weights = first_values(seed), is_weight()
    powers = (1.0,) * len(POWERS_OF)
    order, losses, epochs = np.empty(len(y), np.int64), [], []
    for epoch in range(EPOCHS):
        fill_order(SAMPLING, word(key(seed, ORDER), epoch), order)
        for begin in range(0, len(y), BATCH):
            batch = order[begin : begin + BATCH]
            draw = word(key(seed, DROPOUT), len(losses))
            loss, g = learn(theta, x[batch], y[batch], draw)
            losses.append(loss)
            hyper = (RATES[epoch if BY_EPOCH else len(losses) - 1], *KNOBS)
            g = g + L2 * weights * theta
            powers = tuple(p * hyper[which] for p, which in zip(powers, POWERS_OF, strict=True))
            if len(losses) == 1:
                memory = first_memory(theta, g)
            change, memory, _ = step(theta, g, memory, hyper, powers)
            length = np.sqrt(np.sum(change * change))
            if length > LONGEST:
                change = change * (LONGEST / length)
            change = change - hyper[0] * WEIGHT_DECAY * weights * theta
            if not (np.isfinite(loss) and np.isfinite(theta + change).all()):
                return losses[:-1], epochs
            theta = theta + change
        row = []
        for inputs, targets in ((x, y), (x_test, y_test)):
            outputs = predict(theta, inputs)
            row += [head(outputs, targets)[0], right(outputs, targets)]
        epochs.append(row)
    return losses, epochs
