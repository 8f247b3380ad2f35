"""Real batches on the surface of a data set: the same ones for all, and as training has them."""

import numpy as np
import pytest
from numba.core import event

from optim_core import OPTIMIZERS, SURFACES, Run, Scenario, descend, train
from optim_core.batches import members, parameters_of
from optim_core.sampling import ORDER, epoch_order, key
from tests import naive
from tests.core.entries import defaults
from tests.core.test_scripts import assert_script_repeats, carried_out

SAMPLED = [name for name, ground in SURFACES.items() if ground.data]
KINDS = ("shuffle", "replacement")


def sampled(optimizer="sgd", sampling="shuffle", batch=32, **knobs):
    return Run(optimizer, knobs, sampling=sampling, batch=batch)


def test_three_surfaces_are_the_loss_of_samples():
    assert SAMPLED == ["diabetes_bmi", "line", "logistic_cancer"]


@pytest.mark.parametrize("surface", SAMPLED)
def test_all_samples_make_the_surface(surface):
    ground, knobs = SURFACES[surface], defaults(SURFACES[surface])
    everyone = np.arange(len(ground.data.samples(**knobs)))
    whole = parameters_of(ground, knobs, everyone)
    np.testing.assert_allclose(whole, ground.parameters(**knobs), rtol=0, atol=1e-12)


@pytest.mark.parametrize("surface", SAMPLED)
def test_the_mean_of_all_batches_is_the_surface(surface):
    ground, knobs = SURFACES[surface], defaults(SURFACES[surface])
    samples = len(ground.data.samples(**knobs))
    chosen = [members("shuffle", 50, samples, 3, update) for update in range(-(-samples // 50))]
    assert sorted(np.concatenate(chosen)) == list(range(samples))
    parts = [ground.value_and_grad(0.3, 0.7, parameters_of(ground, knobs, c)) for c in chosen]
    mean = np.average(parts, axis=0, weights=[len(c) for c in chosen])
    np.testing.assert_allclose(
        mean, ground.value_and_grad(0.3, 0.7, ground.parameters(**knobs)), rtol=1e-12
    )


@pytest.mark.parametrize("sampling", KINDS)
@pytest.mark.uncompiled
def test_a_run_on_batches_is_the_runs_slow_twin(sampling):
    """A line fitted in batches of 300 of 1,000, the last one short: plain loops, no shared code."""
    scenario = Scenario(
        surface="line", steps=11, seed=5, runs=[sampled(sampling=sampling, batch=300, lr=0.3)]
    )
    x, y = SURFACES["line"].data.samples().T
    w, b = scenario.start
    for update in range(11):
        epoch, place = divmod(update, 4)
        if sampling == "shuffle":
            order = naive.shuffled(1000, naive.random_word(int(key(5, ORDER)), epoch))
        else:
            order = epoch_order("replacement", 1000, 5, epoch).tolist()
        batch = order[300 * place : 300 * place + 300]
        assert members(sampling, 300, 1000, 5, update).tolist() == batch
        slope_w = sum(2 * (w * x[i] + b - y[i]) * x[i] for i in batch) / len(batch)
        slope_b = sum(2 * (w * x[i] + b - y[i]) for i in batch) / len(batch)
        [run] = scenario.run()
        np.testing.assert_allclose(run.grad[update], [slope_w, slope_b], rtol=0, atol=1e-12)
        w, b = w - 0.3 * slope_w, b - 0.3 * slope_b
        np.testing.assert_allclose(run.path[update + 1], [w, b], rtol=0, atol=1e-12)


@pytest.mark.parametrize("sampling", KINDS)
@pytest.mark.parametrize("optimizer_id", ["sgd", "heavy_ball", "adam"])
def test_the_same_batches_as_in_training(optimizer_id, sampling):
    """At the end of every epoch a run stands where `train` stands, to the rounding."""
    settings = {"epochs": 5, "batch_size": 128, "sampling": sampling, "seed": 7}
    start = {"W": [[0.0]], "b": [0.0]}
    history = train("linear", "line", optimizer_id, knobs={"lr": 0.02}, init=start, **settings)
    run = sampled(optimizer_id, sampling, 128, lr=0.02)
    [walked] = Scenario(surface="line", steps=40, seed=7, runs=[run]).run()
    np.testing.assert_allclose(walked.path[::8], history.path, rtol=0, atol=1e-12)
    np.testing.assert_allclose(walked.loss[8::8], history.epoch_loss, rtol=0, atol=1e-12)


@pytest.mark.parametrize("surface", SAMPLED)
def test_a_full_batch_is_the_surface_to_the_last_bit(surface, optimizer):
    plain = descend(optimizer, surface, steps=20)
    [run] = Scenario(surface=surface, steps=20, runs=[Run(optimizer, batch=7)]).run()
    np.testing.assert_array_equal(run.path, plain.path)
    np.testing.assert_array_equal(run.grad, plain.grad)


def test_everybody_in_a_race_gets_the_same_batches():
    """Where nobody moves, the gradients are the batches' own."""
    still = [sampled(name, lr=0.0) for name in ("sgd", "heavy_ball", "rmsprop", "adam")]
    runs = Scenario(surface="diabetes_bmi", steps=30, seed=2, runs=still).run()
    for run in runs[1:]:
        np.testing.assert_array_equal(run.grad, runs[0].grad)
    assert np.ptp(runs[0].grad[:-1], axis=0).min() > 0.01


def test_the_loss_is_of_all_samples_and_the_last_gradient_too():
    [run] = Scenario(surface="line", steps=25, runs=[sampled(batch=1, lr=0.1)]).run()
    ground = SURFACES["line"]
    for point, loss in zip(run.path, run.loss, strict=True):
        assert ground.value_and_grad(*point, ground.parameters())[0] == loss
    last = ground.value_and_grad(*run.path[-1], ground.parameters())[1:]
    assert run.grad[-1].tolist() == list(last)


def test_a_batch_larger_than_the_data_is_all_of_them():
    large, all_ = (sampled(batch=size, lr=0.1) for size in (5_000, 442))
    runs = Scenario(surface="diabetes_bmi", steps=20, runs=[large, all_]).run()
    np.testing.assert_array_equal(runs[0].path, runs[1].path)


def test_runs_on_batches_that_diverge_say_so():
    [run] = Scenario(surface="line", steps=400, runs=[sampled(batch=1, lr=50.0)]).run()
    assert run.status == "diverged"
    assert np.isfinite(run.path).all() and len(run.grad) == len(run.path) == run.stopped_at + 1


def test_a_run_on_batches_explains_itself(optimizer):
    run = sampled(optimizer, batch=16)
    [run] = Scenario(surface="logistic_cancer", steps=10, runs=[run]).run(explain=True)
    assert list(run.details) == list(OPTIMIZERS[optimizer].details)
    assert all(rows.shape == (10, 2) for rows in run.details.values())


def test_batches_compile_nothing_new(optimizer):
    runs = [sampled(optimizer, batch=16)]
    for surface in SAMPLED:
        descend(optimizer, surface, steps=2)
        Scenario(surface=surface, steps=2, runs=[sampled()]).run()
    with event.install_recorder("numba:compile") as compilations:
        for surface in SAMPLED:
            Scenario(surface=surface, steps=20, runs=runs).run()
    assert compilations.buffer == []


@pytest.mark.parametrize("surface", SAMPLED)
@pytest.mark.parametrize("sampling", KINDS)
def test_a_script_repeats_the_batches(surface, sampling):
    runs = [Run("sgd"), sampled("adam", sampling, 100), sampled("anchored_momentum", sampling, 1)]
    assert_script_repeats(Scenario(surface=surface, steps=23, seed=9, runs=runs, noise=0.1))


def test_a_torch_script_says_where_its_batches_come_from():
    scenario = Scenario(surface="line", steps=5, runs=[sampled(batch=10), Run("sgd")])
    script = scenario.to_script("torch")
    assert "import numpy as np  # which samples are in a batch is NumPy's to say" in script
    assert script.count(", batches=batches(1, 10, ") == 1
    assert "batches" not in Scenario(surface="line", runs=[Run("sgd")]).to_script("torch")
    paths, _ = carried_out(scenario.to_script())
    assert len(paths) == 2


def test_a_link_holds_the_batches_of_each_run():
    runs = (Run("sgd"), sampled(), sampled("adam", "replacement", 1))
    query = Scenario(surface="line", runs=runs).to_query()
    assert "sampling" not in query and "batch" not in query
    assert (query["sampling.2"], query["batch.2"]) == ("shuffle", "32")
    assert (query["sampling.3"], query["batch.3"]) == ("replacement", "1")
    assert Scenario.from_query(query)[0].runs == runs


def test_an_old_link_sees_all_samples_whatever_the_default():
    default = Scenario(surface="line", runs=[sampled(batch=8)])
    old = {"surface": "line", "optimizer": "sgd", "lr": "0.5"}
    assert Scenario.from_query(old, default)[0].runs == (Run("sgd", {"lr": 0.5}),)
    assert Scenario.from_query({"batch": "4"}, default)[0].runs == (sampled(batch=4),)


def test_batches_in_a_link_that_have_no_meaning_are_answered():
    link = {"surface": "line", "optimizer": "sgd", "sampling": "shuffle"}
    for batch in ("0", "-3", "1e9", "x"):
        scenario, (problem,) = Scenario.from_query(link | {"batch": batch})
        assert scenario.runs == (sampled(),)
        assert f"batch={batch}" in problem.en and f"batch={batch}" in problem.zh
    scenario, (problem,) = Scenario.from_query(link | {"sampling": "some"})
    assert scenario.runs == (Run("sgd"),)
    assert "full, shuffle, replacement" in problem.en
    scenario, problems = Scenario.from_query(link | {"surface": "beale", "batch": "4"})
    assert scenario.runs == (Run("sgd"),)
    assert len(problems) == 2


def test_batches_without_samples_are_refused():
    with pytest.raises(ValueError, match="sampling='shuffle' needs samples, and beale has none"):
        descend("sgd", "beale", sampling="shuffle")
    with pytest.raises(ValueError, match="these have: diabetes_bmi, line, logistic_cancer"):
        Scenario(surface="quadratic", runs=[sampled()])
    with pytest.raises(ValueError, match="sampling='all' is unknown; there are full, shuffle"):
        Run("sgd", sampling="all")
    with pytest.raises(ValueError, match="batch=0 is not a whole number from 1 to 100,000"):
        Run("sgd", sampling="shuffle", batch=0)
