"""What the stage shows of a data set: the samples, a batch and its own loss, and the pace."""

from dataclasses import replace

import numpy as np
import pytest

from optim_core import SURFACES, Run, Scenario
from optim_core.batches import members
from pages.shared.stage.controls import controls_of
from pages.shared.stage.replies.batch import NOWHERE, TOP, marks
from tests.pages.test_answers import ask

KINDS = (Run("sgd"), Run("sgd", sampling="shuffle", batch=8), Run("sgd", sampling="replacement"))
LINE = Scenario(surface="line", steps=200, seed=3, runs=KINDS)


def test_the_samples_are_the_data_sets():
    header, [table] = ask("samples", LINE)
    assert (header["inputs"], header["model"]) == (1, "linear")
    expected = SURFACES["line"].data.samples()
    np.testing.assert_array_equal(table.reshape(2, -1).T, expected.astype(np.float32))
    assert ask("samples", Scenario())[0]["inputs"] == 0


def test_every_run_says_how_many_samples_an_update_sees():
    header, _ = ask("runs", LINE)
    assert (header["samples"], header["batches"]) == (1000, [1000, 8, 32])
    header, _ = ask("runs", Scenario())
    assert (header["samples"], header["batches"]) == (0, [])


@pytest.mark.parametrize("run", [1, 2])
def test_a_batchs_own_loss_is_the_mean_of_its_samples(run):
    header, (grid, chosen) = ask("batch", LINE, run=run, step=130, shape=[41, 31])
    kind = LINE.runs[run]
    expected = members(kind.sampling, kind.batch, 1000, 3, 130)
    assert chosen.astype(int).tolist() == expected.tolist()
    assert header["size"] == kind.batch
    x, y = SURFACES["line"].data.samples()[expected].T
    left, right, low, high = header["window"]
    w, b = left + 7 / 40 * (right - left), low + 11 / 30 * (high - low)
    lowest, highest = header["ends"]
    height = lowest + (highest - lowest) / TOP * grid.reshape(31, 41)[11, 7]
    assert height == pytest.approx(((w * x + b - y) ** 2).mean(), abs=(highest - lowest) / TOP)


def test_a_height_that_is_not_defined_has_a_mark_of_its_own():
    grid = np.array([[0.0, np.nan, 2.0], [np.inf, 1.0, 0.5]])
    shares, ends = marks(grid)
    assert ends == [0.0, 2.0]
    assert shares.tolist() == [0, NOWHERE, TOP, NOWHERE, TOP // 2, round(TOP / 4)]
    assert set(marks(np.full((2, 2), np.nan))[0]) == {NOWHERE}
    assert set(marks(np.ones((2, 2)))[0]) == {0}


def test_where_everyone_is_looked_at_the_batch_is_everyone():
    header, (_, chosen) = ask("batch", LINE, run=0, step=5, shape=[20, 20])
    assert header["whole"] and len(chosen) == 1000
    assert ask("batch", Scenario(), step=3)[0]["size"] == 0


def test_a_larger_batch_takes_longer_an_update_and_less_an_epoch():
    """Of a thousand samples, one at a time or all at once; by far more than any clock's error."""
    runs = (Run("sgd"), Run("sgd", sampling="shuffle", batch=1))
    all_, one = ask("pace", replace(LINE, runs=runs))[0]["seconds"]
    assert one < all_ < 1000 * one


def test_each_run_on_batches_has_a_slider_up_to_all_samples():
    sliders = controls_of(LINE, {"batch": None}, "en", ("a", "b", "c"))
    assert [slider["keys"] for slider in sliders] == [["batch.2"], ["batch.3"]]
    assert [slider["title"] for slider in sliders] == ["b", "c"]
    assert {(slider["low"], slider["high"], slider["step"]) for slider in sliders} == {(1, 1000, 1)}
    assert controls_of(Scenario(), {"batch": None}, "en") == []
