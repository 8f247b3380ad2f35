"""What an optimiser, a schedule, a surface and a data set must say about themselves."""

import itertools
import math
import numbers
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np


class Text(NamedTuple):
    """The same words in every language of the product."""

    en: str
    zh: str


def alike(words):
    """The Text of what is written the same in every language."""
    return Text(words, words)


@dataclass(frozen=True)
class Knob:
    """A number that a viewer may turn.

    `low`..`high` is the range of its slider; `least` <= value < `below` is what has a meaning,
    of a switch only 0 and 1, and nothing else is ever computed. `idle` is another knob and the
    value of it at which this one has no effect.
    """

    default: float
    low: float
    high: float
    title: Text
    symbol: str
    scale: str = "linear"  # linear | log | switch
    least: float = 0.0
    below: float = math.inf
    whole: bool = False  # only whole numbers have a meaning
    idle: tuple[str, float] | None = None

    def accepts(self, value):
        if self.scale == "switch":
            return value in (0.0, 1.0)
        if not math.isfinite(value) or (self.whole and value != int(value)):
            return False
        return self.least <= value < self.below

    def range(self):
        """A Text: the meaningful range in words of mathematics, such as [0, 1)."""
        if self.scale == "switch":
            return alike("{0, 1}")
        en, zh = ("infinity", "∞") if math.isinf(self.below) else 2 * (f"{self.below:g}",)
        least = f"{self.least:g}"
        if self.whole:
            return Text(f"whole numbers of [{least}, {en})", f"[{least}, {zh}) 中的整数")
        return Text(f"[{least}, {en})", f"[{least}, {zh})")

    def read(self, name, value):
        """`value` as this knob keeps it; ValueError with its `name` where it is no number."""
        return number(name, value)

    def from_text(self, text):
        return float(text)

    def to_text(self, value):
        return shortest(value)


@dataclass(frozen=True)
class Points:
    """A list that a viewer makes: from this epoch on, this learning rate.

    A knob like any other, but for its value: ((epoch, rate), …), epochs rising, at most `most`.
    In a link it is "0:0.1,5:0.01", and the empty list "none", because links drop empty values.
    """

    title: Text
    symbol: str
    default: tuple = ()
    most: int = 50

    def accepts(self, points):
        epochs = [epoch for epoch, _ in points]
        rising = all(a < b for a, b in itertools.pairwise(epochs))
        meant = all(0.0 <= value < math.inf for point in points for value in point)
        return len(points) <= self.most and rising and meant

    def range(self):
        form = "e1:a1,e2:a2,… (0 <= e1 < e2 < …, 0 <= a, "
        return Text(f"{form}at most {self.most}) or none", f"{form}至多 {self.most} 个) 或 none")

    def read(self, name, value):
        """`value` as a tuple of pairs of floats; ValueError with its `name` where it is none."""
        try:
            return tuple((float(epoch), float(rate)) for epoch, rate in value)
        except (TypeError, ValueError, OverflowError):
            raise ValueError(f"{name}={value!r} is not a list of (epoch, rate)") from None

    def from_text(self, text):
        pieces = () if text == "none" else text.split(",")
        return self.read("text", [piece.split(":") for piece in pieces])

    def to_text(self, points):
        return ",".join(f"{shortest(epoch)}:{shortest(rate)}" for epoch, rate in points) or "none"


def number(name, value):
    """`value` as a float; ValueError with its name where it is none."""
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name}={value!r} is not a number") from None


def shortest(number):
    """The shortest text that reads back to the same number."""
    whole = float(number).is_integer() and abs(number) < 1e15
    return repr(int(number)) if whole else repr(float(number)).replace("e+", "e")


LEARNING_RATE = Text(en="learning rate", zh="学习率")


def learning_rate(default, low=1e-4, high=1.0):
    """alpha: what multiplies the update. Zero is allowed, and moves nothing."""
    return Knob(default, low, high, LEARNING_RATE, "α", scale="log")


def decay(default, title, symbol="β", high=0.999):
    """The share of the memory that is kept. At 1 the memory never changes, so 1 is excluded."""
    return Knob(default, 0.0, high, title, symbol, below=1.0)


def epsilon(default=1e-8):
    """Added to a root that may be zero. At 0 a coordinate with no slope divides 0 by 0."""
    title = Text(en="floor of the divisor", zh="分母下限")
    return Knob(default, 1e-10, 1e-1, title, "ε", scale="log")


def share_at_the_end(default=0.0):
    """Of the learning rate, what a schedule leaves of it."""
    title = Text(en="share left at the end", zh="末尾剩余占比")
    return Knob(default, 0.0, 0.5, title, "s", below=1.0)


def weight_decay(default):
    """The share of x that is taken off a step, times the learning rate."""
    return Knob(default, 0.0, 0.5, Text(en="weight decay", zh="权重衰减"), "λ")


def switch(title, symbol, default=1.0, idle=None):
    return Knob(default, 0.0, 1.0, title, symbol, scale="switch", idle=idle)


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
class Optimizer:
    """An optimiser is the update of one coordinate, because every update here is element-wise.

    step(x, g, memory, hyper, powers) -> (dx, memory, details), all floats or tuples of floats:
    `hyper` holds the knobs in their order (the first is the learning rate of this very step),
    `powers` holds knob**t for each knob named in `powers`, t counted from 1, and `details` holds
    the quantities named in `details`, which explain the update and are not remembered. Memories
    begin at 0, or at x where `begins` names them. Where `radius` names a knob, whoever applies the
    update shortens it, over all coordinates together, to a length of at most that knob.

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
    begins: tuple[str, ...] = ()
    radius: str = ""
    velocity: str = ""  # the memory that gathers gradients, with their signs
    # How many learning rates a steady slope moves it a step in the long run; None where that
    # number never settles, and optim_core.steady has to measure it.
    gain: Callable | None = lambda knobs: 1.0
    torch: Callable = lambda knobs: None


@dataclass(frozen=True)
class Schedule:
    """rate(t, total, lr, *knobs) -> learning rate of update t = 0, 1, … of `total`.

    t may be an array, and count epochs where `total` does. A rate never rises, and is never above
    `highest(lr, knobs)`, where it begins; one that `climbs` begins lower, or rises again. One that
    depends on `total` is `planned`: a longer run does not begin like a shorter one.
    """

    title: Text
    idea: Text
    rate: Callable
    formula: str
    knobs: Mapping[str, Knob | Points] = field(default_factory=dict)
    climbs: bool = False
    planned: bool = False
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
class Choice:
    """A setting that is one of a few words."""

    default: str
    options: tuple[str, ...]
    title: Text

    def read(self, name, value):
        if value not in self.options:
            raise ValueError(f"{name}={value!r} is unknown; there are {', '.join(self.options)}")
        return value

    def accepts(self, value):
        return value in self.options

    def range(self):
        return alike(", ".join(self.options))

    def from_text(self, text):
        return text

    def to_text(self, value):
        return value


@dataclass(frozen=True)
class Typed:
    """A setting that a viewer types, such as a formula.

    check(text) raises ValueError for what can't be used; an error that has a `text`, a Text,
    is said in its words.
    """

    default: str
    title: Text
    check: Callable
    longest: int = 200

    def accepts(self, value):
        return len(value) <= self.longest

    def range(self):
        return Text(f"at most {self.longest} characters", f"至多 {self.longest} 个字符")

    def from_text(self, text):
        if self.accepts(text):
            self.check(text)
        return text

    def to_text(self, value):
        return value


@dataclass(frozen=True)
class Sizes:
    """A setting that is a list of sizes, such as the widths of hidden layers."""

    default: tuple[int, ...]
    most: int  # of each size
    longest: int
    title: Text
    shortest: int = 0

    def read(self, name, value):
        """`value` as a tuple of sizes, a single number being a list of one; else ValueError."""
        value = [value] if isinstance(value, int) and not isinstance(value, bool) else value
        try:
            sizes = tuple(value)
        except TypeError:
            raise ValueError(f"{name}={value!r} is not a list of sizes") from None
        if not self.accepts(sizes):
            raise ValueError(f"{name}={value!r} has no meaning: {self.range().en}")
        return tuple(map(int, sizes))

    def accepts(self, sizes):
        right_length = self.shortest <= len(sizes) <= self.longest
        return right_length and all(map(self._accepts, sizes))

    def range(self):
        return Text(
            f"{self.shortest} to {self.longest} sizes from 1 to {self.most}",
            f"{self.shortest} 至 {self.longest} 个 1 至 {self.most} 的整数",
        )

    def from_text(self, text):
        sizes = text.replace("，", ",").split(",") if text != "none" else ()
        return tuple(int(size) for size in sizes)

    def to_text(self, sizes):
        return ",".join(map(str, sizes)) or "none"

    def _accepts(self, size):
        return isinstance(size, numbers.Real) and 1 <= size <= self.most and size == int(size)


@dataclass(frozen=True)
class Plan:
    """A model made to measure: names and shapes of its parameters, in the order they stand in
    the vector; `layout` for the kernels; `scratch(batch)`, the floats they need; `starts`, the
    spread of each parameter's first values (0 for biases); `head`, a loss of optim_core.network.
    """

    shapes: Mapping[str, tuple[int, ...]]
    layout: np.ndarray
    scratch: Callable
    starts: Mapping[str, float]
    head: int

    @property
    def is_weight(self):
        """1 for each entry of a weight, 0 for each of a bias."""
        parts = [np.full(math.prod(s), float(len(s) > 1)) for s in self.shapes.values()]
        return np.concatenate(parts)

    @property
    def outputs(self):
        """How many numbers come out for a sample: as many as the last bias has."""
        return next(reversed(self.shapes.values()))[0]


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


@dataclass(frozen=True, eq=False)
class Data:
    """What a model learns from and is tested with. Nobody can write into its arrays.

    x (m, n) and x_test (m_test, n), float64; y (m,) and y_test (m_test,): float64 where
    `classes` is 0 (regression), else int64 labels 0 ... classes - 1. Neither part is empty, and
    every number is finite: ValueError where that isn't so.

    `image` is (rows, columns, channels) where a row of x is a picture, channels varying fastest.
    `features` names the columns of x, `labels` the classes; both are empty where nobody named
    them.
    """

    x: np.ndarray
    y: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    classes: int = 0
    image: tuple[int, int, int] | None = None
    features: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()

    def __post_init__(self):
        for name in ("x", "x_test"):
            object.__setattr__(self, name, _read_only(name, getattr(self, name), 2, np.float64))
        for name in ("y", "y_test"):
            kind = np.int64 if self.classes else np.float64
            object.__setattr__(self, name, _read_only(name, getattr(self, name), 1, kind))
        if self.x.shape[1] != self.x_test.shape[1]:
            raise ValueError(f"x has {self.x.shape[1]} columns, x_test {self.x_test.shape[1]}")
        for x, y in ((self.x, self.y), (self.x_test, self.y_test)):
            if len(x) != len(y):
                raise ValueError(f"{len(x)} rows of x, but {len(y)} of y")
            if self.classes and (y.min() < 0 or y.max() >= self.classes):
                raise ValueError(f"labels {y.min()} ... {y.max()} of {self.classes} classes")


def _read_only(name, given, dimensions, kind):
    """A view of `given`, C-contiguous and of `kind`, that refuses to be written into."""
    array = np.ascontiguousarray(given, dtype=np.float64)
    if array.ndim != dimensions or not array.size:
        raise ValueError(f"{name} has shape {np.shape(given)}; it needs {dimensions} dimensions")
    if not np.isfinite(array).all():
        raise ValueError(f"{name} holds numbers that are not finite")
    view = array.astype(kind, copy=False).view()
    if not np.array_equal(view, array):
        raise ValueError(f"{name} holds labels that are not whole numbers")
    view.flags.writeable = False
    return view


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
