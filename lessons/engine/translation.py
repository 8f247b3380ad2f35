"""A translation beside its original: its words, with the original's settings under them."""

from dataclasses import replace

from lessons.engine.lesson import Item
from lessons.engine.problems import Notes, suggestion
from lessons.engine.schema import Labels
from optim_core import OPTIMIZERS

# Names of optimisers that every language writes alike need no translation.
SAME_EVERYWHERE = {
    spec.title.en: spec.title.zh for spec in OPTIMIZERS.values() if spec.title.en == spec.title.zh
}


def in_language(original, translation):
    """(the original with the words of its translation, problems of how they fit)."""
    notes = Notes(translation.file)
    words = translation.items
    for id_, item in original.items.items():
        with notes.about(id_):
            if id_ in words:
                _check_words(item, words[id_], notes)
            else:
                notes.add("translation-missing", 1, id=id_, name=original.file, line=item.line)
    for id_, item in words.items():
        if id_ not in original.items:
            fix = suggestion(id_, original.items)
            notes.add("translation-extra", item.line, id=id_, name=original.file, suggestion=fix)
    _check_source(original, translation, notes)
    return _translated(original, translation, words), tuple(notes.problems)


def _check_words(item, words, notes):
    """A translated block has as many choices and hints, and all labels, of the original's."""
    counts = (
        ("translation-choices", item.choices, words.choices),
        ("translation-folds", item.inner, words.inner),
    )
    for rule, own, said in counts:
        if own and len(own) != len(said):
            notes.add(rule, words.line, id=item.id, count=len(said), other=len(own))
    if item.text.strip() and not words.text.strip():
        notes.add("translation-empty", words.line, id=item.id)
    if item.options is not None and isinstance(words.options, Labels):
        _check_labels(item, words, notes)


def _check_labels(item, words, notes):
    labels = words.options.labels
    for label in labels:
        if label not in item.words:
            place = words.places.place(["labels", label])
            fix = suggestion(label, item.words)
            notes.add("translation-label", *place, id=item.id, label=label, suggestion=fix)
    missing = [label for label in item.words if label not in labels | SAME_EVERYWHERE]
    if missing:
        said = ", ".join(missing)
        notes.add("translation-unlabelled", words.line, id=item.id, labels=said)


def _check_source(original, translation, notes):
    said = getattr(translation.front, "source", original.source)
    if said == original.source:
        return
    place = translation.places.value_place(["source"])
    rule = "translation-old" if said else "translation-undated"
    notes.add(rule, *place, name=original.file, hash=original.source)


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
    front = original.front
    if front and translation.front:
        own = translation.front
        said = {"title": own.title, "language": own.language}
        front = front.model_copy(update=said | {"objectives": own.objectives or front.objectives})
    return replace(original, front=front, parts=tuple(parts), file=translation.file)


def _with_words(item, words):
    choices = item.choices
    if len(words.choices) == len(choices):
        choices = tuple(
            replace(own, text=said.text, feedback=said.feedback)
            for own, said in zip(choices, words.choices, strict=True)
        )
    labels = words.options.labels if isinstance(words.options, Labels) else {}
    inner = item.inner
    if len(words.inner) == len(inner):
        inner = tuple(map(_with_words, inner, words.inner))
    return replace(item, text=words.text, choices=choices, labels=labels, inner=inner)
