"""What authors look up, made from the kinds of blocks: the tables of README.md, and one schema.

README.md marks the parts that are made: <!-- name: … --> up to <!-- /name -->.
"""

import json
import re
from functools import cache
from itertools import groupby

from pydantic.json_schema import models_json_schema

from lessons.engine import schema
from lessons.engine.kinds import KINDS, LIVE
from lessons.engine.problems import RULES
from lessons.engine.schema import MOST_NUMBER, FrontMatter, TranslatedFrontMatter, models_in

MADE_PART = re.compile(r"(<!-- (\w+): [^\n]*-->\n).*?(<!-- /\2 -->\n)", re.DOTALL)
RULE = ("rule", "level", "what is wrong", "what to do")
OPTION = ("option", "takes", "without it", "is")
PLAIN = (str, int, float, list)


def json_schema():
    """One JSON schema of the front matter and of every block's options, for editors."""
    models = {"front matter": FrontMatter, "translation": TranslatedFrontMatter}
    models |= {id_: kind.options for id_, kind in KINDS.items()}
    places, shared = models_json_schema([(model, "validation") for model in models.values()])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Lessons of Descent Lab",
        "$defs": shared["$defs"],
        "anyOf": [{"title": name} | places[model, "validation"] for name, model in models.items()],
    }


def written(text):
    """The text of the guide, with its made parts made again."""
    return MADE_PART.sub(lambda part: f"{part[1]}\n{MADE[part[2]]()}\n{part[3]}", text)


def blocks():
    """A table of all kinds, and a section for each; those of the same options stand together."""
    groups = [dict(group) for _, group in groupby(KINDS.items(), lambda pair: pair[1].options)]
    rows = [[_listed(group), next(iter(group.values())).purpose] for group in groups]
    return "\n".join([_table(("block", "for"), rows), *map(_section, groups)])


def _listed(ids):
    return ", ".join(f"`{id_}`" for id_ in ids)


def _section(group):
    kinds = list(group.values())
    examples = [f"````markdown\n{kind.example}````\n" for kind in kinds if kind.example]
    options = _options(kinds[0].options)
    remarks = [kind.remarks for kind in kinds if kind.remarks]
    return "\n".join([f"### {', '.join(group)}\n", *examples, *options, *remarks])


def parts():
    """The options that blocks of many kinds share, a section for each part."""
    sections = [(_words(part), _options(part)) for part in _shared()]
    return "\n".join(f"### {name}\n\n{table}" for name, [table] in sections)


def metrics():
    rows = [[f"`{name}`", id_, metric.says]
            for id_, kind in LIVE.items() for name, metric in kind.metrics.items()]  # fmt: skip
    return _table(("metric", "of", "is"), rows)


def rules():
    return _table(RULE, [_rule(id_, rule) for id_, rule in RULES.items()])


MADE = {"blocks": blocks, "parts": parts, "metrics": metrics, "rules": rules}


def _table(heads, rows):
    head, *body = [f"| {' | '.join(cells)} |\n" for cells in (heads, *rows)]
    return "".join([head, f"|{'---|' * len(heads)}\n", *body])


class _Names(dict):
    """Fills in a rule's {names}: with themselves."""

    def __missing__(self, name):
        return f"‹{name}›"


def _rule(id_, rule):
    """The cells of a rule, with nothing that Markdown reads as more than letters."""
    names = _Names(suggestion="did you mean …?", accepts="")
    said = [each.en.format_map(names) for each in (rule.what, rule.fix)]
    return [f"`{id_}`", rule.level, *(re.sub(r"([\\$<\[|`])", r"\\\1", each) for each in said)]


# Options.


def _options(model):
    """[the table of a model's options], [] where it has none."""
    rows = list(_rows(model))
    return [_table(OPTION, rows)] if rows else []


def _rows(model, above="", elsewhere=()):
    """A row for each option, its own before those that many have, and for what stands in it."""
    said = model.model_json_schema()["properties"]
    for name in sorted(model.model_fields, key=lambda name: name not in model.__annotations__):
        field = model.model_fields[name]
        if name not in elsewhere:
            yield [f"`{above}{name}`", _takes(said[name]), _without(field), field.description]
            for part in set(models_in(field.annotation)) - {*_shared()}:
                yield from _rows(part, f"{above}{name}.", getattr(_base(part), "model_fields", ()))


@cache
def parts_of_options():
    """{name: model} of all that options of kinds are made of."""
    fields = [field for kind in KINDS.values() for field in kind.options.model_fields.values()]
    return {part.__name__: part for field in fields for part in models_in(field.annotation)}


@cache
def _shared():
    """Those of them that are no kind's own."""
    return tuple(part for part in parts_of_options().values() if part.__module__ == schema.__name__)


def _base(part):
    """What a part has from one that is told of in its own section, or None."""
    return next((each for each in part.__mro__ if each in _shared()), None)


def _without(field):
    """What an option is where it is left out."""
    if field.is_required():
        return "needed"
    value = field.default
    if not isinstance(value, PLAIN) or value in ("", []):
        return "–"
    return f"`{json.dumps(value)}`".replace('"', "")


def _takes(said):
    """What an option may be, from its JSON schema."""
    if "anyOf" in said:
        return " or ".join(_takes(each) for each in said["anyOf"] if each != {"type": "null"})
    if "$ref" in said:
        return _part(said["$ref"].rpartition("/")[2])
    if "enum" in said:
        return ", ".join(f"`{each}`" for each in said["enum"])
    return TAKES[said["type"]](said)


def _part(name):
    told = _base(parts_of_options()[name])
    return f"[{_words(told)}](#{_words(told)})" if told else "options"


def _words(model):
    return model.__name__.removesuffix("Choice").lower()


def _range(said):
    """Of a number, as far as it says anything."""
    least, most = said.get("minimum", -MOST_NUMBER), said.get("maximum", MOST_NUMBER)
    low = f"{least:,g}".replace("e-0", "e-") if least > -MOST_NUMBER else ""
    high = f"{most:,g}" if most < MOST_NUMBER else ""
    below = f", below {said['exclusiveMaximum']:g}" if "exclusiveMaximum" in said else ""
    return f", {low} to {high}" if low and high else f", {low} or more{below}" if low else below


def _list(said):
    each, most = _takes(said["items"]), said.get("maxItems")
    if most and most == said.get("minItems"):
        return f"[{', '.join([each] * most)}]"
    return f"list, at most {most}: {each}" if most else f"list: {each}"


TAKES = {
    "integer": lambda said: f"whole number{_range(said)}",
    "number": lambda said: f"number{_range(said)}",
    "string": lambda said: "id" if {"pattern", "format"} & {*said} else "words",
    "boolean": lambda said: "`true`, `false`",
    "array": _list,
    "object": lambda said: f"{{name: {_takes(said['additionalProperties'])}}}",
}
