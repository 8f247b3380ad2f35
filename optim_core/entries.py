"""What an optimiser, a schedule, a surface, a data set and a model must say about themselves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from optim_core.contract import check_optimizer
from optim_core.settings import Choice, Knob, Points, Sizes
from optim_core.text import Text


@dataclass(frozen=True)
class Frame:
    """One picture of the film of an update.

    `words` may hold {names}: quantities of the run, filled in by whoever shows it. `term` is lit
    in the formula, `code` is the beginning of the line that is lit in `step`. `arrows` and
    `squares` name the quantities drawn; every arrow points the way the quantity pushes, downhill,
    and "kept+added" lays the second at the tip of the first. A quantity whose name begins with dx
    is a part of the step: it is drawn as it is, to the map's scale. `seen` is said of the arrows
    where they can be seen: a point may be off the map.
    """

    term: str
    words: Text
    code: str = ""
    arrows: tuple[str, ...] = ()
    squares: tuple[str, ...] = ()
    seen: Text | None = None


@dataclass(frozen=True)
class Mean:
    """That a memory is a weighted sum of past gradients, or of their squares.

    With each step the weight of a gradient is multiplied by the knob `decay`. The newest weighs
    1 - decay where the weights are `shares` of a mean, else 1. `correction` names the switch that
    makes up for what the first weights lack of 1.
    """

    memory: str
    decay: str
    of: str = "g"  # g | g²
    shares: bool = True
    correction: str = ""


# Adam's two, and those of all that differ from it elsewhere.
MOMENTS = (
    Mean("m", "beta1", correction="correct_m"),
    Mean("v", "beta2", of="g²", correction="correct_v"),
)


@dataclass(frozen=True)
class Optimizer:
    """An optimiser is the update of one coordinate, because every update here is element-wise.

    step(x, g, memory, hyper, powers) -> (dx, memory, details), all floats or tuples of floats:
    `hyper` holds the knobs in their order (the first is the learning rate of this very step),
    `powers` holds knob**t for each knob named in `powers`, t counted from 1, and `details` holds
    the quantities named in `details`, which explain the update and are not remembered. There may
    be any number of each. Memories begin at 0, or where `begins` {memory: "x" | "g"} says: at the
    place of the start, or with the first gradient, so that the first step already finds it there.
    Where `radius` names a knob, whoever applies the update shortens it, over all coordinates
    together, to a length of at most that knob.

    `by_slope` is true where a step grows with the slope, so that a learning rate which is right on
    one surface diverges on another. One that goes along a mean, divided by the size of the slopes
    so far, names these quantities, memories or details: `along`, which may be "g", and `divisor`;
    `square` is the quantity whose root the divisor is, if it is one. `network_lr` is a learning
    rate that small networks learn with, where that is not the knob's default. `relative_of` is the
    id of the optimiser beside which this one is shown.

    torch(knobs) -> (class in torch.optim, {argument: value}) where PyTorch has the same optimiser.
    """

    title: Text
    idea: Text
    year: int
    paper: str
    knobs: Mapping[str, Knob]
    step: Callable
    formula: tuple[str, ...]  # LaTeX lines; \term{id}{...} marks what a Frame can light
    film: tuple[Frame, ...]
    memory: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    powers: tuple[str, ...] = ()
    begins: Mapping[str, str] = field(default_factory=dict)
    radius: str = ""
    velocity: str = ""  # the memory that gathers gradients, with their signs
    means: tuple[Mean, ...] = ()
    by_slope: bool = False
    along: str = "g"
    divisor: str = ""
    square: str = ""
    network_lr: float | None = None
    relative_of: str = ""
    # How many learning rates a steady slope moves it a step in the long run; None where that
    # number never settles, and optim_core.steady has to measure it.
    gain: Callable | None = lambda knobs: 1.0
    torch: Callable = lambda knobs: None

    def __post_init__(self):
        check_optimizer(self)

    @property
    def origins(self):
        """Of each memory, "x" or "g" as `begins` has it, or "" where it begins at 0."""
        return tuple(self.begins.get(name, "") for name in self.memory)

    @property
    def lr_of_networks(self):
        """The learning rate that a small network begins with."""
        return self.knobs["lr"].default if self.network_lr is None else self.network_lr

    def first_memory(self, x, g):
        """What is remembered at the start x, before the first gradient g is used."""
        begin = {"x": x, "g": g, "": 0.0}
        return tuple(begin[origin] for origin in self.origins)


@dataclass(frozen=True)
class Schedule:
    """rate(t, total, lr, *knobs) -> learning rate of update t = 0, 1, … of `total`.

    t may be an array, and count epochs where `total` does. A rate never rises, and is never above
    `highest(lr, knobs)`, where it begins; one that `climbs` begins lower, or rises again. One that
    depends on `total` is `planned`: a longer run does not begin like a shorter one. `family` is
    "notes" for those that go down from the first update on by a rule of old, "later" for those that
    came with deep networks, and "" for one that is written by hand.
    """

    title: Text
    idea: Text
    rate: Callable
    formula: str
    knobs: Mapping[str, Knob | Points] = field(default_factory=dict)
    climbs: bool = False
    planned: bool = False
    family: str = "later"
    highest: Callable = lambda lr, knobs: lr
    paper: str = ""


def no_parameters():
    return np.zeros(1)


@dataclass(frozen=True)
class Samples:
    """The data set whose mean loss a surface is, so that batches of it can be walked on.

    `model` and `dataset` are ids. samples(**knobs of the surface) -> (m, inputs + 1), float64: each
    row the inputs that the model sees and, last, the target. `pick` is a kernel that makes the
    surface's parameters for some of these rows, as optim_core.batches has it.
    """

    model: str
    dataset: str
    samples: Callable
    pick: Callable


@dataclass(frozen=True)
class Surface:
    """value_and_grad(x, y, parameters) -> (f, df/dx, df/dy).

    `parameters(**knobs)` makes the float64 array that the kernel reads; `minima(**knobs)` lists
    the global minima, none if there are none. `domain` is (x low, x high, y low, y high).
    `axes` are the letters of x and y in the formula, `noise` the standard deviation of gradient
    noise that the surface is meant to be walked with. `curvatures(**knobs)` is given where the
    surface is an exact quadratic: (eigenvalues, smallest first; eigenvectors as rows) of its
    Hessian. `data` is given where the surface is the mean loss of samples.
    """

    title: Text
    idea: Text
    formula: str
    domain: tuple[float, float, float, float]
    start: tuple[float, float]
    lr: float  # a learning rate at which plain gradient descent gets somewhere
    value_and_grad: Callable
    minima: Callable
    knobs: Mapping[str, Knob] = field(default_factory=dict)
    parameters: Callable = no_parameters
    curvatures: Callable | None = None
    paper: str = ""
    contours: str = "log"  # log | linear spacing of the contour levels
    axes: tuple[str, str] = ("x", "y")
    noise: float = 0.0
    data: Samples | None = None

    def lowest(self, **knobs):
        """The loss at the global minimum; None where there is none."""
        minima = self.minima(**knobs)
        if not minima:
            return None
        return float(self.value_and_grad(*minima[0], self.parameters(**knobs))[0])

    def span(self):
        x_low, x_high, y_low, y_high = self.domain
        return max(x_high - x_low, y_high - y_low)


@dataclass(frozen=True)
class Dataset:
    """load(**knobs, seed) -> Data; the same knobs and seed give the same data.

    `from_files` is true where it reads files that the user has, and otherwise says in a
    ValueError which files, and where they are looked for.
    """

    title: Text
    idea: Text
    task: str  # regression | classification
    load: Callable
    knobs: Mapping[str, Knob] = field(default_factory=dict)
    paper: str = ""
    image: tuple[int, int, int] | None = None
    seeded: bool = True  # another seed gives other data
    from_files: bool = False


@dataclass(frozen=True)
class Model:
    """plan(data, **options) -> Plan; `learn` and `predict` are kernels as in optim_core.network."""

    title: Text
    idea: Text
    order: int
    formula: tuple[str, ...]
    tasks: tuple[str, ...]  # regression, classification
    options: Mapping[str, Choice | Sizes]
    plan: Callable
    learn: Callable
    predict: Callable
    paper: str = ""
