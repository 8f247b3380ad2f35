"""Carry out the scripts exported for PyTorch: `python -m tests.golden.scripts`.

Every optimiser that PyTorch has, on every surface; then surfaces that are typed, batches of those
that have samples, and every schedule under noise. The script's path must be the run's, to 1e-12 of
its size. The learning rates are small, because whoever bounces amplifies the last bit of a sine.
"""

import contextlib
import io

import numpy as np

from optim_core import OPTIMIZERS, SCHEDULES, SURFACES, Run, Scenario

STEPS = 40
FORMULAS = ("max(x, 0.3)*sin(y)^2 + 2^-x", "min(x, 1/0) + abs(y)^1.5", "3", "atan(x)/cosh(y)")


def scenarios():
    for surface, ground in SURFACES.items():
        for optimizer, spec in OPTIMIZERS.items():
            run = Run(optimizer, {"lr": min(ground.lr, 0.01)})
            if spec.torch(run.knobs) is not None:
                yield Scenario(surface=surface, steps=STEPS, runs=[run], fairness="effective")
    for text in FORMULAS:
        yield Scenario(surface="formula", formula=text, steps=STEPS, runs=[Run("sgd")])
    for surface in (name for name, ground in SURFACES.items() if ground.data):
        runs = [Run("sgd"), Run("adam", sampling="shuffle", batch=100)]
        yield Scenario(surface=surface, steps=STEPS, runs=runs, seed=3)
    for schedule in SCHEDULES:
        for fairness in ("same", "effective"):
            runs = [Run(name, schedule=schedule) for name in ("momentum", "nesterov", "adamw")]
            yield Scenario(steps=STEPS, runs=runs, noise=0.1, seed=3, fairness=fairness)


def distance(scenario):
    """The largest distance of the script's paths from the runs', relative to the runs' size."""
    namespace = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(scenario.to_script("torch"), "script.py", "exec"), namespace)
    runs = scenario.run()
    return max(
        np.abs(theirs.numpy() - ours.path).max() / np.abs(ours.path).max()
        for theirs, ours in zip(namespace["paths"], runs, strict=True)
    )


def main():
    farthest, scenario = max(((distance(s), s) for s in scenarios()), key=lambda pair: pair[0])
    print(f"scripts: at most {farthest:.1e} apart, in {scenario.to_query()}")
    assert farthest < 1e-12


if __name__ == "__main__":
    main()
