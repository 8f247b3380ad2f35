"""The compiled loops of training: batches, updates and evaluations, any model by pointer."""

from functools import cache

import numpy as np
from numba import boolean, float64, int64, types, uint64, void

from optim_core.descend import bindings
from optim_core.jit import one_thread, part, specialise
from optim_core.network import (
    INPUTS,
    LAYOUT,
    LEARN,
    LOGISTIC,
    MATRIX,
    MSE,
    PREDICT,
    TARGETS,
    VECTOR,
    head,
)
from optim_core.optimizers import OPTIMIZERS
from optim_core.sampling import FULL, fill_order, word


@cache
def driver(optimizer):
    """The compiled loop over batches of one optimiser, its step inlined, any model by pointer."""
    one_thread()
    spec = OPTIMIZERS[optimizer]
    signature = int64(
        LEARN,
        LAYOUT,
        INPUTS,
        TARGETS,
        int64,
        int64,
        uint64,
        uint64,
        int64,
        boolean,
        VECTOR,
        float64,
        types.UniTuple(float64, len(spec.knobs) - 1),
        float64,
        float64,
        float64,
        VECTOR,
        VECTOR,
        VECTOR,
        MATRIX,
        MATRIX,
        VECTOR,
        int64[::1],
        VECTOR,
        MATRIX,
        MATRIX,
    )
    bound = {name: bindings(spec)[name] for name in ("step", "POWERS", "raise_powers")}
    return specialise(
        _run,
        signature,
        optimizer,
        read=_READ[len(spec.memory)],
        write=_WRITE[len(spec.memory)],
        read_powers=_READ[len(spec.powers)],
        write_powers=_WRITE[len(spec.powers)],
        shorten=_shorten if spec.radius else _leave,
        RADIUS=list(spec.knobs).index(spec.radius) if spec.radius else 0,
        **bound,
    )


def first_memory(spec, theta):
    """(memories, parameters): 0, or as the parameters where the optimiser says so."""
    rows = [theta if name in spec.begins else np.zeros_like(theta) for name in spec.memory]
    return np.array(rows).reshape(-1, len(theta))


# What `specialise` binds, one optimiser at a time.
step = raise_powers = read = write = read_powers = write_powers = shorten = None
POWERS, RADIUS = (), 0


def _run(
    learn,
    layout,
    x,
    y,
    sampling,
    batch_size,
    order_key,
    drop_key,
    first,
    by_epoch,
    rates,
    rate_factor,
    knobs,
    l2,
    weight_decay,
    keep,
    is_weight,
    theta,
    grad,
    memory,
    powers,
    scratch,
    order,
    losses,
    places,
    snapshots,
):
    """One update for each loss; returns how many there were before something was not finite.

    The parameters are kept in `places` after each update, where it has room for that, and in
    `snapshots` after each epoch.
    """
    samples = len(y)
    per_epoch = (samples + batch_size - 1) // batch_size
    epoch, place, ended = first // per_epoch, first % per_epoch, 0
    batch_x, batch_y = np.empty((batch_size, x.shape[1])), np.empty(batch_size)
    raised = read_powers(powers, 0)
    for u in range(len(losses)):
        draw = word(drop_key, first + u)
        if sampling == FULL:
            loss = learn(theta, layout, x, y, keep, draw, grad, scratch)
        else:
            if place == 0:
                fill_order(sampling, word(order_key, epoch), order)
            begin = place * batch_size
            size = min(batch_size, samples - begin)
            gather(x, y, order, begin, size, batch_x, batch_y)
            if size == batch_size:
                loss = learn(theta, layout, batch_x, batch_y, keep, draw, grad, scratch)
            else:
                short_x, short_y = batch_x[:size], batch_y[:size]
                loss = learn(theta, layout, short_x, short_y, keep, draw, grad, scratch)
        losses[u] = loss
        if not np.isfinite(loss):
            return u
        if l2 > 0.0:
            add_scaled(grad, l2, is_weight, theta)
        rate = rate_factor * rates[epoch if by_epoch else first + u]
        hyper = (rate,) + knobs
        raised = raise_powers(raised, hyper, POWERS)
        for i in range(theta.size):
            grad[i], kept, _ = step(theta[i], grad[i], read(memory, i), hyper, raised)
            write(memory, i, kept)
        shorten(grad, hyper, RADIUS)
        if weight_decay > 0.0:
            add_scaled(grad, -rate * weight_decay, is_weight, theta)
        if not move(theta, grad):
            return u
        if len(places):
            copy(theta, places[u])
        place += 1
        if place == per_epoch:
            copy(theta, snapshots[ended])
            epoch, place, ended = epoch + 1, 0, ended + 1
    write_powers(powers, 0, raised)
    return len(losses)


@part
def gather(x, y, order, begin, size, batch_x, batch_y):
    """The samples of a batch, one after the other."""
    for row in range(size):
        sample = order[begin + row]
        batch_y[row] = y[sample]
        for column in range(x.shape[1]):
            batch_x[row, column] = x[sample, column]


@part
def add_scaled(vector, factor, is_weight, theta):
    """Add a share of every weight."""
    for i in range(theta.size):
        vector[i] += factor * is_weight[i] * theta[i]


@part
def move(theta, change):
    """Add the change where that is finite; returns whether it is."""
    finite = True
    for i in range(theta.size):
        finite &= abs(theta[i] + change[i]) < np.inf
    if finite:
        for i in range(theta.size):
            theta[i] += change[i]
    return finite


@part
def copy(source, to):
    for i in range(to.size):
        to[i] = source[i]


@part
def _leave(change, hyper, which):
    pass


@part
def _shorten(change, hyper, which):
    """The whole change, turned nowhere, but no longer than the knob at `which`."""
    length = np.sqrt(np.sum(change * change))
    if length > hyper[which]:
        change *= hyper[which] / length


@part
def _normal(value):
    """The same number, but zero instead of a denormal, on which every later step would crawl."""
    return (value + 1e-290) - 1e-290


@part
def _read_0(memory, i):
    return ()


@part
def _read_1(memory, i):
    return (memory[0, i],)


@part
def _read_2(memory, i):
    return memory[0, i], memory[1, i]


@part
def _read_3(memory, i):
    return memory[0, i], memory[1, i], memory[2, i]


@part
def _read_4(memory, i):
    return memory[0, i], memory[1, i], memory[2, i], memory[3, i]


@part
def _write_0(memory, i, kept):
    pass


@part
def _write_1(memory, i, kept):
    memory[0, i] = _normal(kept[0])


@part
def _write_2(memory, i, kept):
    memory[0, i], memory[1, i] = _normal(kept[0]), _normal(kept[1])


@part
def _write_3(memory, i, kept):
    memory[0, i], memory[1, i] = _normal(kept[0]), _normal(kept[1])
    memory[2, i] = _normal(kept[2])


@part
def _write_4(memory, i, kept):
    memory[0, i], memory[1, i] = _normal(kept[0]), _normal(kept[1])
    memory[2, i], memory[3, i] = _normal(kept[2]), _normal(kept[3])


# One for each number of memories: Numba keeps the loop over them only if it is written out.
_READ = (_read_0, _read_1, _read_2, _read_3, _read_4)
_WRITE = (_write_0, _write_1, _write_2, _write_3, _write_4)


def judge(spec, plan, snapshots, x, y, at_once, scratch):
    """Mean loss and accuracy over all of x and y for each row of parameters, (rows, 2)."""
    results = np.empty((len(snapshots), 2))
    outputs = np.empty((at_once, plan.outputs))
    _judge_kernel()(
        spec.predict, plan.head, plan.layout, snapshots, x, y, outputs, scratch, results
    )
    return results


def predict(spec, plan, theta, x):
    """What comes out before the head, (len(x), outputs)."""
    outputs, scratch = np.empty((len(x), plan.outputs)), np.empty(plan.scratch(len(x)))
    _predict_kernel()(spec.predict, theta, plan.layout, x, scratch, outputs)
    return outputs


@cache
def _judge_kernel():
    one_thread()
    return specialise(
        _judge,
        void(PREDICT, int64, LAYOUT, MATRIX, INPUTS, TARGETS, MATRIX, VECTOR, MATRIX),
        "any",
    )


def _judge(predict, kind, layout, snapshots, x, y, outputs, scratch, results):
    """Part by part, as many samples at once as `outputs` has rows."""
    at_once = len(outputs)
    for row in range(len(snapshots)):
        loss, right = 0.0, 0
        for first in range(0, len(y), at_once):
            part_y = y[first : first + at_once]
            part = outputs[: len(part_y)]
            predict(snapshots[row], layout, x[first : first + at_once], scratch, part)
            right += count_right(kind, part, part_y)
            loss += head(kind, part, part_y) * len(part_y)
        results[row, 0] = loss / len(y)
        results[row, 1] = np.nan if kind == MSE else right / len(y)


@part
def count_right(kind, outputs, y):
    right = 0
    for row in range(len(y)):
        if kind == LOGISTIC:
            right += (outputs[row, 0] > 0.0) == (y[row] > 0.0)
        else:
            right += outputs[row].argmax() == y[row]
    return right


@cache
def _predict_kernel():
    one_thread()
    return specialise(_predict, void(PREDICT, VECTOR, LAYOUT, INPUTS, VECTOR, MATRIX), "any")


def _predict(predict, theta, layout, x, scratch, outputs):
    predict(theta, layout, x, scratch, outputs)
