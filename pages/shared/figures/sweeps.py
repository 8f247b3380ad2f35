"""A map as its settings say: of which runs it is made, what each is worth, and one of them."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from optim_core import OPTIMIZERS, SURFACES, Formula, Run, Scenario, sweeping
from optim_core.basins import LOST, NOWHERE, ended
from optim_core.basins import minima_of as all_minima
from optim_core.results import TARGET, lowest
from optim_core.scenario import MOST_STEPS
from optim_core.sweep import MOST_WORK, OF_SURFACE, STARTS
from pages.shared.site.recent import Recent

_maps = Recent(6)  # the largest take 3 MB each
TYPED = "formula"
SCALES = {"linear": np.linspace, "log": np.geomspace}


@dataclass(frozen=True)
class Axis:
    """One edge of a map: the name that `sweep` knows it by, its title, scale and values."""

    name: str
    scale: str
    values: np.ndarray

    def nearest(self, value):
        """Number of the cell that `value` falls in; the first for what has no logarithm."""
        places, place = self.values, value
        if self.scale == "log":
            places, place = np.log(places), np.log(max(value, self.values[0]))
        return int(np.abs(places - place).argmin())


@dataclass(frozen=True)
class Plan:
    """All that a map depends on, and one chosen cell of it.

    Where an axis turns it, the value in `scenario` says nothing: that of a cell is in `cell`.
    """

    scenario: Scenario
    across: Axis
    down: Axis
    row: int
    column: int

    @property
    def run(self):
        return self.scenario.runs[0]

    @property
    def key(self):
        """What two maps have in common that are the same map, whichever cell is chosen."""
        edges = (self.across, self.down)
        return self.scenario, *((axis.name, axis.values.tobytes()) for axis in edges)

    @property
    def starts(self):
        """Whether the map lies on the surface itself."""
        return (self.across.name, self.down.name) == STARTS

    @property
    def floor(self):
        """The lowest loss, or None."""
        return lowest(self.scenario)

    @property
    def target(self):
        """The loss that counts as arrived."""
        return TARGET + (self.floor or 0.0)

    def reached(self, run):
        """The step at which one of its runs arrived, as the map counts; -1 for never."""
        arrived = run.loss <= self.target
        return int(np.argmax(arrived)) if arrived.any() else -1

    def cell(self, row, column):
        """The scenario of one cell; None where the formula has no value at its start."""
        values = {
            self.down.name: self.down.values[row],
            self.across.name: self.across.values[column],
        }
        try:
            return with_values(self.scenario, values)
        except ValueError:
            return None

    def chosen(self):
        return self.cell(self.row, self.column)

    def pictures(self):
        """The Sweep as far as it is, again and again; at once where it is known already."""
        known = _maps.get(self.key)
        if known is not None:
            yield known
            return
        for found in self._sweeping():
            yield found
        _maps.keep(self.key, found)

    def _sweeping(self):
        scenario = self.scenario
        return sweeping(
            self.run.optimizer,
            scenario.terrain,
            (self.across.name, self.across.values),
            (self.down.name, self.down.values),
            start=scenario.start,
            steps=scenario.steps,
            target=self.target,
            knobs=self.run.knobs,
            surface_knobs=scenario.surface_knobs,
        )


def plan(settings):
    """The Plan that these settings of the figure ask for; what does not fit is replaced."""
    optimizer, surface = settings["optimizer"], settings["surface"]
    formula = settings["formula"] if surface == TYPED else ""
    ground = Formula(formula).as_surface() if formula else SURFACES[surface]
    names = axes_of(optimizer, ground)
    across = settings["across"] if settings["across"] in names else names[0]
    down = settings["down"] if settings["down"] in names and settings["down"] != across else ""
    down = down or next(name for name in names[1:] + names[:1] if name != across)
    cells = int(settings["cells"])
    wanted = settings["across_ends"], settings["down_ends"]
    edges = [
        _axis(name, optimizer, ground, cells, text)
        for name, text in zip((across, down), wanted, strict=True)
    ]
    asked = Scenario(
        surface=surface,
        formula=formula,
        surface_knobs=_accepted(ground.knobs, settings, OF_SURFACE),
        start=_start(settings, ground, formula, (across, down)),
        steps=int(min(settings["steps"], MOST_STEPS, MOST_WORK // cells**2)),
        runs=(Run(optimizer, _accepted(OPTIMIZERS[optimizer].knobs, settings)),),
        noise=0.0,
    )
    column, row = (edge.nearest(_value(asked, edge.name, settings)) for edge in edges)
    turned = {edge.name: edge.values[0] for edge in edges if edge.name not in STARTS}
    return Plan(with_values(asked, turned), *edges, row, column)


def axes_of(optimizer, ground):
    """The names of all that a map can be drawn over."""
    turned = [
        prefix + name
        for prefix, knobs in (("", OPTIMIZERS[optimizer].knobs), (OF_SURFACE, ground.knobs))
        for name, knob in knobs.items()
        if knob.scale != "switch"
    ]
    return [*turned, *STARTS]


def spec_of(name, optimizer, ground):
    """The Knob of an axis; None of a start."""
    if name in STARTS:
        return None
    if name.startswith(OF_SURFACE):
        return ground.knobs[name.removeprefix(OF_SURFACE)]
    return OPTIMIZERS[optimizer].knobs[name]


def worth(found, show, floor):
    """(rows, columns) of what is shown: nan where a run was lost, inf where it never came."""
    if show == "steps":
        shown = np.where(found.steps_to_target < 0, np.inf, found.steps_to_target)
    elif show == "rate":
        shown = np.where(np.isnan(found.rate), 0.0, np.where(found.rate < 1.0, found.rate, np.inf))
    else:
        shown = found.final_loss - (floor or 0.0)
    return np.where(found.diverged, np.nan, shown)


def minima_of(scenario):
    """All minima on the map, lowest first, (count, 2): also those that are not the lowest."""
    return _minima(scenario.terrain, tuple(scenario.surface_knobs.items()))


@lru_cache(maxsize=32)
def _minima(terrain, surface_knobs):
    return all_minima(terrain, dict(surface_knobs))


def owners(found, plan):
    """(rows, columns): the number of the minimum that each run ended in, inf for none, nan lost."""
    labels = ended(found, minima_of(plan.scenario), plan.scenario.ground).astype(float)
    return np.where(labels == LOST, np.nan, np.where(labels == NOWHERE, np.inf, labels))


def ends_text(low, high, scale):
    return f"{low!r}:{high!r}:{scale}"


def ends(text):
    """(low, high, scale) of an edge from such a text; None of an empty one; else ValueError."""
    if not text:
        return None
    low, high, scale = text.split(":")
    low, high = float(low), float(high)
    if scale not in SCALES or not -1e6 <= low < high <= 1e6 or (scale == "log" and low <= 0):
        raise ValueError(f"{text[:40]!r} is no edge of a map")
    return low, high, scale


def _axis(name, optimizer, ground, cells, wanted=""):
    """An edge: over the range that is wanted where the knob can take it, else over its own."""
    knob = spec_of(name, optimizer, ground)
    asked = ends(wanted)
    if asked and (knob is None or all(map(knob.accepts, asked[:2]))):
        low, high, scale = asked
        return Axis(name, scale, SCALES[scale](low, high, cells))
    if knob is None:
        low, high = ground.domain[:2] if name == "x0" else ground.domain[2:]
        return Axis(name, "linear", np.linspace(low, high, cells))
    spaced = SCALES["log" if knob.scale == "log" else "linear"]
    return Axis(name, knob.scale, spaced(knob.low, knob.high, cells))


def _accepted(knobs, settings, prefix=""):
    """The settings that these knobs can take; where one can't, its own default."""
    asked = {name: settings.get(prefix + name, knob.default) for name, knob in knobs.items()}
    return {name: value for name, value in asked.items() if knobs[name].accepts(value)}


def _start(settings, ground, formula, edges):
    """Where the runs begin; along an edge that moves it, the surface's own start."""
    start = tuple(
        own if name in edges else settings[name]
        for name, own in zip(STARTS, ground.start, strict=True)
    )
    return start if not formula or Formula(formula).is_defined(*start) else ground.start


def _value(scenario, name, settings):
    if name in STARTS:
        return settings[name]
    if name.startswith(OF_SURFACE):
        return scenario.surface_knobs[name.removeprefix(OF_SURFACE)]
    return scenario.runs[0].knobs[name]


def with_values(scenario, values):
    """The scenario, of one run, with these axes at these values."""
    [run] = scenario.runs
    start = dict(zip(STARTS, scenario.start, strict=True))
    knobs, ground_knobs = dict(run.knobs), dict(scenario.surface_knobs)
    for name, value in values.items():
        place = start if name in start else ground_knobs if name.startswith(OF_SURFACE) else knobs
        place[name.removeprefix(OF_SURFACE)] = float(value)
    return replace(
        scenario,
        runs=(replace(run, knobs=knobs),),
        surface_knobs=ground_knobs,
        start=tuple(start.values()),
    )
