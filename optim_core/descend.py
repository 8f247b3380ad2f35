"""The driver: one optimiser walks down one surface, and everything it did is kept."""

from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numba import float64, int64, types

from optim_core import stepping
from optim_core.arguments import complete, entry, number_below, point, whole_number
from optim_core.batches import BATCH, BATCHES, MOST_BATCH, NO_BATCHES, batches, draw
from optim_core.ground import check_sampling, ground_of
from optim_core.jit import SURFACE, part, specialise
from optim_core.optimizers import OPTIMIZERS
from optim_core.rates import MOST_STEPS, learning_rates

FAR = 1e6  # map widths from the origin: whoever is beyond has diverged
LOUDEST = 1e100  # noise below this has a finite square, which some optimisers remember
FLAT = 1e-8  # gradient norm, relative to the first one, that counts as no slope
STATUSES = ("finished", "converged", "stalled", "diverged", "domain")

_RUNNING, _DIVERGED, _DOMAIN = 0, 1, 2


@dataclass(frozen=True)
class Trajectory:
    """What one run did; row t of an array belongs to the point after t updates.

    path (n+1, 2), loss (n+1,) of the whole surface, grad (n+1, 2) as the optimiser was given it (of
    its batch, noise included; the last row, which no update used, of the whole surface, without),
    lr (n,) of each update, memory {name: (n+1, 2)} before (row t) and after (row t+1) update t,
    details {name: (n, 2)} of each update where the run was asked to explain itself.

    status: finished | converged (no slope, at a minimum) | stalled (no slope elsewhere, or no
    movement) | diverged | domain (the next update, or the surface at the next point, is
    undefined, such as 0/0). Arrays end at the last finite point, whose number is `stopped_at`.
    """

    path: np.ndarray
    loss: np.ndarray
    grad: np.ndarray
    lr: np.ndarray
    memory: dict = field(default_factory=dict)
    details: dict = field(default_factory=dict)
    status: str = "finished"
    stopped_at: int = 0


def descend(
    optimizer,
    surface,
    *,
    start=None,
    steps=200,
    knobs=None,
    schedule="constant",
    schedule_knobs=None,
    surface_knobs=None,
    noise=0.0,
    seed=0,
    updates_per_epoch=1,
    sampling="full",
    batch=BATCH,
    explain=False,
):
    """Run `optimizer` on `surface` for `steps` updates; returns a Trajectory.

    Ids are keys of OPTIMIZERS, SURFACES and SCHEDULES, or the surface is a Formula; knobs are
    {id: number}, defaults filled in; the schedule "manual" takes {"points": [(epoch, rate), …]}.
    `noise` is the standard deviation of Gaussian noise added to each gradient. A schedule counts
    epochs of `updates_per_epoch` updates. On a surface that is the mean loss of a data set,
    `sampling`, full | shuffle | replacement, takes each gradient on `batch` samples, the same ones
    as `train` does with this seed. `explain` also keeps the quantities inside each update, as
    `details`. Raises ValueError, naming the value and its range, for anything that has no meaning.
    """
    spec = entry(OPTIMIZERS, "optimizer", optimizer)
    ground = ground_of(surface)
    values = complete(optimizer, spec.knobs, knobs)
    ground_values = complete(surface, ground.knobs, surface_knobs)
    start = point(ground.start if start is None else start)
    steps = whole_number("steps", steps, MOST_STEPS)
    rates = learning_rates(schedule, values["lr"], steps, schedule_knobs, updates_per_epoch)
    noises = gradient_noise(noise, steps, seed)
    parameters = ground.parameters(**ground_values)
    check_sampling(surface, ground, sampling)
    batch = whole_number("batch", batch, MOST_BATCH, least=1)
    run = _allocate(spec, steps, explain)
    last, code = walk(optimizer, sampling != "full")(
        ground.value_and_grad,
        parameters,
        start,
        rates,
        noises,
        tuple(values.values())[1:],
        FAR * ground.span(),
        *batches(ground, ground_values, sampling, batch, seed),
        *run,
    )
    return _trajectory(spec, ground, parameters, run, rates, last, code)


def gradient_noise(noise, steps, seed):
    """Gaussian noise for each update, (steps, 2); a single row of zeros when there is none."""
    noise = number_below("noise", noise, LOUDEST)
    if noise == 0.0:
        return np.zeros((1, 2))
    return noise * np.random.default_rng(whole_number("seed", seed, 2**63)).standard_normal(
        (steps, 2)
    )


@cache
def walk(optimizer, in_batches=False):
    """The compiled driver of one optimiser, its step inlined, any surface by pointer.

    One for batches is a copy of its own: asking at each update would make all others slower.
    """
    spec = OPTIMIZERS[optimizer]
    return specialise(
        _walk,
        types.UniTuple(int64, 2)(
            SURFACE,
            float64[::1],
            types.UniTuple(float64, 2),
            float64[::1],
            float64[:, ::1],
            types.UniTuple(float64, len(spec.knobs) - 1),
            float64,
            *(BATCHES if in_batches else NO_BATCHES),
            float64[:, ::1],
            float64[::1],
            float64[:, ::1],
            float64[:, :, ::1],
            float64[:, :, ::1],
        ),
        f"{optimizer}_in_batches" if in_batches else optimizer,
        IN_BATCHES=in_batches,
        **bindings(spec),
    )


def bindings(spec):
    """What `_walk` needs to know of an optimiser."""
    return stepping.bindings(spec) | {
        "keep_memory": _keep if spec.memory else _keep_nothing,
        "keep_details": _keep if spec.details else _keep_nothing,
    }


@part
def _keep(kept, t, of_x, of_y):
    if t >= len(kept):
        return
    for name in range(len(of_x)):
        kept[t, name, 0] = of_x[name]
        kept[t, name, 1] = of_y[name]


@part
def _keep_nothing(kept, t, of_x, of_y):
    pass


# What `specialise` binds in a driver's template, one optimiser at a time.
step = first_memory = raise_powers = shorten = keep_memory = keep_details = None
NO_MEMORY = NO_POWERS = POWERS = ()
RADIUS, IN_BATCHES, BEGINS = 0, False, False


def _walk(
    surface,
    parameters,
    start,
    rates,
    noises,
    knobs,
    far,
    pick,
    batches,
    path,
    loss,
    grad,
    memory,
    details,
):
    """Fill the arrays; returns (number of the last point kept, why it stopped there)."""
    x, y = start
    memory_x, memory_y, powers = NO_MEMORY, NO_MEMORY, NO_POWERS
    last_noise = len(noises) - 1
    f, slope_x, slope_y = surface(x, y, parameters)
    path[0, 0], path[0, 1], loss[0] = x, y, f
    if not np.isfinite(f + slope_x * slope_x + slope_y * slope_y):
        return -1, _DOMAIN
    for t in range(len(rates)):
        if IN_BATCHES:
            _, slope_x, slope_y = surface(x, y, draw(t, pick, batches))
        slope_x += noises[min(t, last_noise), 0]
        slope_y += noises[min(t, last_noise), 1]
        grad[t, 0], grad[t, 1] = slope_x, slope_y
        if BEGINS and t == 0:
            memory_x, memory_y = first_memory(x, slope_x), first_memory(y, slope_y)
            keep_memory(memory, 0, memory_x, memory_y)
        hyper = (rates[t],) + knobs
        powers = raise_powers(powers, hyper, POWERS)
        dx, memory_x, details_x = step(x, slope_x, memory_x, hyper, powers)
        dy, memory_y, details_y = step(y, slope_y, memory_y, hyper, powers)
        dx, dy = shorten(dx, dy, hyper, RADIUS)
        x += dx
        y += dy
        if not np.isfinite(x + y):
            return t, _DOMAIN if np.isnan(x) or np.isnan(y) else _DIVERGED
        f, slope_x, slope_y = surface(x, y, parameters)
        if not np.isfinite(f + slope_x * slope_x + slope_y * slope_y):
            near = abs(x) <= far and abs(y) <= far
            return t, _DOMAIN if near or np.isnan(f) else _DIVERGED
        path[t + 1, 0], path[t + 1, 1], loss[t + 1] = x, y, f
        keep_memory(memory, t + 1, memory_x, memory_y)
        keep_details(details, t, details_x, details_y)
        if abs(x) > far or abs(y) > far:
            return t + 1, _DIVERGED
    grad[len(rates), 0], grad[len(rates), 1] = slope_x, slope_y
    return len(rates), _RUNNING


def _allocate(spec, steps, explain):
    """Room for path, loss, grad, memory and details, as `_walk` fills them."""
    points = steps + 1
    memory = np.empty((points, len(spec.memory), 2))
    memory[0] = 0.0
    details = np.empty((steps if explain else 0, len(spec.details), 2))
    return np.empty((points, 2)), np.empty(points), np.empty((points, 2)), memory, details


def _trajectory(spec, ground, parameters, run, rates, last, code):
    path, loss, grad, memory, details = run
    if last < 0:
        raise ValueError(f"start {tuple(path[0].tolist())} is outside the surface's domain")
    points = last + 1
    if code != _RUNNING:
        grad[last] = ground.value_and_grad(*path[last], parameters)[1:]
    return Trajectory(
        path=path[:points],
        loss=loss[:points],
        grad=grad[:points],
        lr=rates[:last],
        memory={name: memory[:points, k] for k, name in enumerate(spec.memory)},
        details={name: details[:last, k] for k, name in enumerate(spec.details)},
        status=_status(ground, parameters, path[:points], grad[:points], code),
        stopped_at=last,
    )


def _status(ground, parameters, path, grad, code):
    if code != _RUNNING:
        return "diverged" if code == _DIVERGED else "domain"
    flat = np.hypot(*grad[-1]) <= FLAT * max(np.hypot(*grad[0]), 1.0)
    if flat:
        return "converged" if _is_minimum(ground, parameters, path[-1]) else "stalled"
    return "stalled" if len(path) > 1 and np.all(path == path[0]) else "finished"


def _is_minimum(ground, parameters, point, reach=1e-4):
    here = ground.value_and_grad(*point, parameters)[0]
    angles = np.arange(16) * np.pi / 8
    ring = point + reach * ground.span() * np.column_stack([np.cos(angles), np.sin(angles)])
    return all(ground.value_and_grad(x, y, parameters)[0] > here for x, y in ring)
