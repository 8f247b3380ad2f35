"""A scenario: one immutable value that says everything about an experiment.

As a query (an address bar, a lesson, a request of the stage) it is flat text:

    surface=quadratic&surface.condition=30&start=-4,2&steps=120
    &optimizer=sgd&lr=0.03&optimizer.2=heavy_ball&lr.2=0.03&beta.2=0.9&schedule.2=constant

A key that ends in a number belongs to the run of that number; the first run needs none. Ids and
numbers only, all of them written out, so that a link means the same in every language and after
a default has changed. A surface that a viewer typed is surface=formula, its text under formula.
Under fairness=tuned&tuning.trials=24&tuning.target=0.001 the learning rates are found, not given:
budget and criterion are in the link, so it finds the same ones.
A run on batches of a surface's samples has sampling and batch beside its knobs; one that names its
optimiser and no sampling sees all samples at every update.
"""

import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from optim_core.arguments import complete, entry, number, one_of, point, whole_number
from optim_core.batches import BATCH, MOST_BATCH
from optim_core.descend import descend
from optim_core.formula import Formula, FormulaError
from optim_core.ground import check_sampling, ground_of
from optim_core.optimizers import OPTIMIZERS
from optim_core.reading import Reader
from optim_core.sampling import SAMPLINGS
from optim_core.schedules import SCHEDULES
from optim_core.steady import gain
from optim_core.surfaces import SURFACES
from optim_core.text import Text, alike, shortest
from optim_core.tuning import FEWEST, MOST, tune

MOST_RUNS = 16  # two settings of eight
MOST_STEPS = 5_000
FARTHEST_START = 1e3
MOST_NOISE = 1e3
MOST_SEED = 2**31
LARGEST = sys.float_info.max
FAIRNESS = ("same", "effective", "tuned")
TRIALS, TARGET = 24, 1e-3  # how learning rates are tuned where a link doesn't say
MOST_LOOKS = 500_000  # at a whole data set, in the search of one link: about four seconds
LEAST_TARGET, FARTHEST_TARGET = 1e-300, 1e6
TYPED = "formula"  # the surface id that stands for what is in `formula`
# The keys of a link that say which surface it is, and all that are the same for all its runs; one
# that ends in a point stands for all that begin with it.
OF_SURFACE = ("surface", "surface.", "formula")
OF_GROUND = (*OF_SURFACE, "start", "steps", "noise", "seed", "fairness", "tuning.")


@dataclass(frozen=True)
class Run:
    """One optimiser of a scenario, with all its knobs and its schedule.

    `sampling`, full | shuffle | replacement, and `batch`, in samples, say what each update sees of
    the data set under the surface; a full batch is 0, whatever was said.
    """

    optimizer: str
    knobs: Mapping[str, float] = field(default_factory=dict)
    schedule: str = "constant"
    schedule_knobs: Mapping[str, float] = field(default_factory=dict)
    sampling: str = "full"
    batch: int = BATCH

    def __post_init__(self):
        spec = entry(OPTIMIZERS, "optimizer", self.optimizer)
        rates = entry(SCHEDULES, "schedule", self.schedule)
        _set(self, "knobs", complete(self.optimizer, spec.knobs, self.knobs))
        _set(self, "schedule_knobs", complete(self.schedule, rates.knobs, self.schedule_knobs))
        full = one_of("sampling", self.sampling, SAMPLINGS) == "full"
        _set(self, "batch", 0 if full else whole_number("batch", self.batch, MOST_BATCH, least=1))

    def __hash__(self):
        return hash(tuple(_run_query(self, "").items()))


@dataclass(frozen=True)
class Scenario:
    """An experiment: a surface, a start, and optimisers that race from it.

    `fairness` says what an equal learning rate means: "same", the number itself; "effective",
    the movement a steady slope of 1 causes, so that heavy ball runs at (1 - beta) times its number;
    "tuned", that every optimiser has its own best one: as optim_core.tuning finds it with `trials`
    and `target`, whatever the run's number is. Where it is not "tuned", these two are None.
    A start or a noise that is not given is the surface's own.
    `formula` is the text of a Formula where the surface is "formula", and empty elsewhere.
    Raises ValueError for anything that has no meaning; `from_query` never raises.
    """

    surface: str = "quadratic"
    surface_knobs: Mapping[str, float] = field(default_factory=dict)
    start: tuple[float, float] | None = None
    steps: int = 120
    runs: tuple[Run, ...] = field(
        default_factory=lambda: (Run("sgd"), Run("heavy_ball", {"lr": 0.03}))
    )
    noise: float | None = None
    seed: int = 0
    fairness: str = "same"
    formula: str = ""
    trials: int | None = None
    target: float | None = None

    def __post_init__(self):
        if not isinstance(self.surface, str):
            raise ValueError(
                f"surface is an id; got {self.surface!r}. A typed one is surface={TYPED!r} with its"
                " text in formula"
            )
        if bool(self.formula) != (self.surface == TYPED):
            raise ValueError(
                f"surface {TYPED!r} and a text in formula go together;"
                f" got surface={self.surface!r}, formula={self.formula!r}"
            )
        _set(self, "formula", str(self.terrain) if self.formula else "")
        ground = self.ground
        _set(self, "surface_knobs", complete(self.surface, ground.knobs, self.surface_knobs))
        _set(self, "start", point(ground.start if self.start is None else self.start))
        _set(self, "steps", whole_number("steps", self.steps, MOST_STEPS, least=1))
        _set(self, "noise", number("noise", ground.noise if self.noise is None else self.noise))
        _set(self, "seed", whole_number("seed", self.seed, MOST_SEED))
        _set(self, "runs", tuple(self.runs))
        if max(map(abs, self.start)) > FARTHEST_START:
            raise ValueError(f"start={self.start!r} is farther out than {FARTHEST_START:g}")
        if self.formula and not self.terrain.is_defined(*self.start):
            raise ValueError(f"formula={self.formula!r} has no value at start={self.start!r}")
        if not 0.0 <= self.noise <= MOST_NOISE:
            raise ValueError(f"noise={self.noise!r} has no meaning outside [0, {MOST_NOISE:g}]")
        if not 1 <= len(self.runs) <= MOST_RUNS:
            raise ValueError(f"a scenario has 1 to {MOST_RUNS} runs; got {len(self.runs)}")
        for run in self.runs:
            check_sampling(self.surface, ground, run.sampling)
        if self.fairness not in FAIRNESS:
            raise ValueError(f"fairness {self.fairness!r} is unknown; there are {FAIRNESS}")
        self._plan_the_tuning()

    def _plan_the_tuning(self):
        if self.fairness != "tuned":
            _set(self, "trials", None)
            _set(self, "target", None)
            return
        trials = TRIALS if self.trials is None else self.trials
        _set(self, "trials", whole_number("trials", trials, MOST, least=FEWEST))
        _set(self, "target", number("target", TARGET if self.target is None else self.target))
        if not LEAST_TARGET <= self.target <= FARTHEST_TARGET:
            raise ValueError(
                f"target={self.target!r} has no meaning outside"
                f" [{LEAST_TARGET:g}, {FARTHEST_TARGET:g}]"
            )

    def __hash__(self):
        return hash(tuple(self.to_query().items()))

    @property
    def terrain(self):
        """What `descend`, `sweep` and `heights` take: the id of the surface, or the Formula."""
        return _typed(self.formula) if self.formula else self.surface

    @property
    def ground(self):
        """The Surface under this scenario."""
        return ground_of(self.terrain)

    def run(self, *, explain=False):
        """Carry it out: a tuple of Trajectory, one for each run, all under the same noise."""
        return tuple(self.run_one(run, explain=explain) for run in self.runs)

    def run_one(self, run, *, explain=False):
        knobs = run.knobs | {"lr": self.learning_rate(run)}
        return descend(**self._experiment(run), knobs=knobs, explain=explain)

    def _experiment(self, run):
        """What `descend` is told of one run, but for its knobs."""
        return {
            "optimizer": run.optimizer,
            "surface": self.terrain,
            "start": self.start,
            "steps": self.steps,
            "schedule": run.schedule,
            "schedule_knobs": run.schedule_knobs,
            "surface_knobs": self.surface_knobs,
            "noise": self.noise,
            "seed": self.seed,
            "sampling": run.sampling,
            "batch": run.batch or BATCH,
        }

    def learning_rate(self, run):
        """The learning rate that `run` is carried out with."""
        if self.fairness == "same":
            return run.knobs["lr"]
        if self.fairness == "tuned":
            return self.tuned(run).lr
        # A gain may be below 1; the largest float divided by it must still be one.
        worth = gain(run.optimizer, run.knobs, self.steps)
        return min(run.knobs["lr"] / worth, LARGEST) if worth else LARGEST

    def tuned(self, run):
        """The search for the learning rate of `run`, where fairness is "tuned": a Tuned."""
        given = run.knobs | {"lr": OPTIMIZERS[run.optimizer].knobs["lr"].default}
        return _tuned(replace(self, runs=(replace(run, knobs=given),)))

    def to_query(self):
        """{key: text}; `from_query` reads it back to an equal scenario."""
        query = {
            "surface": self.surface,
            **({"formula": self.formula} if self.formula else {}),
            **_knobs_query("surface.", "", self.ground, self.surface_knobs),
            "start": _pair_text(self.start),
            "steps": str(self.steps),
            "noise": shortest(self.noise),
            "seed": str(self.seed),
            "fairness": self.fairness,
        }
        if self.fairness == "tuned":
            query |= {"tuning.trials": str(self.trials)}
            query |= {"tuning.target": shortest(self.target)}
        for place, run in enumerate(self.runs, 1):
            query |= _run_query(run, _suffix(place))
        return query

    @classmethod
    def from_query(cls, query, default=None):
        """Read {key: text}; returns (scenario, problems).

        Whatever can't be read is replaced by the default's value and named in `problems`, a
        tuple of Text. A query that names no optimiser keeps the default's runs.
        """
        reader = _Reader(query, default or cls())
        scenario = reader.scenario()
        return scenario, tuple(reader.problems)

    def to_script(self, library="numpy"):
        """A self-contained script that repeats this scenario's runs with "numpy" or "torch".

        PyTorch's leaves out the runs whose optimiser PyTorch doesn't have, and says so.
        """
        from optim_core.script import SCRIPTS

        return entry(SCRIPTS, "library", library)(self)


def is_of(keys, key):
    """Whether `key` is one of `keys`, written as OF_GROUND is."""
    return any(key.startswith(each) if each.endswith(".") else key == each for each in keys)


class _Reader(Reader):
    """Reads the keys of a scenario."""

    def __init__(self, query, default):
        super().__init__(query)
        self.default = default

    def scenario(self):
        surface, formula = self.surface()
        terrain = _typed(formula) if formula else surface
        ground = ground_of(terrain)
        same_surface = (surface, formula) == (self.default.surface, self.default.formula)
        knobs = self.knobs(
            "surface.",
            "",
            ground.knobs,
            self.default.surface_knobs if same_surface else {},
        )
        suggested = self.default if same_surface else ground
        start = self.start(terrain, suggested.start)
        steps = self.whole("steps", self.default.steps, 1, MOST_STEPS)
        runs = self.runs(ground.data is not None)
        scenario = replace(
            self.default,
            surface=surface,
            formula=formula,
            surface_knobs=knobs,
            start=start,
            steps=steps,
            noise=self.number("noise", suggested.noise, 0.0, MOST_NOISE),
            seed=self.whole("seed", self.default.seed, 0, MOST_SEED),
            fairness=self.choice("fairness", FAIRNESS, self.default.fairness),
            **self.tuning(steps * len(runs) if ground.data else 0),
            runs=runs,
        )
        self.name_the_unknown()
        return scenario

    def tuning(self, looks):
        """Budget and criterion; they mean something, and are looked for, where rates are tuned.

        `looks` is how often one trial of all runs looks at a whole data set.
        """
        trials, target = self.default.trials or TRIALS, self.default.target or TARGET
        most = max(FEWEST, min(MOST, MOST_LOOKS // looks)) if looks else MOST
        return {
            "trials": self.whole("tuning.trials", min(trials, most), FEWEST, most),
            "target": self.number("tuning.target", target, LEAST_TARGET, FARTHEST_TARGET),
        }

    def surface(self):
        """(id, text of the formula): both the default's where the formula can't be used."""
        default = self.default.surface, self.default.formula
        surface = self.choice("surface", (*SURFACES, TYPED), default[0])
        if surface != TYPED:
            return surface, ""
        self.known.add("formula")
        source = self.query.get("formula", default[1])
        try:
            formula = _typed(source)
            if not formula.is_defined(*formula.as_surface().start):
                raise FormulaError(NOWHERE, 1)
        except FormulaError as error:
            key = "formula" if "formula" in self.query else "surface"
            self.problem(key, *error.text, default[1] or default[0])
            return default
        return surface, formula.source

    def start(self, terrain, default):
        start = self.point("start", default)
        if terrain in SURFACES or terrain.is_defined(*start):
            return start
        en, zh = "the formula has no value there", "公式在该处没有值"
        self.problem("start", en, zh, _pair_text(default))
        return default

    def runs(self, sampled):
        numbers = [n for n in range(1, MOST_RUNS + 1) if f"optimizer{_suffix(n)}" in self.query]
        if not numbers:
            numbers = range(1, len(self.default.runs) + 1)
        return tuple(self.run(n, sampled) for n in numbers)

    def run(self, number, sampled):
        suffix = _suffix(number)
        runs = self.default.runs
        fallback = runs[number - 1] if number <= len(runs) else runs[-1]
        optimizer = self.choice(f"optimizer{suffix}", OPTIMIZERS, fallback.optimizer)
        schedule = self.choice(f"schedule{suffix}", SCHEDULES, fallback.schedule)
        same = optimizer == fallback.optimizer
        knobs = fallback.knobs if same else {}
        rates = fallback.schedule_knobs if schedule == fallback.schedule else {}
        return Run(
            optimizer,
            self.knobs("", suffix, OPTIMIZERS[optimizer].knobs, knobs),
            schedule,
            self.knobs("schedule.", suffix, SCHEDULES[schedule].knobs, rates),
            **(self.batches(suffix, fallback) if sampled else {}),
        )

    def batches(self, suffix, fallback):
        """A link from before there were batches names the optimiser, and means all samples."""
        named = f"optimizer{suffix}" in self.query
        default = "full" if named else fallback.sampling
        sampling = self.choice(f"sampling{suffix}", SAMPLINGS, default)
        if sampling == "full":
            return {}
        batch = self.whole(f"batch{suffix}", fallback.batch or BATCH, 1, MOST_BATCH)
        return {"sampling": sampling, "batch": batch}

    def point(self, key, default):
        point = self.read(key, _pair, default, _pair_text)
        if all(abs(c) <= FARTHEST_START for c in point):
            return point
        return self.refuse(key, alike(f"±{FARTHEST_START:g}"), default, _pair_text)


NOWHERE = Text(
    en="the formula has no value anywhere on the map; change it",
    zh="公式在整个地图上都没有值；请修改",
)


@lru_cache(maxsize=256)
def _tuned(scenario):
    """Searched once, not at every picture; `scenario` has the one run."""
    (run,) = scenario.runs
    return tune(
        **scenario._experiment(run),
        knobs=run.knobs,
        trials=scenario.trials,
        target=scenario.target,
    )


@lru_cache(maxsize=256)
def _typed(source):
    """Each formula is read once, not at every move of a slider."""
    return Formula(source)


def _run_query(run, suffix):
    return {
        f"optimizer{suffix}": run.optimizer,
        **_knobs_query("", suffix, OPTIMIZERS[run.optimizer], run.knobs),
        f"schedule{suffix}": run.schedule,
        **_knobs_query("schedule.", suffix, SCHEDULES[run.schedule], run.schedule_knobs),
        **_batches_query(run, suffix),
    }


def _batches_query(run, suffix):
    if run.sampling == "full":
        return {}
    return {f"sampling{suffix}": run.sampling, f"batch{suffix}": str(run.batch)}


def _knobs_query(prefix, suffix, spec, values):
    return {
        f"{prefix}{name}{suffix}": spec.knobs[name].to_text(value) for name, value in values.items()
    }


def _suffix(number):
    return "" if number == 1 else f".{number}"


def _pair(text):
    x, y = (float(part) for part in text.split(","))
    if not math.isfinite(x + y):
        raise ValueError(text)
    return x, y


def _pair_text(point):
    return ",".join(map(shortest, point))


def _set(frozen, name, value):
    object.__setattr__(frozen, name, value)
