"""What an optimiser may be made of, and what is said of a file that is not made so."""

from dataclasses import replace

import numpy as np
import pytest

from optim_core import OPTIMIZERS, Trainer, descend, sweep
from optim_core.entries import Mean
from optim_core.optimizers import adam, anchored_momentum
from tests.core import many

KNOBS = "lr, beta1, beta2, eps, correct_m, correct_v"


def step_of_two(x, g):
    return -g


def step_without_details(x, g, memory, hyper, powers):
    return -g, memory


def step_as_a_list(x, g, memory, hyper, powers):
    return -g, list(memory), (g,) * 6


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"step": None}, "step=None of Adam is no function"),
        ({"powers": ("beta3",)}, f"adam.py: powers names 'beta3'; there are {KNOBS}"),
        ({"powers": ("beta1", "beta1")}, "adam.py: 'beta1' is 2 times in powers"),
        ({"radius": "r"}, f"adam.py: radius names 'r'; there are {KNOBS}"),
        ({"velocity": "w"}, "adam.py: velocity names 'w'; there are m, v"),
        ({"along": "w"}, "adam.py: along names 'w'; there are g, m, v, m_kept"),
        ({"divisor": "w"}, "adam.py: divisor names 'w'; there are g, m, v, m_kept"),
        ({"square": "w"}, "adam.py: square names 'w'; there are g, m, v, m_kept"),
        ({"means": (Mean("w", "beta1"),)}, "adam.py: means names 'w'; there are m, v"),
        ({"means": (Mean("m", "beta"),)}, f"adam.py: means names 'beta'; there are {KNOBS}"),
        ({"means": (Mean("m", "beta1", of="h"),)}, "adam.py: means names 'h'; there are g, g²"),
        (
            {"means": (Mean("m", "beta1", correction="fix"),)},
            f"adam.py: means names 'fix'; there are {KNOBS}",
        ),
        ({"begins": {"w": "x"}}, "adam.py: begins names 'w'; there are m, v"),
        ({"begins": {"m": "h"}}, "adam.py: begins names 'h'; there are x, g"),
        ({"begins": ("m",)}, "adam.py: begins=('m',) is no mapping of memories to x or g"),
        ({"memory": ("m", "m")}, "adam.py: 'm' is 2 times in knobs, memory and details"),
        ({"memory": ("m", "eps")}, "adam.py: 'eps' is 2 times in knobs, memory and details"),
        ({"memory": ("m", "x")}, "adam.py: 'x' can't be remembered or explained: every run has"),
        (
            {"powers": ("beta1",)},
            "adam.py: step is handed 2 memories, 6 knobs and 1 powers, and ends with ValueError:"
            " not enough values to unpack (expected 2, got 1)",
        ),
        (
            {"memory": ("m", "v", "w")},
            "adam.py: step is handed 3 memories, 6 knobs and 2 powers, and ends with ValueError:"
            " too many values to unpack (expected 2)",
        ),
        (
            {"details": ("m_kept", "v_kept")},
            "adam.py: step returns a tuple of 6 as details; details names m_kept, v_kept",
        ),
        (
            {"step": step_of_two},
            "test_contract.py: step takes x, g; it is called with x, g, memory, hyper, powers",
        ),
        (
            {"step": step_without_details},
            "test_contract.py: step returns a tuple of 2; it must be (dx, memory, details)",
        ),
        ({"step": step_as_a_list}, "test_contract.py: step returns no tuple, but ["),
    ],
)
def test_a_broken_contract_is_told_in_words_at_once(changed, said):
    with pytest.raises(ValueError) as caught:
        replace(adam.SPEC, **changed)
    assert str(caught.value).startswith(said)


def test_the_learning_rate_is_the_first_knob():
    knobs = dict(reversed(adam.SPEC.knobs.items()))
    with pytest.raises(ValueError, match=r"adam\.py: knobs are .*, lr; the first must be lr"):
        replace(adam.SPEC, knobs=knobs)


def test_what_is_remembered_at_first_is_said_by_the_entry():
    assert adam.SPEC.first_memory(3.0, 4.0) == (0.0, 0.0)
    assert anchored_momentum.SPEC.first_memory(3.0, 4.0) == (0.0, 3.0)
    assert many.SPEC.first_memory(3.0, 4.0) == (3.0, 4.0, 4.0, 0.0, 0.0, 0.0)


@pytest.fixture
def optimizer(monkeypatch):
    monkeypatch.setitem(OPTIMIZERS, "many", many.SPEC)
    return "many"


def twin(slope, start, steps, lr=0.02, a=0.9, b=0.8, c=0.7, radius=0.05):
    """many.py again, from its words: everything there is remembered as it was."""
    path, slopes = [np.array(start, dtype=float)], []
    mean = slow = 0.0
    for t in range(1, steps + 1):
        slopes.append(slope(path[-1]))
        before = slopes[-2] if t > 1 else slopes[0]
        mean = a * mean + (1.0 - a) * slopes[-1]
        slow = b * slow + (1.0 - b) * (path[-1] - path[0])
        pushed = mean / (1.0 - a**t) + c**t * slopes[0] + b**t * (slopes[-1] - before) + slow / t
        length = np.linalg.norm(lr * pushed)
        path.append(path[-1] - lr * pushed * min(1.0, radius / length))
    return np.array(path)


def bowl(x):
    return np.array([1.0, 10.0]) * x


@pytest.mark.uncompiled
def test_any_number_of_memories_powers_and_first_values_walks(optimizer):
    run = descend(optimizer, "quadratic", steps=60, surface_knobs={"condition": 10.0}, explain=True)
    np.testing.assert_allclose(run.path, twin(bowl, run.path[0], 60), rtol=1e-11)
    for name, kept in run.memory.items():
        begin = {"home": run.path[0], "first": run.grad[0], "before": run.grad[0]}
        np.testing.assert_array_equal(kept[0], begin.get(name, np.zeros(2)))
    np.testing.assert_array_equal(
        run.details["change"], run.memory["before"][1:] - run.memory["before"][:-1]
    )


def test_the_first_gradient_is_the_one_that_the_step_is_given(optimizer):
    """With its noise, and of its batch."""
    noisy = descend(optimizer, "quadratic", steps=5, noise=1.0)
    sampled = descend(optimizer, "diabetes_bmi", steps=5, sampling="shuffle", batch=8)
    for run in (noisy, sampled):
        assert (run.memory["first"] == run.grad[0]).all()
    whole = descend(optimizer, "diabetes_bmi", steps=5)
    assert (sampled.grad[0] != whole.grad[0]).all()


@pytest.mark.uncompiled
def test_any_number_of_memories_powers_and_first_values_makes_a_map(optimizer):
    lrs, starts = [0.01, 0.02, 0.03], [-4.0, 1.0]
    found = sweep(optimizer, "beale", ("lr", lrs), ("x0", starts), start=(1.0, 1.5), steps=40)
    for row, x in enumerate(starts):
        for column, lr in enumerate(lrs):
            run = descend(optimizer, "beale", start=(x, 1.5), steps=40, knobs={"lr": lr})
            assert found.end[row, column].tolist() == run.path[-1].tolist()


@pytest.mark.uncompiled
def test_any_number_of_memories_powers_and_first_values_trains(optimizer):
    rng = np.random.default_rng(1)
    x = rng.standard_normal((30, 2))
    y = x @ np.array([1.0, -2.0]) + 0.5
    trainer = Trainer("linear", (x, y), optimizer, epochs=20, sampling="full")
    start = trainer.theta.copy()
    while trainer.running:
        trainer.epoch()

    def slope(theta):
        miss = x @ theta[:2] + theta[2] - y
        return np.append(2.0 * miss @ x, 2.0 * miss.sum()) / len(y)

    np.testing.assert_allclose(trainer.theta, twin(slope, start, 20)[-1], rtol=1e-10)


def test_a_training_by_single_updates_begins_once(optimizer):
    settings = {"epochs": 3, "batch_size": 7, "dataset_knobs": {"m": 30}}
    whole, single = (Trainer("linear", "line", optimizer, **settings) for _ in range(2))
    while whole.running:
        whole.go_on()
    while single.running:
        single.update()
    np.testing.assert_array_equal(whole.theta, single.theta)
