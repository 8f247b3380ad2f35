"""Write a scenario as a script: the optimisers' and surfaces' own source, and a plain loop."""

import inspect

from optim_core.jit import plain
from optim_core.optimizers import OPTIMIZERS

HEAD = '''"""An experiment of Descent Lab, repeated with NumPy alone.

{query}
"""

import numpy as np

START = {start}
PARAMETERS = np.array({parameters})
NOISE = {noise}

{surface}

'''

LOOP = '''def descend(step, memory, knobs, rates, powers_of):
    """The loop of Descent Lab: returns the path, (points, 2)."""
    x = np.array(START)
    path = [x]
    memory = tuple(np.zeros(2) for _ in range(memory))
    powers = (1.0,) * len(powers_of)
    for t, rate in enumerate(rates):
        hyper = (rate, *knobs)
        powers = tuple(power * hyper[which] for power, which in zip(powers, powers_of))
        g = np.array(value_and_grad(*x, PARAMETERS)[1:]) + NOISE[min(t, len(NOISE) - 1)]
        dx, memory, _ = step(x, g, memory, hyper, powers)
        x = x + dx
        if not np.all(np.isfinite([*x, *value_and_grad(*x, PARAMETERS)])):
            break
        path.append(x)
        if np.max(np.abs(x)) > {far!r}:
            break
    return np.array(path)


'''

RUN = """rates = {rates}
path = descend(step_{optimizer}, {memory}, {knobs}, rates, {powers})
loss = value_and_grad(*path[-1], PARAMETERS)[0]
print({title!r}, "after", len(path) - 1, "steps:", path[-1], "loss", loss)
paths.append(path)
"""


def numpy_script(scenario):
    from optim_core.descend import FAR

    ground = scenario.ground
    head = HEAD.format(
        query="&".join(f"{key}={value}" for key, value in scenario.to_query().items()),
        start=scenario.start,
        parameters=_parameters(scenario),
        noise=_noise(scenario),
        surface=_surface(scenario),
    )
    steps = [_step(name) for name in dict.fromkeys(run.optimizer for run in scenario.runs)]
    runs = [_run(scenario, run) for run in scenario.runs]
    loop = LOOP.format(far=FAR * ground.span())
    return head + "".join(steps) + loop + "paths = []\n" + "".join(runs)


def _surface(scenario):
    if scenario.formula:
        return scenario.terrain.as_source()
    return _source(scenario.ground.value_and_grad)


def _parameters(scenario):
    """Of a formula the numbers are in its text."""
    if scenario.formula:
        return []
    return scenario.ground.parameters(**scenario.surface_knobs).tolist()


def _noise(scenario):
    if scenario.noise == 0.0:
        return "np.zeros((1, 2))"
    draw = f"np.random.default_rng({scenario.seed}).standard_normal(({scenario.steps}, 2))"
    return f"{scenario.noise!r} * {draw}"


def _source(function):
    """The Python text of a kernel, its decorator taken off."""
    return inspect.getsource(plain(function)).split("\n", 1)[1]


def _step(optimizer):
    return (
        _source(OPTIMIZERS[optimizer].step).replace("def step(", f"def step_{optimizer}(") + "\n\n"
    )


def _run(scenario, run):
    from optim_core.schedules import SCHEDULES

    spec = OPTIMIZERS[run.optimizer]
    names = list(spec.knobs)
    rate = inspect.getsource(SCHEDULES[run.schedule].rate)
    call = ", ".join(map(repr, [scenario.learning_rate(run), *run.schedule_knobs.values()]))
    return f"\n\n{rate}\n\n" + RUN.format(
        rates=f"rate(np.arange({float(scenario.steps)!r}), {scenario.steps}, {call})",
        optimizer=run.optimizer,
        memory=len(spec.memory),
        knobs=tuple(run.knobs.values())[1:],
        powers=tuple(names.index(name) for name in spec.powers),
        title=spec.title.en,
    )
