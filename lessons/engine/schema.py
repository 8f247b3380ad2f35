"""What each block may hold: pydantic models, which are also the schema that editors complete by.

Ids of optimisers, surfaces and so on are checked against the registries elsewhere, where a
message can say which there are; here are shapes, types and bounds.
"""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic.json_schema import models_json_schema
from pydantic_core import PydanticCustomError

MOST_RUNS, MOST_SLIDERS, MOST_CLAIMS, MOST_STEPS = 6, 6, 20, 5_000
ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
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


Number = Annotated[float, Field(allow_inf_nan=False, ge=-1e100, le=1e100)]
Point = Annotated[list[Number], Field(min_length=2, max_length=2)]
Id = Annotated[str, Field(pattern=ID, max_length=60)]
Short = Annotated[str, Field(max_length=200)]
SliderName = Annotated[str, AfterValidator(_slider_name)]
Setting = dict[str, Number]  # slider: value
Knob = Annotated[float | str, BeforeValidator(_knob)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=False, frozen=True)


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
    label: Short = ""
    min: Number
    max: Number
    value: Number
    step: Annotated[Number, Field(ge=1e-9)] | None = None
    scale: Literal["linear", "log"] = "linear"

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

    above: Number | None = None
    below: Number | None = None

    @model_validator(mode="after")
    def _says_something(self):
        if self.above is None and self.below is None:
            raise refusal("bound")
        return self


class Claim(Bound):
    run: Short = ""
    metric: str
    target: Number | None = None
    versus: Short = ""  # another run: the difference is bounded
    at: Setting = {}  # where not the sliders' own


class Knobs(BaseModel):
    """What has knobs of its own beside its options: numbers, or $slider."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, Knob]

    @property
    def knobs(self):
        return self.model_extra or {}


class Run(Knobs):
    label: Annotated[Short, Field(min_length=1)]
    optimizer: str
    schedule: str = "constant"


class TrainingRun(Run):
    sampling: Literal["full", "shuffle", "replacement"] | None = None


class SurfaceChoice(Knobs):
    id: str


def _with_knobs(surface):
    return {"id": surface} if isinstance(surface, str) else surface


Surface = Annotated[
    SurfaceChoice, BeforeValidator(_with_knobs, json_schema_input_type=str | SurfaceChoice)
]
Sliders = Annotated[dict[SliderName, Slider], Field(max_length=MOST_SLIDERS)]
Runs = Annotated[list[Run], Field(min_length=1, max_length=MOST_RUNS)]
Claims = Annotated[list[Claim], Field(max_length=MOST_CLAIMS)]


class Experiment(Strict):
    surface: Surface | None = None
    formula: Short | None = None
    start: Point | None = None
    steps: Annotated[int, Field(ge=1, le=MOST_STEPS)] = 100
    sliders: Sliders = {}
    runs: Runs
    show: list[Literal["contour", "surface3d", "loss", "anatomy", "table"]] = ["contour", "loss"]
    noise: Annotated[Number, Field(ge=0)] | None = None
    seed: Annotated[int, Field(ge=0)] = 0
    fairness: Literal["same", "effective"] = "same"
    describe: Short = ""
    claims: Claims = []

    @model_validator(mode="after")
    def _one_ground(self):
        if (self.surface is None) == (self.formula is None):
            raise refusal("ground")
        return self


class Training(Strict):
    model: str
    dataset: str
    runs: Annotated[list[TrainingRun], Field(min_length=1, max_length=MOST_RUNS)]
    epochs: Annotated[int, Field(ge=1, le=500)] = 10
    batch: Annotated[int, Field(ge=1, le=10_000)] = 64
    sampling: Literal["full", "shuffle", "replacement"] = "shuffle"
    sliders: Sliders = {}
    show: list[Literal["loss", "accuracy", "boundary", "weights"]] = ["loss", "accuracy"]
    seeds: Annotated[int, Field(ge=1, le=10)] = 1
    claims: Claims = []


class Averages(Strict):
    series: str
    betas: Annotated[list[Annotated[Number, Field(ge=0, lt=1)]], Field(min_length=1, max_length=4)]
    corrected: bool = False
    day: Annotated[int, Field(ge=1, le=10_000)] | None = None
    sliders: Sliders = {}
    claims: Claims = []


class MapAxis(Strict):
    knob: str
    min: Number
    max: Number
    scale: Literal["linear", "log"] = "linear"

    @model_validator(mode="after")
    def _sensible(self):
        return ends_in_order(self)


class Map(Strict):
    optimizer: str
    surface: Surface
    across: MapAxis
    down: MapAxis
    metric: Literal["steps", "loss", "rate", "basin"] = "steps"
    steps: Annotated[int, Field(ge=1, le=MOST_STEPS)] = 200


class Predict(Strict):
    reveals: Id | None = None
    kind: Literal["choice", "number", "point"] = "choice"


class Quiz(Strict):
    tries: Annotated[int, Field(ge=1, le=20)] | None = None
    shuffle: bool = False
    solution_after: Annotated[int, Field(ge=1, le=20)] | None = None


class Answer(Strict):
    experiment: Id
    run: Short = ""
    metric: str
    target: Number | None = None
    at: Setting = {}


class Accept(Strict):
    abs: Annotated[Number, Field(ge=0)] | None = None
    rel: Annotated[Number, Field(ge=0)] | None = None
    sigfig: Annotated[int, Field(ge=1, le=10)] | None = None

    def takes(self, given, answer):
        """Whether `given` counts as `answer`; by default to a relative millionth."""
        if self.sigfig is not None:
            return f"{given:.{self.sigfig}g}" == f"{answer:.{self.sigfig}g}"
        allowed = max(self.abs or 0.0, (self.rel or 0.0) * abs(answer))
        if self.abs is None and self.rel is None:
            allowed = 1e-6 * abs(answer)
        return abs(given - answer) <= allowed + 1e-12


class Wrong(Strict):
    value: Number
    message: Short


class Numeric(Strict):
    answer: Answer
    accept: Accept = Accept()
    wrong: Annotated[list[Wrong], Field(max_length=10)] = []


WITHIN_STEPS = ("loss", "lowest_loss")


class Goal(Bound):
    metric: str
    target: Number | None = None
    within_steps: Annotated[int, Field(ge=1, le=MOST_STEPS)] | None = None

    @model_validator(mode="after")
    def _within_what(self):
        if self.within_steps and self.metric not in WITHIN_STEPS:
            raise refusal("within")
        return self


class Challenge(Strict):
    experiment: Id
    run: Short = ""  # the only one, where there is one, or none
    goal: Goal
    reference: Setting
    without: Setting = {}  # where the idea is not used: nothing wins


class Folded(Strict):
    """A hint or a solution: shown when asked for, or after so many tries."""

    after: Annotated[int, Field(ge=0, le=20)] = 0


class Instructor(Strict):
    minutes: Annotated[Number, Field(ge=0, le=240)] | None = None


class Callout(Strict):
    pass


class Labels(Strict):
    """All that a translation may say in the options of a block."""

    labels: dict[str, Short] = {}


LIVE = {"experiment": Experiment, "training": Training, "averages": Averages, "map": Map}
ASKED = {"predict": Predict, "quiz": Quiz, "numeric": Numeric, "challenge": Challenge}
FOLDED = {"hint": Folded, "solution": Folded}
CALLOUTS = {"note": Callout, "tip": Callout, "warning": Callout}
BLOCKS = {**LIVE, **ASKED, **FOLDED, **CALLOUTS, "instructor": Instructor}
NAMED = (*LIVE, *ASKED)  # blocks that need an id


def json_schema():
    """One JSON schema of the front matter and of every block's options, for editors."""
    models = {"front matter": FrontMatter, "translation": TranslatedFrontMatter, **BLOCKS}
    places, shared = models_json_schema([(model, "validation") for model in models.values()])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Lessons of Descent Lab",
        "$defs": shared["$defs"],
        "anyOf": [{"title": name} | places[model, "validation"] for name, model in models.items()],
    }
