"""What blocks of many kinds may hold, and the front matter: pydantic models, whose descriptions are
the guide's tables and the schema that editors complete by.

Ids of optimisers, surfaces and so on are checked against the registries elsewhere, where a
message can say which there are; here are shapes, types and bounds.
"""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

MOST_RUNS, MOST_SLIDERS, MOST_CLAIMS, MOST_STEPS = 6, 6, 20, 5_000
ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
MOST_NUMBER = 1e100
SLIDER = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")


def refusal(reason, **values):
    """An error that reasons.toml words."""
    return PydanticCustomError(reason, reason, values)


def _slider_name(name):
    if not SLIDER.fullmatch(name):
        raise refusal("slider_name")
    return name


def _knob(value):
    """A finite number, or the name of a slider after $."""
    if isinstance(value, str) and SLIDER.fullmatch(value.removeprefix("$")) and value[0] == "$":
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300:
        return value
    raise refusal("knob")


Number = Annotated[float, Field(allow_inf_nan=False, ge=-MOST_NUMBER, le=MOST_NUMBER)]
Point = Annotated[list[Number], Field(min_length=2, max_length=2)]
Named = Annotated[str, Field(json_schema_extra={"format": "id"})]  # looked up elsewhere
Id = Annotated[str, Field(pattern=ID, max_length=60)]
Short = Annotated[str, Field(max_length=200)]
SliderName = Annotated[str, AfterValidator(_slider_name)]
Setting = dict[str, Number]  # slider: value
Knob = Annotated[float | str, BeforeValidator(_knob)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=False, frozen=True)


def models_in(annotation):
    """The models that a field of a model is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from models_in(argument)


class FrontMatter(Strict):
    id: Id
    title: Short
    language: Literal["en", "zh"]
    order: Number = 1000
    duration: Annotated[int, Field(ge=1, le=240)] = 20  # minutes
    prerequisites: list[Id] = []
    objectives: list[Short] = []
    draft: bool = False


class TranslatedFrontMatter(Strict):
    id: Id
    title: Short
    language: Literal["en", "zh"]
    translates: Short
    source: str = ""  # fingerprint of the original that was translated
    objectives: list[Short] = []


class Slider(Strict):
    """What the reader moves; `$name` is where it stands."""

    label: Short = Field("", description="what it is called, instead of its name")
    min: Number = Field(description="its left end")
    max: Number = Field(description="its right end")
    value: Number = Field(description="where it stands at first")
    step: Annotated[Number, Field(ge=1e-9)] | None = Field(
        None, description="how far apart its values are; without, they are numbers of three digits"
    )
    scale: Literal["linear", "log"] = Field("linear", description="how values are spread over it")

    @model_validator(mode="after")
    def _sensible(self):
        return ends_in_order(self)


def ends_in_order(axis):
    """The slider or axis itself, where min is below max and both have a logarithm if needed."""
    if axis.min >= axis.max:
        raise refusal("ends", low=axis.min, high=axis.max)
    if axis.scale == "log" and axis.min <= 0:
        raise refusal("logarithm", low=axis.min)
    return axis


class Bound(Strict):
    """What a measured number must be: above, below, or within both."""

    above: Number | None = Field(None, description="what the number must be above")
    below: Number | None = Field(None, description="what it must be below")

    @model_validator(mode="after")
    def _says_something(self):
        if not self._bounds():
            raise refusal("bound")
        return self

    def _bounds(self):
        return self.above is not None or self.below is not None


class Claim(Bound):
    """What the text says, and each check tests."""

    run: Short = Field("", description="the run's label; needless where there is one run")
    metric: Named = Field(description="what is measured")
    target: Number | None = Field(None, description="of the metrics that have one")
    versus: Short = Field("", description="another run: the difference is measured")
    undecided: bool = Field(
        False, description="whether the 95 % interval of that difference, seed by seed, holds 0"
    )
    at: Setting = Field({}, description="sliders that stand elsewhere for it")

    def _bounds(self):
        return self.undecided or super()._bounds()


class Knobs(BaseModel):
    """What has knobs of its own beside its options: numbers, or $slider."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, Knob]

    @property
    def knobs(self):
        return self.model_extra or {}

    def moved_by(self, *path):
        """{slider: path of the knob that it moves}."""
        return {value[1:]: (*path, knob) for knob, value in self.knobs.items()
                if isinstance(value, str)}  # fmt: skip


class Run(Knobs):
    """An optimiser on its way; knobs stand beside these options, as numbers or `$slider`."""

    label: Annotated[Short, Field(min_length=1)] = Field(description="what it is called")
    optimizer: Named = Field(description="the optimiser's id")
    schedule: Named = Field(
        "constant", description="the id of its schedule, whose knobs are written `schedule_…`"
    )


class SurfaceChoice(Knobs):
    id: Named = Field(description="which; knobs stand beside it, as numbers or `$slider`")


def _with_knobs(surface):
    return {"id": surface} if isinstance(surface, str) else surface


Surface = Annotated[
    SurfaceChoice, BeforeValidator(_with_knobs, json_schema_input_type=Named | SurfaceChoice)
]
Sliders = Annotated[dict[SliderName, Slider], Field(max_length=MOST_SLIDERS)]
Runs = Annotated[list[Run], Field(min_length=1, max_length=MOST_RUNS)]
Claims = Annotated[list[Claim], Field(max_length=MOST_CLAIMS)]


class Labels(Strict):
    """All that a translation may say in the options of a block."""

    labels: dict[str, Short] = {}
