"""What is proved about quadratics: stable learning rates, best pairs, convergence rates.

`curvatures` are the eigenvalues of the Hessian, smallest first. A rate is the factor by which
the distance to the minimum shrinks a step in the long run: below 1 converges.
Polyak, 1964, https://doi.org/10.1016/0041-5553(64)90137-5; Goh, 2017,
https://doi.org/10.23915/distill.00006.
"""

import numpy as np


def largest_stable_rate(curvatures):
    """Gradient descent converges for learning rates below this: 2 / lambda_max."""
    return 2.0 / curvatures[-1]


def best_gradient_descent(curvatures):
    """(learning rate, convergence rate) of the fastest gradient descent."""
    low, high = curvatures[0], curvatures[-1]
    return 2.0 / (low + high), (high - low) / (high + low)


def best_heavy_ball(curvatures):
    """(learning rate, beta, convergence rate) of the fastest heavy ball."""
    low, high = np.sqrt(curvatures[0]), np.sqrt(curvatures[-1])
    rate = (high - low) / (high + low)
    return float((2.0 / (low + high)) ** 2), float(rate**2), float(rate)


def heavy_ball_rate(curvatures, lr, beta):
    """Predicted rate of heavy ball, for arrays of lr and beta.

    Along an eigenvector the error obeys e+ = (1 + beta - lr lambda) e - beta e-; the rate is the
    larger root, in size, of z^2 - (1 + beta - lr lambda) z + beta.
    """
    return np.max([_largest_root(1.0 + beta - lr * c, beta) for c in curvatures], axis=0)


def _largest_root(trace, beta):
    square = trace * trace - 4.0 * beta
    real = (np.abs(trace) + np.sqrt(np.maximum(square, 0.0))) / 2.0
    return np.where(square < 0.0, np.sqrt(beta), real)


def noise_radius(curvatures, lr, noise):
    """Where gradient descent ends when each gradient is off by Gaussian noise of that standard
    deviation: the root mean square of its distance from the minimum, in the long run.

    Along an eigenvector e+ = (1 - lr lambda) e - lr noise, so the mean of e^2 settles at
    lr noise^2 / (lambda (2 - lr lambda)): for small rates the radius is as the root of lr.
    """
    curvatures = np.asarray(curvatures)
    return float(np.sqrt(np.sum(lr * noise**2 / (curvatures * (2.0 - lr * curvatures)))))


def measured_radius(path, minimum, share=0.5):
    """The root mean square of the distance from `minimum` over the last `share` of a path,
    (points, 2)."""
    last = path[int(len(path) * (1.0 - share)) :]
    return float(np.sqrt(np.mean(np.sum((last - minimum) ** 2, axis=1))))
