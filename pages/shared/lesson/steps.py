"""A lesson cut into steps at its slide breaks, and a step into scenes: one live block and its text.

On a wide screen a scene is text beside a picture; on a narrow one it is read from top to bottom.
"""

from dataclasses import dataclass
from itertools import pairwise

from lessons.engine.lesson import Item
from lessons.engine.splitter import Break


@dataclass(frozen=True)
class Scene:
    before: tuple = ()
    live: Item | None = None
    after: tuple = ()


def steps(lesson):
    """[parts] of each step; there is at least one."""
    found = [[]]
    for part in lesson.parts:
        if isinstance(part, Break):
            found.append([])
        else:
            found[-1].append(part)
    return [each for each in found if each] or [[]]


def step_of(item, lesson):
    """In which step a block stands, from 0."""
    return next(place for place, parts in enumerate(steps(lesson)) if item in parts)


def scenes(parts, items):
    """The scenes of a step. A question about a block of another step brings that block with it."""
    parts = _with_referred(parts, items)
    places = [place for place, part in enumerate(parts) if is_live(part)]
    if not places:
        return [Scene(before=tuple(parts))]
    edges = [0, *(_cut(parts, *pair) for pair in pairwise(places)), len(parts)]
    return [
        Scene(tuple(parts[edges[k] : place]), parts[place], tuple(parts[place + 1 : edges[k + 1]]))
        for k, place in enumerate(places)
    ]


def _cut(parts, first, second):
    """Between two live blocks: the questions after one are about it, the rest leads to the next."""
    about = [
        place
        for place in range(first + 1, second)
        if asks(parts[place]) and not parts[place].spec.comes_first
    ]
    return about[-1] + 1 if about else first + 1


def _with_referred(parts, items):
    found, there = [], {part.id for part in parts if is_live(part)}
    for part in parts:
        name = referred(part)
        if name in items and is_live(items[name]) and name not in there:
            there.add(name)
            found.append(items[name])
        found.append(part)
    return found


def referred(part):
    """The id of the live block that a question is about, or None."""
    return part.options.about if isinstance(part, Item) and part.is_set else None


def is_live(part):
    return isinstance(part, Item) and part.spec.live


def asks(part):
    return isinstance(part, Item) and part.spec.asks


def tasks(lesson):
    """Ids of all that a reader is asked to do, in order."""
    return [part.id for part in lesson.parts if asks(part)]
