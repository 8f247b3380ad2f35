"""Convolutional network, in the notes' shape: one 3 x 3 convolution, ReLU, 2 x 2 max pooling,
and a dense softmax.

    z = conv(x, K) + c ;  a = max of each 2 x 2 of relu(z) ;  p = softmax(a W + b)

LeCun et al., 1998, https://doi.org/10.1109/5.726791. The convolution is a matrix product over
all 3 x 3 patches, without padding; pooling leaves out a last odd row or column.
"""

import numpy as np

from optim_core.entries import Model
from optim_core.jit import kernel, part, uncompiled
from optim_core.network import SOFTMAX, add_to_rows, copy, drop, head, matrix, sum_rows
from optim_core.planning import START, Plan, spread
from optim_core.settings import Sizes
from optim_core.text import Text

SIZE = 3  # of the convolution
POOL = 2


@kernel
def learn(theta, layout, x, y, keep, draw, grad, scratch):
    """Mean loss of a batch and, in `grad`, its gradient; `keep` is 1 - dropout."""
    outputs = forward(theta, layout, x, keep, draw, scratch)
    loss = head(SOFTMAX, outputs, y)
    backward(theta, layout, len(x), keep, draw, grad, scratch)
    return loss


@kernel
def predict(theta, layout, x, scratch, outputs):
    copy(forward(theta, layout, x, 1.0, np.uint64(0), scratch), outputs)


@part
def sizes(layout):
    """(rows, columns) of a filtered picture, and of a pooled one."""
    high, wide = layout[0] - SIZE + 1, layout[1] - SIZE + 1
    return high, wide, high // POOL, wide // POOL


@part
def values(layout, batch, scratch):
    """What stands in scratch, as matrices: patches, z, a, outputs; and where they end."""
    filters, classes = layout[3], layout[4]
    high, wide, down, across = sizes(layout)
    rows, patch, pooled = batch * high * wide, SIZE * SIZE * layout[2], down * across * filters
    z = rows * patch
    a = z + rows * filters
    outputs = a + batch * pooled
    return (
        matrix(scratch, 0, rows, patch),
        matrix(scratch, z, rows, filters),
        matrix(scratch, a, batch, pooled),
        matrix(scratch, outputs, batch, classes),
        outputs + batch * classes,
    )


@part
def parameters(vector, layout):
    """K, c, W, b of a vector of parameters, or of their gradient, as matrices and vectors."""
    filters, classes = layout[3], layout[4]
    patch, (_, _, down, across) = SIZE * SIZE * layout[2], sizes(layout)
    pooled = down * across * filters
    c = patch * filters
    W = c + filters
    b = W + pooled * classes
    return (
        matrix(vector, 0, patch, filters),
        vector[c:W],
        matrix(vector, W, pooled, classes),
        vector[b:],
    )


@part
def forward(theta, layout, x, keep, draw, scratch):
    """Fill scratch; returns the outputs, (batch, classes)."""
    K, c, W, b = parameters(theta, layout)
    patches, z, a, outputs, _ = values(layout, len(x), scratch)
    cut(x, layout, patches)
    np.dot(patches, K, z)
    add_to_rows(z, c)
    pool(layout, z, a)
    drop(a, keep, draw)
    np.dot(a, W, outputs)
    add_to_rows(outputs, b)
    return outputs


@part
def backward(theta, layout, batch, keep, draw, grad, scratch):
    """From the slope of the outputs, which stands in their place, to that of the parameters."""
    _, _, W, _ = parameters(theta, layout)
    K_slope, c_slope, W_slope, b_slope = parameters(grad, layout)
    patches, z, a, outputs, end = values(layout, batch, scratch)
    back = matrix(scratch, end, batch, a.shape[1])
    np.dot(a.T, outputs, W_slope)
    sum_rows(outputs, b_slope)
    np.dot(outputs, W.T, back)
    drop(back, keep, draw)
    unpool(layout, z, back)
    np.dot(patches.T, z, K_slope)
    sum_rows(z, c_slope)


@part
def cut(x, layout, patches):
    """Every 3 x 3 patch of every picture as one row."""
    columns, channels = layout[1], layout[2]
    high, wide, _, _ = sizes(layout)
    line = SIZE * channels
    for picture in range(len(x)):
        for place in range(high * wide):
            row = picture * high * wide + place
            corner = ((place // wide) * columns + place % wide) * channels
            for i in range(SIZE):
                for k in range(line):
                    patches[row, i * line + k] = x[picture, corner + i * columns * channels + k]


@part
def pool(layout, z, a):
    """The largest of each 2 x 2, or 0 where none is positive: ReLU and pooling at once."""
    high, wide, down, across = sizes(layout)
    filters = layout[3]
    for picture in range(len(a)):
        for place in range(down * across):
            row = (picture * high + place // across * POOL) * wide + place % across * POOL
            for f in range(filters):
                upper = max(z[row, f], z[row + 1, f])
                lower = max(z[row + wide, f], z[row + wide + 1, f])
                a[picture, place * filters + f] = max(max(upper, lower), 0.0)


@part
def unpool(layout, z, back):
    """Overwrite z by its slope: what came back goes to the first of the largest, all else is 0."""
    high, wide, down, across = sizes(layout)
    filters = layout[3]
    for picture in range(len(back)):
        top = picture * high
        clear(z, (top + down * POOL) * wide, (top + high) * wide)
        for row in range(top, top + down * POOL):
            clear(z, row * wide + across * POOL, (row + 1) * wide)
        for place in range(down * across):
            row = (top + place // across * POOL) * wide + place % across * POOL
            for f in range(filters):
                send_back(z, row, wide, f, back[picture, place * filters + f])


@part
def clear(z, first, end):
    for row in range(first, end):
        for f in range(z.shape[1]):
            z[row, f] = 0.0


@part
def send_back(z, row, wide, f, slope):
    """Of the four of a pool, the first of the largest gets the slope if it is positive."""
    winner, best = -1, 0.0
    for k in range(POOL * POOL):
        at = row + k // POOL * wide + k % POOL
        if z[at, f] > best:
            winner, best = at, z[at, f]
        z[at, f] = 0.0
    if winner >= 0:
        z[winner, f] = slope


def plan(data, filters, start):
    if data.image is None:
        raise ValueError("cnn needs pictures; these data have no rows and columns of pixels")
    rows, columns, channels = data.image
    if min(rows, columns) < SIZE + POOL - 1:
        raise ValueError(f"cnn needs pictures of 4 x 4 pixels or more; got {rows} x {columns}")
    (filters,), classes, patch = filters, data.classes, SIZE * SIZE * channels
    layout = np.array([rows, columns, channels, filters, classes])
    high, wide, down, across = (int(size) for size in uncompiled(sizes)(layout))
    pooled = down * across * filters
    floats = high * wide * (patch + filters) + 2 * pooled + classes  # for one picture
    return Plan(
        shapes={
            "K": (SIZE, SIZE, channels, filters),
            "c": (filters,),
            "W": (pooled, classes),
            "b": (classes,),
        },
        layout=layout,
        scratch=lambda batch: batch * floats,
        starts={
            "K": spread(start, "relu", patch, filters),
            "c": 0.0,
            "W": spread(start, "softmax", pooled, classes),
            "b": 0.0,
        },
        head=SOFTMAX,
    )


SPEC = Model(
    title=Text(en="Convolutional network", zh="卷积神经网络"),
    idea=Text(
        en="Looks for the same small patterns everywhere in a picture.",
        zh="在图像各处寻找同样的小图案。",
    ),
    order=5,
    formula=(
        r"z = x * K + c",
        r"a = \operatorname{maxpool}_{2\times 2}(\operatorname{relu}(z))",
        r"p = \operatorname{softmax}(a W + b)",
    ),
    tasks=("classification",),
    options={
        "filters": Sizes(
            default=(32,), most=128, longest=1, shortest=1, title=Text(en="filters", zh="卷积核数")
        ),
        "start": START["fitting"],
    },
    plan=plan,
    learn=learn,
    predict=predict,
    paper="https://doi.org/10.1109/5.726791",
)
