"""How often does a random Hessian curve up in all its n directions?

    coins   the sign of every curvature is a fair coin                  p = 2^-n
    goe     a symmetric matrix of independent Gaussians, N(0, 1) off
            the diagonal and N(0, 2) on it                              ln p ~ -n^2 ln(3) / 4

The law of the second, the Gaussian orthogonal ensemble, is asymptotic: ln(p) / n^2 tends to
-ln(3) / 4 as n grows. Dean & Majumdar, 2006, https://arxiv.org/abs/cond-mat/0609651. Exactly known
are p = 1/2, (2 - sqrt(2)) / 4 and (pi - 2 sqrt(2)) / (4 pi) for n = 1, 2, 3.

A leading n x n block of a larger GOE matrix is a GOE matrix itself, and a symmetric matrix is
positive definite exactly when all pivots of its elimination are positive (Sylvester). So one
draw, row by row until the first pivot that is not positive, is a draw for every n at once, and
the share is counted over the same draws for every n.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
from numba import int64, types, void

from optim_core.arguments import whole_number
from optim_core.jit import specialise

KINDS = ("coins", "goe")
MOST_SIZE = 64
MOST_DRAWS = 2_000_000_000
BLOCK = 500_000  # draws between two looks at the counts: some 20 ms


class Counts(NamedTuple):
    """all_up (sizes,): of `draws` matrices of size n = 1, 2, …, how many have only positive
    curvatures."""

    draws: int
    all_up: np.ndarray


def count(kind, draws, *, seed=0, size=MOST_SIZE):
    """Yields Counts for n = 1 … size as they grow, the last one of exactly `draws` draws.

    The same seed gives the same draws, however often one looks. ValueError for what has no
    meaning.
    """
    if kind not in KINDS:
        raise ValueError(f"kind {kind!r} is unknown; there are {', '.join(KINDS)}")
    draws = whole_number("draws", draws, MOST_DRAWS, least=1)
    size = whole_number("size", size, MOST_SIZE, least=1)
    random = np.random.default_rng(whole_number("seed", seed, 2**63))
    return _counted(_kernel(kind), draws, random, size)


def _counted(survivors, draws, random, size):
    done, all_up = 0, np.zeros(size, np.int64)
    while done < draws:
        block = min(BLOCK, draws - done)
        survivors(random, block, all_up)
        done += block
        yield Counts(done, all_up.copy())


@cache
def _kernel(kind):
    signature = void(types.npy_rng, int64, int64[::1])
    return specialise({"coins": _coins, "goe": _goe}[kind], signature, "any")


def _coins(random, draws, all_up):
    """Toss until the first tail; n heads at the beginning are n curvatures up."""
    for _ in range(draws):
        n = 0
        while n < len(all_up) and random.random() < 0.5:
            all_up[n] += 1
            n += 1


def _goe(random, draws, all_up):
    """Cholesky's elimination, each row drawn when its turn comes."""
    lower = np.empty((len(all_up), len(all_up)))
    for _ in range(draws):
        for row in range(len(all_up)):
            square = 0.0
            for column in range(row):
                entry = random.standard_normal()
                for k in range(column):
                    entry -= lower[row, k] * lower[column, k]
                entry /= lower[column, column]
                lower[row, column] = entry
                square += entry * entry
            pivot = np.sqrt(2.0) * random.standard_normal() - square
            if not pivot > 0.0:
                break
            lower[row, row] = np.sqrt(pivot)
            all_up[row] += 1


def log_share(kind, size):
    """ln p as the laws above have it, for n of `size`, a number or an array.

    The logarithm, because exp(-64^2 ln(3) / 4) is 10^-489, which no float holds.
    """
    size = np.asarray(size, dtype=float)
    return -np.log(2.0) * size if kind == "coins" else -np.log(3.0) / 4.0 * size**2


def curvatures(kind, size, *, seed=0):
    """The curvatures of one random Hessian of that kind and size, rising, (size,).

    Those of a GOE matrix are divided by sqrt(2 size), so that nearly all lie between -sqrt(2) and
    sqrt(2); of coins only the signs count, and each is 1 or -1.
    """
    size = whole_number("size", size, MOST_SIZE, least=1)
    random = np.random.default_rng([whole_number("seed", seed, 2**63), size])
    if kind == "coins":
        return np.sort(random.choice([-1.0, 1.0], size))
    draws = random.standard_normal((size, size))
    return np.linalg.eigvalsh((draws + draws.T) / np.sqrt(2.0)) / np.sqrt(2.0 * size)


def interval(hits, draws, z=1.96):
    """Wilson's (low, high) for a share of which `hits` of `draws` were seen, arrays or numbers.

    Wilson, 1927, https://doi.org/10.1080/01621459.1927.10502953; z = 1.96 is for 95 %. It stays
    within [0, 1], and says something even where nothing was seen.
    """
    hits = np.asarray(hits, dtype=float)
    share, spare = hits / draws, z * z / draws
    middle = (share + spare / 2.0) / (1.0 + spare)
    half = np.sqrt(share * (1.0 - share) * spare + spare * spare / 4.0) / (1.0 + spare)
    return np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)


def at_most(draws):
    """The share of which none in `draws` was seen is below this, with 95 % confidence: 3 / N.

    (1 - p)^N > 0.05 means N p < 3. Hanley & Lippman-Hand, 1983.
    """
    return 3.0 / draws
