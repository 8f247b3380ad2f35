"""Make the reference trainings again, with PyTorch: `python -m tests.golden.training`.

PyTorch's own layers, losses and optimisers, from first values drawn here; every update sees all
samples. Float64 throughout. The cases are plain numbers, read by the test as well.
"""

import itertools
from pathlib import Path
from typing import NamedTuple

import numpy as np

ARRAYS = Path(__file__).with_name("training.npz")
UPDATES = 200
SAMPLES, CLASSES = 40, 3
PICTURE = (6, 7, 2)  # rows, columns, channels; the filtered picture has an odd column left over
HIDDEN, FILTERS = (5, 4), 3

ADAM = {"lr": 0.01, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}


class Case(NamedTuple):
    model: str
    optimizer: str
    knobs: dict
    options: dict = {}  # noqa: RUF012
    l2: float = 0.0
    weight_decay: float = 0.0

    @property
    def name(self):
        return "_".join(
            [self.model, self.optimizer, *map(str, self.options.values())]
            + ["l2"] * bool(self.l2)
            + ["decay"] * bool(self.weight_decay)
        ).translate(str.maketrans("", "", "()[] "))


def mlp(activation):
    return {"hidden": HIDDEN, "activation": activation}


CASES = (
    Case("linear", "sgd", {"lr": 0.05}),
    Case("linear", "adam", ADAM),
    Case("logistic", "sgd", {"lr": 0.3}),
    Case("logistic", "adam", ADAM, l2=0.1),
    Case("softmax", "heavy_ball", {"lr": 0.05, "beta": 0.9}),
    Case("mlp", "adam", ADAM, mlp("relu")),
    Case("mlp", "sgd", {"lr": 0.1}, mlp("tanh"), l2=0.01),
    Case("mlp", "nesterov", {"lr": 0.02, "beta": 0.9}, mlp("sigmoid")),
    Case("mlp", "adam", ADAM, mlp("tanh"), weight_decay=0.5),
    Case("cnn", "sgd", {"lr": 0.05}, {"filters": (FILTERS,)}),
    Case("cnn", "adam", ADAM, {"filters": (FILTERS,)}),
)


def samples(model):
    """(X, y) of a model: numbers, two classes, three classes, or pictures of three classes."""
    rng = np.random.default_rng(7)
    x = rng.standard_normal((SAMPLES, *(PICTURE if model == "cnn" else (4,))))
    if model == "linear":
        return x, x @ np.array([1.0, -2.0, 0.5, 0.0]) + rng.standard_normal(SAMPLES)
    return x, rng.integers(0, 2 if model == "logistic" else CLASSES, SAMPLES)


def first_values(model):
    """{name: array}, the parameters to begin with."""
    rng = np.random.default_rng(8)
    return {name: 0.4 * rng.standard_normal(shape) for name, shape in SHAPES[model].items()}


def _dense(*sizes):
    pairs = itertools.pairwise(sizes)
    return {
        name: shape
        for k, (inputs, outputs) in enumerate(pairs, 1)
        for name, shape in ((f"W{k}", (inputs, outputs)), (f"b{k}", (outputs,)))
    }


_POOLED = 2 * 2 * FILTERS  # (6 - 2) // 2 rows and (7 - 2) // 2 columns
SHAPES = {
    "linear": {"W": (4, 1), "b": (1,)},
    "logistic": {"W": (4, 1), "b": (1,)},
    "softmax": {"W": (4, CLASSES), "b": (CLASSES,)},
    "mlp": _dense(4, *HIDDEN, CLASSES),
    "cnn": {
        "K": (3, 3, PICTURE[2], FILTERS),
        "c": (FILTERS,),
        "W": (_POOLED, CLASSES),
        "b": (CLASSES,),
    },
}


def loss_of(torch, case, x, y, p):
    F = torch.nn.functional
    if case.model == "linear":
        return F.mse_loss((x @ p["W"] + p["b"])[:, 0], y)
    if case.model == "logistic":
        return F.binary_cross_entropy_with_logits((x @ p["W"] + p["b"])[:, 0], y.double())
    if case.model == "softmax":
        return F.cross_entropy(x @ p["W"] + p["b"], y)
    if case.model == "mlp":
        bend = getattr(torch, case.options["activation"])
        for k in (1, 2):
            x = bend(x @ p[f"W{k}"] + p[f"b{k}"])
        return F.cross_entropy(x @ p["W3"] + p["b3"], y)
    z = F.conv2d(x.permute(0, 3, 1, 2), p["K"].permute(3, 2, 0, 1), p["c"])
    a = F.max_pool2d(F.relu(z), 2)  # PyTorch's order of a picture: channels, rows, columns
    return F.cross_entropy(a.permute(0, 2, 3, 1).flatten(1) @ p["W"] + p["b"], y)


def optimizer_of(torch, case, weights, biases):
    """L2 and decay for weights, not for biases; PyTorch's AdamW decays as ours does."""
    groups = [{"params": weights, "weight_decay": case.l2 or case.weight_decay}]
    groups += [{"params": biases, "weight_decay": 0.0}]
    knobs = dict(case.knobs)
    if case.optimizer == "adam":
        make = torch.optim.AdamW if case.weight_decay else torch.optim.Adam
        betas = knobs["beta1"], knobs["beta2"]
        return make(groups, lr=knobs["lr"], betas=betas, eps=knobs["eps"], foreach=False)
    nesterov = case.optimizer == "nesterov"
    momentum = knobs.get("beta", 0.0)
    return torch.optim.SGD(groups, knobs["lr"], momentum, nesterov=nesterov, foreach=False)


def train(torch, case):
    """{name: array} after the last update, and the loss before each."""
    x, y = map(torch.tensor, samples(case.model))
    p = {name: torch.tensor(v, requires_grad=True) for name, v in first_values(case.model).items()}
    weights = [value for value in p.values() if value.ndim > 1]
    biases = [value for value in p.values() if value.ndim == 1]
    optimizer = optimizer_of(torch, case, weights, biases)
    losses = []
    for _ in range(UPDATES):
        optimizer.zero_grad()
        loss = loss_of(torch, case, x, y, p)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return {"loss": np.array(losses)} | {name: v.detach().numpy() for name, v in p.items()}


def main():
    import torch

    arrays = {
        f"{case.name}.{name}": array for case in CASES for name, array in train(torch, case).items()
    }
    np.savez_compressed(ARRAYS, torch=torch.__version__, **arrays)
    print(f"{ARRAYS.name}: {len(CASES)} trainings, {ARRAYS.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
