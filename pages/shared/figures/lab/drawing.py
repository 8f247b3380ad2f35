"""The plots of the training lab: curves on the left, what the model does on the right."""

import numpy as np

from pages.shared.figures.lab import pictures
from pages.shared.figures.lab.sentences import percent
from pages.shared.site.numbers import write
from pages.shared.site.plots import (
    Axis,
    Plot,
    band,
    dots,
    heat,
    line,
)

MOST_BATCHES = 400  # points of the curve of each batch's loss
MOST_POINTS = 500
# Of the runs' looks, as a veil that does on light and on dark.
CLASS_COLOURS = ("0,114,178", "213,94,0", "0,140,105", "179,80,138", "170,115,0", "43,138,192")
VEIL = (0.06, 0.6)
PAPER = [[0.0, "#ffffff"], [1.0, "#111111"]]
SIGNS = [[0.0, "#0072B2"], [0.5, "#f4f4f4"], [1.0, "#D55E00"]]
RIGHT, WRONG = "#7f8b95", "#d0342c"
NO_TICKS = {"names": ("",)}  # but one at 0
AWAY = 1000  # tiles stand so far from there


def plots(runs, others, t):
    """`others` are (name, curves) of pinned trainings. Row by row: curve, picture."""
    curves, data = runs.curves(), runs.first.data
    right = [_doing(runs, t), _weights(runs, t)]
    left = [_losses(runs, curves, others, t)]
    left += [_accuracies(runs, curves, others, t)] if data.classes else []
    rows = [plot for pair in zip(left, right[: len(left)], strict=True) for plot in pair]
    return tuple(plot for plot in rows if plot is not None)


def _losses(runs, curves, others, t):
    epochs, loss = runs.batch_loss(MOST_BATCHES)
    each = line(epochs, loss, t("training.each_batch"), role="faint", opacity=0.55,
                line={"width": 1, "dash": "solid"})  # fmt: skip
    traces = [each, *_pair(curves, "loss", 1.0, runs, t)]
    traces += [
        line(other["test_loss"].epochs, other["test_loss"].mean, name, look=k)
        for k, (name, other) in enumerate(others, 1)
    ]
    traces += _turns(runs, curves["test_loss"], t)
    axis = _epochs(runs, t)
    return Plot(tuple(traces), axis, Axis(t("training.loss"), "log"), share=1.0)


def _accuracies(runs, curves, others, t):
    traces = list(_pair(curves, "accuracy", 100.0, runs, t, named=False))
    traces += [
        line(other["test_accuracy"].epochs, 100.0 * other["test_accuracy"].mean, look=k)
        for k, (_, other) in enumerate(others, 1)
    ]
    return Plot(tuple(traces), _epochs(runs, t), Axis(t("training.accuracy")))


def _epochs(runs, t):
    most = runs.first.settings.epochs
    return Axis(t("training.epoch"), range=(-0.02 * most, 1.02 * most))


def _pair(curves, measure, unit, runs, t, named=True):
    """Training thin and test thick, with the spread of the test over seeds."""
    test, train = curves[f"test_{measure}"], curves[f"train_{measure}"]
    if runs.sound() > 1:
        yield band(test.epochs, unit * _above_zero(test.low), unit * test.high, look=0)
    mode = {"mode": "lines+markers", "marker": {"size": 4}} if len(test.epochs) < 30 else {}
    names = [t("training.on_training"), t("training.on_test")] if named else ["", ""]
    yield line(
        train.epochs, unit * train.mean, names[0], look=0, line={"width": 1.5, "dash": "dot"}
    )
    yield line(test.epochs, unit * test.mean, names[1], look=0, **mode)


def _above_zero(values):
    return np.maximum(values, 1e-12)


def _turns(runs, curve, t):
    """Where somebody turned the learning rate, as lines down."""
    heights = np.array([curve.mean.min(), curve.mean.max()])
    for number, change in enumerate(runs.changes):
        name = t("training.turned") if number == 0 else ""
        yield line(np.full(2, change.epoch), heights, name, role="warn", line={"width": 1.5})


def _doing(runs, t):
    """What the model makes of its inputs, as these allow."""
    data = runs.first.data
    if pictures.is_map(data):
        return _map(runs, t)
    if data.classes and data.image:
        return _digits(runs, t)
    return _confusion(runs, t) if data.classes else _fit(runs, t)


def _map(runs, t):
    """Which class where: the deeper the colour, the surer the model."""
    data, seen = runs.first.data, pictures.decision(runs.first)
    z = seen.label + 0.98 * np.clip(seen.sure, 0.0, 1.0)
    classes = data.classes
    ground = heat(seen.x, seen.y, z, zmin=0.0, zmax=float(classes), colorscale=_veils(classes),
                  showscale=False, hoverinfo="skip")  # fmt: skip
    points = [
        dots(*data.x_test[data.y_test == k][: MOST_POINTS // classes].T,
             f"{t('training.class')} {k}", look=k, marker={"size": 5})
        for k in range(classes)
    ]  # fmt: skip
    return Plot(
        (ground, *points),
        Axis("x₁", range=(seen.x[0], seen.x[-1])),
        Axis("x₂", range=(seen.y[0], seen.y[-1])),
        title=_count_wrong(runs, t),
    )


def _veils(classes):
    """Within each class from hardly to fully its colour, by how sure the model is."""
    scale = []
    for k in range(classes):
        colour = CLASS_COLOURS[k % len(CLASS_COLOURS)]
        ends = (k / classes, (k + 1) / classes)
        scale += [[e, f"rgba({colour},{alpha})"] for e, alpha in zip(ends, VEIL, strict=True)]
    return scale


def _count_wrong(runs, t):
    data = runs.first.data
    wrong = int((pictures.predictions(runs.first, data.x_test) != data.y_test).sum())
    seed = runs.first.settings.seed
    return t("training.wrong", wrong=wrong, count=len(data.y_test), seed=seed)


def _digits(runs, t):
    """Test pictures, under each what the model takes it for; wrong ones framed."""
    data = runs.first.data
    most = pictures.DIGITS_ACROSS * pictures.DIGITS_DOWN
    rows = _some(len(data.y_test), pictures.how_many(data.image, most))
    tiled = pictures.samples(data, rows, pictures.DIGITS_ACROSS)
    guessed = pictures.predictions(runs.first, data.x_test[rows])
    wrong = guessed != data.y_test[rows]
    names = np.array(data.labels or [str(k) for k in range(data.classes)])
    traces = [_tiles(tiled, PAPER, 0.0, 1.0), _frames(tiled, wrong)]
    traces += [
        _labels(tiled, each, names[guessed], colour)
        for each, colour in ((~wrong, RIGHT), (wrong, WRONG))
    ]
    return _without_axes(traces, tiled, _count_wrong(runs, t))


def _some(count, most):
    """Rows of the test data, always the same ones and of all classes: these may be sorted."""
    return np.random.default_rng(0).permutation(count)[:most]


def _tiles(tiled, scale, low, high):
    rows, columns = tiled.picture.shape
    x, y = AWAY + np.arange(columns), -AWAY - np.arange(rows)
    return heat(x, y, tiled.picture, zmin=low, zmax=high, colorscale=scale, showscale=False,
                hoverinfo="skip")  # fmt: skip


def _frames(tiled, chosen):
    """A frame around each chosen tile, all in one line with gaps."""
    high, wide = tiled.size
    across = np.array([-0.6, wide - 0.4, wide - 0.4, -0.6, -0.6, np.nan])
    down = np.array([-0.6, -0.6, high - 0.4, high - 0.4, -0.6, np.nan])
    left, top = tiled.corners[chosen].T
    x, y = AWAY + (left[:, None] + across).ravel(), -AWAY - (top[:, None] + down).ravel()
    return line(x, y, line={"color": WRONG, "width": 2, "dash": "solid"}, hoverinfo="skip")


def _labels(tiled, chosen, words, colour):
    high, wide = tiled.size
    left, top = tiled.corners[chosen].T
    return {
        "type": "scatter",
        "mode": "text",
        "x": AWAY + left + (wide - 1) / 2,
        "y": -AWAY - (top + high * (1.0 + pictures.LABEL / 2) - 0.5),
        "text": [str(word)[:6] for word in words[chosen]],
        "textfont": {"color": colour, "size": 10},
        "hoverinfo": "skip",
        "name": "",
    }


def _without_axes(traces, tiled, title):
    rows, columns = tiled.picture.shape
    return Plot(
        tuple(traces),
        Axis("", range=(AWAY - 0.7, AWAY + columns - 0.3), **NO_TICKS),
        Axis("", range=(-AWAY - rows + 0.3, -AWAY + 0.7), **NO_TICKS),
        title=title,
        square=True,
    )


def _weights(runs, t):
    tiled = pictures.weights(runs.first)
    if tiled is None:
        return None
    largest = float(np.nanmax(np.abs(tiled.picture))) or 1.0
    traces = [_tiles(tiled, SIGNS, -largest, largest)]
    return _without_axes(traces, tiled, t("training.weights", largest=write(largest, 2)))


def _confusion(runs, t):
    """Test samples by their class and by what the model takes them for."""
    data, table = runs.first.data, pictures.confusion(runs.first)
    names = tuple(data.labels or map(str, range(data.classes)))
    places = np.arange(data.classes)
    column, row = np.meshgrid(places, places)
    counts = heat(places, places, table.astype(float), colorscale=_veils(1), showscale=False,
                  hoverinfo="skip")  # fmt: skip
    numbers = {"type": "scatter", "mode": "text", "x": column.ravel(), "y": row.ravel(),
               "text": [str(n) for n in table.ravel()], "hoverinfo": "skip"}  # fmt: skip
    return Plot(
        (counts, numbers),
        Axis(t("training.taken_for"), names=names),
        Axis(t("training.is"), names=names, range=(data.classes - 0.5, -0.5)),
        title=_count_wrong(runs, t),
    )


def _fit(runs, t):
    """The fitted curve over the points; against the truth, where there are many inputs."""
    data = runs.first.data
    x, y = data.x_test[:MOST_POINTS], data.y_test[:MOST_POINTS]
    said = runs.first.predict(x)[:, 0]
    if x.shape[1] > 1:
        ends = np.array([y.min(), y.max()])
        traces = dots(y, said, role="accent", marker={"size": 4}), line(ends, ends, role="faint")
        return Plot(traces, Axis(t("training.truth")), Axis(t("training.said")))
    order = np.argsort(x[:, 0])
    points = dots(x[:, 0], y, t("training.points"), role="faint", marker={"size": 4})
    fitted = line(x[order, 0], said[order], t("training.model_says"), role="accent")
    name = (data.features or ("x",))[0]
    return Plot((points, fitted), Axis(name), Axis("y"))


def results(runs, others, t):
    """(header, rows): this training beside the pinned ones; None where none is pinned."""
    if not others:
        return None
    measure = "accuracy" if runs.first.data.classes else "loss"
    keys = ("run", f"test_{measure}", "spread", f"training_{measure}", "best_epoch")
    all_of_them = [(t("training.this_run"), runs.curves()), *others]
    rows = tuple((name, *_row(curves, measure)) for name, curves in all_of_them)
    return tuple(t(f"training.head_{key}") for key in keys), rows


def _row(curves, measure):
    test, train = curves[f"test_{measure}"], curves[f"train_{measure}"]
    values = (test.mean[-1], test.high[-1] - test.mean[-1], train.mean[-1])
    shown = [percent(v) if measure == "accuracy" else write(v) for v in values]
    return (*shown, int(np.argmin(curves["test_loss"].mean)))
