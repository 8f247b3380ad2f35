"""A lesson as it was read: its front matter, its blocks with checked options, and its problems."""

import hashlib
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import ValidationError

from lessons.engine import prose
from lessons.engine.problems import Notes, suggestion
from lessons.engine.schema import BLOCKS, NAMED, FrontMatter, Labels, TranslatedFrontMatter
from lessons.engine.splitter import Block, Break, Prose, split

MOST_BYTES = 200_000
NAME = re.compile(r"^([a-z0-9]+(?:-[a-z0-9]+)*)\.(en|zh)\.md$")
ID = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
CHOICE = re.compile(r"^- (?:\[([ xX])\] )?(.*)$")
FEEDBACK = re.compile(r"^\s+> ?(.*)$")
INSIDE = {"hint": ("challenge", "numeric", "quiz", "predict")} | {
    "solution": ("challenge", "numeric", "quiz", "predict")
}


@dataclass(frozen=True)
class Choice:
    text: str
    right: bool
    feedback: str = ""


@dataclass(frozen=True)
class Item:
    """A block that was read: its options as a model of the schema, None where they are wrong."""

    kind: str
    id: str
    line: int
    options: object
    text: str  # prose without the choices
    choices: tuple[Choice, ...] = ()
    inner: tuple = ()  # Items: hints and solution
    labels: dict = field(default_factory=dict)
    places: object = None  # where each option stands

    @property
    def key(self):
        return self.id


@dataclass(frozen=True)
class Lesson:
    """`parts` are Prose, Break and Item, in order."""

    file: str
    front: object
    parts: tuple
    problems: tuple
    source: str  # fingerprint of the text

    @property
    def items(self):
        return {part.id: part for part in self.parts if isinstance(part, Item) and part.id}


def read_file(path):
    """The Lesson in a file; one with problems only, where it can't be read."""
    path = Path(path)
    notes = Notes(path.name)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError(f"it has {path.stat().st_size:,} bytes")
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, ValueError) as error:
        notes.add("file-read", 1, why=str(error)[:120])
        return Lesson(path.name, None, (), tuple(notes.problems), "")
    return read(text, path.name, assets=path.parent / "assets")


def read(text, name, *, assets=None):
    """The Lesson in a text; `name` is that of its file, `assets` the folder of its images."""
    notes = Notes(name)
    text = text.replace("\r\n", "\n")
    if len(text) > MOST_BYTES:
        notes.add("file-read", 1, why=f"it has {len(text):,} characters")
        return Lesson(name, None, (), tuple(notes.problems), "")
    front_options, parts = split(text, notes)
    front = _front(front_options, name, notes)
    translated = isinstance(front, TranslatedFrontMatter)
    read_parts = tuple(_items(parts, notes, translated))
    for part in parts:
        prose.check(part, notes, assets)
    source = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Lesson(name, front, read_parts, tuple(sorted(notes.problems)), source)


def _front(options, name, notes):
    if options is None:
        notes.add("front-matter", 1)
        return None
    model = TranslatedFrontMatter if "translates" in options.values else FrontMatter
    front = validated(model, options, notes)
    named = NAME.match(name)
    if not named:
        notes.add("file-name", 1, name=name[:60])
    elif front:
        for key, rule, group in (("id", "id-mismatch", 1), ("language", "language-mismatch", 2)):
            value = getattr(front, key)
            if value != named[group]:
                notes.add(rule, *options.place([key]), name=named[group], **{key: value})
    return front


def validated(model, options, notes):
    """The options as `model`; None, and problems at their places, where they don't fit."""
    try:
        return model.model_validate(options.values)
    except ValidationError as error:
        for each in error.errors(include_url=False, include_context=False):
            _invalid(each, model, options, notes)
        return None


def _invalid(error, model, options, notes):
    path = tuple(part for part in error["loc"] if not _is_branch(part))
    line, column = options.place(path)
    key = ".".join(map(str, path))
    if error["type"] == "extra_forbidden":
        known = _known(model, error["loc"][:-1])
        notes.add("unknown-key", line, column, key=key, suggestion=suggestion(path[-1], known))
    elif error["type"] == "missing":
        notes.add("missing-key", line, column, key=key)
    else:
        notes.add("bad-value", line, column, key=key or "options", why=error["msg"])


def _is_branch(part):
    """pydantic names the branch of a union in a path, such as SurfaceChoice or float."""
    return isinstance(part, str) and (
        part[:1].isupper() or part in ("float", "str", "int") or "[" in part
    )


def _known(model, path):
    """The keys that are allowed at a path of a model."""
    for part in path:
        if isinstance(part, int) or not hasattr(model, "model_fields"):
            continue
        if part in model.model_fields:
            model = _inner_model(model.model_fields[part].annotation) or model
    return list(model.model_fields)


def _inner_model(annotation):
    if hasattr(annotation, "model_fields"):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _inner_model(argument)
        if found:
            return found
    return None


def _items(parts, notes, translated, outer=None):
    seen = {}
    for part in parts:
        if isinstance(part, Prose | Break):
            yield part
            continue
        notes.block = part.id
        item = _item(part, notes, translated, outer)
        notes.block = ""
        if item is None:
            continue
        if item.id and item.id in seen:
            notes.add("duplicate-id", part.line, id=item.id, line=seen[item.id])
        seen.setdefault(item.id, part.line)
        yield item


def _item(block, notes, translated, outer):
    if block.kind not in BLOCKS:
        notes.add("unknown-block", block.line, name=block.kind,
                  suggestion=suggestion(block.kind, BLOCKS))  # fmt: skip
        return Item(block.kind, "", block.line, None, block.prose)
    if (block.kind in NAMED or block.id) and not ID.match(block.id):
        notes.add("block-id", block.line, name=block.kind)
    if block.kind in INSIDE and outer not in INSIDE[block.kind]:
        notes.add("nesting", block.line, inner=block.kind, outer=outer or "the lesson")
    if outer and block.kind not in INSIDE:
        notes.add("nesting", block.line, inner=block.kind, outer=outer)
    options = _options(block, notes, translated)
    text, choices = _choices(block) if block.kind in ("predict", "quiz") else (block.prose, ())
    inner = [part for part in block.parts if isinstance(part, Block)]
    item = Item(
        block.kind, block.id, block.line, options, text, choices,
        tuple(_items(inner, notes, translated, block.kind)), places=block.options,
    )  # fmt: skip
    if not translated:
        _check_choices(item, notes)
    return item


def _options(block, notes, translated):
    model = BLOCKS[block.kind]
    if translated and block.kind not in ("hint", "solution", "instructor"):
        for key in block.options.values:
            if key != "labels":
                place = block.options.place([key])
                notes.add("translation-options", *place, id=block.id or block.kind, key=key)
        kept = {
            key: block.options.values[key] for key in ("labels",) if key in block.options.values
        }
        return validated(Labels, replace(block.options, values=kept), notes)
    return validated(model, block.options, notes)


def _choices(block):
    """(the question, its choices): a list with a box, and what is said to each below it."""
    question, choices = [], []
    for line in block.prose.split("\n"):
        choice, feedback = CHOICE.match(line), FEEDBACK.match(line)
        if choice:
            choices.append(Choice(choice[2].strip(), (choice[1] or " ") in "xX"))
        elif choices and feedback:
            said = f"{choices[-1].feedback} {feedback[1]}".strip()
            choices[-1] = replace(choices[-1], feedback=said)
        elif choices and line.startswith("  "):
            choices[-1] = replace(choices[-1], text=f"{choices[-1].text} {line.strip()}")
        else:
            question.append(line)
    return "\n".join(question).strip(), tuple(choices)


def _check_choices(item, notes):
    if item.kind not in ("predict", "quiz") or getattr(item.options, "kind", "choice") != "choice":
        return
    right = sum(choice.right for choice in item.choices)
    if not item.choices:
        notes.add("choices-missing", item.line, id=item.id)
    elif not right:
        notes.add("choices-no-answer", item.line, id=item.id)
    elif item.kind == "predict" and right > 1:
        notes.add("choices-many", item.line, id=item.id, count=right)


def in_language(original, translation):
    """(the original with the words of its translation, problems of how they fit)."""
    notes = Notes(translation.file)
    words = {part.id: part for part in translation.parts if isinstance(part, Item) and part.id}
    for id_, item in original.items.items():
        if id_ not in words:
            notes.add("translation-missing", 1, id=id_, name=original.file, line=item.line)
        elif item.choices and len(words[id_].choices) != len(item.choices):
            notes.add("translation-choices", words[id_].line, id=id_,
                      count=len(words[id_].choices), other=len(item.choices))  # fmt: skip
    for id_, item in words.items():
        if id_ not in original.items:
            fix = suggestion(id_, original.items)
            notes.add("translation-extra", item.line, id=id_, name=original.file, suggestion=fix)
    if getattr(translation.front, "source", "") not in ("", original.source):
        notes.add("translation-old", 1, name=original.file, hash=original.source)
    return _translated(original, translation, words), tuple(notes.problems)


def _translated(original, translation, words):
    """The translation's own order of prose, with the original's settings under its words."""
    used, parts = set(), []
    for part in translation.parts:
        if not isinstance(part, Item):
            parts.append(part)
        elif part.id in original.items:
            used.add(part.id)
            parts.append(_with_words(original.items[part.id], part))
        elif not part.id:
            parts.append(part)
    parts += [item for id_, item in original.items.items() if id_ not in used]
    front = original.front and original.front.model_copy(
        update={
            "title": translation.front.title,
            "language": translation.front.language,
            "objectives": translation.front.objectives or original.front.objectives,
        }
    )
    return replace(original, front=front, parts=tuple(parts), file=translation.file)


def _with_words(item, words):
    choices = item.choices
    if len(words.choices) == len(choices):
        choices = tuple(
            replace(own, text=said.text, feedback=said.feedback)
            for own, said in zip(choices, words.choices, strict=True)
        )
    labels = words.options.labels if isinstance(words.options, Labels) else {}
    inner = words.inner if len(words.inner) == len(item.inner) else item.inner
    return replace(item, text=words.text, choices=choices, labels=labels, inner=inner)
