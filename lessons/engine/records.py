"""What a reader's record of a block may hold: the types of its fields.

Files and browsers may say anything: only what has the right type and size is taken over.
"""

from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

Count = Annotated[int, Field(ge=0, lt=10_000)]
Places = Annotated[list[Count], Field(max_length=49)]  # of choices, from 0
Finite = Annotated[float, Field(allow_inf_nan=False)]
Settings = Annotated[dict[str, Finite], Field(max_length=19)]  # slider: value
Typed = Annotated[str, Field(max_length=60)]  # a number, or two, as somebody typed them

MOVED = {"settings": Settings, "tries": Count}  # of a block with sliders
ASKED = {"done": bool, "tries": Count, "hints": Count}  # of a question; hints that were asked for


class Part(BaseModel):
    """A field of a record that has fields itself."""

    model_config = ConfigDict(extra="forbid", strict=True)


def fits(type_, value):
    """Whether a value, as JSON has it, is of a type of this file."""
    try:
        _adapter(type_).validate_python(value, strict=True)
    except ValidationError:
        return False
    return True


@cache
def _adapter(type_: Any):
    return TypeAdapter(type_)
