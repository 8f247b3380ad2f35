"""Adam trains a network on the digits: ours and everybody else's.

Each function prepares one contender and returns {batch: run}, a callable that trains for so many
epochs as EPOCHS says. It raises Missing where the machine lacks what the contender is made of.
"""

import warnings
from functools import cache

import numpy as np

from optim_core import Trainer, train
from tests.bench.table import Missing

SIZES = (64, 32, 10)
LR = 1e-3
EPOCHS = {64: 5, 1: 1, "full": 20}


@cache
def digits():
    try:
        from sklearn.datasets import load_digits
    except ImportError:
        raise Missing("scikit-learn") from None
    x, y = load_digits(return_X_y=True)
    return x / 16.0, y


def settings(batch):
    return {"sampling": "full"} if batch == "full" else {"batch_size": batch}


def ours():
    """The whole call: data checked, and evaluated after every epoch."""
    return {batch: whole_call("mlp", digits(), batch) for batch in EPOCHS}


def whole_call(model, data, batch):
    return lambda: train(model, data, "adam", epochs=EPOCHS[batch], knobs=ADAM, **settings(batch))


def ours_alone():
    """The compiled loop, as the others have it: shuffle, gradients, updates."""
    return {batch: loop_alone("mlp", digits(), batch) for batch in EPOCHS}


def loop_alone(model, data, batch):
    trainer = Trainer(model, data, "adam", epochs=EPOCHS[batch], knobs=ADAM, **settings(batch))
    snapshots = np.empty((EPOCHS[batch], len(trainer.theta)))
    return lambda: trainer._carry_out(0, trainer.total, snapshots)


ADAM = {"lr": LR}


def sklearn_classifier():
    try:
        from sklearn.exceptions import ConvergenceWarning
        from sklearn.neural_network import MLPClassifier
    except ImportError:
        raise Missing("scikit-learn") from None
    x, y = digits()

    def prepared(batch):
        size = len(x) if batch == "full" else batch
        epochs = EPOCHS[batch]

        def run():
            network = MLPClassifier(
                SIZES[1:2],
                alpha=0.0,
                batch_size=size,
                learning_rate_init=LR,
                max_iter=epochs,
                tol=0.0,
                n_iter_no_change=epochs + 1,
            )
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ConvergenceWarning)
                return network.fit(x, y)

        return run

    return {batch: prepared(batch) for batch in EPOCHS}


def torch_loader():
    """PyTorch as its tutorial has it."""
    torch = one_thread_of_torch()
    x, y = digits()
    data = torch.utils.data.TensorDataset(torch.tensor(x).float(), torch.tensor(y))

    def batches(batch):
        size = len(x) if batch == "full" else batch
        return torch.utils.data.DataLoader(data, batch_size=size, shuffle=batch != "full")

    return {batch: torch_run(torch, torch_mlp(torch), batches(batch), batch) for batch in EPOCHS}


def torch_indexed():
    """PyTorch with batches cut from a permutation, which is faster."""
    torch = one_thread_of_torch()
    x, y = digits()
    return {
        batch: torch_run(torch, torch_mlp(torch), Indexed(torch, x, y, batch), batch)
        for batch in EPOCHS
    }


class Indexed:
    """An epoch's batches, cut from a new permutation each time."""

    def __init__(self, torch, x, y, batch):
        self.torch, self.batch = torch, batch
        self.x, self.y = torch.tensor(x).float(), torch.tensor(y)

    def __iter__(self):
        if self.batch == "full":
            return iter([(self.x, self.y)])
        order = self.torch.randperm(len(self.x)).split(self.batch)
        return ((self.x[part], self.y[part]) for part in order)


def torch_mlp(torch):
    nn = torch.nn
    return nn.Sequential(nn.Linear(*SIZES[:2]), nn.ReLU(), nn.Linear(*SIZES[1:]))


def torch_run(torch, network, batches, batch):
    optimizer = torch.optim.Adam(network.parameters(), lr=LR)
    loss_of = torch.nn.functional.cross_entropy

    def run():
        for _ in range(EPOCHS[batch]):
            for x, y in batches:
                optimizer.zero_grad()
                loss_of(network(x), y).backward()
                optimizer.step()

    return run


def optax_scan():
    """Optax at its best: an epoch compiled by XLA; what does not fill a batch is left out."""
    jax, optax = imported("jax"), imported("optax")
    jax.config.update("jax_enable_x64", True)
    jnp = jax.numpy
    x, y = (jnp.asarray(part) for part in digits())
    adam = optax.adam(LR)

    def loss(p, x, y):
        hidden = jax.nn.relu(x @ p["W1"] + p["b1"])
        return optax.softmax_cross_entropy_with_integer_labels(hidden @ p["W2"] + p["b2"], y).mean()

    def update(carried, part):
        p, state = carried
        slope = jax.grad(loss)(p, x[part], y[part])
        change, state = adam.update(slope, state)
        return (optax.apply_updates(p, change), state), None

    def prepared(batch):
        size, count = (len(x), 1) if batch == "full" else (batch, len(x) // batch)

        def epoch(carried, key):
            order = jnp.arange(len(x)) if batch == "full" else jax.random.permutation(key, len(x))
            return jax.lax.scan(update, carried, order[: size * count].reshape(count, size))

        @jax.jit
        def epochs(carried, keys):
            return jax.lax.scan(epoch, carried, keys)[0]

        p = Trainer("mlp", digits(), "adam").params()
        p = {name: jnp.asarray(value) for name, value in p.items()}
        keys = jax.random.split(jax.random.key(0), EPOCHS[batch])
        return lambda: jax.block_until_ready(epochs((p, adam.init(p)), keys))

    return {batch: prepared(batch) for batch in EPOCHS}


def ours_pictures():
    x, y = digits()
    return whole_call("cnn", (x.reshape(-1, 8, 8), y), 64)


def ours_pictures_alone():
    x, y = digits()
    return loop_alone("cnn", (x.reshape(-1, 8, 8), y), 64)


def torch_pictures():
    torch = one_thread_of_torch()
    nn = torch.nn
    x, y = digits()
    network = nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(32 * 9, 10)
    )
    return torch_run(torch, network, Indexed(torch, x.reshape(-1, 1, 8, 8), y, 64), 64)


LINE_EPOCHS = 1_000


def line():
    """The notes' data, drawn as they draw them."""
    rng = np.random.RandomState(42)
    x = rng.rand(1_000, 1)
    return x, 3 * x[:, 0] + 2 + 0.1 * rng.randn(1_000)


def ours_line():
    """The notes' first experiment at batch 1: the whole call, 1,000 epochs."""
    data = line()
    return lambda: train(
        "linear", data, "sgd", epochs=LINE_EPOCHS, batch_size=1, knobs={"lr": 0.01}
    )


def torch_line():
    """The same, a single epoch of it."""
    torch = one_thread_of_torch()
    x, y = (torch.tensor(part).float() for part in line())
    network = torch.nn.Linear(1, 1)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.01)

    def run():
        for i in torch.randperm(len(x)).split(1):
            optimizer.zero_grad()
            torch.nn.functional.mse_loss(network(x[i])[:, 0], y[i]).backward()
            optimizer.step()

    return run


def one_thread_of_torch():
    """Two quarrel over such small products: where others compute as well, 10 x slower."""
    torch = imported("torch")
    torch.set_num_threads(1)
    return torch


def imported(name):
    try:
        return __import__(name)
    except ImportError:
        raise Missing(name) from None
