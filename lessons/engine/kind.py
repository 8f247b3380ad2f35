"""What there is to say of a kind of block: kinds/ has a file for each, whose SPEC is one of these.

What depends on a block's options alone is said by their model, all else by the kind. Nothing here
draws: whoever shows a lesson goes by these properties, and by the kind's id where it draws
something of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

from pydantic import Field

from lessons.engine import claims, paper
from lessons.engine.measure import Measured
from lessons.engine.schema import Claims, Sliders, Strict
from optim_core import Text


class BlockOptions(Strict):
    """The options of one kind of block, and what they alone decide."""

    measures: ClassVar[type] = Measured  # what can be measured of it: nothing

    def at(self, changes=None, assets=None):
        """The Measured of these options, with their sliders as they are but for `changes`."""
        return self.measures(self, dict(changes or {}), assets)

    @property
    def words(self):
        """{what a translation calls it in `labels`: the original words}."""
        return {}

    @property
    def about(self):
        """The id of the live block that a question is about, or None."""
        return None


class MovedOptions(BlockOptions):
    """Those of a live block with sliders."""

    sliders: Sliders = Field({}, description="what the reader moves, by name")
    claims: Claims = Field([], description="what the text says of it, tested at each check")

    @property
    def words(self):
        return {name: slider.label for name, slider in self.sliders.items() if slider.label}

    @property
    def moved(self):
        """{slider: path of the option that it moves}."""
        return {}


def nothing(*_):
    """What there is to check of most kinds, beside their options."""


def never(_options):
    return False


@dataclass(frozen=True, kw_only=True)
class Kind:
    """All kinds: what a block may hold, and how the guide tells of it."""

    options: type[BlockOptions]
    order: int  # in the guide
    purpose: str = ""  # what it is for
    example: str = ""
    remarks: str = ""  # below the table of options
    title: Text | None = None  # on its card
    record: dict = field(default_factory=dict)  # {field of a reader's record: type of records.py}
    check: Callable = nothing  # (item, live blocks, lesson, notes): when the lesson is run

    live: ClassVar[bool] = False
    asks: ClassVar[bool] = False
    helps: ClassVar[bool] = False
    boxed: ClassVar[bool] = False
    aside: ClassVar[bool] = False

    @property
    def named(self):
        """Whether it needs an id, by which its state is kept and others speak of it."""
        return self.live or self.asks


@dataclass(frozen=True, kw_only=True)
class Live(Kind):
    """A picture that can be moved and measured."""

    known: Callable  # (item, notes, assets): notes what keeps it from being carried out
    check: Callable = claims.check
    draws: int = 0  # settings drawn to see how hard a challenge is; 0: there can be none

    live: ClassVar[bool] = True

    @property
    def metrics(self):
        """{id: Metric}"""
        return self.options.measures.metrics


@dataclass(frozen=True, kw_only=True)
class Question(Kind):
    """Something that the reader is asked to do."""

    chooses: Callable = never  # whether there are choices, by its options
    one_right: bool = False  # of its choices
    comes_first: bool = False  # it is answered before what it is about may be seen
    played: bool = False  # it is answered by moving the block that it is about
    answer: Callable | None = None  # (options, live blocks): the number that is right
    in_lecture: bool = True  # a class is asked it, too
    paper: Callable = paper.answered  # (item, record): what is printed of the answer

    asks: ClassVar[bool] = True

    @property
    def revealed(self):
        """Whether a class waits for its answer; what is played is answered before its eyes."""
        return self.in_lecture and not self.played


@dataclass(frozen=True, kw_only=True)
class Help(Kind):
    """What helps with a question, inside of it."""

    ends: bool  # shown when the question is done; else when it is asked for

    helps: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class Box(Kind):
    """Words in a box, as much a part of the text as what is around them."""

    icon: str  # a Material symbol

    boxed: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class Aside(Kind):
    """Words for the lecturer alone, which each language has for itself."""

    aside: ClassVar[bool] = True
