"""What a viewer may turn, choose or type: each kind reads, checks and writes its own values.

A kind of setting has a `default` and a `title`; `read(name, value)` is a value from Python as it is
kept, `from_text` and `to_text` are what a link holds; `accepts` says whether a value has a meaning,
`range` in words which ones do.
"""

import itertools
import math
import numbers
from collections.abc import Callable
from dataclasses import dataclass

from optim_core.arguments import number, one_of
from optim_core.text import Text, alike, shortest


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


@dataclass(frozen=True)
class Choice:
    """A setting that is one of a few words."""

    default: str
    options: tuple[str, ...]
    title: Text

    def read(self, name, value):
        return one_of(name, value, self.options)

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
