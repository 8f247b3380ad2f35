"""Write a training as a script of NumPy alone: the lines of `numpy_training` that it needs, the
optimiser's, the schedule's and the data set's own source, and the numbers of this experiment."""

import inspect
from typing import NamedTuple

from optim_core import numpy_training, sampling
from optim_core.arguments import complete
from optim_core.bundle import bundle, source_of
from optim_core.datasets import DATASETS
from optim_core.network import ACTIVATIONS, LOGISTIC, MSE, SOFTMAX
from optim_core.schedules import SCHEDULES
from optim_core.script import first_memory_of
from optim_core.tables import part

HEAD = '''"""A training of Descent Lab, repeated with NumPy alone.

{about}
"""

import numpy as np

SEEDS = {seeds}
SHAPES = {shapes}
# Standard deviations of the first values.
STARTS = {starts}
{image}SAMPLING, BATCH, EPOCHS = {sampling}, {batch}, {epochs}
L2, WEIGHT_DECAY, KEEP = {l2!r}, {weight_decay!r}, {keep!r}
# The optimiser's: {names}; which knobs' powers it needs, and its longest step.
KNOBS, POWERS_OF, LONGEST = {knobs}, {powers}, {longest}
BY_EPOCH = {by_epoch}  # whose learning rate it is, an epoch's or an update's


# The data.


{data}

def load(seed):
    """x, y, x_test, y_test."""
    return {call}


# The optimiser and its schedule.


{step}

first_memory = {first_memory}


{rate}

RATES = rate(np.arange({steps!r}), {total}, {rate_knobs})


# The model, and how it learns.

'''

DATA = '''def Data(x, y, x_test, y_test, **about):
    """What Descent Lab says about them, it says elsewhere."""
    return x, y, x_test, y_test


'''

RUN = """

{bound}

trainings = {{}}
for seed in SEEDS:
    with np.errstate(over="ignore"):  # the hashes wrap around
        trainings[seed] = losses, epochs = train(seed)
    print({title!r}, "seed", seed, "after", len(losses), "updates:")
    for number, (loss, learnt, test_loss, known) in enumerate(epochs, 1):
        print(f"  epoch {{number}}: loss {{loss:.6g}}, test {{test_loss:.6g}}", end="")
        print("" if np.isnan(known) else f"; right {{learnt:.2%}}, test {{known:.2%}}")
"""

HEADS = {
    MSE: (numpy_training.squared_error, numpy_training.right_number),
    LOGISTIC: (numpy_training.logistic, numpy_training.right_of_two),
    SOFTMAX: (numpy_training.softmax, numpy_training.right_of_many),
}
BENDS = {
    name: (getattr(numpy_training, name), getattr(numpy_training, f"{name}_slope"))
    for name in ACTIVATIONS
}
LINE = numpy_training.learn_line, numpy_training.predict_line
LEARN = {
    "linear": LINE,
    "logistic": LINE,
    "softmax": LINE,
    "mlp": (numpy_training.learn_layers, numpy_training.predict_layers),
    "cnn": (numpy_training.learn_pictures, numpy_training.predict_pictures),
}


class Source(NamedTuple):
    """Python text, and the expression after it that gives x, y, x_test, y_test for a `seed`."""

    text: str
    call: str


def from_catalogue(name, knobs):
    """A data set of ours by its own source, or by scikit-learn's name of it."""
    spec = DATASETS[name]
    if spec.from_files:
        raise ValueError(f"{name} is read from your own files, which a script does not hold")
    text = bundle([spec.load], ["Data"]).replace("def load(", f"def {name}_data(")
    given = [f"{knob}={value!r}" for knob, value in knobs.items()]
    return Source(DATA + text, f"{name}_data({', '.join([*given, 'seed=seed'])})")


def from_table(x, y, classes):
    """All rows, written in."""
    rows = f"X = np.array({x.tolist()})\nY = np.array({y.tolist()})\n"
    return Source(bundle([part]) + "\n\n" + rows, f"part(X, Y, {classes}, seed)")


def training_script(trainer, source, seeds, about):
    """A script that repeats the training with NumPy alone, for each of `seeds`.

    `trainer` is of one of the seeds, `source` a Source; `about` goes into its first lines.
    """
    settings, spec, plan = trainer.settings, trainer.optimizer, trainer.plan
    names, knobs = list(spec.knobs), trainer.knobs
    schedule = SCHEDULES[settings.schedule]
    given = complete(settings.schedule, schedule.knobs, settings.schedule_knobs)
    rate_knobs = [knobs["lr"], *given.values()]
    total = len(trainer.rates)
    bound = _bound(trainer)
    return (
        HEAD.format(
            about=about,
            seeds=list(seeds),
            shapes=plan.shapes,
            starts=plan.starts,
            image=f"IMAGE = {trainer.data.image}\n" if trainer.model == "cnn" else "",
            names=", ".join(names[1:]) or "no more than a learning rate",
            sampling=sampling.SAMPLINGS.index(settings.sampling),
            batch=trainer.batch_size,
            epochs=settings.epochs,
            l2=settings.l2,
            weight_decay=settings.weight_decay,
            keep=1.0 - settings.dropout,
            knobs=tuple(knobs.values())[1:],
            first_memory=first_memory_of(spec),
            powers=tuple(names.index(name) for name in spec.powers),
            longest=repr(knobs[spec.radius]) if spec.radius else "np.inf",
            by_epoch=settings.schedule_by == "epoch",
            data=source.text,
            call=source.call,
            step=source_of(spec.step),
            rate=inspect.getsource(schedule.rate),
            steps=float(total),
            total=total,
            rate_knobs=", ".join(map(repr, rate_knobs)),
        )
        + bundle([*bound.values(), numpy_training.train])
        + RUN.format(bound=_bindings(bound), title=trainer.spec.title.en)
    )


def _bound(trainer):
    """{name that the script's functions use: function that it is here}."""
    learn, predict = LEARN[trainer.model]
    head, right = HEADS[trainer.plan.head]
    bound = {"learn": learn, "predict": predict, "head": head, "right": right}
    if learn is numpy_training.learn_layers:
        activation = list(ACTIVATIONS)[trainer.plan.layout[0]]
        bound["bend"], bound["bend_slope"] = BENDS[activation]
    return bound


def _bindings(bound):
    return "\n".join(f"{name} = {function.__name__}" for name, function in bound.items())
