"""Two knobs, and a colour for how each pair of values ends."""

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from lessons.engine import checks
from lessons.engine.kind import BlockOptions, Live
from lessons.engine.schema import MOST_STEPS, Named, Number, Strict, Surface, ends_in_order
from optim_core import OPTIMIZERS

PLACES = ("x0", "y0")  # of the start, beside the optimiser's knobs


class MapAxis(Strict):
    knob: Named = Field(description="a knob of the optimiser, or of the start: `x0`, `y0`")
    min: Number = Field(description="its first value")
    max: Number = Field(description="its last")
    scale: Literal["linear", "log"] = Field("linear", description="how values are spread")

    @model_validator(mode="after")
    def _sensible(self):
        return ends_in_order(self)


class Map(BlockOptions):
    sliders: ClassVar[dict] = {}

    optimizer: Named = Field(description="who walks")
    surface: Surface = Field(description="where; an id alone has its own knobs")
    across: MapAxis = Field(description="what changes from left to right")
    down: MapAxis = Field(description="what changes from bottom to top")
    metric: Literal["steps", "loss", "rate", "basin"] = Field("steps", description="what is shown")
    steps: int = Field(200, ge=1, le=MOST_STEPS, description="how many a run makes")

    @property
    def moved(self):
        return self.surface.moved_by("surface")


def known(item, notes, assets):
    options = item.options
    known = checks.is_one_of(item, notes, "optimizer", options.optimizer, OPTIMIZERS, "optimizer")
    checks.check_surface(item, options.surface, notes)
    checks.check_sliders(item, notes)
    if known:
        knobs = [*OPTIMIZERS[options.optimizer].knobs, *PLACES]
        for axis in ("across", "down"):
            knob = getattr(options, axis).knob
            checks.is_one_of(item, notes, "knob", knob, knobs, axis, "knob")


SPEC = Live(
    options=Map,
    order=40,
    purpose="two knobs, and a colour for how each pair of values ends",
    example="""\
:::{map} rates
---
optimizer: heavy_ball
surface: {id: quadratic, condition: 30}
across: {knob: lr, min: 0.001, max: 0.2, scale: log}
down: {knob: beta, min: 0, max: 0.99}
metric: steps
steps: 200
---
:::
""",
    known=known,
)
