"""Options held against the model of their block; each that doesn't fit is told where it stands."""

from pydantic import ValidationError

from lessons.engine import wide
from lessons.engine.problems import suggestion, why_not
from lessons.engine.schema import models_in


def validated(model, options, notes):
    """The options as `model`; None, and problems at their places, where they don't fit."""
    if not options.readable:
        return None
    try:
        return model.model_validate(options.values)
    except ValidationError as error:
        for each in error.errors(include_url=False):
            _invalid(each, model, options, notes)
        return None


def _invalid(error, model, options, notes):
    path = tuple(part for part in error["loc"] if part != "[key]")
    place, key = options.place(path), ".".join(map(str, path))
    named, valued = wide.in_value(path[-1] if path else None), wide.in_value(error["input"])
    if named or (valued and error["type"] != "extra_forbidden"):
        full_width(named or valued, *(place if named else options.value_place(path)), notes)
    elif error["type"] == "extra_forbidden":
        fix = suggestion(path[-1], _known(model, path[:-1]))
        notes.add("unknown-key", *place, key=key, suggestion=fix)
    elif error["type"] == "missing":
        notes.add("missing-key", *place, key=key)
    else:
        values = error.get("ctx", {})
        if "expected" in values:
            values["choices"] = values["expected"].replace(" or ", ", ")
        why = why_not("value", error["type"], values)
        notes.add("bad-value", *options.value_place(path), key=key or "options", why=why)


def full_width(found, line, column, notes):
    """A mark of a Chinese keyboard, so many letters after this place."""
    at, mark = found
    notes.add("full-width", line, column + at - 1, text=mark, plain=wide.half_width(mark))


def _known(model, path):
    """The keys that are allowed at a path of a model."""
    for part in path:
        if isinstance(part, int) or not hasattr(model, "model_fields"):
            continue
        if part in model.model_fields:
            model = next(models_in(model.model_fields[part].annotation), model)
    return list(model.model_fields)
