"""Random Hessians are counted as one would by their eigenvalues, and as theory has it."""

import itertools

import numpy as np
import pytest

from optim_core import hessians
from tests.core.compiler import COMPILED

DRAWS = 400_000 if COMPILED else 20_000
EXACT = {  # n = 1, 2, 3
    "coins": [1 / 2, 1 / 4, 1 / 8],
    "goe": [1 / 2, (2 - np.sqrt(2)) / 4, (np.pi - 2 * np.sqrt(2)) / (4 * np.pi)],
}


@pytest.fixture(params=hessians.KINDS)
def kind(request):
    return request.param


def counted(kind, draws=DRAWS, **settings):
    *_, last = hessians.count(kind, draws, **settings)
    return last


def test_small_sizes_come_as_often_as_is_exactly_known(kind):
    """Four standard deviations of the count; the seed is fixed."""
    found = counted(kind, seed=3)
    for hits, share in zip(found.all_up, EXACT[kind], strict=False):
        assert abs(hits / DRAWS - share) < 4 * np.sqrt(share * (1 - share) / DRAWS)


def test_a_count_is_that_of_the_eigenvalues():
    """The same Gaussians, put into a whole matrix, of which NumPy finds the eigenvalues."""
    size, seen = 5, np.zeros(5, int)
    random = np.random.default_rng(8)
    for _ in range(2_000):
        matrix = np.zeros((size, size))
        for n in range(size):
            row = random.standard_normal(n + 1)
            matrix[n, : n + 1] = matrix[: n + 1, n] = row
            matrix[n, n] = np.sqrt(2.0) * row[n]
            if np.linalg.eigvalsh(matrix[: n + 1, : n + 1])[0] <= 0.0:
                break
            seen[n] += 1
    assert seen.tolist() == counted("goe", 2_000, seed=8, size=size).all_up.tolist()
    assert seen[2] > 20


def test_counts_grow_and_end_at_the_draws_asked_for(kind):
    draws = 2 * hessians.BLOCK + 7 if COMPILED else 7
    looks = list(hessians.count(kind, draws, size=6))
    assert [look.draws for look in looks][-1] == draws
    assert len(looks) == (3 if COMPILED else 1)
    for before, after in itertools.pairwise(looks):
        assert (before.all_up <= after.all_up).all() and before.draws < after.draws
    assert (np.diff(looks[-1].all_up) <= 0).all()


def test_the_seed_decides(kind):
    one, same, other = (counted(kind, 20_000, seed=seed).all_up.tolist() for seed in (1, 1, 2))
    assert one == same != other


def test_the_laws():
    assert np.exp(hessians.log_share("coins", 64)) == pytest.approx(2.0**-64)
    assert hessians.log_share("goe", [1, 2]) == pytest.approx(np.log([3**-0.25, 1 / 3]))


def test_the_fall_nears_the_asymptotic_law_from_above():
    """-ln p / n^2: 0.69, 0.48, 0.41, … down towards ln(3) / 4 = 0.27."""
    found = counted("goe", seed=1)
    n = np.arange(1, 5)
    falls = -np.log(found.all_up[:4] / DRAWS) / n**2
    assert (np.diff(falls) < 0).all() and falls[-1] > np.log(3) / 4


def test_one_hessian_has_as_many_curvatures_as_directions(kind):
    for size in (1, 2, 64):
        drawn = hessians.curvatures(kind, size, seed=4)
        assert drawn.shape == (size,) and (np.diff(drawn) >= 0).all()
        assert np.array_equal(drawn, hessians.curvatures(kind, size, seed=4))
    assert 20 < (hessians.curvatures(kind, 64, seed=4) > 0).sum() < 44


def test_the_spectrum_of_many_is_half_a_circle():
    """Density sqrt(2 - x^2) / pi: on [-1, 1] there are 1/2 + 1/pi of the curvatures."""
    drawn = np.concatenate([hessians.curvatures("goe", 64, seed=seed) for seed in range(60)])
    assert np.mean(np.abs(drawn) < 1.0) == pytest.approx(0.5 + 1 / np.pi, abs=0.01)
    assert np.mean(np.abs(drawn) > np.sqrt(2.0)) < 0.01


def test_the_interval_holds_the_truth_as_often_as_it_says():
    random = np.random.default_rng(2)
    for share, draws in ((0.5, 40), (0.1, 200), (0.02, 400)):
        low, high = hessians.interval(random.binomial(draws, share, 20_000), draws)
        assert 0.93 < np.mean((low <= share) & (share <= high)) < 0.98


def test_what_was_never_seen_is_bounded_not_impossible():
    low, high = hessians.interval(0, 1_000)
    assert low == 0.0 and 0.003 < high < 0.004
    assert hessians.at_most(1_000) == 0.003
    assert (1 - hessians.at_most(1_000)) ** 1_000 == pytest.approx(0.05, rel=0.01)
    assert hessians.interval(10, 10)[1] == 1.0


def test_meaningless_counts_are_refused():
    with pytest.raises(ValueError, match="kind 'dice' is unknown; there are coins, goe"):
        hessians.count("dice", 10)
    with pytest.raises(ValueError, match="draws=0 is not a whole number from 1"):
        hessians.count("goe", 0)
    with pytest.raises(ValueError, match="size=65 is not a whole number from 1 to 64"):
        hessians.curvatures("goe", 65)
