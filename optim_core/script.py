"""Write a scenario as a script: a plain loop around the optimisers' and surfaces' own source, or
around PyTorch's own optimisers."""

import ast
import inspect
import re

from optim_core import sampling
from optim_core.bundle import source_of
from optim_core.descend import FAR, gradient_noise
from optim_core.optimizers import OPTIMIZERS
from optim_core.rates import learning_rates
from optim_core.schedules import SCHEDULES

NUMPY_HEAD = '''"""An experiment of Descent Lab, repeated with NumPy alone.

{query}
"""

import numpy as np

START = {start}
PARAMETERS = np.array({parameters})
NOISE = {noise}


{surface}

'''

NUMPY_LOOP = '''def descend(step, first_memory, knobs, rates, powers_of{radius}{batches}):
    """The loop of Descent Lab: returns the path, (points, 2)."""
    x = np.array(START)
    path = [x]
    powers = (1.0,) * len(powers_of)
    for t, rate in enumerate(rates):
        hyper = (rate, *knobs)
        powers = tuple(power * hyper[which] for power, which in zip(powers, powers_of))
        g = np.array(value_and_grad(*x, {parameters})[1:]) + NOISE[min(t, len(NOISE) - 1)]
        if t == 0:
            memory = first_memory(x, g)
        dx, memory, _ = step(x, g, memory, hyper, powers)
{shorten}        x = x + dx
        f, *slopes = value_and_grad(*x, PARAMETERS)
        if not np.all(np.isfinite([*x, f, *(slope * slope for slope in slopes)])):
            break
        path.append(x)
        if np.max(np.abs(x)) > {far!r}:
            break
    return np.array(path)


'''

# Where a run of the scenario has a longest step.
NUMPY_SHORTEN = """        length = np.hypot(*dx)
        if length > radius:
            dx = dx * (radius / length)
"""

NUMPY_RUN = """rates = {rates}
path = descend(step_{optimizer}, {first_memory}, {knobs}, rates, {powers}{radius}{batches})
loss = value_and_grad(*path[-1], PARAMETERS)[0]
print({title!r}, "after", len(path) - 1, "steps:", path[-1], "loss", loss)
paths.append(path)
"""

# Where a run of the scenario sees batches: Descent Lab's own numbers, counted, not drawn.
BATCHES = '''SAMPLES = np.array({samples})  # a row each, the target last
SHUFFLE, REPLACEMENT = {shuffle}, {replacement}


{word}

{whole_below}

{fill_order}

{pick}

def batches(sampling, size, order_key):
    """The surface's parameters for one batch after the other, without end."""
    order, room, epoch = np.empty(len(SAMPLES), np.int64), np.empty({room}), 0
    while True:
        with np.errstate(over="ignore"):  # the words wrap around
            fill_order(sampling, word(np.uint64(order_key), epoch), order)
        for begin in range(0, len(order), size):
            count = pick(SAMPLES, order, begin, min(size, len(order) - begin), room)
            yield room[:count].copy()
        epoch += 1


'''

TORCH_HEAD = '''"""An experiment of Descent Lab, repeated with PyTorch's own optimisers.

{query}
"""

import torch
{numpy}
torch.set_default_dtype(torch.float64)

START = {start}
PARAMETERS = torch.tensor({parameters})
NOISE = torch.tensor({noise})


{surface}

'''

TORCH_LOOP = '''def descend(x, optimizer, rates{batches}):
    """Walk down the surface; returns the path, (points, 2)."""
    path = [x.clone()]
    for t, rate in enumerate(rates):
        optimizer.param_groups[0]["lr"] = rate
        slopes = torch.tensor(value_and_grad(*x, {parameters})[1:])
        x.grad = slopes + NOISE[min(t, len(NOISE) - 1)]
        optimizer.step()
        f, *slopes = value_and_grad(*x, PARAMETERS)
        if not torch.isfinite(torch.tensor([*x, f, *(slope * slope for slope in slopes)])).all():
            break
        path.append(x.clone())
        if x.abs().max() > {far!r}:
            break
    return torch.stack(path)


'''

TORCH_RUN = """
x = torch.tensor(START)
optimizer = torch.optim.{constructor}
path = descend(x, optimizer, {rates}{batches})
loss = float(value_and_grad(*path[-1], PARAMETERS)[0])
print({title!r}, "after", len(path) - 1, "steps:", path[-1].tolist(), "loss", loss)
paths.append(path)
"""

TORCH_LACKS = """
print("Left out: run {number},", {title!r}, "- PyTorch has none that is the same with these.")
"""


def numpy_script(scenario):
    """A script that repeats every run of `scenario` with NumPy alone."""
    steps = [step_of(name) for name in dict.fromkeys(run.optimizer for run in scenario.runs)]
    runs = [_numpy_run(scenario, number, run) for number, run in enumerate(scenario.runs, 1)]
    head = NUMPY_HEAD.format(noise=_noise(scenario), **_head(scenario))
    bounded = any(OPTIMIZERS[run.optimizer].radius for run in scenario.runs)
    loop = NUMPY_LOOP.format(
        far=_far(scenario),
        batches=", batches=None" if _sampled(scenario) else "",
        parameters="PARAMETERS if batches is None else next(batches)"
        if _sampled(scenario)
        else "PARAMETERS",
        radius=", radius=np.inf" if bounded else "",
        shorten=NUMPY_SHORTEN if bounded else "",
    )
    return head + _batches(scenario) + "".join(steps) + loop + "paths = []\n" + "".join(runs)


def torch_script(scenario):
    """A script that repeats with PyTorch those runs of `scenario` whose optimiser PyTorch has.

    Learning rates that change, and noise, are written out: they are NumPy's numbers.
    """
    noise = gradient_noise(scenario.noise, scenario.steps, scenario.seed).tolist()
    head = _head(scenario)
    head["surface"] = _with_torch(head["surface"])
    runs = [_torch_run(scenario, number, run) for number, run in enumerate(scenario.runs, 1)]
    sampled = _sampled(scenario)
    loop = TORCH_LOOP.format(
        far=_far(scenario),
        batches=", batches=None" if sampled else "",
        parameters="PARAMETERS if batches is None else torch.tensor(next(batches))"
        if sampled
        else "PARAMETERS",
    )
    numpy = (
        "import numpy as np  # which samples are in a batch is NumPy's to say\n" if sampled else ""
    )
    head = TORCH_HEAD.format(noise=noise, numpy=numpy, **head)
    return head + _batches(scenario) + loop + "paths = []\n" + "".join(runs)


SCRIPTS = {"numpy": numpy_script, "torch": torch_script}


def _head(scenario):
    return {
        "query": "&".join(f"{key}={value}" for key, value in scenario.to_query().items()),
        "start": scenario.start,
        "parameters": _parameters(scenario),
        "surface": _surface(scenario),
    }


def _sampled(scenario):
    return any(run.sampling != "full" for run in scenario.runs)


def _batches(scenario):
    """Who is in a batch, and what the surface is for these; nothing where nobody asks."""
    if not _sampled(scenario):
        return ""
    data = scenario.ground.data
    table = data.samples(**scenario.surface_knobs)
    sources = {
        name: source_of(getattr(sampling, name)) for name in ("word", "whole_below", "fill_order")
    }
    return BATCHES.format(
        samples=table.tolist(),
        shuffle=sampling.SHUFFLE,
        replacement=sampling.REPLACEMENT,
        pick=source_of(data.pick),
        room=max(table.size, len(_parameters(scenario))),
        **sources,
    )


def _batches_of(scenario, run):
    """The argument of a run's call that hands it its batches."""
    if run.sampling == "full":
        return ""
    size = min(run.batch, len(scenario.ground.data.samples(**scenario.surface_knobs)))
    number = sampling.SAMPLINGS.index(run.sampling)
    return (
        f", batches=batches({number}, {size}, {int(sampling.key(scenario.seed, sampling.ORDER))})"
    )


def _far(scenario):
    return FAR * scenario.ground.span()


def _surface(scenario):
    if scenario.formula:
        return scenario.terrain.as_source()
    return source_of(scenario.ground.value_and_grad)


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


def _with_torch(source):
    """`source` with PyTorch's functions, which take no bare numbers, in place of NumPy's."""
    lines = source.encode().split(b"\n")  # ast counts bytes
    for number in sorted(_bare_numbers(source), key=lambda node: node.col_offset, reverse=True):
        line, start, end = lines[number.lineno - 1], number.col_offset, number.end_col_offset
        wrapped = b"torch.tensor(" + line[start:end] + b")"
        lines[number.lineno - 1] = line[:start] + wrapped + line[end:]
    text = b"\n".join(lines).decode()
    text = re.sub(r"np\.float64\((.*?)\)", r"torch.tensor(float(\1))", text)
    return text.replace("np.", "torch.")


def _bare_numbers(source):
    """The arguments of NumPy's functions that are numbers, as nodes of the syntax tree."""
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("np."):
            yield from (node for node in call.args if _is_number(node))


def _is_number(node):
    if isinstance(node, ast.UnaryOp):
        return _is_number(node.operand)
    return isinstance(node, ast.Constant) and isinstance(node.value, float)


def step_of(optimizer):
    return (
        source_of(OPTIMIZERS[optimizer].step).replace("def step(", f"def step_{optimizer}(")
        + "\n\n"
    )


def first_memory_of(spec):
    """The Python text of what an optimiser remembers before its first update."""
    origins = [origin or "0.0" for origin in spec.origins]
    return f"lambda x, g: ({', '.join(origins)}{',' * (len(origins) == 1)})"


def _numpy_run(scenario, number, run):
    spec = OPTIMIZERS[run.optimizer]
    names = list(spec.knobs)
    rate = inspect.getsource(SCHEDULES[run.schedule].rate)
    call = ", ".join(map(repr, [scenario.learning_rate(run), *run.schedule_knobs.values()]))
    return f"\n\n{rate}\n\n" + NUMPY_RUN.format(
        rates=f"rate(np.arange({float(scenario.steps)!r}), {scenario.steps}, {call})",
        optimizer=run.optimizer,
        first_memory=first_memory_of(spec),
        knobs=tuple(run.knobs.values())[1:],
        powers=tuple(names.index(name) for name in spec.powers),
        radius=f", {run.knobs[spec.radius]!r}" if spec.radius else "",
        batches=_batches_of(scenario, run),
        title=f"Run {number}, {spec.title.en}",
    )


def _torch_run(scenario, number, run):
    """The run with PyTorch's optimiser, or the line that says why not."""
    spec = OPTIMIZERS[run.optimizer]
    rates = learning_rates(
        run.schedule, scenario.learning_rate(run), scenario.steps, run.schedule_knobs
    )
    theirs = [spec.torch(run.knobs | {"lr": float(rate)}) for rate in rates]
    if theirs[0] is None:
        return TORCH_LACKS.format(number=number, title=spec.title.en)
    name, arguments = theirs[0]
    given = ", ".join(f"{argument}={value!r}" for argument, value in arguments.items())
    return TORCH_RUN.format(
        constructor=f"{name}([x], {given})",
        rates=_rates([arguments["lr"] for _, arguments in theirs]),
        batches=_batches_of(scenario, run),
        title=f"Run {number}, {spec.title.en}",
    )


def _rates(rates):
    """The learning rates as Python text: one number times the steps where they are all one."""
    return f"[{rates[0]!r}] * {len(rates)}" if len(set(rates)) == 1 else repr(rates)
