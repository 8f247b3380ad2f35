"""Make the reference arrays again, with PyTorch: `python -m tests.golden.make`.

PyTorch's own optimisers walk down surfaces written here, with gradients from its own automatic
differentiation. Nothing is shared with the core but the numbers in cases.py. Float64 throughout;
foreach=False is the plain loop over parameters, the reference of PyTorch's own faster paths.
"""

import numpy as np
import torch

from tests.golden.cases import ARRAYS, CASES, EVERY, STARTS, STEPS, TILTED


def rosenbrock(x, y):
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def quadratic(x, y):
    turn = torch.deg2rad(torch.tensor(TILTED["quadratic"]["rotation"], dtype=torch.float64))
    u = torch.cos(turn) * x + torch.sin(turn) * y
    v = torch.cos(turn) * y - torch.sin(turn) * x
    return (u**2 + TILTED["quadratic"]["condition"] * v**2) / 2


def beale(x, y):
    return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2


SURFACES = {"rosenbrock": rosenbrock, "quadratic": quadratic, "beale": beale}


def sgd(point, lr):
    return torch.optim.SGD(point, lr=lr, foreach=False)


def heavy_ball(point, lr, beta):
    return torch.optim.SGD(point, lr=lr, momentum=beta, foreach=False)


def momentum(point, lr, beta):
    """The average (1 - beta) sum of beta^age g is (1 - beta) times PyTorch's sum.

    dampening=beta looks like it, but PyTorch fills the first buffer with g, not (1 - beta) g.
    """
    return torch.optim.SGD(point, lr=lr * (1 - beta), momentum=beta, foreach=False)


def nesterov(point, lr, beta):
    return torch.optim.SGD(point, lr=lr, momentum=beta, nesterov=True, foreach=False)


def rmsprop(point, lr, beta, eps):
    return torch.optim.RMSprop(point, lr=lr, alpha=beta, eps=eps, foreach=False)


def adam(point, lr, beta1, beta2, eps):
    return torch.optim.Adam(point, lr=lr, betas=(beta1, beta2), eps=eps, foreach=False)


def adagrad(point, lr, eps):
    return torch.optim.Adagrad(point, lr=lr, eps=eps, foreach=False)


def adadelta(point, lr, rho, eps):
    return torch.optim.Adadelta(point, lr=lr, rho=rho, eps=eps, foreach=False)


def adamax(point, lr, beta1, beta2, eps):
    return torch.optim.Adamax(point, lr=lr, betas=(beta1, beta2), eps=eps, foreach=False)


def nadam(point, lr, beta1, beta2, eps):
    return torch.optim.NAdam(point, lr=lr, betas=(beta1, beta2), eps=eps, foreach=False)


def amsgrad(point, lr, beta1, beta2, eps):
    return torch.optim.Adam(
        point, lr=lr, betas=(beta1, beta2), eps=eps, amsgrad=True, foreach=False
    )


def adamw(point, lr, beta1, beta2, eps, weight_decay):
    return torch.optim.AdamW(
        point, lr=lr, betas=(beta1, beta2), eps=eps, weight_decay=weight_decay, foreach=False
    )


MAKERS = (
    *(sgd, heavy_ball, momentum, nesterov, rmsprop, adam),
    *(adagrad, adadelta, adamax, nadam, amsgrad, adamw),
)
OPTIMIZERS = {make.__name__: make for make in MAKERS}


def walk(case):
    """Every tenth point of PyTorch's path, (STEPS / 10 + 1, 2)."""
    point = torch.tensor(STARTS[case.surface], dtype=torch.float64, requires_grad=True)
    optimizer = OPTIMIZERS[case.optimizer]([point], **case.knobs)
    path = [point.detach().numpy().copy()]
    for _ in range(STEPS):
        optimizer.zero_grad()
        SURFACES[case.surface](*point).backward()
        optimizer.step()
        path.append(point.detach().numpy().copy())
    return np.array(path[::EVERY])


def main():
    torch.set_default_dtype(torch.float64)  # NAdam keeps its running product in the default type
    arrays = {case.name: walk(case) for case in CASES}
    np.savez_compressed(ARRAYS, torch=torch.__version__, **arrays)
    print(f"{ARRAYS.name}: {len(arrays)} paths, {ARRAYS.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
