"""What comes out of a model, its loss, and how much of it is right: compiled."""

from functools import cache

import numpy as np
from numba import int64, void

from optim_core.jit import one_thread, part, specialise
from optim_core.network import (
    INPUTS,
    LAYOUT,
    LOGISTIC,
    MATRIX,
    MSE,
    PREDICT,
    TARGETS,
    VECTOR,
    head,
)


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
