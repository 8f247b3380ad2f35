"""Dense networks as kernels: what softmax regression and multi-layer networks share.

All parameters stand in one vector, layer by layer, weights (inputs, outputs) before biases.
`layout` is (activation, head, inputs, hidden sizes …, outputs). The values of the layers stand in
`scratch` one layer after the other; on the way back each is overwritten by its own slope.
"""

import numpy as np
from numba import float64, int64, types, uint64, void

from optim_core.jit import kernel, part
from optim_core.sampling import share, word

RELU, TANH, SIGMOID = range(3)
MSE, LOGISTIC, SOFTMAX = range(3)
ACTIVATIONS = {"relu": RELU, "tanh": TANH, "sigmoid": SIGMOID}

VECTOR, MATRIX = float64[::1], float64[:, ::1]
LAYOUT = int64[::1]
# Of a data set, which nobody may write into.
INPUTS, TARGETS = (types.Array(float64, dims, "C", readonly=True) for dims in (2, 1))

# What a model is to training, by pointer:
# learn(theta, layout, x, y, keep, draw, grad, scratch) -> mean loss of the batch; fills grad
LEARN = types.FunctionType(
    float64(VECTOR, LAYOUT, INPUTS, TARGETS, float64, uint64, VECTOR, VECTOR)
)
# predict(theta, layout, x, scratch, outputs) fills outputs (batch, width) before the head
PREDICT = types.FunctionType(void(VECTOR, LAYOUT, INPUTS, VECTOR, MATRIX))


@kernel
def learn(theta, layout, x, y, keep, draw, grad, scratch):
    """Mean loss of a batch and, in `grad`, its gradient; `keep` is 1 - dropout."""
    outputs = forward(theta, layout, x, keep, draw, scratch)
    loss = head(layout[1], outputs, y)
    backward(theta, layout, x, keep, draw, grad, scratch)
    return loss


@kernel
def predict(theta, layout, x, scratch, outputs):
    copy(forward(theta, layout, x, 1.0, np.uint64(0), scratch), outputs)


@part
def forward(theta, layout, x, keep, draw, scratch):
    """Fill scratch layer by layer; returns the last one's values, (batch, outputs)."""
    batch, last = len(x), len(layout) - 2
    at, place, before = 0, 0, x
    for layer in range(2, last + 1):
        inputs, outputs = layout[layer], layout[layer + 1]
        values = matrix(scratch, place, batch, outputs)
        np.dot(before, matrix(theta, at, inputs, outputs), values)
        at += inputs * outputs
        add_to_rows(values, theta[at : at + outputs])
        if layer < last:
            activate(layout[0], values)
            drop(values, keep, draw + np.uint64(layer))
        at += outputs
        place += batch * outputs
        before = values
    return values


@part
def backward(theta, layout, x, keep, draw, grad, scratch):
    """The last layer's place in scratch holds its slope; from there back to the first."""
    batch, at, room = len(x), len(theta), 0
    for outputs in layout[3:]:
        room += batch * outputs
    place = room
    for layer in range(len(layout) - 2, 1, -1):
        inputs, outputs = layout[layer], layout[layer + 1]
        place -= batch * outputs
        slope = matrix(scratch, place, batch, outputs)
        before = x
        if layer > 2:
            before = matrix(scratch, place - batch * inputs, batch, inputs)
        at -= outputs
        sum_rows(slope, grad[at : at + outputs])
        at -= inputs * outputs
        np.dot(before.T, slope, matrix(grad, at, inputs, outputs))
        if layer > 2:
            back = matrix(scratch, room, batch, inputs)
            np.dot(slope, matrix(theta, at, inputs, outputs).T, back)
            values = matrix(scratch, place - batch * inputs, batch, inputs)
            chain(layout[0], values, back, keep, draw + np.uint64(layer - 1))


@part
def matrix(vector, at, rows, columns):
    """A part of a vector, seen as a matrix."""
    return vector[at : at + rows * columns].reshape(rows, columns)


# Loops, where whole-array lines would bring all of broadcasting along, and take seconds to compile.
@part
def copy(values, to):
    for row in range(values.shape[0]):
        for column in range(values.shape[1]):
            to[row, column] = values[row, column]


@part
def add_to_rows(values, bias):
    for row in range(values.shape[0]):
        for column in range(values.shape[1]):
            values[row, column] += bias[column]


@part
def sum_rows(values, sums):
    for column in range(values.shape[1]):
        sums[column] = 0.0
    for row in range(values.shape[0]):
        for column in range(values.shape[1]):
            sums[column] += values[row, column]


@part
def activate(activation, values):
    for row in range(values.shape[0]):
        for column in range(values.shape[1]):
            z = values[row, column]
            if activation == RELU:
                values[row, column] = 0.0 if z <= 0.0 else z  # so that nan stays nan
            elif activation == TANH:
                values[row, column] = np.tanh(z)
            else:
                values[row, column] = sigmoid(z)


@part
def sigmoid(z):
    # Never the exponential of a large number: it would be inf / inf.
    if z >= 0.0:
        return 1.0 / (1.0 + np.exp(-z))
    e = np.exp(z)
    return e / (1.0 + e)


@part
def chain(activation, values, back, keep, draw):
    """Overwrite a layer's values by its slope: what came back, times the activation's slope."""
    drop(back, keep, draw)
    for row in range(values.shape[0]):
        for column in range(values.shape[1]):
            value, slope = keep * values[row, column], back[row, column]
            if activation == RELU:
                values[row, column] = slope if value > 0.0 else 0.0
            elif activation == TANH:
                values[row, column] = slope * (1.0 - value * value)
            else:
                values[row, column] = slope * value * (1.0 - value)


@kernel
def drop(values, keep, draw):
    """Inverted dropout: what stays is scaled up, so that a test changes nothing.

    Srivastava et al., 2014, https://jmlr.org/papers/v15/srivastava14a.html, section 10. Units are
    chosen by a hash of their number, so that the way back finds the same ones.
    """
    if keep == 1.0:
        return
    for row in range(values.shape[0]):
        for column in range(values.shape[1]):
            stays = share(word(draw, row * values.shape[1] + column)) < keep
            values[row, column] = values[row, column] / keep if stays else 0.0


@part
def head(kind, outputs, y):
    """Mean loss of the batch; the outputs become the loss's slope with respect to them."""
    loss = 0.0
    for row in range(len(y)):
        if kind == MSE:
            part, outputs[row, 0] = squared_error(outputs[row, 0], y[row])
        elif kind == LOGISTIC:
            part, outputs[row, 0] = logistic_loss(outputs[row, 0], y[row])
        else:
            part = cross_entropy(outputs[row], int(y[row]))
        loss += part
        for k in range(outputs.shape[1]):
            outputs[row, k] /= len(y)
    return loss / len(y)


@part
def squared_error(output, y):
    """(loss, its slope) of one sample."""
    miss = output - y
    return miss * miss, 2.0 * miss


@part
def logistic_loss(z, y):
    """(loss, its slope) of one sample: -log sigmoid(z) for y = 1, -log (1 - sigmoid(z)) for 0."""
    return max(z, 0.0) - z * y + np.log1p(np.exp(-abs(z))), sigmoid(z) - y


@part
def cross_entropy(outputs, label):
    """Loss of one sample, -log softmax(outputs)[label]; the outputs become its slope."""
    top = outputs[0]
    for k in range(1, len(outputs)):
        top = max(top, outputs[k])
    loss, total = top - outputs[label], 0.0
    for k in range(len(outputs)):
        outputs[k] = np.exp(outputs[k] - top)
        total += outputs[k]
    for k in range(len(outputs)):
        outputs[k] /= total
    outputs[label] -= 1.0
    return loss + np.log(total)


def scratch_size(layout, batch):
    """Floats that a batch needs: every layer's values, and one layer more."""
    sizes = layout[2:]
    return int(batch * (sizes[1:].sum() + sizes.max()))
