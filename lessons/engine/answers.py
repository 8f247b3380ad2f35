"""What a lesson computes: its live blocks, and the numbers in its sentences."""

from lessons.engine.measure import Unmeasurable, measured
from lessons.engine.problems import suggestion


def live_blocks(lesson, notes, assets=None):
    """{id: Item} of the live blocks that can be carried out; what is wrong with others is noted."""
    live = {}
    for item in lesson.items.values():
        if item.spec.live and item.is_set:
            with notes.about(item.id):
                before = len(notes.errors)
                item.spec.known(item, notes, assets)
            if len(notes.errors) == before:
                live[item.id] = item
    return live


def value_of(text, live):
    """The number of {value}`block.run.metric`; Unmeasurable where there is none."""
    block, _, rest = text.partition(".")
    run, _, metric = rest.rpartition(".")
    if block not in live:
        fix = suggestion(block, live)
        raise Unmeasurable(f"no block {block!r}: {fix.en}", f"没有块 {block!r}：{fix.zh}")
    return measured(live[block]).value(metric, run)
