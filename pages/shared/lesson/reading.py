"""One lesson being read in one language, and the numbers that it computes."""

from dataclasses import dataclass, field

from lessons.engine.answers import value_of
from lessons.engine.measure import Unmeasurable, slider_values
from lessons.engine.problems import ERROR
from pages.shared.lesson import progress
from pages.shared.site.shelf import is_orphan


@dataclass
class Reading:
    entry: object
    language: str
    preview: bool = False  # the author's: nothing waits for a prediction, nothing is kept
    unrevealed: frozenset | None = None  # in front of a class: questions still to be answered
    live: dict = field(default_factory=dict)
    problems: dict = field(default_factory=dict)  # {block id: its errors}; "" is the file

    @property
    def id(self):
        """Under which its progress is kept and its widgets are known; only what a reader does is
        kept for another day."""
        if self.preview:
            return f"{self.entry.id}@{self.language}"
        return f"{self.entry.id}@class" if self.in_lecture else self.entry.id

    @property
    def lesson(self):
        return self.entry.versions[self.language]

    @property
    def title(self):
        return self.lesson.front.title if self.lesson.front else self.entry.id

    @property
    def assets(self):
        return self.entry.folder / "assets"

    def record(self, block):
        return progress.record(self.id, block)

    def key(self, block, thing=""):
        """A widget's key; another one once the block was started over."""
        return f"{self.id}.{block}.{thing}.{progress.turn()}"

    def settings(self, block):
        """{slider: value} of a live block, as the reader left them, within their ranges."""
        options = self.live[block].options
        sliders = getattr(options, "sliders", {})
        left = self.record(block).get("settings", {})
        changed = {
            name: min(max(left[name], slider.min), slider.max)
            for name, slider in sliders.items()
            if name in left
        }
        return slider_values(options, changed) if sliders else {}

    @property
    def in_lecture(self):
        return self.unrevealed is not None

    def waits(self, item):
        """Whether what comes after a question could give its answer away: of each a class is
        asked; alone, only of predictions."""
        if self.preview:
            return False
        if self.in_lecture:
            return item.id in self.unrevealed
        return item.spec.comes_first and not self.record(item.id).get("done")

    def waits_for(self, block):
        """The prediction that has to be made before a block is shown, or None."""
        for item in self.predictions(block):
            if self.waits(item):
                return item
        return None

    def predictions(self, block):
        """The predictions about a block."""
        return [
            item
            for item in self.lesson.items.values()
            if getattr(item.options, "reveals", None) == block
        ]

    def answer(self, item):
        """The number that a question asks for; Unmeasurable where there is none."""
        return self._number(f"#{item.id}", lambda: item.spec.answer(item.options, self.live))

    def value(self, text):
        """A number of a sentence; Unmeasurable where there is none."""
        return self._number(text, lambda: value_of(text, self.live))

    def _number(self, asked, compute):
        """Once for a lesson, as long as none of its files changes."""
        numbers, key = self.entry.numbers, (self.language, asked)
        if key not in numbers:
            numbers[key] = _computed(compute)
        if isinstance(numbers[key], Unmeasurable):
            raise numbers[key]
        return numbers[key]


def _computed(compute):
    try:
        return compute()
    except Unmeasurable as error:
        return error
    except (KeyError, ValueError) as error:  # a block that is not there; a knob out of its range
        return Unmeasurable(f"it can't be computed: {error}", f"无法计算：{error}")


def read(entry, language, preview=False):
    """The Reading of an entry, its live blocks looked up, errors sorted by block."""
    reading = Reading(entry, language, preview)
    live, found = ({}, ()) if is_orphan(entry) else entry.checked
    items = reading.lesson.items
    reading.live = {id_: items.get(id_, item) for id_, item in live.items()}
    files = {entry.original.file, reading.lesson.file}
    for problem in (*entry.problems, *found):
        if problem.level == ERROR and problem.file in files:
            reading.problems.setdefault(problem.block, []).append(problem)
    return reading
